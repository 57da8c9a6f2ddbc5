"""The bundled examples: project files in resources/examples, the first of which is the default."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from designer.core.errors import InputError
from designer.core.model.names import nearest_remedy
from designer.core.resources import resource_root
from designer.io.project import SUFFIX


def example_names() -> Mapping[str, str]:
    """Name of each example and what it shows, in order."""
    index = resource_root() / "examples" / "index.toml"
    names: Mapping[str, str] = tomllib.loads(index.read_text(encoding="utf-8"))
    return names


def example_path(name: str) -> Path:
    """The project file of an example. InputError, with the nearest names, when there is none."""
    names = example_names()
    if name not in names:
        raise InputError(f"there is no example '{name}'", remedy=nearest_remedy(name, names))
    return resource_root() / "examples" / f"{name}{SUFFIX}"
