"""Freed memory goes back to the system."""

import sys
import threading
from pathlib import Path

import pytest

from designer.gui.heap import give_back

PIECES, PIECE = 30_000, 1_000


def resident_mb() -> float:
    """What the process holds in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def work() -> None:
    """Some 30 MB, of which pieces here and there are still wanted afterwards."""
    pieces = [bytes(PIECE) for _ in range(PIECES)]
    KEPT.extend(pieces[::500])


KEPT: list[bytes] = []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc; other systems need no help")
def test_what_a_thread_has_freed_goes_back_though_some_of_it_stays() -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    before = resident_mb()
    give_back()
    assert resident_mb() < before - 10.0
    KEPT.clear()
