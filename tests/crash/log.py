"""The log of a program that is going to be killed: every line is in the hands of the system at once."""

import json
import os
import time
from pathlib import Path

from msgspec import Struct


class Entry(Struct, frozen=True):
    """One line. `digest` is of the Design that the line is about, `at` by the machine's steady clock."""

    what: str
    at: float
    digest: str = ""
    detail: str = ""


class Log:
    """Appends lines; what was written survives the death of the process."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, what: str, digest: str = "", detail: str = "") -> None:
        line = json.dumps([what, time.monotonic(), digest, detail])
        os.write(self._descriptor, line.encode() + b"\n")


def read_log(file: Path) -> list[Entry]:
    """All whole lines so far."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    whole = text[: text.rfind("\n") + 1]
    return [Entry(*json.loads(line)) for line in whole.splitlines()]
