"""Texts that describe one thing: fields are read with units, and errors name option and field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.cli.specs import Spec, finite_number, length_mm, point_mm
from designer.core.errors import InputError
from designer.core.geometry.edges import EdgeKind

KNOWN = ("name", "width", "tilt", "azimuth", "edges", "at", "outline", "kind")


def spec(text: str) -> Spec:
    return Spec("--surface", text, KNOWN)


def test_fields_are_read_with_their_units() -> None:
    read = spec(
        "name=East, width=9.6m,tilt=35.5 ,edges=eave;hip,at=1m 20cm,outline=0 0;8m 0;6m 4m,kind=ridge"
    )
    assert read.text("name") == "East"
    assert read.positive("width") == 9600.0
    assert read.number("tilt") == 35.5
    assert read.kinds("edges", EdgeKind) == (EdgeKind.EAVE, EdgeKind.HIP)
    assert read.point("at") == (1000.0, 200.0)
    assert read.points("outline") == ((0.0, 0.0), (8000.0, 0.0), (6000.0, 4000.0))
    assert read.kind("kind", EdgeKind) is EdgeKind.RIDGE
    assert "name" in read


def test_a_missing_field_has_its_default() -> None:
    assert spec("name=a").length("width", 5.0) == 5.0
    assert spec("name=a").kind("kind", EdgeKind, EdgeKind.EAVE) is EdgeKind.EAVE
    assert "width" not in spec("name=a")


def test_a_comma_inside_a_value_is_kept() -> None:
    read = spec("name=East, the upper one,width=3,5m")
    assert read.text("name") == "East, the upper one"
    assert read.length("width") == 3500.0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("East", "--surface: 'East' is no name=value; write it like name=…,width=…."),
        ("name=", "--surface: 'name=' is no name=value; write it like name=…,width=…."),
        ("", "--surface: '' is no name=value; write it like name=…,width=…."),
        ("name=East,widht=3", "--surface East: unknown field 'widht'; did you mean 'width'?"),
        ("name=East,name=West", "--surface East: the field 'name' is given twice; keep one of them."),
    ],
)
def test_an_unusable_text_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        spec(text)
    assert caught.value.sentence() == sentence


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("width", "abc", "width: 'abc' is not a length"),
        ("width", "nan", "width: 'nan' is not a length"),
        ("width", "inf", "width: 'inf' is not a length"),
        ("width", "0", "width is 0 mm"),
        ("width", "-3m", "width is -3000 mm"),
        ("width", "9" * 400, "' is too large|is not a length"),
        ("tilt", "steep", "tilt: 'steep' is not a number; write it like 35"),
        ("tilt", "1e3", "tilt: '1e3' is not a number"),
        ("tilt", "9" * 400, "is too large"),
        ("azimuth", "-90", "azimuth is -90°; give a compass bearing from 0 to 360"),
        ("azimuth", "400", "azimuth is 400°; give a compass bearing from 0 to 360"),
        ("at", "1m", "at: '1m' is not a point; write it like 3.5m 1200"),
        ("at", "1m 2m 3m", "is not a point"),
        ("outline", "0 0;x y", "outline: 'x' is not a length"),
        ("kind", "rigde", "kind: unknown kind 'rigde'; did you mean 'ridge'"),
        ("edges", "eave;", "edges: unknown kind ''"),
    ],
)
def test_an_unusable_value_is_refused_by_option_and_field(field: str, value: str, what: str) -> None:
    readers = {
        "width": lambda read: read.positive("width"),
        "tilt": lambda read: read.number("tilt"),
        "azimuth": lambda read: read.bearing("azimuth"),
        "at": lambda read: read.point("at"),
        "outline": lambda read: read.points("outline"),
        "kind": lambda read: read.kind("kind", EdgeKind),
        "edges": lambda read: read.kinds("edges", EdgeKind),
    }
    with pytest.raises(InputError, match=what) as caught:
        readers[field](spec(f"name=East,{field}={value}"))
    assert caught.value.where == "--surface East"


def test_a_missing_field_without_default_is_named() -> None:
    with pytest.raises(InputError, match="the field 'width' is missing; add width=…"):
        spec("name=East").length("width")


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for read in (finite_number, length_mm, point_mm):
        try:
            read(text)
        except ValueError as error:
            assert str(error)  # noqa: PT017 - a sentence for the user


@given(st.text(max_size=30))
def test_any_text_is_a_description_or_refused(text: str) -> None:
    try:
        found = spec(text)
    except InputError:
        return
    assert any(name in found for name in KNOWN)
