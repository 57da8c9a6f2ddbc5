"""Writing a file so that it is either wholly the new one or still the old one, whatever happens."""

import contextlib
import os
import secrets
import stat
import time
from collections.abc import Callable
from pathlib import Path

from designer.core.errors import InputError

BUSY_ON_WINDOWS = (5, 32, 33)
"""Access denied, sharing violation, lock violation: a virus scanner or a cloud client holds the file."""

RETRY_DELAYS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Pauses between attempts to replace a busy file; three seconds in all."""


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` by way of a temporary file in the same folder.

    The data is on the disk before the old file is replaced; the permissions of an existing file are kept, a
    symbolic link keeps pointing where it did, and a failure leaves neither a temporary file nor a half
    written one. Raises InputError where the folder is missing, may not be written or is full, or the target
    is no plain file or write-protected.
    """
    try:
        _replace_content(path.resolve(), data)
    except (OSError, ValueError) as error:  # ValueError: a character that no name may have
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "choose a file in a folder that exists, has room and may be written"
        raise InputError(f"it cannot be written ({reason})", where=str(path), remedy=remedy) from error


def _replace_content(target: Path, data: bytes) -> None:
    mode = _mode_of(target)
    temporary = target.parent / f".trunkline-{secrets.token_hex(8)}.tmp"
    try:
        _write_new(temporary, data)
        if mode is not None:
            temporary.chmod(mode)
        _retried(lambda: temporary.replace(target))
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _mode_of(target: Path) -> int | None:
    """Permissions of an existing file; None where there is none.

    Raises OSError where it is no plain file or write-protected.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(None, "it is not a plain file")
    # replacing needs only the folder's permission, so the file's own is asked for here
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise OSError(None, "it is write-protected")
    return stat.S_IMODE(status.st_mode)


def _write_new(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        _sync(stream.fileno())


def _sync(descriptor: int) -> None:
    """Bring a file to the disk itself; on macOS fsync alone leaves it in the drive's cache."""
    try:
        from fcntl import F_FULLFSYNC, fcntl  # type: ignore[attr-defined, unused-ignore]
    except ImportError:
        os.fsync(descriptor)
    else:
        fcntl(descriptor, F_FULLFSYNC)


def _sync_folder(folder: Path) -> None:
    """Make the replacement itself durable where folders can be synchronised; the content already is."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _retried(replace: Callable[[], object]) -> None:
    """Call `replace`, again after a pause while Windows says that the target is busy."""
    for delay_s in RETRY_DELAYS_S:
        try:
            replace()
        except OSError as error:
            if getattr(error, "winerror", None) not in BUSY_ON_WINDOWS:
                raise
            time.sleep(delay_s)
        else:
            return
    replace()
