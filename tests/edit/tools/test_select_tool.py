"""Selecting, and what may be dragged while nothing else is at work."""

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Point, RailAxis, Rect
from designer.core.model.design import Box, Design, DimensionNote, Obstacle, ObstacleKind, TextNote, WaterLine
from designer.edit.edits.rows import remove_modules
from designer.edit.picking.model import Kind
from designer.edit.preview import Boxes, Grip, Note, Path, Tone
from designer.edit.tools.base import Cursor, Modifier, ToolKey, Wants
from designer.edit.tools.select import SelectTool
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()
PITCH = sites.WIDTH + sites.GAP
SECOND = 600.0 + sites.LENGTH + 20.0
CHIMNEY = Obstacle(
    id="O1",
    kind=ObstacleKind.CHIMNEY,
    outline=((9000.0, 4800.0), (9600.0, 4800.0), (9600.0, 5400.0), (9000.0, 5400.0)),
)


def roof(**more) -> Design:
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S1", 4, 5, across=SECOND)]
    surface = sites.surface(
        obstacles=(CHIMNEY,), water_lines=(WaterLine(id="W1", points=((8000.0, 300.0), (8000.0, 5000.0))),)
    )
    return sites.design([surface], rows, (Box(id="X1", surface="S1", x=11000.0, y=400.0),), **more)


def hand(*selection: str, planned: bool = False, **more) -> Hand:
    one = Hand(SelectTool(), roof(**more), planned=planned, selection=selection)
    one.mm_per_px = 5.0
    return one


def module(number: int) -> tuple[float, float]:
    """A place on a module away from what hangs below it."""
    column, line = (number - 1) % 4, (number - 1) // 4
    return (600.0 + column * PITCH + 300.0, (600.0, SECOND)[line] + 850.0)


def places(design: Design) -> dict[str, tuple[float, float]]:
    return {one.id: (one.along_mm, row.across_mm) for row in design.rows for one in row.modules}


def grips_of(one: Hand) -> list[tuple[float, float]]:
    return [shape.at for shape in one.last.preview if isinstance(shape, Grip)]


# Picking


def test_a_click_picks_ctrl_adds_shift_takes_away_and_a_click_on_nothing_clears() -> None:
    one = hand()
    one.click(module(1))
    assert one.selection == {"M1"}
    one.click(module(2), held=(Modifier.CTRL,))
    assert one.selection == {"M1", "M2"}
    one.click(module(1), held=(Modifier.SHIFT,))
    assert one.selection == {"M2"}
    one.click(module(3))
    assert one.selection == {"M3"}
    one.click((6500.0, 5500.0))
    assert one.selection == frozenset()
    assert one.names == []


def test_a_double_click_on_a_module_picks_its_row() -> None:
    one = hand()
    one.double(module(6))
    assert one.selection == {"M5", "M6", "M7", "M8"}


def test_on_the_site_plan_a_double_click_opens_the_surface() -> None:
    one = Hand(SelectTool(), sites.gable(), view=SITE)
    x0, y0, *_ = centre_on_site(one.design)
    one.double((x0, y0))
    assert one.last.view == surface_view("S1")


def centre_on_site(design: Design) -> tuple[float, float]:
    from designer.edit.edits.site import plan_bounds

    west, south, east, north = plan_bounds(design.surfaces[0])
    return ((west + east) / 2, (south + north) / 2)


def test_a_window_takes_what_lies_inside_and_a_crossing_what_it_touches() -> None:
    start, end = (400.0, 400.0), (600.0 + PITCH + 300.0, SECOND - 10.0)
    one = hand()
    one.press(start)
    one.pull(end)
    assert len(one.paths(Tone.WINDOW)) == 1
    one.release(end)
    assert one.selection == {"M1"}
    one.press(end)
    one.pull(start)
    assert len(one.paths(Tone.CROSSING)) == 1
    one.release(start)
    assert one.selection == {"M1", "M2"}


def test_a_window_with_ctrl_adds_and_with_shift_takes_away() -> None:
    one = hand("M8")
    window = ((400.0, 400.0), (600.0 + 2 * PITCH, SECOND - 10.0))
    one.drag(*window, held=(Modifier.CTRL,))
    assert one.selection == {"M1", "M2", "M8"}
    one.drag(*window, held=(Modifier.SHIFT,))
    assert one.selection == {"M8"}


