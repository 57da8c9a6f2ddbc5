"""What a file carries beside its content: permissions, group, extended attributes, the hidden flag."""

import contextlib
import os
import stat
import sys
from pathlib import Path

HIDDEN_ON_WINDOWS = 0x2
_CARRIED_ON_WINDOWS = HIDDEN_ON_WINDOWS | 0x4 | 0x20 | 0x2000
"""Hidden, system, archive, not indexed; the others follow from the content."""


def carry_marks(old: Path, new: Path) -> None:
    """Give `new` the marks of `old`; OSError only where its permissions cannot be set.

    Group, attributes and flags are carried as far as the file system and the rights of the user allow.
    """
    status = old.stat()
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            _set_windows_attributes(new, _windows_attributes(old) & _CARRIED_ON_WINDOWS)
    else:
        _carry_group(status, new)
        _carry_attributes(old, new)
        if sys.platform == "darwin":
            with contextlib.suppress(OSError):
                os.chflags(new, status.st_flags)
    new.chmod(stat.S_IMODE(status.st_mode))  # last, since a change of the group takes bits away


def hide(path: Path) -> None:
    """Mark a file as hidden on Windows; elsewhere the dot before its name does that."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            _set_windows_attributes(path, _windows_attributes(path) | HIDDEN_ON_WINDOWS)


if sys.platform == "win32":
    import ctypes

    _INVALID = 0xFFFFFFFF

    def _windows_attributes(path: Path) -> int:
        found = ctypes.windll.kernel32.GetFileAttributesW(str(path)) & _INVALID
        if found == _INVALID:
            raise ctypes.WinError()
        return int(found)

    def _set_windows_attributes(path: Path, attributes: int) -> None:
        if not ctypes.windll.kernel32.SetFileAttributesW(str(path), attributes):
            raise ctypes.WinError()

else:

    def _carry_group(status: os.stat_result, new: Path) -> None:
        if new.stat().st_gid != status.st_gid:
            with contextlib.suppress(OSError):
                os.chown(new, -1, status.st_gid)

    def _carry_attributes(old: Path, new: Path) -> None:
        """Extended attributes, access lists among them, where there are any (Linux)."""
        if not hasattr(os, "listxattr"):
            return
        with contextlib.suppress(OSError):
            for name in os.listxattr(old):
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(old, name))
