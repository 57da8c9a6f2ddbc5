"""Project files: what is saved is loaded again, whatever else lies in a file is refused in one sentence."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.errors import DesignError, InputError, TrunklineError
from designer.core.model.design import Design, Products
from designer.io.project import (
    PROGRAM_NEEDED,
    VERSION,
    ChangedElsewhereError,
    backup_path,
    decode_project,
    encode_project,
    load_project,
    open_project,
    save_project,
)
from tests.io.design_strategies import designs

SAMPLES = Path(__file__).parent / "samples"
FULL = SAMPLES / "v1-full.trunkline"
PLAIN = Design(
    name="House", region="eu-230", products=Products(module="m", inverter="i", family="f", rail="r")
)


@settings(max_examples=40)
@given(designs())
def test_a_design_comes_back_from_its_file_as_it_was(design: Design) -> None:
    assert decode_project(encode_project(design)) == design


@settings(max_examples=10)
@given(designs())
def test_the_same_design_gives_the_same_bytes(design: Design) -> None:
    first = encode_project(design)
    assert encode_project(decode_project(first)) == first


def test_a_file_is_saved_and_loaded(tmp_path: Path) -> None:
    path = tmp_path / "house.trunkline"
    save_project(PLAIN, path)
    assert load_project(path) == PLAIN
    assert [entry.name for entry in tmp_path.iterdir()] == ["house.trunkline"]


def test_a_broken_design_is_not_saved_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "house.trunkline"
    save_project(PLAIN, path)
    before = path.read_bytes()
    with pytest.raises(DesignError, match="next_number"):
        save_project(replace(PLAIN, next_number=-1), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("v*.trunkline")), ids=lambda path: path.stem)
def test_files_of_every_version_and_form_ever_written_are_read_for_ever(sample: Path) -> None:
    design = load_project(sample)
    assert decode_project(encode_project(design)) == design


def test_a_file_of_the_present_version_is_written_as_it_was_read() -> None:
    assert encode_project(load_project(FULL)) == FULL.read_bytes()


def test_the_full_sample_leaves_no_field_at_its_default() -> None:
    design = load_project(FULL)
    defaults = Design(name="", region="", products=PLAIN.products)
    untouched = [
        name for name in design.__struct_fields__ if getattr(design, name) == getattr(defaults, name)
    ]
    assert untouched == []
    plain_settings = type(design.settings)()
    untouched = [
        name
        for name in plain_settings.__struct_fields__
        if getattr(design.settings, name) == getattr(plain_settings, name)
    ]
    assert untouched == []


def test_a_save_keeps_the_one_before_and_the_same_again_does_not_push_it_out(tmp_path: Path) -> None:
    path = tmp_path / "Häuser.trunkline"
    for name in ("first", "second", "second"):
        save_project(replace(PLAIN, name=name), path)
    assert load_project(path).name == "second"
    assert decode_project(backup_path(path).read_bytes()).name == "first"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["Häuser.trunkline", "Häuser.trunkline.bak"]


def test_the_save_before_lies_beside_the_file_that_a_link_points_to(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.trunkline", tmp_path / "link.trunkline"
    save_project(PLAIN, real)
    link.symlink_to(real)
    save_project(replace(PLAIN, name="again"), link)
    assert link.is_symlink()
    assert sorted(entry.name for entry in real.parent.iterdir()) == ["real.trunkline", "real.trunkline.bak"]


def test_a_file_that_someone_else_has_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "house.trunkline"
    save_project(PLAIN, path)
    _, known = open_project(path)
    save_project(replace(PLAIN, name="theirs"), path)
    with pytest.raises(ChangedElsewhereError, match="changed by someone else"):
        save_project(replace(PLAIN, name="mine"), path, known=known)
    assert load_project(path).name == "theirs"


def test_a_new_time_stamp_alone_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "house.trunkline"
    known = save_project(PLAIN, path)
    os.utime(path, (1e9, 1e9))  # as a cloud client does
    assert save_project(replace(PLAIN, name="mine"), path, known=known) != known
    assert load_project(path).name == "mine"


def test_a_file_that_has_gone_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "house.trunkline"
    known = save_project(PLAIN, path)
    path.unlink()
    save_project(replace(PLAIN, name="mine"), path, known=known)
    assert load_project(path).name == "mine"


def document(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(encode_project(PLAIN))
    return {**whole, **changes}


def design_with(**changes: Any) -> dict[str, Any]:
    whole = document()
    return {**whole, "design": {**whole["design"], **changes}}


SURFACE = {
    "id": "S1",
    "name": "East",
    "outline": [[0, 0], [8000, 0], [8000, 5000], [0, 5000]],
    "edges": ["eave", "verge", "ridge", "verge"],
    "tilt_deg": 35,
    "azimuth_deg": 90,
    "x_bearing_deg": 0,
    "rafters": {"spacing_mm": 800},
}


def surface_with(**changes: Any) -> dict[str, Any]:
    return design_with(surfaces=[{**SURFACE, **changes}], next_number=2)


def test_a_file_written_by_hand_may_leave_out_what_has_a_default() -> None:
    design = decode_project(json.dumps(surface_with()).encode())
    assert design.surfaces[0].east_mm == 0.0
    assert design.surfaces[0].outline[1] == (8000.0, 0.0)


REFUSED: list[tuple[str, Callable[[], Any], str]] = [
    ("empty", lambda: b"", "the file is empty"),
    ("blank", lambda: b" \n", "the file is empty"),
    ("binary", lambda: bytes(range(256)), "it is no Trunkline project"),
    ("binary in braces", lambda: b"{\xff\xfe", "it is not text: byte 1"),
    ("another format", lambda: {"type": "FeatureCollection", "features": []}, "it is no Trunkline project"),
    ("drawing", lambda: b"  0\nSECTION\n", "it is no Trunkline project"),
    ("no version", lambda: {"format": "trunkline-project"}, "version: the format version is missing"),
    ("version of another type", lambda: document(version="1"), "version: the format version is missing"),
    ("version true", lambda: document(version=True), "version: the format version is missing"),
    ("no design", lambda: {"format": "trunkline-project", "version": 1}, "the field 'design' is missing"),
    ("unknown top field", lambda: document(desing={}), "unknown field 'desing'; did you mean 'design'"),
    ("unknown field", lambda: design_with(nmae="x"), "design: unknown field 'nmae'; did you mean 'name'"),
    (
        "unknown deep field",
        lambda: surface_with(tilt=35),
        "design.surfaces[0]: unknown field 'tilt'; did you mean 'tilt_deg'",
    ),
    (
        "missing field",
        lambda: surface_with() | {"design": {"name": "x"}},
        "design: the field 'region' is missing",
    ),
    (
        "text for number",
        lambda: surface_with(tilt_deg="35"),
        "design.surfaces[0].tilt_deg: this is a text, not a number",
    ),
    (
        "true for number",
        lambda: surface_with(tilt_deg=True),
        "design.surfaces[0].tilt_deg: this is true or false",
    ),
    ("null for number", lambda: surface_with(tilt_deg=None), "design.surfaces[0].tilt_deg: this is null"),
    ("number for text", lambda: design_with(name=3), "design.name: this is a whole number, not a text"),
    (
        "fraction for whole number",
        lambda: design_with(next_number=1.5),
        "design.next_number: this is a number",
    ),
    ("object for list", lambda: design_with(surfaces={}), "design.surfaces: this is an object, not a list"),
    ("list for object", lambda: design_with(products=[]), "design.products: this is a list, not an object"),
    (
        "point of three",
        lambda: surface_with(outline=[[0, 0, 0]]),
        "design.surfaces[0].outline[0]: it has 3 values instead of 2",
    ),
    (
        "unknown edge kind",
        lambda: surface_with(edges=["eve"]),
        "design.surfaces[0].edges[0]: unknown value 'eve'; did you mean 'eave'",
    ),
    (
        "unknown edge kind as name",
        lambda: surface_with(setbacks_mm={"rigde": 1}),
        "design.surfaces[0].setbacks_mm.rigde: unknown value 'rigde'; did you mean 'ridge'",
    ),
    (
        "broken invariant",
        lambda: surface_with(outline=[[0, 0], [1, 1]]),
        "surface S1: its outline has only 2 of the three corners it needs; add corners",
    ),
    ("not a number", lambda: b'{"NaN": "NaN",\n "format": NaN}', "line 2, column 12: NaN is not a number"),
    ("infinite", lambda: b'{"format": -Infinity}', "line 1, column 12: -Infinity is not a number"),
    ("overflowing", lambda: b'{"format": 1e999}', "line 1, column 12: 1e999 is too large a number"),
    (
        "endless number",
        lambda: b'{"format": ' + b"9" * 9000 + b"}",
        "line 1, column 12: 999999999999999999999999999999… is too large",
    ),
    ("field twice", lambda: b'{"format": 1, "format": 2}', "the field 'format' is given twice"),
    ("nested endlessly", lambda: b'{"a":' + b"[" * 200_000, "it is nested too deeply"),
    ("comma missing", lambda: b'{"a": 1\n "b": 2}', "line 2, column 2: it is not JSON"),
    ("ends early", lambda: b'{"a": 1,\n "b": "x', "line 2, column 7: the file ends too early"),
]


def as_bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else json.dumps(content).encode()


@pytest.mark.parametrize(("content", "start"), [pytest.param(*case[1:], id=case[0]) for case in REFUSED])
def test_what_is_no_project_is_refused_with_file_place_and_remedy(
    content: Callable[[], Any], start: str, tmp_path: Path
) -> None:
    path = tmp_path / "house.trunkline"
    path.write_bytes(as_bytes(content()))
    with pytest.raises(TrunklineError) as caught:
        load_project(path)
    assert caught.value.sentence().startswith(f"{path}: {start}")
    assert caught.value.remedy
    assert "\n" not in caught.value.sentence()


def test_a_newer_file_names_the_program_version_it_needs() -> None:
    newer = document(version=VERSION + 1, needs="7.3.0")
    with pytest.raises(InputError, match=r"format version 2.*open it with Trunkline 7\.3\.0 or newer"):
        decode_project(json.dumps(newer).encode())


def test_a_newer_file_that_names_no_version_is_refused_all_the_same() -> None:
    newer = {"format": "trunkline-project", "version": 99, "contents": []}
    with pytest.raises(InputError, match=r"format version 99.*open it with a newer Trunkline"):
        decode_project(json.dumps(newer).encode())


def test_a_file_says_which_program_reads_it() -> None:
    assert document()["needs"] == PROGRAM_NEEDED


def test_a_byte_order_mark_does_no_harm() -> None:
    assert decode_project(b"\xef\xbb\xbf" + encode_project(PLAIN)) == PLAIN


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.trunkline"
    with huge.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    for path, what in (
        (tmp_path / "none.trunkline", "there is no such file"),
        (tmp_path, "it is not a plain file"),
        (huge, "it is too large"),
    ):
        with pytest.raises(InputError, match=what) as caught:
            load_project(path)
        assert caught.value.where == str(path)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.0, 1.0))
def test_a_truncated_file_is_refused(share: float) -> None:
    whole = FULL.read_bytes().rstrip()
    with pytest.raises(TrunklineError):
        decode_project(whole[: int(share * (len(whole) - 1))])


@settings(max_examples=200)
@given(place=st.floats(0.0, 1.0), change=st.binary(max_size=4), removed=st.integers(0, 4))
def test_a_damaged_file_gives_a_design_or_one_sentence(place: float, change: bytes, removed: int) -> None:
    whole = FULL.read_bytes()
    start = int(place * len(whole))
    damaged = whole[:start] + change + whole[start + removed :]
    assert_read_or_refused(damaged)


@pytest.mark.parametrize("data", ["AAA", "AA=A", "A/==", "AAAB=", "AA BB", "ä", "=AAA"])
def test_a_picture_that_is_no_base64_is_refused_with_its_place(data: str) -> None:
    whole = json.loads(FULL.read_bytes())
    whole["design"]["pictures"][0]["data"] = data
    with pytest.raises(InputError, match=r"design\.pictures\[0\]\.data: this is no base64"):
        decode_project(json.dumps(whole).encode())


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=200)
@given(data=st.data(), value=JSON_VALUES)
def test_any_value_at_any_place_gives_a_design_or_one_sentence(data: st.DataObject, value: Any) -> None:
    whole = json.loads(FULL.read_bytes())
    holder, name = data.draw(st.sampled_from(list(places(whole["design"]))))
    holder[name] = value
    assert_read_or_refused(json.dumps(whole).encode())


def assert_read_or_refused(data: bytes) -> None:
    """Either a Design that can be saved, or an error for the user; anything else fails the test."""
    try:
        design = decode_project(data)
    except TrunklineError:
        return
    assert decode_project(encode_project(design)) == design


def places(value: Any) -> Any:
    """Every list index and field name in a JSON value, with its holder."""
    items = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for name, item in items:
        yield value, name
        yield from places(item)
