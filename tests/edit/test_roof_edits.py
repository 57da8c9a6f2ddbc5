"""Edits of surfaces, obstacles, bridges and products: pure, committed to a micrometre, ids never reused."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import (
    Box,
    Bridge,
    Design,
    Obstacle,
    ObstacleKind,
    Rafters,
    Surface,
    WaterLine,
)
from designer.core.model.identity import all_ids
from designer.core.model.validate import check_structure
from designer.edit.edits.boxes import add_box
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.products import set_products
from designer.edit.edits.roof import add_bridge, add_obstacle, add_surface, with_surface
from designer.edit.edits.site import placed_beside, plan_bounds
from designer.edit.edits.starting import new_design

EMPTY = new_design("House")
HOUSE_EDGES = (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.FIRE_WALL)


def surface(outline: tuple[Point, ...] = rectangle(9600.0, 5200.0), **changes: Any) -> Surface:
    plain = Surface(
        id="whatever",
        name="East",
        outline=outline,
        edges=(),
        tilt_deg=35.0,
        azimuth_deg=90.0,
        x_bearing_deg=0.0,
        rafters=Rafters(spacing_mm=600.0),
    )
    return replace(plain, **changes)


def obstacle(*outline: Point) -> Obstacle:
    return Obstacle(id="whatever", kind=ObstacleKind.CHIMNEY, outline=outline or rectangle(600.0, 600.0))


def test_an_added_surface_gets_the_next_id_and_the_old_design_stays() -> None:
    first = add_surface(EMPTY, surface())
    second = add_surface(first, surface(name="West"))
    assert [part.id for part in second.surfaces] == ["S1", "S2"]
    assert EMPTY.surfaces == ()
    assert [part.id for part in first.surfaces] == ["S1"]


def test_kinds_of_edges_are_read_from_the_shape_where_none_are_given() -> None:
    added = add_surface(EMPTY, surface())
    assert added.surfaces[0].edges == (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE)


def test_a_clockwise_outline_is_turned_round_with_its_edges() -> None:
    drawn = surface(((0.0, 0.0), (0.0, 5000.0), (8000.0, 5000.0), (8000.0, 0.0)), edges=HOUSE_EDGES)
    added = add_surface(EMPTY, drawn).surfaces[0]
    assert added.outline == ((0.0, 0.0), (8000.0, 0.0), (8000.0, 5000.0), (0.0, 5000.0))
    kinds = {frozenset(edge): kind for edge, kind in zip(edges_of(added.outline), added.edges, strict=True)}
    for edge, kind in zip(edges_of(drawn.outline), HOUSE_EDGES, strict=True):
        assert kinds[frozenset(edge)] is kind


def edges_of(outline: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    return list(zip(outline, (*outline[1:], outline[0]), strict=True))


def test_a_closing_corner_is_dropped() -> None:
    closed = (*rectangle(9600.0, 5200.0), (0.0, 0.0))
    assert add_surface(EMPTY, surface(closed)).surfaces[0].outline == rectangle(9600.0, 5200.0)


def test_coordinates_are_rounded_to_a_micrometre_and_bearings_to_the_compass() -> None:
    drawn = surface(
        rectangle(9600.00049, 5200.00051), azimuth_deg=-90.0, x_bearing_deg=540.0, east_mm=1.00049
    )
    added = add_surface(EMPTY, drawn).surfaces[0]
    assert added.outline[2] == (9600.0, 5200.001)
    assert (added.azimuth_deg, added.x_bearing_deg, added.east_mm) == (270.0, 180.0, 1.0)


def test_obstacles_and_water_lines_that_come_with_a_surface_get_ids_too() -> None:
    drawn = surface(
        obstacles=(obstacle(), obstacle()), water_lines=(WaterLine(id="", points=((0, 0), (1, 1))),)
    )
    design = add_surface(EMPTY, drawn)
    assert [name for _, name in all_ids(design)] == ["S1", "O2", "O3", "W4"]
    assert design.next_number == 5


def test_an_obstacle_is_added_to_its_surface_only() -> None:
    design = add_surface(add_surface(EMPTY, surface()), surface(name="West"))
    design = add_obstacle(design, "S2", obstacle((600, 0), (0, 0), (0, 600), (600, 600)))
    assert design.surface("S1").obstacles == ()
    (added,) = design.surface("S2").obstacles
    assert added.id == "O3"
    assert added.outline == ((600, 0), (600, 600), (0, 600), (0, 0))


def test_an_unknown_surface_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        add_obstacle(EMPTY, "S1", obstacle())
    with pytest.raises(KeyError):
        with_surface(EMPTY, "S1", lambda old: old)


def test_a_bridge_is_added_with_committed_points() -> None:
    bridge = Bridge(
        id="", from_surface="S1", from_point=(1.00049, 2), to_surface="S2", to_point=(0, -0.0), length_mm=600
    )
    added = add_bridge(EMPTY, bridge).bridges[0]
    assert (added.id, added.from_point, str(added.to_point)) == ("G1", (1.0, 2.0), "(0.0, 0.0)")


def test_other_products_leave_everything_else_as_it_is() -> None:
    design = set_products(add_surface(EMPTY, surface()), module="another", trunk="cable")
    assert design.products.module == "another"
    assert design.products.inverter == EMPTY.products.inverter
    assert design.surfaces[0].id == "S1"


def test_a_trunk_cable_does_not_outlive_its_family() -> None:
    chosen = set_products(EMPTY, trunk="cable")
    assert set_products(chosen, family=chosen.products.family).products.trunk == "cable"
    assert set_products(chosen, family="another").products.trunk is None
    assert set_products(chosen, family="another", trunk="its own").products.trunk == "its own"


LENGTHS = st.floats(1000, 30_000)
STEPS = st.lists(
    st.tuples(st.sampled_from(["surface", "obstacle", "box", "forget", "forget box"]), LENGTHS, LENGTHS),
    max_size=12,
)


@given(STEPS)
def test_no_id_is_given_out_twice_even_after_things_were_removed(
    steps: list[tuple[str, float, float]],
) -> None:
    design, ever = EMPTY, set[str]()
    for kind, width, height in steps:
        before = {name for _, name in all_ids(design)}
        design = changed(design, kind, width, height)
        new = {name for _, name in all_ids(design)} - before
        assert not new & ever
        ever |= new
        check_structure(design)


def changed(design: Design, kind: str, width: float, height: float) -> Design:
    if kind == "surface":
        return add_surface(design, placed_beside(design, surface(rectangle(width, height))))
    if kind == "forget":
        return replace(design, surfaces=(), boxes=())
    if kind == "forget box":
        return replace(design, boxes=design.boxes[1:])
    if not design.surfaces:
        return design
    name = design.surfaces[-1].id
    if kind == "box":
        return add_box(design, Box(id="", surface=name, x=width, y=height))
    return add_obstacle(design, name, obstacle())


@given(st.lists(st.tuples(LENGTHS, LENGTHS, st.floats(0, 360), st.floats(0, 80)), min_size=2, max_size=4))
def test_surfaces_without_a_place_are_set_out_apart_on_the_site_plan(
    sizes: list[tuple[float, float, float, float]],
) -> None:
    design = EMPTY
    for width, height, bearing, tilt in sizes:
        drawn = surface(rectangle(width, height), x_bearing_deg=bearing % 360.0, tilt_deg=tilt)
        design = add_surface(design, placed_beside(design, drawn))
    ends = [plan_bounds(part) for part in design.surfaces]
    for before, after in pairwise(ends):
        assert after[0] > before[2]
        assert after[1] == pytest.approx(before[1], abs=0.01)
