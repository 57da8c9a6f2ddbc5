"""What a set of ids is called in the name of an edit: ``3 modules``, ``surface South``, ``5 things``."""

from collections.abc import Collection

from designer.core.model.design import Design
from designer.core.model.identity import all_ids
from designer.edit.figures import plural


def things_named(design: Design, ids: Collection[str]) -> str:
    """The things in words; a row counts as its modules where some of them are among the ids."""
    kinds = [(kind, name) for kind, name in all_ids(design) if name in ids]
    if any(kind == "module" for kind, _ in kinds):
        kinds = [(kind, name) for kind, name in kinds if kind != "row"]
    whole = [name for kind, name in kinds if kind == "surface"]
    if whole:
        return _surfaces(design, whole)
    if len({kind for kind, _ in kinds}) != 1:
        return f"{len(kinds)} things"
    kind = kinds[0][0]
    return kind if len(kinds) == 1 else f"{len(kinds)} {plural(kind)}"


def _surfaces(design: Design, names: list[str]) -> str:
    if len(names) == 1:
        return f"surface {design.surface(names[0]).name}"
    return f"{len(names)} surfaces"
