"""Writing a file so that it is either wholly the new one or still the old one, whatever happens."""

import contextlib
import os
import secrets
import shutil
import stat
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from designer.core.errors import InputError
from designer.io.file_marks import carry_marks

BUSY_ON_WINDOWS = (5, 32, 33)
"""Access denied, sharing violation, lock violation: a virus scanner or a cloud client holds the file."""

RETRY_DELAYS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Pauses between attempts to replace a busy file; three seconds in all."""


def write_bytes_atomically(
    path: Path, data: bytes, *, keep_as: Path | None = None, follow: bool = True
) -> None:
    """Write `data` to `path` by way of a temporary file in the same folder.

    The data is on the disk before the old file is replaced; the permissions and other marks of an existing
    file are kept, a symbolic link keeps pointing where it did, and a failure leaves neither a temporary file
    nor a half written one. What is replaced stays as `keep_as`, in the same folder, where that is given.
    Where links are not to be followed, since nobody chose that name, a link is replaced by the file itself.
    Raises InputError where the folder is missing, may not be written or is full, or the target is no plain
    file or write-protected.
    """
    try:
        target = path.resolve() if follow else path.parent.resolve() / path.name
        if not follow and target.is_symlink():
            target.unlink()
        _replace_content(target, data, keep_as)
    except (OSError, ValueError, RuntimeError) as error:  # a name that none can be, links in a circle
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "choose a file in a folder that exists, has room and may be written"
        raise InputError(f"it cannot be written ({reason})", where=str(path), remedy=remedy) from error


def sweep_temporaries(path: Path) -> None:
    """Remove what a killed program has left beside `path`; only while nobody else can be writing it."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        target = path.resolve()
        for left in target.parent.glob(f"{_temporary_stem(target)}*.tmp"):
            with contextlib.suppress(OSError):
                left.unlink()


def _replace_content(target: Path, data: bytes, keep_as: Path | None) -> None:
    exists = _may_be_replaced(target)
    temporary = _temporary(target)
    try:
        _write_new(temporary, data, private=exists)
        if exists:
            carry_marks(target, temporary)
            if keep_as is not None:
                _keep(target, keep_as)
        _retried(lambda: temporary.replace(target))
    except BaseException:
        _remove(temporary)
        raise
    _sync_folder(target.parent)


def _temporary(target: Path) -> Path:
    """A name that does not exist, by which leftovers of a target are found again."""
    return target.parent / f"{_temporary_stem(target)}{secrets.token_hex(8)}.tmp"


def _temporary_stem(target: Path) -> str:
    return f".trunkline-{zlib.crc32(os.fsencode(target.name)):08x}-"


def _may_be_replaced(target: Path) -> bool:
    """Whether there is a file; OSError where it is no plain file or write-protected."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(status.st_mode):
        raise OSError(None, "it is not a plain file")
    # replacing needs only the folder's permission, so the file's own is asked for here
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise OSError(None, "it is write-protected")
    return True


def _write_new(path: Path, data: bytes, *, private: bool) -> None:
    """Write and synchronise a new file; `private` until it has the permissions of the one it replaces."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600 if private else 0o666), "wb") as stream:
        stream.write(data)
        stream.flush()
        _sync(stream.fileno())


def _keep(target: Path, keep_as: Path) -> None:
    """Let the content of `target` have the name `keep_as` as well; what had that name before goes."""
    temporary = _temporary(target)
    try:
        try:
            temporary.hardlink_to(target)
        except OSError:  # not every file system knows hard links
            shutil.copy2(target, temporary)
        _retried(lambda: temporary.replace(keep_as))
    finally:
        _remove(temporary)  # replacing a file by another name of itself leaves both


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


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
