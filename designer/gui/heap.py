"""Memory that was freed goes back to the system, where its C library would keep it.

The allocator of Linux (glibc) gives each thread a heap of its own and keeps what was freed in the middle of
it: each export by another thread left some 35 MB behind, measured on a hall of a thousand modules. Other
systems give pages back by themselves.
"""

import ctypes
import sys

_M_ARENA_MAX = -8
"""From malloc.h: how many heaps there may be."""


def share_heap() -> None:
    """All threads share one heap, so that one uses what another has freed; call it before there are threads.

    They do not wait for each other: Python code runs in one thread at a time anyway.
    """
    if _GLIBC is not None:
        _GLIBC.mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give back what is free; takes 1 to 10 ms, so call it when nobody waits."""
    if _GLIBC is not None:
        _GLIBC.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    """The C library of the process where it is glibc."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL(None)
    except OSError:
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


_GLIBC = _glibc()
