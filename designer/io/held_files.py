"""Locks of the operating system on open files: they end with the process, however it ends."""

import os
import sys

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """Bytes that are locked cannot be read by others, so one beyond the content is."""

    def hold(descriptor: int) -> bool | None:
        """Whether the lock is ours now; None where the file system knows no locks."""
        try:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return None
        return True

else:
    import fcntl

    def hold(descriptor: int) -> bool | None:
        """Whether the lock is ours now; None where the file system knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True
