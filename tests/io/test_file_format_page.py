"""docs/file-format.md names every field of the project file."""

import re
from pathlib import Path

import pytest
from msgspec import inspect

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Design
from designer.io.foreign import SET_ASIDE

PAGE = Path(__file__).parents[2] / "docs" / "file-format.md"


def structs(found: inspect.Type) -> list[inspect.StructType]:
    """All structs inside a type, itself included."""
    match found:
        case inspect.StructType():
            return [found, *(inner for field in found.fields for inner in structs(field.type))]
        case inspect.VarTupleType():
            return structs(found.item_type)
        case inspect.UnionType():
            return [inner for part in found.types for inner in structs(part)]
        case _:
            return []


FIELDS = [
    (one.cls.__name__, field.encode_name)
    for one in structs(inspect.type_info(Design))
    for field in one.fields
    if field.encode_name != SET_ASIDE
]


@pytest.mark.parametrize(("owner", "field"), FIELDS, ids=[".".join(pair) for pair in FIELDS])
def test_every_field_stands_on_the_page(owner: str, field: str) -> None:
    tables = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    first_cells = " ".join(line.split("|")[1] for line in tables)
    assert re.search(rf"[`.]{field}`", first_cells), f"{owner}.{field} is missing"


def test_every_kind_of_edge_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{kind}`" in text for kind in EdgeKind)
