"""Ortho, polar, alignment, grid, and the fields at the cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.edit.aids import Aids
from designer.edit.constrain import constrained, field_names, field_values, with_fields
from designer.edit.snapping.model import Guide
from designer.edit.tools.base import Fields, Prompt

BASE = (1000.0, 1000.0)
FROM_BASE = Prompt(text="", base=BASE)
PLAIN = Aids(polar=False, tracking=False)
POLAR = Aids(tracking=False)
ORTHO = Aids(ortho=True, tracking=False)
GRID = Aids(polar=False, tracking=False, grid_snap=True)


def at(raw, aids, prompt=FROM_BASE, tracked=()):
    return constrained(raw, prompt, aids, 5.0, tracked=tracked)


def test_without_aids_the_cursor_is_meant() -> None:
    assert at((1234.0, 567.0), PLAIN) == ((1234.0, 567.0), ())


@pytest.mark.parametrize(
    ("raw", "point"),
    [
        ((3000.0, 1500.0), (3000.0, 1000.0)),
        ((1300.0, 4000.0), (1000.0, 4000.0)),
        ((-500.0, 900.0), (-500.0, 1000.0)),
    ],
)
def test_ortho_goes_along_the_longer_way_with_a_guide(raw, point) -> None:
    assert at(raw, ORTHO) == (point, (Guide(BASE, point),))


def test_polar_catches_near_a_step_and_lets_go_beyond() -> None:
    near, guides = at((2000.0, 1575.0), POLAR)
    assert (near[1] - 1000.0) / (near[0] - 1000.0) == pytest.approx(3**-0.5, abs=1e-5)
    assert guides == (Guide(BASE, near),)
    assert at((2000.0, 1400.0), POLAR) == ((2000.0, 1400.0), ())


def test_polar_lets_go_where_the_cursor_is_visibly_off_its_line() -> None:
    assert at((11000.0, 1060.0), POLAR)[0] == (11000.0, 1000.0)
    assert at((11000.0, 1300.0), POLAR)[0] == (11000.0, 1300.0)


def test_grid_snap_goes_to_the_nearest_crossing() -> None:
    assert at((1234.0, 567.0), GRID) == ((1200.0, 600.0), ())
    assert at((1234.0, 567.0), GRID, Prompt(text="")) == ((1200.0, 600.0), ())


def test_grid_snap_steps_the_length_along_a_held_direction() -> None:
    aids = Aids(ortho=True, tracking=False, grid_snap=True)
    assert at((2234.0, 1100.0), aids)[0] == (2200.0, 1000.0)


def test_the_cursor_is_brought_in_line_with_points_taken_and_shows_by_which() -> None:
    aids = Aids(polar=False)
    point, guides = at((4020.0, 985.0), aids, tracked=((4000.0, 5000.0),))
    assert point == (4000.0, 1000.0)
    assert guides == (Guide((4000.0, 5000.0), point), Guide(BASE, point))
    assert at((4200.0, 800.0), aids, tracked=((4000.0, 5000.0),)) == ((4200.0, 800.0), ())


def test_a_direction_is_cut_where_it_is_in_line_with_another_point() -> None:
    point, guides = at((4020.0, 1010.0), Aids(), tracked=((4000.0, 5000.0),))
    assert point == (4000.0, 1000.0)
    assert {guide.start for guide in guides} == {BASE, (4000.0, 5000.0)}


def test_a_rectangle_is_not_held_to_directions() -> None:
    prompt = Prompt(text="", base=BASE, fields=Fields.SIZE)
    assert at((3000.0, 1500.0), ORTHO, prompt) == ((3000.0, 1500.0), ())


def test_a_distance_along_a_line_is_stepped_by_the_grid_only() -> None:
    prompt = Prompt(text="", base=BASE, fields=Fields.ALONG)
    assert at((3040.0, 1500.0), ORTHO, prompt)[0] == (3040.0, 1500.0)
    assert at((3040.0, 1500.0), GRID, prompt)[0] == (3000.0, 1500.0)


def test_fields_have_names_and_show_the_point() -> None:
    polar = Prompt(text="", base=BASE)
    size = Prompt(text="", base=BASE, fields=Fields.SIZE)
    along = Prompt(text="", base=BASE, fields=Fields.ALONG, direction=(0.0, 2.0))
    none = Prompt(text="", base=BASE, fields=Fields.NONE)
    assert field_values(polar, (1000.0, 500.0)) == {"length": 500.0, "angle": 270.0}
    assert field_values(size, (400.0, 1250.0)) == {"width": 600.0, "height": 250.0}
    assert field_values(along, (1500.0, 700.0)) == {"distance": 300.0}
    assert field_values(none, (1500.0, 700.0)) == {}
    assert field_values(Prompt(text=""), (1500.0, 700.0)) == {}
    for prompt in (polar, size, along, none):
        assert tuple(field_values(prompt, (1.0, 2.0))) == field_names(prompt.fields)


@pytest.mark.parametrize(
    ("fields", "cursor", "locked", "point"),
    [
        (Fields.POLAR, (1300.0, 1400.0), {"length": 1000.0}, (1600.0, 1800.0)),
        (Fields.POLAR, (1300.0, 1400.0), {"length": 1000.0, "angle": 180.0}, (0.0, 1000.0)),
        (Fields.POLAR, (1300.0, 1400.0), {"angle": 90.0}, (1000.0, 1400.0)),
        (Fields.SIZE, (1300.0, 900.0), {"width": 500.0}, (1500.0, 900.0)),
        (Fields.SIZE, (900.0, 900.0), {"width": 500.0, "height": 200.0}, (500.0, 800.0)),
        (Fields.SIZE, (1300.0, 900.0), {"width": -500.0}, (500.0, 900.0)),
        (Fields.ALONG, (1300.0, 5000.0), {"distance": 700.0}, (1700.0, 1000.0)),
        (Fields.ALONG, (700.0, 5000.0), {"distance": 700.0}, (300.0, 1000.0)),
        (Fields.NONE, (700.0, 5000.0), {}, (700.0, 5000.0)),
    ],
)
def test_typed_fields_and_the_cursor_make_a_point(fields, cursor, locked, point) -> None:
    assert with_fields(Prompt(text="", base=BASE, fields=fields), cursor, locked) == point


lengths = st.floats(-1e5, 1e5).filter(lambda value: abs(value) > 1.0)


@given(dx=lengths, dy=lengths, fields=st.sampled_from([Fields.POLAR, Fields.SIZE]))
def test_what_the_fields_show_is_the_point_when_it_is_typed(dx: float, dy: float, fields: Fields) -> None:
    prompt = Prompt(text="", base=BASE, fields=fields)
    point = (BASE[0] + dx, BASE[1] + dy)
    assert with_fields(prompt, point, field_values(prompt, point)) == pytest.approx(point, abs=2e-3)


@given(x=lengths, y=lengths, aids=st.sampled_from([PLAIN, POLAR, ORTHO, GRID, Aids(), Aids(ortho=True)]))
def test_a_point_that_is_held_is_held_where_it_is(x: float, y: float, aids: Aids) -> None:
    point, _ = at((x, y), aids)
    assert at(point, aids)[0] == pytest.approx(point, abs=5e-3)
