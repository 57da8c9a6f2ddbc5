"""What an export is told by data: files that come with the program, and a person's own ones like them."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from designer.core.errors import InputError
from designer.core.model.names import nearest_remedy
from designer.core.resources import resource_root

SUFFIX = ".toml"

Kind = TypeVar("Kind")


def bundled_files(folder: str) -> list[Path]:
    """The files in a folder of the resources, by their names."""
    return sorted((resource_root() / folder).glob("*" + SUFFIX))


def chosen(choice: str, known: Mapping[str, Kind], read: Callable[[Path], Kind], missing: str) -> Kind:
    """What has this id, or what is in this file.

    Raises InputError where neither is: `missing` says what there is none of.
    """
    if choice in known:
        return known[choice]
    if choice.endswith(SUFFIX) or os.path.isfile(choice):  # noqa: PTH113 - raises for no name, however long
        return read(Path(choice))
    raise InputError(f"{missing} '{choice}'", remedy=nearest_remedy(choice, known))


def bundled_text(folder: str, choice: str, known: Mapping[str, object], missing: str) -> str:
    """The file with this id, to be edited as an own one. Raises InputError for an unknown id."""
    if choice not in known:
        raise InputError(f"{missing} '{choice}'", remedy=nearest_remedy(choice, sorted(known)))
    return (resource_root() / folder / f"{choice}{SUFFIX}").read_text(encoding="utf-8")
