"""Work on foreign files in a process of its own, which is ended when it takes too long or too much memory.

For libraries that cannot be told limits from outside: what a PDF page draws is known only once it is drawn.
"""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar

from designer.core.errors import InputError, TrunklineError

P = ParamSpec("P")
R = TypeVar("R")

SECONDS = 10.0
MEGABYTES = 450
"""Memory on top of what the process has when it begins; kept where the system knows such limits (Linux)."""


def guarded(work: Callable[P, R], *args: P.args, **options: P.kwargs) -> R:
    """The answer of a function of a module, called in another process.

    Raises the TrunklineError that it raises, and InputError where it takes more than `SECONDS` or `MEGABYTES`
    or ends the process.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work, args, options), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            raise InputError(f"it takes more than {SECONDS:g} s to read", remedy="save it in a simpler form")
        answer = ours.recv()
    except (EOFError, OSError) as error:
        raise InputError("reading it failed", remedy="open it elsewhere and save it again") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, TrunklineError):
        raise answer
    result: R = answer
    return result


def _serve(pipe: Connection, work: Callable[..., object], args: object, options: object) -> None:
    """What the other process does."""
    assert isinstance(args, tuple)
    assert isinstance(options, dict)
    _limit_memory()
    try:
        pipe.send(work(*args, **options))
    except TrunklineError as error:
        pipe.send(type(error)(error.what, where=error.where, remedy=error.remedy))
    except MemoryError:
        pipe.send(InputError("it takes too much memory to read", remedy="save it in a simpler form"))
    except Exception:  # a broken file may make a library raise anything
        pipe.send(InputError("it is too broken to be read", remedy="open it elsewhere and save it again"))


def _limit_memory() -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
