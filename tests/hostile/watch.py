"""Watches a process from inside for what no file may make it do: run programs or code, use the net, write.

Python raises audit events for all of that (PEP 578); a hook that was added cannot be taken away again.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

RUNS_PROGRAMS = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "pty.spawn",
)
TALKS = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "webbrowser.")
FORBIDDEN = (*RUNS_PROGRAMS, *TALKS)

_CHANGES: Mapping[str, tuple[int, ...]] = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.mkdir": (0,),
    "os.rmdir": (0,),
    "os.link": (0, 1),
    "os.symlink": (0, 1),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.truncate": (0,),
    "shutil.rmtree": (0,),
    "shutil.copyfile": (1,),
    "shutil.move": (0, 1),
}
"""Events that change files, and which of their arguments are names."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """Notes forbidden events from now on; files may be changed within `folder` only."""

    def __init__(self, folder: Path) -> None:
        self.noted: list[str] = []
        self._folder = str(folder.resolve())
        self._known = tuple(str(Path(place).resolve()) for place in (*sys.path, sys.prefix, sys.base_prefix))
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if self._is_escape(event, args):
            self.noted.append(f"{event} {args!r:.200}")

    def _is_escape(self, event: str, args: tuple[Any, ...]) -> bool:
        if event.startswith(FORBIDDEN):
            return True
        if any(self._is_outside(args[place]) for place in _CHANGES.get(event, ())):
            return True
        return event in _CHECKS and not _CHECKS[event](self, args)

    def _is_outside(self, name: object) -> bool:
        """Whether a name leads out of the folder; descriptors were opened before, and noted then."""
        if isinstance(name, int) or name is None:
            return False
        place = os.path.realpath(os.fsdecode(os.fspath(name)))  # type: ignore[call-overload]
        return place != self._folder and not place.startswith(self._folder + os.sep)

    def _may_open(self, args: tuple[Any, ...]) -> bool:
        name, mode, flags = args
        writes = bool(set(mode or "") & set("wax+")) or bool((flags or 0) & _WRITES)
        return not writes or name == os.devnull or not self._is_outside(name)

    def _may_run(self, args: tuple[Any, ...]) -> bool:
        """Code of installed modules, and what the standard library makes of strings of its own."""
        code = args[0]
        if not isinstance(code, CodeType):
            return False
        return code.co_filename.startswith((*self._known, "<frozen", "<string>"))

    def _may_load(self, args: tuple[Any, ...]) -> bool:
        """A library that was installed with a package."""
        return args[0] is None or str(args[0]).startswith(self._known)

    def _may_find(self, args: tuple[Any, ...]) -> bool:
        """The answers of the program's own process for PDF files and large pictures come as pickles."""
        return str(args[0]).startswith("designer.")


_CHECKS: Mapping[str, Callable[[Watch, tuple[Any, ...]], bool]] = {
    "pickle.find_class": Watch._may_find,
    "ctypes.dlopen": Watch._may_load,
    "open": Watch._may_open,
    "exec": Watch._may_run,
}
