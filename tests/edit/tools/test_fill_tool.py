"""Filling a surface: preview first, options, then one step."""

import itertools

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation
from designer.core.geometry.edges import classify_edges
from designer.core.model.design import Design
from designer.core.planning import derive
from designer.edit.edits import filling
from designer.edit.fill_outlook import outlook
from designer.edit.preview import Tone
from designer.edit.tools import fill as fill_module
from designer.edit.tools.fill import FillTool
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()


def bare(**more) -> Design:
    return sites.design([sites.surface(**more)], [])


def hand(design: Design) -> Hand:
    return Hand(FillTool(), design)


def modules(design: Design) -> int:
    return sum(len(row.modules) for row in design.rows)


def test_the_preview_shows_what_enter_then_makes() -> None:
    one = hand(bare())
    shown = one.boxes(Tone.GHOST)
    assert shown > 20
    assert one.design.rows == ()
    one.enter()
    assert modules(one.design) == shown
    assert one.names == ["Fill surface S1"]
    assert one.done


def test_escape_leaves_the_surface_as_it_was() -> None:
    one = hand(bare())
    assert not one.escape()
    assert one.design.rows == ()


def test_the_note_says_modules_power_and_inverters_as_the_plan_has_them() -> None:
    one = hand(bare())
    note = one.noted()
    one.enter()
    plan = derive(one.design, CATALOG)
    assert f"{len(plan.modules)} modules" in note
    assert f"{len(plan.modules) * 0.44:.2f} kWp" in note
    assert f"{len(plan.inverters)} inverters" in note


def test_the_outlook_joins_leftovers_of_rows_as_the_plan_does() -> None:
    rows = [sites.row("R1", "S1", 3, 1), sites.row("R2", "S1", 3, 4, across=600.0 + sites.LENGTH + 20)]
    design = sites.design([sites.surface()], rows)
    plan = derive(design, CATALOG)
    found = outlook(design, CATALOG, "S1")
    assert found.inverters == len(plan.inverters)
    assert found.spare_inputs == sum(inverter.spare_inputs for inverter in plan.inverters)


def test_modes_and_options_change_the_preview() -> None:
    one = hand(bare())
    one.type("Landscape")
    one.enter()
    assert {row.orientation for row in one.design.rows} == {Orientation.LANDSCAPE}
    two = hand(bare())
    two.type("Block")
    two.type("P")
    two.enter()
    assert len({len(row.modules) for row in two.design.rows}) == 1
    assert "block" in two.last.prompt.text


def test_halves_have_their_rows_at_other_heights_where_that_holds_more() -> None:
    lower = ((0.0, 0.0), (6400.0, 0.0), (6400.0, 900.0), (12800.0, 900.0))
    upper = ((12800.0, 5000.0), (6400.0, 5000.0), (6400.0, 4100.0), (0.0, 4100.0))
    stepped = replace(sites.surface(), outline=(*lower, *upper), edges=classify_edges((*lower, *upper)))
    one = hand(sites.design([stepped], []))
    before = one.boxes(Tone.GHOST)
    one.type("H")
    assert one.boxes(Tone.GHOST) > before
    assert "two halves" in one.last.prompt.text
    one.type("Halves")
    assert one.boxes(Tone.GHOST) == before


def test_carried_only_leaves_no_rail_error() -> None:
    one = hand(bare(spacing=1400.0))
    assert outlook(filling.fill_surface(one.design, CATALOG, "S1"), CATALOG, "S1").rail_errors
    one.type("Carried")
    assert "carried by rafters only" in one.last.prompt.text
    one.enter()
    assert modules(one.design) == 0 or outlook(one.design, CATALOG, "S1").rail_errors == 0


def test_a_number_wanted_may_be_typed_at_once_or_asked_for() -> None:
    one = hand(bare())
    one.type("7")
    assert one.boxes(Tone.GHOST) == 7
    one.type("Number")
    assert one.last.prompt.default == "7"
    one.type("9")
    assert one.boxes(Tone.GHOST) == 9
    one.type("N")
    one.type("0")
    assert one.boxes(Tone.GHOST) > 20


def test_whole_inverters_leave_no_input_free() -> None:
    one = hand(bare())
    one.type("9")
    one.type("Whole")
    assert one.boxes(Tone.GHOST) == 8


