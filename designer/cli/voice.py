"""The one voice of the command line: what a failure says and which exit code it ends with."""

import traceback
from typing import NamedTuple

import click

from designer.core.errors import TrunklineError
from designer.io.personal import write_log
from designer.io.redaction import designs_in, private_texts

DONE = 0
FOUND_ERRORS = 1
UNUSABLE_INPUT = 2
INTERNAL_ERROR = 3
INTERRUPTED = 130
"""128 + SIGINT, as shells count."""


class Ending(NamedTuple):
    """How a run ends: the exit code and the sentence for standard error (may be empty)."""

    code: int
    message: str


def ending_of(failure: BaseException, *, debug: bool = False) -> Ending:
    """Sentence and exit code of a failure; an unforeseen one is logged, with `debug` also shown in full."""
    match failure:
        case TrunklineError():
            return Ending(UNUSABLE_INPUT, f"error: {failure.sentence()}")
        case click.ClickException():
            return Ending(UNUSABLE_INPUT, f"error: {_usage_sentence(failure)}")
        case KeyboardInterrupt() | click.Abort():
            return Ending(INTERRUPTED, "stopped.")
        case OSError():
            return Ending(UNUSABLE_INPUT, f"error: {file_sentence(failure)}")
        case MemoryError():
            return Ending(UNUSABLE_INPUT, "error: the memory is not enough for this; try a smaller input.")
        case _:
            return Ending(INTERNAL_ERROR, _internal_sentence(failure, debug=debug))


def file_sentence(failure: OSError) -> str:
    """One sentence for what the operating system refused: the file, what happened, what to do."""
    where = f"{failure.filename}: " if failure.filename else ""
    what = (failure.strerror or type(failure).__name__).lower()
    return f"{where}{what}; check the path, its permissions and the free space."


def _usage_sentence(failure: click.ClickException) -> str:
    context = failure.ctx if isinstance(failure, click.UsageError) else None
    command = context.command_path if context else "trunkline"
    message = " ".join(failure.format_message().split()).rstrip(".")
    return f"{message}; see `{command} --help`."


def _internal_sentence(failure: BaseException, *, debug: bool) -> str:
    details = "".join(traceback.format_exception(failure))
    private = {text for design in designs_in(failure) for text in private_texts(design)}
    log = write_log(details, private)
    kept = f"the details are in {log}" if log else "run it again with `trunkline --debug` for the details"
    name = type(failure).__name__
    sentence = f"error: internal error ({name}), a fault of the program; please report it, {kept}."
    return f"{details}{sentence}" if debug else sentence
