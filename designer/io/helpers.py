"""Beginning processes that work for this one, and are ended by it."""

import signal
import sys
from multiprocessing.process import BaseProcess


def begin(process: BaseProcess) -> None:
    """Start a process that does not hear Ctrl-C, from its first instruction on.

    A terminal sends it to all processes at once; this one hears it, and ends the others. Raises OSError where
    the system lets none begin.
    """
    if sys.platform == "win32":  # knows no signals held back: see `hear_no_interrupts`
        process.start()
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # it lets signals through again as it begins, so it begins before they are held back
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def hear_no_interrupts() -> None:
    """Called first in the other process: on Windows this is what keeps Ctrl-C from it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
