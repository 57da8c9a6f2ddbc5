"""Who has a project open: a small file beside it with owner and host, held while the window lives.

On one computer the operating system tells whether the owner still lives, whatever became of it. Of another
computer only its last sign of life is known, a time stamp that the owner renews.
"""

import contextlib
import getpass
import os
import platform
import secrets
import stat
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from designer.core.limits import LOCK_BYTES
from designer.io.file_marks import hide
from designer.io.held_files import hold
from designer.io.looking import is_there
from designer.io.names import fitting

BEAT_S = 60.0
"""How often an owner gives a sign of life."""

SILENT_S = 600.0
"""An owner on another computer that was silent for so long has most likely gone without closing."""

_ATTEMPTS = 5

_FLAGS = os.O_RDWR | os.O_CREAT
for _name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
    _FLAGS |= getattr(os, _name, 0)


class Owner(Struct, frozen=True):
    """Who holds a lock. `since` is when, in ISO 8601; `token` is of this very lock."""

    user: str = ""
    host: str = ""
    pid: int = 0
    since: str = ""
    token: str = ""


class Busy(Struct, frozen=True):
    """Somebody else holds the lock; `silent_s` since the last sign of life, 0 where that owner is alive."""

    owner: Owner
    silent_s: float = 0.0

    @property
    def is_stale(self) -> bool:
        """Whether the owner has most likely gone."""
        return self.silent_s > SILENT_S

    def in_words(self) -> str:
        """``it is open on roof-office by anna``, for the middle of a sentence."""
        where = f"on {self.owner.host}" if self.owner.host else "elsewhere"
        by = f" by {self.owner.user}" if self.owner.user else ""
        return f"it is open {where}{by}"


class Lock:
    """A lock that is ours until `release`, or until the process ends."""

    def __init__(self, path: Path, descriptor: int, owner: Owner) -> None:
        self.path = path
        self.owner = owner
        self._descriptor: int | None = descriptor

    def beat(self) -> None:
        """Give a sign of life."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.utime(self.path)

    def release(self) -> None:
        """Give the lock back; its file goes, unless somebody has taken it over."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(descriptor)
            _remove_if_of(self.owner, self.path)
        else:
            _remove_if_of(self.owner, self.path)
            os.close(descriptor)


def lock_path(file: Path) -> Path:
    """Where the lock of a file lies: beside it, hidden."""
    target = file.resolve()
    return target.with_name(fitting(".", target.name, ".lock"))


def acquire(path: Path, *, take_over: bool = False) -> Lock | Busy | None:
    """The lock at `path`; who has it; or None where none can be made, as in a folder that may not be written.

    What a dead process on this computer has left is taken over without asking, with `take_over` that of a
    silent one on another computer as well.
    """
    try:
        for _ in range(_ATTEMPTS):
            found = _attempt(path, take_over=take_over)
            if found is not None:
                return found
    except (OSError, ValueError):
        return None
    return None


def holder_of(path: Path) -> Busy | None:
    """Who holds the lock at `path` now; None where nobody does."""
    if not is_there(path):
        return None
    found = acquire(path)
    if isinstance(found, Lock):
        found.release()
        return None
    return found


def _attempt(path: Path, *, take_over: bool) -> Lock | Busy | None:
    """One attempt; None where the file was removed by its owner meanwhile."""
    descriptor = os.open(path, _FLAGS, 0o644)
    try:
        if not _may_be_lock(os.fstat(descriptor)):
            raise OSError(None, "it is no lock file")
        ours = hold(descriptor)
        if ours is not False and not _is_at(descriptor, path):
            return None
        before = _read(path)
        busy = Busy(before) if ours is False else _left_elsewhere(before, path, known_dead=bool(ours))
        if busy is not None and not (take_over and ours is not False):
            return busy
        lock = Lock(path, descriptor, _write(descriptor, path))
        descriptor = -1
        return lock
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def _left_elsewhere(before: Owner, path: Path, *, known_dead: bool) -> Busy | None:
    """The owner that a lock file names, unless it is free for us to take.

    That our computer holds the lock now proves an owner dead that was on it, and one on another computer
    only where locks go from computer to computer, which nobody can tell.
    """
    if not before.host or (before.host == _host() and known_dead):
        return None
    silent_s = max(0.0, _now_there(path.parent) - path.stat().st_mtime)
    if before.host == _host() and silent_s > SILENT_S:
        return None
    return Busy(before, silent_s)


def _may_be_lock(status: os.stat_result) -> bool:
    """Whether we may write there: folders are shared, and the name may lead to a file of somebody's own."""
    return stat.S_ISREG(status.st_mode) and status.st_nlink <= 1 and status.st_size <= LOCK_BYTES


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether an open file still is the one at `path`."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _read(path: Path) -> Owner:
    """Who a lock file names; nobody where it is empty or was cut off."""
    try:
        with path.open("rb") as stream:
            return msgspec.json.decode(stream.read(LOCK_BYTES), type=Owner)
    except (OSError, ValueError, RecursionError, msgspec.DecodeError):
        return Owner()


def _write(descriptor: int, path: Path) -> Owner:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    owner = Owner(_user(), _host(), os.getpid(), since, secrets.token_hex(8))
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, msgspec.json.encode(owner) + b"\n")
    hide(path)
    return owner


def _remove_if_of(owner: Owner, path: Path) -> None:
    with contextlib.suppress(OSError):
        if _read(path).token == owner.token:
            path.unlink()


def _now_there(folder: Path) -> float:
    """The time by the clock that stamps files in a folder: a server's may differ from ours."""
    probe = folder / f".trunkline-{secrets.token_hex(8)}.tmp"
    try:
        probe.touch()
        return probe.stat().st_mtime
    except OSError:
        return time.time()
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def _host() -> str:
    return platform.node() or "unknown"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
