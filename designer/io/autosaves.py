"""Autosaves: each window has a folder of the user's own in which its unsaved work lies twice.

A new state takes the place of the older of two files, so that the newest intact one survives whatever happens
while it is written; each file says by a digest whether it is intact. A folder is locked while its window
lives; what lies in one that nobody holds was left behind.
"""

import contextlib
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from designer.core.errors import InputError, TrunklineError
from designer.core.limits import AUTOSAVE_BYTES
from designer.core.model.design import Design
from designer.io.atomic import write_bytes_atomically
from designer.io.lock import Lock, acquire
from designer.io.looking import is_folder
from designer.io.personal import state_folder
from designer.io.project import decode_project, digest_of, encode_project
from designer.limited import limited_bytes

SLOTS = ("a.autosave", "b.autosave")
LOCK = "owner.lock"

FORMAT = "trunkline-autosave"


class About(Struct, frozen=True, kw_only=True):
    """The first line of an autosave: what follows it.

    `file` is where the project was opened or saved last, `known` the digest of that save. `changed` is
    whether anything would be lost without this. `number` counts up, `written` is in ISO 8601.
    """

    format: str = FORMAT
    number: int
    name: str
    file: str | None
    known: str | None
    changed: bool
    written: str
    digest: str


class State(Struct, frozen=True):
    """An intact autosave."""

    about: About
    design: Design
    slot: str


class Unsaved(Struct, frozen=True, eq=False):
    """Work to be kept: a Design, the file it belongs to, and the digest of what was saved there last."""

    design: Design
    file: Path | None = None
    known: str | None = None
    changed: bool = True


class AutosaveFolder:
    """The autosaves of one window, ours until `close` or `leave`, or until the process ends."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self.folder = folder
        self.newest = _newest(folder)
        self._lock = lock

    def write(self, work: Unsaved) -> None:
        """Keep a state, in place of the older of the two; InputError where it cannot be written."""
        before = self.newest
        slot = next(name for name in SLOTS if before is None or name != before.slot)
        content = encode_project(work.design)
        about = About(
            number=before.about.number + 1 if before else 1,
            name=work.design.name,
            file=str(work.file.absolute()) if work.file else None,
            known=work.known,
            changed=work.changed,
            written=datetime.now(UTC).isoformat(timespec="seconds"),
            digest=digest_of(content),
        )
        write_bytes_atomically(self.folder / slot, msgspec.json.encode(about) + b"\n" + content)
        self.newest = State(about, work.design, slot)

    @property
    def is_gone(self) -> bool:
        """Whether somebody has removed the folder, as programs do that clean up."""
        return not is_folder(self.folder)

    def beat(self) -> None:
        """Give a sign of life."""
        self._lock.beat()

    def close(self) -> None:
        """Remove all: what was here is saved, or the person does without it."""
        for slot in SLOTS:
            with contextlib.suppress(OSError):
                (self.folder / slot).unlink(missing_ok=True)
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self) -> None:
        """Let all lie for the next start."""
        self._lock.release()


def recovery_folder() -> Path:
    """Where autosaves and copies after faults lie for this user. RuntimeError where there is no home."""
    return state_folder() / "recovery"


def new_folder() -> AutosaveFolder:
    """A folder for the autosaves of one window; InputError where none can be made."""
    try:
        folder = recovery_folder() / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        folder.mkdir(parents=True, mode=0o700)
    except (OSError, RuntimeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "save often, and make room in your home folder"
        raise InputError(f"unsaved work cannot be kept aside ({reason})", remedy=remedy) from error
    lock = acquire(folder / LOCK)
    if not isinstance(lock, Lock):
        raise InputError("unsaved work cannot be kept aside", where=str(folder), remedy="save often")
    return AutosaveFolder(folder, lock)


def left_behind() -> list[AutosaveFolder]:
    """Autosaves of windows that are no more, the newest first; ours from now on.

    What is empty is cleared away; what has nothing intact, or is newer than the program, is left alone.
    """
    try:
        folders = sorted(one for one in recovery_folder().iterdir() if is_folder(one))
    except (OSError, RuntimeError):
        return []
    claimed = [found for one in folders if (found := _claimed(one)) is not None]
    return sorted(claimed, key=_written, reverse=True)


def _claimed(folder: Path) -> AutosaveFolder | None:
    """A folder that nobody holds and that has something intact."""
    lock = acquire(folder / LOCK)
    if not isinstance(lock, Lock):
        return None
    found = AutosaveFolder(folder, lock)
    if found.newest is not None:
        return found
    is_empty = not any((folder / slot).exists() for slot in SLOTS)
    found.close() if is_empty else found.leave()
    return None


def _written(folder: AutosaveFolder) -> str:
    return folder.newest.about.written if folder.newest else ""


def _newest(folder: Path) -> State | None:
    """The newest intact state in a folder."""
    states = [state for slot in SLOTS if (state := state_in(folder / slot)) is not None]
    return max(states, key=lambda state: state.about.number, default=None)


def state_in(file: Path) -> State | None:
    """What an autosave holds; None where it is none, was cut off, or is newer than the program."""
    try:
        head, _, content = limited_bytes(file, AUTOSAVE_BYTES, remedy="").partition(b"\n")
        about = msgspec.json.decode(head, type=About)
        if about.format != FORMAT or digest_of(content) != about.digest:
            return None
        return State(about, decode_project(content), file.name)
    except (OSError, ValueError, RecursionError, msgspec.DecodeError, TrunklineError):
        return None
