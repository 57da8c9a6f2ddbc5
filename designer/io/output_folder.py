"""A folder that files are written to, and what must not lead out of it.

A folder that was sent in an archive may hold links by the names of papers; writing through them would replace
files of the person's own, elsewhere.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from designer.core.errors import InputError


def check_within(folder: Path, names: Iterable[str]) -> None:
    """InputError where a file of one of these names in the folder would be written outside of it."""
    try:
        whole = folder.resolve()
        for name in names:
            if not (folder / name).resolve().is_relative_to(whole):
                what = "it is a link that leads out of the folder"
                raise InputError(what, where=str(folder / name), remedy="remove it, or choose another folder")
    except (OSError, ValueError, RuntimeError) as error:  # links in a circle, a name that none can be
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(
            f"it cannot be used ({reason})", where=str(folder), remedy="choose another"
        ) from error


def holds_something(path: Path) -> bool:
    """Whether a file is there, or a folder with anything in it."""
    if os.path.isdir(path):  # noqa: PTH112 - raises for long names
        return any(path.iterdir())
    return os.path.lexists(path)