def test_a_spare_input_is_hinted_at_and_one_more_or_less_fills_it() -> None:
    one = hand(bare())
    one.type("7")
    assert "1 spare input" in one.noted()
    one.type("+1")
    assert one.boxes(Tone.GHOST) == 8
    assert "spare" not in one.noted()
    one.type("-1")
    one.type("-1")
    assert one.boxes(Tone.GHOST) == 6


def test_more_than_fits_is_refused_in_a_sentence() -> None:
    one = hand(bare())
    most = one.boxes(Tone.GHOST)
    one.type("+1")
    assert one.said == [f"There is no room for more than {most} modules."]


def test_the_shortest_run_is_asked_for_and_enter_keeps_it() -> None:
    one = hand(bare())
    one.type("Shortest run")
    assert one.last.prompt.default == "1"
    one.enter()
    assert "Fill surface" in one.last.prompt.text
    one.type("S")
    one.type("3")
    assert "runs of 3 or more" in one.last.prompt.text
    one.type("S")
    assert one.escape()
    assert not one.escape()


def flat() -> Design:
    return sites.design([replace(sites.surface(), tilt_deg=3.0)], [])


def tilts(one: Hand) -> set[float]:
    return {row.tilt_deg for row in one.design.rows}


def test_rows_stand_up_on_flat_roofs_one_way_or_in_pairs() -> None:
    one = hand(flat())
    lying = one.boxes(Tone.GHOST)
    one.type("Tilted")
    assert one.boxes(Tone.GHOST) < lying
    assert "tilted rows" in one.last.prompt.text
    one.type("E")
    assert "tilted pairs" in one.last.prompt.text
    one.enter()
    assert tilts(one) == {10.0, -10.0}


def test_tilt_pitch_and_walkways_are_asked_for() -> None:
    one = hand(flat())
    one.type("T")
    one.type("L")
    one.type("Angle")
    assert one.last.prompt.default == "assumed"
    one.type("20°")
    one.type("Pitch")
    one.type("2.4m")
    one.enter()
    assert tilts(one) == {20.0}
    heights = sorted(row.across_mm for row in one.design.rows)
    assert heights[1] - heights[0] == 2400.0


def test_walkways_part_rows() -> None:
    one = hand(sites.design([replace(sites.surface(height=12000.0), tilt_deg=3.0)], []))
    for line in ("T", "L", "Pitch", "1.3m", "Every", "2", "Walkway", "0.8m"):
        one.type(line)
    one.enter()
    heights = sorted(row.across_mm for row in one.design.rows)
    steps = [above - below for below, above in itertools.pairwise(heights)]
    assert steps[0] == pytest.approx(1300.0)
    assert steps[1] > 1800.0


def test_a_pitch_that_no_row_fits_is_refused_and_the_fill_before_stays() -> None:
    one = hand(flat())
    one.type("T")
    before = one.boxes(Tone.GHOST)
    one.type("R")
    one.type("500")
    assert "less than the rows are deep" in one.said[0]
    one.escape()
    assert one.boxes(Tone.GHOST) == before


def test_pitched_roofs_know_no_tilted_rows() -> None:
    one = hand(bare())
    assert "Tilted" not in {keyword.name for keyword in one.last.prompt.keywords}
    assert not one.offer("T")
    assert "tilted" not in one.last.prompt.text


def test_pinned_modules_stay_and_what_they_replace_is_hidden() -> None:
    row = sites.row("R1", "S1", 3, 1, across=2000.0)
    pinned = replace(row.modules[1], pinned=True)
    row = replace(row, modules=(row.modules[0], pinned, row.modules[2]))
    one = hand(sites.design([sites.surface()], [row]))
    assert one.last.hidden == {"M1", "M3"}
    assert one.boxes(Tone.GUIDE) == 1
    one.enter()
    assert pinned in [module for row in one.design.rows for module in row.modules]


def test_the_mouse_moves_without_filling_anew(monkeypatch) -> None:
    calls = []

    def counting(*args, **more):
        calls.append(args)
        return filling.fill_surface(*args, **more)

    monkeypatch.setattr(fill_module, "fill_surface", counting)
    one = hand(bare())
    for x in range(20):
        one.move((x * 100.0, 500.0))
    assert len(calls) == 1
    one.type("Portrait")
    assert len(calls) == 2


def test_a_surface_too_small_for_a_module_is_named() -> None:
    one = hand(bare(width=1500.0, height=1500.0))
    assert one.noted() == "No module fits"
    one.enter()
    assert one.said == ["No module fits on surface S1"]
    assert one.design.rows == ()
