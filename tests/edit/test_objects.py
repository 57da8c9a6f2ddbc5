"""What ids stand for, where they lie, and what is lit up for them."""

import pytest
from msgspec.structs import replace

from designer.core.planning import derive
from designer.edit.edits.removing import remove_things
from designer.edit.picking.model import Kind
from designer.edit.picking.objects import (
    all_in_view,
    box_of,
    existing_ids,
    kind_of_id,
    outlines_of,
    still_existing,
    surface_of,
)
from designer.edit.view import BLANK, SITE, surface_view
from tests.edit.scene import CHIMNEY, everything, planned
from tests.sites import LENGTH, WIDTH, catalog, gable

EAST = surface_view("S1")


def lines(name: str, view=EAST):
    return outlines_of(everything(), planned(), catalog(), view, (name,))


@pytest.mark.parametrize(
    ("name", "kind", "surface"),
    [
        ("S1", Kind.SURFACE, "S1"),
        ("O1", Kind.OBSTACLE, "S1"),
        ("W1", Kind.WATER_LINE, "S1"),
        ("M8", Kind.MODULE, "S2"),
        ("M90", Kind.REMOVED, "S1"),
        ("X1", Kind.BOX, "S2"),
        ("G1", Kind.BRIDGE, "S1"),
        ("P1", Kind.WAYPOINT, "S1"),
        ("D1", Kind.DIMENSION, "S1"),
        ("T1", Kind.TEXT, "S1"),
        ("R2", None, "S2"),
        ("unknown", None, None),
    ],
)
def test_kind_and_surface_of_what_was_decided(name: str, kind: Kind | None, surface: str | None) -> None:
    assert kind_of_id(everything(), planned(), name) is kind
    assert surface_of(everything(), planned(), name) == surface


def test_kind_and_surface_of_what_was_planned() -> None:
    plan = planned()
    inverter, rail, branch = plan.inverters[0], plan.rails[0], plan.branches[0]
    for name, kind in ((inverter.id, Kind.INVERTER), (rail.id, Kind.RAIL), (branch.id, Kind.BRANCH)):
        assert kind_of_id(everything(), plan, name) is kind
        assert kind_of_id(everything(), None, name) is None
    assert surface_of(everything(), plan, inverter.id) == inverter.surface
    assert surface_of(everything(), plan, rail.bars[0].piece) == rail.surface


def test_everything_that_exists_is_known_and_nothing_else() -> None:
    design, plan = everything(), planned()
    ids = existing_ids(design, plan)
    assert {"S1", "O1", "W1", "R1", "M1", "M90", "X1", "G1", "P1", "D1", "T1"} <= ids
    assert {one.id for one in plan.inverters} <= ids
    assert {one.id for one in plan.pieces} <= ids
    assert "M99" not in ids


def test_an_inverter_is_gone_with_its_module_before_the_next_plan_says_so() -> None:
    design, plan = everything(), planned()
    inverter = next(one for one in plan.inverters if "M1" in one.modules)
    rows = tuple(
        replace(row, modules=tuple(module for module in row.modules if module.id != "M1"))
        for row in design.rows
    )
    ids = existing_ids(replace(design, rows=rows), plan)
    assert inverter.id not in ids
    assert {one.id for one in plan.inverters if one is not inverter} <= ids


def test_all_in_view() -> None:
    on_surface = {"M1", "M2", "M3", "M4", "M5", "M6", "M90", "O1", "W1", "X2", "P1", "D1", "T1", "G1"}
    assert all_in_view(everything(), EAST) == on_surface
    assert all_in_view(everything(), SITE) == {"S1", "S2", "X1", "X2", "G1"}
    assert all_in_view(everything(), BLANK) == frozenset()


def test_an_area_is_a_ring_that_ends_where_it_starts() -> None:
    assert lines("O1") == ((*CHIMNEY, CHIMNEY[0]),)
    (ring,) = lines("M1")
    assert ring[0] == ring[-1]
    assert set(ring) == {(x, y) for x in (600.0, 600.0 + WIDTH) for y in (600.0, 600.0 + LENGTH)}


def test_a_line_is_itself_and_a_place_one_point() -> None:
    assert lines("W1") == (((9500.0, 0.0), (9500.0, 5200.0)),)
    assert lines("P1") == (((7000.0, 3000.0),),)
    assert lines("G1") == (((5000.0, 5150.0),),)


def test_a_row_has_the_outlines_of_its_modules() -> None:
    modules = [f"M{number}" for number in range(1, 7)]
    assert lines("R1") == outlines_of(everything(), planned(), catalog(), EAST, modules)
    assert len(lines("R1")) == 6


def test_pieces_of_the_lists_are_found_on_the_roof() -> None:
    plan = planned()
    rail = next(rail for rail in plan.rails if rail.surface == "S1")
    (ring,) = lines(rail.bars[0].piece)
    assert min(x for x, _ in ring) == pytest.approx(rail.bars[0].start_mm)
    use = next(use for use in plan.cuts.stocks if any(cut.piece == rail.bars[0].piece for cut in use.cuts))
    assert ring in lines(use.id)
    piece = plan.pieces[0]
    assert lines(piece.id, surface_view(piece.route[0].surface))


def test_what_lies_elsewhere_has_no_outline_here() -> None:
    assert lines("X1") == ()
    assert lines("unknown") == ()
    assert lines("M1", BLANK) == ()


def test_on_the_site_lengths_up_the_slope_are_foreshortened() -> None:
    (ring,) = lines("S1", SITE)
    (west, south), (east, north) = (
        (min(x for x, _ in ring), min(y for _, y in ring)),
        (max(x for x, _ in ring), max(y for _, y in ring)),
    )
    assert sorted((round(east - west), round(north - south))) == [4260, 10500]


def test_boxes_are_extents_on_the_surface() -> None:
    assert box_of(everything(), planned(), catalog(), "M1") == (600.0, 600.0, 600.0 + WIDTH, 600.0 + LENGTH)
    assert box_of(everything(), planned(), catalog(), "X1") == (4700.0, 75.0, 4900.0, 225.0)
    assert box_of(everything(), planned(), catalog(), "unknown") is None


def test_a_dimension_reaches_to_its_line() -> None:
    assert box_of(everything(), planned(), catalog(), "D1") == (0.0, 4000.0, 2000.0, 4300.0)


def test_of_some_ids_those_are_told_that_still_stand_for_something() -> None:
    design, plan = gable(), derive(gable(), catalog())
    names = frozenset(existing_ids(design, plan)) | {"nothing"}
    assert still_existing(design, plan, names) == existing_ids(design, plan)
    less = remove_things(design, plan, {"M1"}).design
    assert still_existing(less, plan, names) == existing_ids(less, plan) & names
    assert "M1" not in still_existing(less, plan, names)
