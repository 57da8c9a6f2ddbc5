"""One input given to a reader, and what was wrong with what it did."""

import re
import time

from tests.fuzz.finds import place_of
from tests.fuzz.readers import read_bytes

_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f]")
"""Characters that a terminal obeys."""

SLOW_S = 2.0
"""Processor time after which a refusal breaks its promise."""


def fault_in(name: str, data: bytes, slow_s: float = SLOW_S) -> tuple[str, str]:
    """The fault that an input shows and its details; two empty texts where it is read or refused in time."""
    import traceback

    from designer.core.errors import TrunklineError

    started = time.process_time()
    try:
        read_bytes(name, data)
    except TrunklineError as error:
        if fault := _badly_said(error.sentence()):
            return fault, error.sentence()
    except MemoryError as error:
        return f"MemoryError: {place_of(error)}", traceback.format_exc()
    except Exception as error:
        return place_of(error), traceback.format_exc()
    spent = time.process_time() - started
    return (f"slow: more than {slow_s:g} s", f"{spent:.1f} s") if spent > slow_s else ("", "")


def _badly_said(sentence: str) -> str:
    """What is wrong with the sentence of a refusal."""
    if len(sentence) > 2000:
        return "a sentence of more than 2000 characters"
    if _COMMANDS.search(sentence):
        return "a sentence with characters that control the terminal"
    return ""