def test_what_lies_under_the_mouse_is_outlined() -> None:
    one = hand()
    one.move(module(3))
    (outline,) = one.paths(Tone.GUIDE)
    assert min(x for x, _ in outline.points) == 600.0 + 2 * PITCH
    one.move((6500.0, 5500.0))
    assert not one.last.preview


def test_enter_at_rest_is_left_to_the_editor_and_so_is_escape() -> None:
    one = hand("M1")
    assert not one.press_key(ToolKey.CONFIRM)
    assert not one.escape()
    assert not one.press_key(ToolKey.DELETE)
    assert one.last.prompt.wants is Wants.NOTHING


# Moving


def test_selected_modules_move_together_and_show_as_ghosts_meanwhile() -> None:
    one = hand("M5", "M6", "M7", "M8")
    before = places(one.design)
    one.press(module(5))
    one.pull((module(5)[0] + 2000.0, module(5)[1] + 500.0))
    assert one.boxes(Tone.GHOST) == 4
    assert one.last.hidden == {"M5", "M6", "M7", "M8"}
    one.release((module(5)[0] + 2000.0, module(5)[1] + 500.0))
    after = places(one.design)
    assert one.names == ["Move 4 modules"]
    assert after["M5"] == (before["M5"][0] + 2000.0, before["M5"][1] + 500.0)
    assert after["M1"] == before["M1"]


def test_a_module_settles_beside_its_neighbours_with_the_gap() -> None:
    one = Hand(SelectTool(), with_gap_at_the_end(), selection=("M4",))
    gap = CATALOG.rail(one.design.products.rail).mid_gap_mm
    one.press(place_of(one, "M4"))
    x, y = place_of(one, "M4")
    one.release((x - 940.0, y + 30.0))
    third = places(one.design)["M3"]
    assert places(one.design)["M4"] == pytest.approx((third[0] + sites.WIDTH + gap, third[1]))


def with_gap_at_the_end() -> Design:
    design = roof()
    row = design.rows[0]
    last = replace(row.modules[3], along_mm=row.modules[3].along_mm + 1000.0)
    return replace(design, rows=(replace(row, modules=(*row.modules[:3], last)), design.rows[1]))


def place_of(one: Hand, name: str) -> tuple[float, float]:
    x, y = places(one.design)[name]
    return (x + 300.0, y + 850.0)


def test_modules_are_not_put_where_none_may_stand_and_the_reason_is_said() -> None:
    one = hand("M8")
    one.press(module(8))
    one.pull((module(5)[0] + 200.0, module(5)[1]))
    assert one.boxes(Tone.BAD) == 1
    one.release((module(5)[0] + 200.0, module(5)[1]))
    one.drag(module(8), (module(8)[0] + 40.0, module(8)[1] + 2500.0))
    assert one.names == []
    assert "Not moved: module M8 would be too near to module" in one.said[0]
    assert "outside the usable area" in one.said[1]


def test_a_typed_length_goes_along_the_drag_and_is_an_exact_click() -> None:
    one = hand("O1")
    one.press((9300.0, 5100.0))
    one.pull((9300.0, 5000.0))
    assert one.last.prompt.base == (9300.0, 5100.0)
    one.click((9300.0, 4800.0))
    assert one.design.surfaces[0].obstacles[0].outline[0] == (9000.0, 4500.0)


def test_things_are_taken_hold_of_at_a_corner_that_is_near() -> None:
    one = hand("O1", "W1")
    one.press((9040.0, 5370.0))
    # a grip lies there too, and goes first
    assert one.last.prompt.text == "New place of the corner of obstacle O1"
    one.escape()
    two = hand("M8")
    x, y = places(two.design)["M8"]
    two.press((x + 30.0, y + 30.0))
    assert two.last.prompt.base == (x, y)


def test_a_box_moves_without_being_selected_first() -> None:
    one = hand()
    one.drag((11000.0, 400.0), (10500.0, 500.0))
    assert (one.design.boxes[0].x, one.design.boxes[0].y) == (10500.0, 500.0)
    assert one.selection == {"X1"}
    assert one.names == ["Move box"]


def test_modules_that_are_not_selected_are_not_dragged_but_framed() -> None:
    one = hand()
    one.drag(module(1), module(6))
    assert one.names == []


