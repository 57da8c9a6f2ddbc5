"""Work on foreign files in a process of its own, which is ended when it takes too long or too much memory.

For libraries that cannot be told limits from outside: what a PDF page draws is known only once it is drawn.
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from designer.core.errors import InputError, TrunklineError
from designer.io.helpers import begin, hear_no_interrupts

M = TypeVar("M")
_Work = Callable[..., Any]
R = TypeVar("R")

_ON_LINUX = sys.platform.startswith("linux")
_SIMPLER = "save it in a simpler form"
_AGAIN = "open it elsewhere and save it again"


class Limits(Struct, frozen=True):
    """What foreign work may take."""

    cpu_seconds: float = 1.5
    """Of the processor; kept on Linux and macOS. A busy machine is no reason to refuse a file."""

    wall_seconds: float = 10.0 if sys.platform != "win32" else 2.0
    """From its beginning on; on Windows instead of the processor's time, which it cannot limit."""

    megabytes: int = 300
    """Memory on top of what the process has when it begins; kept on Linux."""


FOREIGN = Limits()
OWN_SECONDS = 60.0
"""Until the process has begun, and until the second, own part of the work is done: neither can take long."""


def guarded(work: Callable[..., M], *args: Any, then: Callable[[M], R], limits: Limits = FOREIGN) -> R:
    """The answer of a function of a module, called in another process within limits.

    `then` makes something smaller of it in that process, without limits. Raises the TrunklineError that they
    raise, and InputError where the work takes more than it may or ends the process.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work, args, then, limits), daemon=True)
    begin(process)
    theirs.close()
    try:
        answer = _answer(ours, limits)
    except (EOFError, OSError) as error:
        raise _end_of(process, limits) from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, TrunklineError):
        raise answer
    result: R = answer
    return result


def same(answer: R) -> R:
    """For `then`, where the answer is small."""
    return answer


def _answer(pipe: Connection, limits: Limits) -> Any:
    """What the other process sends after it sent that it has begun, and that the foreign part is over."""
    _wait(pipe, OWN_SECONDS, "reading it failed")
    _wait(pipe, limits.wall_seconds, f"it takes more than {limits.wall_seconds:g} s to read")
    if not pipe.poll(OWN_SECONDS):
        raise InputError("reading it failed", remedy=_AGAIN)
    return pipe.recv()


def _wait(pipe: Connection, seconds: float, what: str) -> None:
    """For the next sign of the other process."""
    if not pipe.poll(seconds):
        raise InputError(what, remedy=_SIMPLER)
    pipe.recv()


def _end_of(process: BaseProcess, limits: Limits) -> InputError:
    """Why a process ended by itself."""
    process.join()
    if sys.platform != "win32" and process.exitcode == -signal.SIGPROF:
        return InputError(
            f"it takes more than {limits.cpu_seconds:g} s of the processor to read", remedy=_SIMPLER
        )
    if process.exitcode is not None and process.exitcode < 0:  # libraries in C end so
        return InputError("it is broken, or takes too much memory to read", remedy=_AGAIN)
    return InputError("reading it failed", remedy=_AGAIN)


def _serve(pipe: Connection, work: _Work, args: Any, then: _Work, to: Limits) -> None:
    """What the other process does."""
    hear_no_interrupts()
    pipe.send(None)  # what it takes to begin is no fault of the file
    _limit(to)
    made, fault = _tried(work, *args)
    _unlimit()
    pipe.send(None)
    if fault is None:
        made, fault = _tried(then, made)
    pipe.send(made if fault is None else fault)


def _tried(work: _Work, *args: Any) -> tuple[Any, TrunklineError | None]:
    """What a function answers, or what is to be told of its failure."""
    try:
        return work(*args), None
    except BaseException as error:  # a broken file may make a library raise anything
        return None, _told(error)


def _told(error: BaseException) -> TrunklineError:
    match error:
        case TrunklineError():
            return type(error)(error.what, where=error.where, remedy=error.remedy)
        case MemoryError():
            return InputError("it takes too much memory to read", remedy=_SIMPLER)
        case _:
            return InputError("it is too broken to be read", remedy=_AGAIN)


def _limit(to: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    signal.setitimer(signal.ITIMER_PROF, to.cpu_seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # how such a process ends is told, and kept nowhere
    if _ON_LINUX:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = pages * resource.getpagesize() + to.megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def _unlimit() -> None:
    if sys.platform == "win32":
        return
    import resource

    signal.setitimer(signal.ITIMER_PROF, 0.0)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
