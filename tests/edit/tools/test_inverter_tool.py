"""The inverter tool: slide within the zone, pin, unpin, typed places."""

import re

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.intervals import contains
from designer.core.model.design import Box, Pin, Settings, TrunkSearch
from designer.core.model.plan import PlacedInverter
from designer.core.model.rail_layout import RailLayout
from designer.core.planning import derive
from designer.edit.edits.inverters import pin, unpin, zone
from designer.edit.preview import Boxes, Note, Tone
from designer.edit.tools.base import Cursor, ToolKey
from designer.edit.tools.inverter import InverterTool
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()


def hand(axis=RailAxis.EAVE, **more) -> Hand:
    design = sites.design([sites.surface(axis=axis)], [sites.row("R1", "S1", 6, 1)], **more)
    return Hand(InverterTool(), design, planned=True)


def unit(one: Hand, name: str = "I3") -> PlacedInverter:
    return next(inverter for inverter in one.plan.inverters if inverter.id == name)


def test_a_drag_pins_the_inverter_where_it_is_let_go_and_the_plan_keeps_it_there() -> None:
    one = hand()
    before = unit(one)
    low, high = before.allowed[0]
    target = low + (high - low) / 3
    x, y = before.mount
    one.drag((x + 5.0, y - 20.0), (target + 5.0, y + 400.0))
    assert one.design.pins == (Pin(inverter="I3", along_mm=round(target, 3)),)
    assert unit(one).along_mm == pytest.approx(target, abs=0.001)
    assert unit(one).pinned
    assert one.names == [f"Pin inverter I3 at {target:.0f} mm"]


def test_while_dragging_the_zone_and_the_ghost_with_its_clearance_show() -> None:
    one = hand()
    x, y = unit(one).mount
    one.press((x, y - 20.0))
    assert one.last.hidden == {"I3"}
    zones = one.last.preview[0]
    assert isinstance(zones, Boxes)
    assert len(zones.rects) == len(unit(one).allowed)
    assert one.boxes(Tone.GOOD) == len(unit(one).allowed) + 2
    assert one.last.cursor is Cursor.RESIZE_ALONG


def test_outside_the_zone_it_is_bad_says_why_and_settles_on_the_nearest_place() -> None:
    one = hand()
    before = unit(one)
    x, y = before.mount
    far = before.allowed[-1][1] + 700.0
    one.press((x, y - 20.0))
    one.pull((far, y))
    assert one.boxes(Tone.BAD) == 2
    assert one.last.cursor is Cursor.FORBIDDEN
    assert any(isinstance(shape, Note) and "mm" in shape.text for shape in one.last.preview)
    one.release((far, y))
    assert one.design.pins[0].along_mm == pytest.approx(before.allowed[-1][1], abs=0.001)
    assert "the nearest place" in one.said[0]


def test_a_pinned_inverter_may_be_slid_on_in_its_whole_zone() -> None:
    one = hand()
    free = unit(one).allowed
    low = free[0][0]
    one.replace(pin(one.design, "I3", low))
    assert zone(one.design, CATALOG, one.plan, unit(one)) == free
    x, y = unit(one).mount
    one.drag((x, y - 20.0), (free[-1][1], y))
    assert unit(one).along_mm == pytest.approx(free[-1][1], abs=0.001)
    assert len(one.design.pins) == 1


def test_a_pinned_inverter_gives_way_to_those_below_on_a_rail_that_both_rows_share() -> None:
    """A box below the upper rail leaves the upper row the shared one, where the lower row hangs already."""
    rows = [sites.row("R1", "S1", 3, 1), sites.row("R2", "S1", 3, 21, across=620.0 + sites.LENGTH)]
    settings = Settings(rail_layout=RailLayout.SHARED, trunk_search=TrunkSearch.FIRST)
    design = sites.design([sites.surface()], rows, settings=settings)
    design = replace(design, products=replace(design.products, rail="k2-crossrail-48-x"))
    upper_mm = max(rail.across_mm for rail in derive(design, CATALOG).rails)
    below = Box(id="X2", surface="S1", x=1500.0, y=upper_mm - 100.0, width_mm=2200.0, height_mm=160.0)
    one = Hand(InverterTool(), replace(design, boxes=(*design.boxes, below)), planned=True)
    free = unit(one, "I21").allowed
    assert free
    one.replace(pin(one.design, "I21", unit(one, "I21").along_mm))
    assert zone(one.design, CATALOG, one.plan, unit(one, "I21")) == free


def test_a_click_chooses_enter_pins_in_place_and_enter_again_lets_go() -> None:
    one = hand()
    x, y = unit(one).mount
    along = unit(one).along_mm
    one.click((x, y - 20.0))
    one.enter()
    assert one.design.pins[0].along_mm == pytest.approx(along, abs=0.001)
    one.click((x, y - 20.0))
    assert "Unpin" in {word.name for word in one.last.prompt.keywords}
    one.enter()
    assert one.design.pins == ()
    assert one.names[1] == "Unpin inverter I3"


