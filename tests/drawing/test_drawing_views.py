"""What the canvas shows of a design."""

from collections import Counter
from functools import cache

import pytest
from msgspec.structs import replace
from shapely.geometry import Polygon

from designer.core.model.design import Design, DimensionNote, Obstacle, ObstacleKind, TextNote
from designer.core.model.plan import CutList, Plan
from designer.core.planning import Planner, derive
from designer.drawing.model import BlockReference, Dimension, Hatch, Item, Polyline, Role, Text
from designer.drawing.scene import build_drawing
from designer.drawing.views import (
    Sight,
    branch_numbers,
    empty_sight,
    is_drawn_alike,
    site_sight,
    surface_sight,
)
from tests import sites


@cache
def _planned() -> tuple[Design, Plan]:
    design = sites.gable()
    return design, derive(design, sites.catalog())


def _items(sight: Sight) -> tuple[Item, ...]:
    return (*sight.under, *sight.planned, *sight.over)


def _surface(design: Design, plan: Plan | None, name: str = "S1") -> Sight:
    return surface_sight(design, plan, sites.catalog(), name)


def _rings(sight: Sight, role: Role) -> dict[str, Polygon]:
    return {
        item.owner: Polygon(item.points)
        for item in _items(sight)
        if isinstance(item, Polyline) and item.closed and item.role is role
    }


def _things(items: tuple[Item, ...]) -> Counter[tuple[str, str, str]]:
    """What is drawn of whom, but for texts, whose number depends on their size."""
    return Counter(
        (type(item).__name__, item.role, item.owner) for item in items if not isinstance(item, Text)
    )


def test_the_surfaces_show_what_the_exported_drawing_shows() -> None:
    design, plan = _planned()
    exported = build_drawing(design, plan, sites.catalog())
    own = {Role.SITE, Role.TITLE, Role.DIMENSION}  # on paper there is room for more dimensions
    items = [item for name in ("S1", "S2") for item in _items(_surface(design, plan, name))]
    seen = _things(tuple(item for item in items if item.role not in own))
    assert seen == _things(tuple(item for item in exported.items if item.role not in own))


def test_every_block_that_is_referred_to_is_there() -> None:
    sight = _surface(*_planned())
    assert {item.block for item in _items(sight) if isinstance(item, BlockReference)} == set(sight.blocks)


def test_without_a_plan_roof_and_modules_are_shown_and_nothing_else_on_the_roof() -> None:
    design, _ = _planned()
    sight = _surface(design, None)
    assert sight.planned == ()
    modules = [item for item in sight.under if isinstance(item, BlockReference)]
    assert [item.owner for item in modules] == ["M1", "M2", "M3", "M4", "M5", "M6"]
    assert "S1" in _rings(sight, Role.ROOF)


def test_a_moved_row_shows_at_its_new_place_while_the_plan_is_still_the_old_one() -> None:
    design, plan = _planned()
    moved = replace(design, rows=(replace(design.rows[0], across_mm=900.0), design.rows[1]))
    before, after = _surface(design, plan), _surface(moved, plan)
    places = [item.at[1] for item in after.under if isinstance(item, BlockReference)]
    assert places == [900.0] * 6
    assert after.planned == before.planned


def test_a_product_that_is_not_in_the_catalogue_leaves_the_roof_to_be_seen() -> None:
    design, _ = _planned()
    unknown = replace(design, products=replace(design.products, module="no-such-module"))
    sight = _surface(unknown, None)
    assert "S1" in _rings(sight, Role.ROOF)
    assert not [item for item in sight.under if item.role is Role.MODULE]


def test_a_surface_that_is_gone_shows_nothing() -> None:
    design, plan = _planned()
    assert _surface(design, plan, "S9") == empty_sight()
    assert (
        site_sight(replace(design, surfaces=(), rows=(), boxes=(), bridges=()), None, sites.catalog())
        == empty_sight()
    )


def test_the_extents_hold_the_dimensions_around_the_roof() -> None:
    sight = _surface(*_planned())
    x0, y0, x1, y1 = sight.extents
    dimensions = [item for item in sight.over if isinstance(item, Dimension)]
    assert dimensions
    for dimension in dimensions:
        for x, y in (dimension.first, dimension.second, dimension.line_at):
            assert x0 <= x <= x1
            assert y0 <= y <= y1


