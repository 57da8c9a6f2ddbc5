"""Data that the program does not know comes back where it was, whatever is edited beside it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.model.design import Design, Pairing, Pin
from designer.io.project import decode_project, encode_project
from tests.sites import gable

WHOLE = replace(
    gable(),
    pins=(Pin(inverter="I1", along_mm=100.0), Pin(inverter="I2", along_mm=200.0)),
    pairings=(Pairing(modules=("M1", "M2")),),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def objects(value: Any) -> list[dict[str, Any]]:
    """All objects of the format inside a document; the names of some are data."""
    match value:
        case dict():
            inner = [one for name, part in value.items() if name not in DATA for one in objects(part)]
            return [value, *inner]
        case list():
            return [one for part in value for one in objects(part)]
        case _:
            return []


DATA = ("serials", "reports", "setbacks_mm")
"""Objects whose names are data, not fields."""


@settings(max_examples=50)
@given(st.data())
def test_unknown_data_comes_back_where_it_was(data: st.DataObject) -> None:
    document = json.loads(encode_project(WHOLE))
    places = objects(document)
    for number in data.draw(st.sets(st.integers(0, len(places) - 1), max_size=4)):
        places[number][f"x-{data.draw(st.text(max_size=6))}"] = data.draw(JSON)
    read = decode_project(json.dumps(document).encode())
    assert json.loads(encode_project(read)) == document


def with_foreign(place: list[Any], **fields: Any) -> Design:
    document = part = json.loads(encode_project(WHOLE))
    for step in place:
        part = part[step]
    part.update(fields)
    return decode_project(json.dumps(document).encode())


def written(design: Design) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(encode_project(design))["design"]
    return found


def test_it_stays_with_its_object_when_others_go_before_it() -> None:
    design = with_foreign(["design", "pins", 1], erp_number=5)
    later = replace(design, pins=(replace(design.pins[1], along_mm=7.0),), name="renamed")
    assert written(later)["pins"] == [{"inverter": "I2", "along_mm": 7.0, "erp_number": 5}]


def test_it_goes_with_its_object_and_comes_back_with_it() -> None:
    design = with_foreign(["design", "pairings", 0], erp_number=5)
    without = replace(design, pairings=())
    assert "erp_number" not in encode_project(without).decode()
    back = replace(without, pairings=design.pairings)
    assert written(back)["pairings"][0]["erp_number"] == 5


def test_a_misspelled_field_is_refused_all_the_same() -> None:
    with pytest.raises(InputError, match=r"unknown field 'tilt_dge'; did you mean 'tilt_deg'"):
        with_foreign(["design", "surfaces", 0], tilt_dge=5)


def test_the_name_that_such_data_has_in_the_program_is_no_field_of_the_file() -> None:
    with pytest.raises(InputError, match="unknown field 'foreign'"):
        with_foreign(["design"], foreign={"design": "no JSON {"})