def test_a_typed_place_and_a_typed_distance_pin() -> None:
    one = hand()
    inverter = unit(one)
    middle = sum(inverter.allowed[0]) / 2
    one.click((inverter.mount[0], inverter.mount[1] - 20.0))
    one.type(f"{middle:.1f}")
    assert one.design.pins[0].along_mm == pytest.approx(middle, abs=0.06)
    one.click((unit(one).mount[0], unit(one).mount[1] - 20.0))
    one.type("@10")
    assert one.design.pins[0].along_mm == pytest.approx(middle + 10.0, abs=0.06)


def test_a_typed_place_outside_the_zone_is_refused_with_the_reason() -> None:
    one = hand()
    one.click((unit(one).mount[0], unit(one).mount[1] - 20.0))
    one.type("100")
    assert one.design.pins == ()
    assert one.said[0].startswith("Not at 100 mm: Inverter I3 cannot hang here")


def under_its_neighbours() -> Hand:
    """Boxes leave I3 no room under its own modules."""
    design = hand().design
    below = [
        Box(id=f"X{n}", surface="S1", x=3980.0, y=rail.across_mm - 60.0, width_mm=2500.0, height_mm=300.0)
        for n, rail in enumerate(hand().plan.rails, 2)
    ]
    return Hand(InverterTool(), replace(design, boxes=(*design.boxes, *below)), planned=True)


@pytest.mark.parametrize("along", [5700.0, 2300.0])
def test_one_under_its_neighbours_may_be_pinned_wherever_they_give_way(along) -> None:
    """The plan knows one place of it, cut out for it; others are as good."""
    typed, dragged = under_its_neighbours(), under_its_neighbours()
    x, y = unit(typed).mount
    assert not contains(unit(typed).allowed, along)
    typed.click((x, y - 20.0))
    typed.type(f"{along}")
    dragged.drag((x, y - 20.0), (along, y))
    for one in (typed, dragged):
        assert one.design.pins == (Pin(inverter="I3", along_mm=along),)
        assert unit(one).along_mm == along
        assert one.plan.errors() == ()
    assert dragged.said == []


def test_one_under_its_neighbours_is_pinned_nowhere_where_one_of_them_has_no_room_left() -> None:
    one = under_its_neighbours()
    one.click((unit(one).mount[0], unit(one).mount[1] - 20.0))
    one.type("6000")
    assert one.design.pins == ()
    assert one.said[0].count("Inverter I3") == 1


def test_delete_lets_a_pinned_inverter_go() -> None:
    one = hand(pins=(Pin(inverter="I3", along_mm=3300.0),))
    one.click((unit(one).mount[0], unit(one).mount[1] - 20.0))
    one.key(ToolKey.DELETE)
    assert one.design.pins == ()


def test_escape_puts_the_inverter_back() -> None:
    one = hand()
    x, y = unit(one).mount
    one.press((x, y - 20.0))
    one.pull((x + 100.0, y))
    assert one.escape()
    assert not one.escape()
    assert one.design.pins == ()


def test_a_press_beside_all_inverters_says_what_to_do() -> None:
    one = hand()
    one.press((11000.0, 5000.0))
    assert one.said == ["Press on an inverter to slide it"]


def test_rails_up_the_slope_slide_up_the_slope() -> None:
    row = sites.row("R1", "S1", 2, 1, orientation=Orientation.LANDSCAPE)
    design = sites.design([sites.surface(axis=RailAxis.SLOPE)], [row])
    one = Hand(InverterTool(), design, planned=True)
    inverter = one.plan.inverters[0]
    x, y = inverter.mount
    edge = inverter.footprint
    one.drag(((edge[0] + edge[2]) / 2, y), (x, inverter.allowed[0][0]))
    assert contains(inverter.allowed, one.design.pins[0].along_mm, tolerance=0.001)
    assert unpin(one.design, ("I1",)).pins == ()


def test_an_inverter_that_is_gone_is_no_longer_chosen() -> None:
    one = hand()
    one.click((unit(one).mount[0], unit(one).mount[1] - 20.0))
    one.replace(sites.design([sites.surface()], []))
    one.move((100.0, 100.0))
    assert one.said == []
    assert not one.escape()


def test_the_reason_names_what_is_in_the_way_and_the_millimetres() -> None:
    one = hand()
    x, y = unit(one).mount
    one.press((x, y - 20.0))
    one.pull((x - 3000.0, y))
    assert "Inverter I3 cannot hang here" in one.noted()
    assert re.search(r"\d mm", one.noted())


def test_the_reason_is_said_of_pinned_inverters_too() -> None:
    one = hand()
    free = unit(one).allowed
    one.replace(pin(one.design, "I3", free[0][0]))
    x, y = unit(one).mount
    one.press((x, y - 20.0))
    for k in range(1, 40):
        one.pull((x - 25.0 * k, y))
        if one.boxes(Tone.BAD):
            assert re.search(r"I3.*\d mm|\d mm.*I3", one.noted())
        else:
            assert "I3" not in one.noted()