def test_dimensions_of_a_large_hall_are_larger_than_those_of_a_house() -> None:
    house = sites.design([sites.surface()], [])
    hall = sites.design([sites.surface(width=75000.0, height=16000.0)], [], [])
    small, large = _surface(house, None).style, _surface(hall, None).style
    assert large.dimension.text_mm > 2.0 * small.dimension.text_mm
    assert large.dimension.text_mm <= 450.0


def test_the_site_shows_modules_within_their_surfaces_under_their_own_ids() -> None:
    design, plan = _planned()
    sight = site_sight(design, plan, sites.catalog())
    roofs, modules = _rings(sight, Role.ROOF), _rings(sight, Role.MODULE)
    assert set(roofs) == {"S1", "S2"}
    assert len(modules) == 14
    for module in plan.modules:
        assert roofs[module.surface].buffer(1.0).covers(modules[module.id])


def test_the_site_shows_boxes_inverters_obstacles_and_a_line_for_a_bridge() -> None:
    design, plan = _planned()
    chimney = Obstacle(
        id="O1", kind=ObstacleKind.CHIMNEY, outline=((9000, 4000), (9500, 4000), (9500, 4500), (9000, 4500))
    )
    east = replace(design.surfaces[0], obstacles=(chimney,))
    design = replace(design, surfaces=(east, design.surfaces[1]))
    sight = site_sight(design, plan, sites.catalog())
    assert set(_rings(sight, Role.BOX)) == {"X1"}
    assert set(_rings(sight, Role.OBSTACLE)) == {"O1"}
    assert set(_rings(sight, Role.INVERTER)) == {inverter.id for inverter in plan.inverters}
    (bridge,) = [item for item in sight.over if item.role is Role.BRIDGE]
    assert isinstance(bridge, Polyline)
    assert (bridge.owner, len(bridge.points)) == ("G1", 2)
    assert {item.text for item in sight.over if isinstance(item, Text)} == {"S1", "S2"}


def test_plans_that_differ_in_their_cuts_alone_are_drawn_alike() -> None:
    design = sites.gable()
    planner = Planner(sites.catalog())
    plan, hasty = planner.plan(design), planner.plan(design, hasty=True)
    other = replace(hasty, cuts=CutList(), bom=(), findings=())
    assert is_drawn_alike(plan, other)
    for surface in design.surfaces:
        first, second = (surface_sight(design, p, sites.catalog(), surface.id) for p in (plan, other))
        assert first == second
    assert not is_drawn_alike(plan, replace(plan, branches=plan.branches[1:]))
    assert not is_drawn_alike(plan, replace(plan, surfaces=plan.surfaces[1:]))


def test_ports_pieces_and_inverters_have_the_number_of_their_circuit() -> None:
    _, plan = _planned()
    numbers = branch_numbers(plan)
    branch = plan.branches[0]
    assert {numbers[name] for name in branch.inverters} == {1}
    assert numbers[branch.drops[0].id] == numbers[branch.pieces[0].id] == numbers[branch.id] == 1
    assert not set(numbers) & {module.id for module in plan.modules}


def test_both_legs_of_a_centre_fed_circuit_have_one_number() -> None:
    _, plan = _planned()
    branch = plan.branches[0]
    legs = tuple(replace(branch, id=name, circuit="B1") for name in ("B1a", "B1b"))
    other = replace(branch, id="B2", circuit="B2", inverters=(), drops=(), pieces=())
    numbers = branch_numbers(replace(plan, branches=(*legs, other)))
    assert (numbers["B1a"], numbers["B1b"], numbers["B1"], numbers["B2"]) == (1, 1, 1, 2)


def test_without_a_plan_nothing_has_a_branch() -> None:
    assert branch_numbers(None) == {}


@pytest.mark.parametrize("name", ["S1", "S2"])
def test_notes_are_shown_on_their_own_surface_only(name: str) -> None:
    design, _ = _planned()
    noted = replace(
        design,
        texts=(TextNote(id="T1", surface=name, at=(500.0, 500.0), text="mind the cable"),),
        dimensions=(
            DimensionNote(id="D1", surface=name, first=(0.0, 0.0), second=(1000.0, 0.0), offset_mm=200.0),
        ),
    )
    seen = {surface: {item.owner for item in _surface(noted, None, surface).over} for surface in ("S1", "S2")}
    assert {surface for surface, owners in seen.items() if {"T1", "D1"} <= owners} == {name}
    assert not [item for item in _surface(noted, None, name).over if isinstance(item, Hatch)]
