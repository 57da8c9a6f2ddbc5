"""A proposed box lies on the roof, near the eave, clear of obstacles, and only where it is needed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import Polygon, box

from designer.core.geometry.axes import Orientation, Point
from designer.core.model.design import (
    BoxKind,
    Bridge,
    Design,
    Obstacle,
    ObstacleKind,
    Rafters,
    Row,
    RowModule,
    Surface,
)
from designer.core.model.validate import check_structure
from designer.edit.edits.boxes import footprint, propose_box, propose_boxes
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.roof import add_bridge, add_obstacle, add_surface
from designer.edit.edits.starting import new_design


def with_surfaces(*outlines: tuple[Point, ...]) -> Design:
    design = new_design("House")
    for number, outline in enumerate(outlines):
        design = add_surface(
            design,
            Surface(
                id="",
                name=f"Face {number}",
                outline=outline,
                edges=(),
                tilt_deg=35.0,
                azimuth_deg=180.0,
                x_bearing_deg=90.0,
                rafters=Rafters(spacing_mm=600.0),
            ),
        )
    return design


def with_modules(design: Design, **counts: int) -> Design:
    number = design.next_number
    for name, count in counts.items():
        modules = tuple(RowModule(id=f"M{number + i}", along_mm=1154.0 * i) for i in range(count))
        number += count + 1
        row = Row(
            id=f"R{number - 1}",
            surface=name,
            orientation=Orientation.PORTRAIT,
            across_mm=400.0,
            modules=modules,
        )
        design = replace(design, rows=(*design.rows, row), next_number=number)
    return design


def bridge(first: str, second: str) -> Any:
    return Bridge(
        id="", from_surface=first, from_point=(1, 1), to_surface=second, to_point=(1, 1), length_mm=500
    )


def test_the_box_stands_in_the_middle_of_the_eave() -> None:
    design = propose_box(with_surfaces(rectangle(9600.0, 5200.0)), "S1", BoxKind.DISTRIBUTION)
    (proposed,) = design.boxes
    assert (proposed.surface, proposed.x, proposed.kind) == ("S1", 4800.0, BoxKind.DISTRIBUTION)
    assert footprint(proposed)[1] == 25.0
    check_structure(design)


def test_the_box_makes_way_for_an_obstacle() -> None:
    window = Obstacle(id="", kind=ObstacleKind.WINDOW, outline=rectangle(1000.0, 2000.0, (4300.0, 0.0)))
    design = propose_box(add_obstacle(with_surfaces(rectangle(9600.0, 5200.0)), "S1", window), "S1")
    (proposed,) = design.boxes
    assert not box(*footprint(proposed)).intersects(Polygon(window.outline))
    assert proposed.y < 200.0


def test_on_a_triangle_standing_on_its_tip_the_box_still_lies_on_the_roof() -> None:
    design = propose_box(with_surfaces(((0.0, 0.0), (3000.0, 5000.0), (-3000.0, 5000.0))), "S1")
    assert Polygon(design.surfaces[0].outline).covers(box(*footprint(design.boxes[0])))


def test_between_obstacles_the_box_stands_where_there_is_room() -> None:
    design = with_surfaces(rectangle(4000.0, 4000.0))
    wide = Obstacle(id="", kind=ObstacleKind.OTHER, outline=rectangle(4000.0, 2500.0))
    design = propose_box(add_obstacle(design, "S1", wide), "S1")
    (proposed,) = design.boxes
    assert box(0, 2500, 4000, 4000).covers(box(*footprint(proposed)))


def test_on_a_surface_smaller_than_a_box_its_middle_is_on_the_roof() -> None:
    design = propose_box(with_surfaces(rectangle(100.0, 100.0)), "S1")
    assert (design.boxes[0].x, design.boxes[0].y) == (50.0, 50.0)


CORNERS = st.floats(0.4, 1.0)


@given(st.floats(2000, 20_000), st.floats(1500, 10_000), st.tuples(CORNERS, CORNERS, CORNERS, CORNERS))
def test_a_proposed_box_lies_on_the_roof(
    width: float, height: float, shares: tuple[float, float, float, float]
) -> None:
    left, right, low, high = shares
    outline = ((0.0, 0.0), (width, 0.0), (width * right, height * high), (-width * left, height * low))
    design = propose_box(with_surfaces(outline), "S1")
    assert Polygon(design.surfaces[0].outline).covers(box(*footprint(design.boxes[0])))


def test_every_surface_with_modules_gets_a_box_where_no_bridge_leads_away() -> None:
    roof = with_modules(with_surfaces(*[rectangle(9600.0, 5200.0)] * 3), S1=2, S3=1)
    assert [box.surface for box in propose_boxes(roof).boxes] == ["S1", "S3"]


def test_surfaces_that_bridges_join_share_a_box_on_the_one_with_most_modules() -> None:
    roof = with_modules(with_surfaces(*[rectangle(9600.0, 5200.0)] * 4), S1=2, S2=3, S3=1, S4=1)
    roof = add_bridge(add_bridge(roof, bridge("S1", "S3")), bridge("S3", "S2"))
    assert [box.surface for box in propose_boxes(roof).boxes] == ["S2", "S4"]


def test_where_a_box_is_none_is_proposed() -> None:
    roof = with_modules(with_surfaces(rectangle(9600.0, 5200.0)), S1=2)
    once = propose_boxes(roof)
    assert propose_boxes(once) == once


def test_an_unknown_surface_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        propose_box(with_surfaces(), "S1")