def test_escape_puts_everything_back() -> None:
    one = hand("M8")
    one.press(module(8))
    one.pull((module(8)[0] + 1000.0, module(8)[1]))
    assert one.escape()
    one.release((module(8)[0] + 1000.0, module(8)[1]))
    assert one.names == []
    assert one.design == roof()


def test_surfaces_move_on_the_site_plan() -> None:
    one = Hand(SelectTool(), sites.gable(), view=SITE, selection=("S1",))
    x, y = centre_on_site(one.design)
    one.drag((x, y), (x - 1500.0, y + 200.0))
    assert (one.design.surfaces[0].east_mm, one.design.surfaces[0].north_mm) == (-1500.0, 200.0)


# Grips


def test_corners_of_an_obstacle_are_grips_with_live_lengths() -> None:
    one = hand("O1")
    one.move((100.0, 100.0))
    assert set(grips_of(one)) == set(CHIMNEY.outline)
    one.press((9600.0, 5400.0))
    one.pull((9700.0, 5400.0))
    assert "700 mm" in one.noted()
    one.release((9700.0, 5400.0))
    assert one.design.surfaces[0].obstacles[0].outline[2] == (9700.0, 5400.0)
    assert one.names == ["Move corner of obstacle O1"]


def test_a_grip_under_the_mouse_is_hot() -> None:
    one = hand("O1")
    one.move((9010.0, 4810.0))
    hot = [shape for shape in one.last.preview if isinstance(shape, Grip) and shape.hot]
    assert [shape.at for shape in hot] == [(9000.0, 4800.0)]
    assert one.last.cursor is Cursor.MOVE


def test_a_corner_of_the_surface_reshapes_it_and_a_crossed_outline_is_refused() -> None:
    one = hand("S1")
    one.drag((12000.0, 6000.0), (12500.0, 6200.0))
    assert one.design.surfaces[0].outline[2] == (12500.0, 6200.0)
    one.press((12500.0, 6200.0))
    one.pull((-500.0, 3000.0))
    assert [shape for shape in one.last.preview if isinstance(shape, Note) and shape.tone is Tone.BAD]
    one.release((-500.0, 3000.0))
    assert one.design.surfaces[0].outline[2] == (12500.0, 6200.0)
    assert one.said


def test_the_end_of_a_row_is_drawn_out_and_in() -> None:
    one = hand("M5", "M6", "M7", "M8")
    end = 600.0 + 3 * PITCH + sites.WIDTH
    middle = SECOND + sites.LENGTH / 2
    one.press((end, middle))
    one.pull((end + 2 * PITCH - 100.0, middle))
    assert one.boxes(Tone.GHOST) == 6
    assert "6 modules · 2.64 kWp" in one.noted()
    one.release((end + 2 * PITCH - 100.0, middle))
    assert one.names == ["Lengthen row R2 by 2 modules"]
    row = one.design.rows[1]
    assert [module.pinned for module in row.modules] == [False] * 4 + [True] * 2
    assert one.selection == {module.id for module in row.modules}
    new_end = row.modules[-1].along_mm + sites.WIDTH
    one.drag((new_end, middle), (end - PITCH, middle))
    assert [module.id for module in one.design.rows[1].modules] == ["M5", "M6", "M7"]
    assert one.names[1] == "Shorten row R2 by 3 modules"
    short_end = 600.0 + 2 * PITCH + sites.WIDTH
    one.drag((short_end, middle), (end, middle))
    assert [module.id for module in one.design.rows[1].modules] == ["M5", "M6", "M7", "M8"]


def test_a_row_drawn_out_brings_removed_modules_back_and_stops_at_the_usable_area() -> None:
    design = remove_modules(roof(), {"M8"})
    one = Hand(SelectTool(), design, selection=("M5", "M6", "M7"))
    end = 600.0 + 2 * PITCH + sites.WIDTH
    middle = SECOND + sites.LENGTH / 2
    one.drag((end, middle), (end + 30 * PITCH, middle))
    row = one.design.rows[1]
    assert row.modules[3].id == "M8"
    assert row.removed == ()
    assert row.modules[-1].along_mm + sites.WIDTH <= 12000.0 - 300.0


