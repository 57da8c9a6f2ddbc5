"""Points, lengths and angles as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.edit.suggest import did_you_mean
from designer.edit.typed import parse_angle, parse_length_or_none, parse_point

LAST = (1000.0, 2000.0)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("1000,500", (1000.0, 500.0)),
        (" 1000 , 500 ", (1000.0, 500.0)),
        ("-250.5,+80", (-250.5, 80.0)),
        ("3.5m,2m", (3500.0, 2000.0)),
        ("12'6\",3'", (3810.0, 914.4)),
        ("10cm,2in", (100.0, 50.8)),
        ("3,5m;2,25m", (3500.0, 2250.0)),
        ("3,5;2", (3.5, 2.0)),
        ("3,5", (3.0, 5.0)),
        ("@200,0", (1200.0, 2000.0)),
        ("@-200, -1m", (800.0, 1000.0)),
        ("@1,5m;0", (2500.0, 2000.0)),
        ("@500<0", (1500.0, 2000.0)),
        ("@500<90", (1000.0, 2500.0)),
        ("500<-90", (1000.0, 1500.0)),
        ("2m<180°", (-1000.0, 2000.0)),
        ("@1000<36,87", (1800.0, 2600.0)),
    ],
)
def test_points(text: str, point: tuple[float, float]) -> None:
    assert parse_point(text, LAST) == pytest.approx(point, abs=0.02)


@pytest.mark.parametrize(
    "text", ["", "row", "3500", "3.5m", "3,5m", "-3,5 m", "<45", "Close", "move, please", "12'6\""]
)
def test_what_is_no_point(text: str) -> None:
    assert parse_point(text, LAST) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1000,", "'1000,' is only part of a point; write it like 1000,500 or @200,0 or @500<45"),
        ("@500", "'@500' has one coordinate only; write it like 1000,500 or @200,0 or @500<45"),
        ("1,2,3", "'1,2,3' has 3 coordinates instead of two; write it like 1000,500 or @200,0 or @500<45"),
        ("3,5,2,5", "'3,5,2,5' has too many commas; with decimal commas write it like 3,5;2,5"),
        ("@5x,2", "'5x' in '@5x,2' is not a length; write it like 3500, 3.5m or 12'6\""),
        ("@500<up", "'up' in '@500<up' is not an angle; write it like @500<45"),
        ("500<", "'' in '500<' is not an angle; write it like @500<45"),
    ],
)
def test_a_broken_point_is_told_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        parse_point(text, LAST)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("text", ["@200,0", "@500<45", "500<45"])
def test_a_relative_point_needs_a_last_one(text: str) -> None:
    with pytest.raises(ValueError, match="starts from the last point, and there is none yet"):
        parse_point(text, None)


@given(st.text(alphabet="0123456789.,;<@-+'\" mcinft°", max_size=16))
def test_any_line_is_a_point_or_none_or_is_refused(text: str) -> None:
    with suppress(ValueError):
        point = parse_point(text, LAST)
        assert point is None or all(abs(value) < 1e20 for value in point)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_point_that_is_written_is_read_back(x: float, y: float) -> None:
    assert parse_point(f"{x:.3f},{y:.3f}", None) == pytest.approx((x, y), abs=1e-3)


def test_lengths() -> None:
    assert parse_length_or_none("3,5 m") == 3500.0
    assert parse_length_or_none("+20") == 20.0
    assert parse_length_or_none("wide") is None


@pytest.mark.parametrize(
    ("text", "angle"),
    [
        ("45", 45.0),
        ("<45", 45.0),
        ("-22,5°", -22.5),
        (".5", 0.5),
        ("90 deg", 90.0),
        ("north", None),
        ("", None),
    ],
)
def test_angles(text: str, angle: float | None) -> None:
    assert parse_angle(text) == angle


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    words = ("obstacle", "row", "rotate")
    assert did_you_mean("Obstakel", words) == "; did you mean 'obstacle'?"
    assert did_you_mean("xyz", words) == ""
