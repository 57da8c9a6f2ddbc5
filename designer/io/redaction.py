"""What a log may keep of a traceback: where the program failed, and nothing of persons, places and files."""

import re
import traceback
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from designer.core.model.design import Design

HIDDEN = "‹…›"
"""Stands for what was taken out."""

_LEAST_LETTERS = 3
"""Shorter words are house numbers, initials and syllables of every sentence."""

_FRAME = re.compile(r'^(\s*(?:\|\s*)*File ")([^"]+)(", line \d+.*)$')
_SOURCE = re.compile(r"^\s*(?:\|\s*)*    ")
_ROOT = r"(?:[A-Za-z]:[\\/]|\\\\|/|~[\\/])"
_QUOTED_PATH = re.compile(rf"""(?P<quote>['"“])(?:file:)?{_ROOT}[^'"”\n]*(?P<end>['"”])""")
_BARE_PATH = re.compile(rf"""(?<![\w.…/\\])(?:file:)?{_ROOT}[^\s'"“”()\[\]<>,;:]*\w[^\s'"“”()\[\]<>,;:]*""")
_BEGINS = r"(?:(?<!\w)|(?<=\\n)|(?<=\\r)|(?<=\\t))"
"""A word begins after what is no letter or figure, and after an escape in a text that is quoted."""
_PACKAGES = ("designer", "site-packages", "tests")


def redacted(details: str, private: Collection[str] = ()) -> str:
    """A traceback without paths of this computer and without the words of `private` texts.

    Files of the program are named from their package on; of what messages name only the ending is left.
    """
    hidden = _pattern(private)
    return "\n".join(_lines(details, hidden)) + ("\n" if details.endswith("\n") else "")


def private_texts(design: "Design") -> frozenset[str]:
    """Every text in a Design that a person wrote: names, addresses, numbers, notes."""
    who, sheets = design.customer, design.sheets
    texts = [design.name, who.name, who.address, who.project_number, sheets.drawn_by, sheets.drawing_number]
    texts += [one.name for one in design.surfaces]
    texts += [note.text for note in design.texts]
    texts += [one.name for one in design.underlays]
    texts += [one.name for one in design.pictures]
    texts += [*design.serials.values(), *design.reports.values()]
    return frozenset(text for text in texts if text)


def designs_in(failure: BaseException) -> "Iterator[Design]":
    """Every Design that the functions at work held when it failed, also those of the failures before it."""
    from designer.core.model.design import Design  # what only says its version does without numpy

    seen: set[int] = set()
    at: BaseException | None = failure
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        for frame, _ in traceback.walk_tb(at.__traceback__):
            yield from (value for value in frame.f_locals.values() if isinstance(value, Design))
        at = at.__cause__ or at.__context__


def _pattern(private: Collection[str]) -> re.Pattern[str]:
    words = {word for text in (*private, *_account()) for word in re.findall(r"\w+", text)}
    kept = sorted(
        (word for word in words if len(word) >= _LEAST_LETTERS), key=lambda word: (-len(word), word)
    )
    if not kept:
        return re.compile(r"(?!)")
    return re.compile(rf"{_BEGINS}(?:{'|'.join(map(re.escape, kept))})(?!\w)", re.IGNORECASE)


def _account() -> tuple[str, ...]:
    """The name of the user, which the home folder is called by."""
    try:
        return (Path.home().name,)
    except RuntimeError:  # there is no home folder
        return ()


def _lines(details: str, hidden: re.Pattern[str]) -> Iterator[str]:
    """Line by line; the program's own source below the line of a frame is kept as it is."""
    in_frame = False
    for line in details.splitlines():
        frame = _FRAME.match(line)
        if frame:
            yield frame[1] + _program_file(frame[2]) + frame[3]
        elif in_frame and _SOURCE.match(line):
            yield line
        else:
            yield hidden.sub(HIDDEN, _without_paths(line))
        in_frame = frame is not None or (in_frame and _SOURCE.match(line) is not None)


def _program_file(path: str) -> str:
    parts = re.split(r"[\\/]", path)
    starts = [len(parts) - 1 - parts[::-1].index(name) for name in _PACKAGES if name in parts[:-1]]
    return "/".join(parts[max(starts) :] if starts else parts[-1:])


def _without_paths(line: str) -> str:
    line = _QUOTED_PATH.sub(lambda found: found["quote"] + _ending(found[0][1:-1]) + found["end"], line)
    return _BARE_PATH.sub(lambda found: _ending(found[0]), line)


def _ending(path: str) -> str:
    """The ending of a file's name, which says what sort of file it was."""
    ending = re.search(r"\.[A-Za-z0-9]{1,10}$", path)
    return HIDDEN + (ending[0] if ending else "")