def test_the_first_end_of_a_row_on_rails_up_the_slope() -> None:
    row = sites.row("R1", "S1", 2, 1, along=3000.0, across=900.0)
    flat = replace(row, orientation=sites.Orientation.LANDSCAPE)
    one = Hand(SelectTool(), sites.design([sites.surface(axis=RailAxis.SLOPE)], [flat]), selection=("R1",))
    middle = 900.0 + sites.LENGTH / 2
    one.drag((middle, 3000.0), (middle, 3000.0 - PITCH))
    assert len(one.design.rows[0].modules) == 3
    assert one.design.rows[0].modules[0].along_mm < 3000.0


def test_grips_of_boxes_water_lines_dimensions_and_texts() -> None:
    note = DimensionNote(
        id="D1", surface="S1", first=(600.0, 5600.0), second=(1600.0, 5600.0), offset_mm=100.0
    )
    text = TextNote(id="T1", surface="S1", at=(3000.0, 5500.0), text="up")
    one = hand("X1", "W1", "D1", "T1", dimensions=(note,), texts=(text,))
    one.move((100.0, 100.0))
    assert {(11000.0, 400.0), (8000.0, 300.0), (600.0, 5600.0), (600.0, 5700.0), (3000.0, 5500.0)} <= set(
        grips_of(one)
    )
    one.drag((600.0, 5700.0), (700.0, 5800.0))
    assert one.design.dimensions[0].offset_mm == 200.0
    one.drag((1600.0, 5600.0), (1800.0, 5600.0))
    assert one.design.dimensions[0].second == (1800.0, 5600.0)
    one.drag((8000.0, 5000.0), (8200.0, 5000.0))
    assert one.design.surfaces[0].water_lines[0].points[1] == (8200.0, 5000.0)
    one.drag((3000.0, 5500.0), (3100.0, 5400.0))
    assert one.design.texts[0].at == (3100.0, 5400.0)


def test_grips_stand_at_their_new_places_after_the_drag() -> None:
    one = hand("O1")
    one.drag((9600.0, 5400.0), (9700.0, 5450.0))
    assert (9700.0, 5450.0) in grips_of(one)


# Inverters


def test_an_inverter_slides_on_its_rail_and_stays_pinned() -> None:
    one = hand(planned=True)
    inverter = next(found for found in one.plan.inverters if found.id == "I3")
    x0, y0, x1, y1 = inverter.footprint
    start = ((x0 + x1) / 2, (y0 + y1) / 2)
    low = inverter.allowed[0][0]
    one.press(start)
    assert one.last.hidden == {"I3"}
    assert any(isinstance(shape, Boxes) and shape.tone is Tone.GOOD for shape in one.last.preview)
    one.release((start[0] + low - inverter.along_mm, start[1] + 300.0))
    assert one.design.pins[0].along_mm == pytest.approx(low, abs=0.001)
    assert one.names == [f"Pin inverter I3 at {low:.0f} mm"]
    assert one.selection == {"I3"}


def test_ghosts_of_what_moves_are_paths_and_boxes_only_of_things_that_exist() -> None:
    one = hand("M1", "O1")
    one.press(module(1))
    one.pull((module(1)[0], module(1)[1] + 10.0))
    kinds = {type(shape) for shape in one.last.preview}
    assert {Boxes, Path} <= kinds


def test_a_cable_over_an_inverter_does_not_keep_it_from_sliding() -> None:
    one = hand(planned=True)
    own = [found for found in one.plan.inverters if found.surface == "S1"]
    spots = [(found.id, spot) for found in own for spot in _grid(found.footprint)]
    inverter, under_cable = next(
        (name, spot)
        for name, spot in spots
        if one.context().picker.at(spot, one.context().reach_mm)[0].kind is Kind.BRANCH
    )
    one.move(under_cable)
    assert one.last.cursor is Cursor.RESIZE_ALONG
    one.press(under_cable)
    assert one.last.hidden == {inverter}


def _grid(rect: Rect) -> list[Point]:
    x0, y0, x1, y1 = rect
    shares = [k / 20 for k in range(21)]
    return [(x0 + a * (x1 - x0), y0 + b * (y1 - y0)) for a in shares for b in shares]


def test_an_inverter_the_plan_does_not_know_any_more_is_said() -> None:
    one = hand(planned=True)
    one.planned = False
    one.replace(remove_modules(one.design, {"M3"}))
    inverter = next(found for found in one.plan.inverters if found.id == "I3")
    x0, y0, x1, y1 = inverter.footprint
    one.press(((x0 + x1) / 2, (y0 + y1) / 2))
    assert one.said == ["The plan does not show inverter I3 yet; wait until it is current."]
