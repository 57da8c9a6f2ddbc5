"""The properties of a selection, and what an entry does to the Design."""

import pytest
from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import (
    Bridge,
    DimensionNote,
    FeedPolicy,
    LeadPolicy,
    Obstacle,
    ObstacleKind,
    Pin,
    TextNote,
    TrunkSearch,
    WaterLine,
    Waypoint,
)
from designer.core.model.rail_layout import RailLayout
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.rows import module_rects
from designer.edit.properties.facts import Facts
from designer.edit.properties.quantities import Quantity
from designer.edit.properties.sheet import changed, project_sheet, sheet_of
from designer.edit.view import surface_view
from tests.sites import WIDTH, catalog, design, fed_in_its_middle, gable, row, surface

CATALOG = catalog()


def site():
    """Two surfaces with something of every kind on them."""
    chimney = Obstacle(id="O1", kind=ObstacleKind.CHIMNEY, outline=rectangle(600, 500, (4000, 4000)))
    window = Obstacle(id="O2", kind=ObstacleKind.WINDOW, outline=rectangle(780, 980, (8000, 4000)))
    line = WaterLine(id="W1", points=((0, 10), (5000, 10)))
    east = surface("S1", obstacles=(chimney, window), water_lines=(line,))
    west = surface("S2", azimuth=270.0)
    return design(
        [east, west],
        [row("R1", "S1", 4, 1), row("R2", "S2", 4, 5, across=700.0)],
        bridges=(
            Bridge(
                id="G1",
                from_surface="S1",
                from_point=(5000, 5900),
                to_surface="S2",
                to_point=(5000, 5900),
                length_mm=300.0,
            ),
        ),
        waypoints=(Waypoint(id="P1", between=("I-M1", "I-M3"), surface="S1", x=100.0, y=200.0),),
        dimensions=(DimensionNote(id="D1", surface="S1", first=(0, 0), second=(3000, 4000), offset_mm=100),),
        texts=(TextNote(id="T1", surface="S1", at=(10.0, 20.0), text="Ladder here"),),
    )


@pytest.fixture(scope="module")
def planned() -> Facts:
    made = site()
    return Facts(made, CATALOG, derive(made, CATALOG), surface_view("S1"))


def line_of(facts: Facts, ids, key, noun=""):
    """The line of a property, and its section."""
    for section in sheet_of(facts, ids):
        for line in section.lines:
            if line.field.key == key and noun in ("", section.noun):
                return section, line
    raise AssertionError(key)


def typed_into(facts: Facts, ids, key, text, noun=""):
    """The Design after something was typed for a property; it can be kept."""
    section, line = line_of(facts, ids, key, noun)
    made = changed(facts, section, line.field, text)
    check_design(made, CATALOG)
    return made


# Reading


def test_every_kind_of_thing_has_a_section_with_readable_lines(planned: Facts) -> None:
    inverter = planned.plan.inverters[0].id
    branch, cable = planned.plan.branches[0].id, planned.plan.pieces[0].id
    bar = planned.plan.rails[0].bars[0].piece
    ids = ["S1", "O1", "W1", "M1", inverter, branch, "X1", "G1", "P1", "D1", "T1", cable, bar]
    sections = sheet_of(planned, ids)
    nouns = [section.noun for section in sections]
    assert nouns == [
        "surface",
        "obstacle",
        "water line",
        "module",
        "row",
        "inverter",
        "branch",
        "box",
        "bridge",
        "waypoint",
        "dimension",
        "text",
        "piece",
        "rail bar",
    ]
    assert all(section.lines for section in sections)


def test_modules_bring_their_rows_along_once(planned: Facts) -> None:
    modules, rows = sheet_of(planned, ["M1", "M2", "M5"])
    assert (modules.title, rows.title) == ("3 modules", "2 rows")
    assert rows.ids == ("R1", "R2")


def test_a_common_value_is_shown_and_a_mixed_one_varies(planned: Facts) -> None:
    _, tilt = line_of(planned, ["S1", "S2"], "tilt_deg")
    _, azimuth = line_of(planned, ["S1", "S2"], "azimuth_deg")
    assert (tilt.value, tilt.varies) == (35.0, False)
    assert (azimuth.value, azimuth.varies) == (None, True)


def test_unknown_ids_are_passed_over(planned: Facts) -> None:
    assert [section.ids for section in sheet_of(planned, ["S1", "gone"])] == [("S1",)]


def test_with_nothing_selected_project_and_the_surface_looked_at_are_shown(planned: Facts) -> None:
    assert [section.title for section in sheet_of(planned, [])] == ["Project", "Surface S1"]


def test_a_setback_is_offered_for_each_kind_of_edge_of_the_surfaces(planned: Facts) -> None:
    (section,) = sheet_of(planned, ["S1"])
    keys = [line.field.key for line in section.lines if line.field.group == "Setbacks"]
    assert keys == ["setback_eave", "setback_ridge", "setback_verge"]


def test_what_holds_in_place_of_an_empty_value_is_said_with_its_source(planned: Facts) -> None:
    _, setback = line_of(planned, ["S1"], "setback_eave")
    _, clearance = line_of(planned, ["O1"], "clearance_mm")
    _, module = line_of(planned, ["R1"], "module")
    assert setback.fallback == "300 mm, default"
    assert clearance.fallback == "50 mm, the project's"
    assert module.fallback.endswith("the project's")


def test_an_inverter_tells_its_place_in_branch_and_phase(planned: Facts) -> None:
    branch = planned.plan.branches[0]
    _, position = line_of(planned, [branch.inverters[-1]], "position")
    _, phase = line_of(planned, [branch.inverters[-1]], "phase")
    assert position.value == f"1 of {len(branch.inverters)}"
    assert phase.value == branch.phase


def test_an_inverter_tells_where_it_may_hang_to_the_tenth_of_a_millimetre(planned: Facts) -> None:
    inverter = planned.plan.inverters[0]
    told = line_of(planned, [inverter.id], "allowed")[1].value
    assert told == ", ".join(f"{low:g} to {high:g} mm" for low, high in inverter.allowed)


def test_extension_leads_are_counted_per_pole(planned: Facts) -> None:
    """The parts list has one for plus and one for minus."""
    inverter = planned.plan.inverters[0]
    line = line_of(planned, [inverter.id], "extensions")[1]
    assert line.field.label == "Extensions per pole"
    assert line.value == sum(lead.extensions for lead in inverter.leads)


def test_a_pinned_inverter_tells_where_it_may_be_pinned_instead(planned: Facts) -> None:
    inverter = planned.plan.inverters[0]
    told = line_of(planned, [inverter.id], "allowed")[1].value
    pinned = replace(planned.design, pins=(Pin(inverter=inverter.id, along_mm=inverter.along_mm),))
    plan = derive(pinned, CATALOG)
    assert line_of(Facts(pinned, CATALOG, plan), [inverter.id], "allowed")[1].value == told
    bare = replace(pinned, rows=())
    kept = line_of(Facts(bare, CATALOG, plan), [inverter.id], "allowed")[1].value
    assert kept == f"{inverter.along_mm:g} mm"


def test_a_dimension_measures_the_distance_of_its_points(planned: Facts) -> None:
    assert line_of(planned, ["D1"], "measured")[1].value == 5000.0
    askew = DimensionNote(id="D2", surface="S1", first=(0, 0), second=(3000, 100), offset_mm=100)
    facts = Facts(replace(planned.design, dimensions=(askew,)), CATALOG)
    assert line_of(facts, ["D2"], "measured")[1].value == 3001.7


def test_without_a_plan_modules_can_still_be_moved() -> None:
    facts = Facts(site(), CATALOG)
    _, inverter = line_of(facts, ["M1"], "inverter", "module")
    assert inverter.value is None
    assert typed_into(facts, ["M4"], "along_mm", "6000").rows[0].modules[3].along_mm == 6000.0


# Surfaces and obstacles


def test_one_entry_changes_all_selected_surfaces(planned: Facts) -> None:
    made = typed_into(planned, ["S1", "S2"], "tilt_deg", "22.5°")
    assert [one.tilt_deg for one in made.surfaces] == [22.5, 22.5]
    section, line = line_of(planned, ["S1", "S2"], "tilt_deg")
    assert section.step_name(line.field) == "Change tilt of 2 surfaces"


def test_azimuth_and_eave_turn_together(planned: Facts) -> None:
    turned = typed_into(planned, ["S1"], "azimuth_deg", "200").surfaces[0]
    assert (turned.azimuth_deg, turned.x_bearing_deg) == (200.0, 110.0)
    turned = typed_into(planned, ["S1"], "x_bearing_deg", "350").surfaces[0]
    assert (turned.azimuth_deg, turned.x_bearing_deg) == (80.0, 350.0)


def test_rails_rafters_and_place_are_typed(planned: Facts) -> None:
    after = typed_into(planned, ["S1"], "rail_axis", "slope")
    assert after.surfaces[0].rail_axis is RailAxis.SLOPE
    assert module_rects(after, planned.catalog, "S1") == module_rects(planned.design, planned.catalog, "S1")
    both = typed_into(planned, ["S1", "S2"], "rail_layout", "shared", "surface")
    assert [one.rail_layout for one in both.surfaces] == [RailLayout.SHARED] * 2
    again = Facts(both, CATALOG)
    assert typed_into(again, ["S1"], "rail_layout", "", "surface").surfaces[0].rail_layout is None
    assert typed_into(planned, ["S1"], "rafter_spacing_mm", "0.7m").surfaces[0].rafters.spacing_mm == 700.0
    assert typed_into(planned, ["S1"], "east_mm", "-12m").surfaces[0].east_mm == -12000.0
    assert typed_into(planned, ["S1"], "name", " East  face").surfaces[0].name == "East face"


def test_an_own_setback_is_typed_and_taken_back_by_emptying_the_field(planned: Facts) -> None:
    made = typed_into(planned, ["S1"], "setback_eave", "450")
    assert made.surfaces[0].setbacks_mm == {EdgeKind.EAVE: 450.0}
    back = typed_into(Facts(made, CATALOG), ["S1"], "setback_eave", " ")
    assert back.surfaces[0].setbacks_mm == {}


@pytest.mark.parametrize(
    ("key", "text"), [("tilt_deg", "95"), ("tilt_deg", ""), ("rafter_spacing_mm", "1"), ("name", " ")]
)
def test_a_surface_refuses_what_it_cannot_be(planned: Facts, key, text) -> None:
    with pytest.raises((TrunklineError, ValueError)):
        typed_into(planned, ["S1"], key, text)


def test_a_rectangle_keeps_its_corner_when_its_sides_are_typed(planned: Facts) -> None:
    wider = typed_into(planned, ["O1"], "width_mm", "900").surfaces[0].obstacles[0]
    assert wider.outline == rectangle(900, 500, (4000, 4000))
    higher = typed_into(planned, ["O1", "O2"], "height_mm", "1.2m").surfaces[0].obstacles
    assert [one.outline for one in higher] == [
        rectangle(600, 1200, (4000, 4000)),
        rectangle(780, 1200, (8000, 4000)),
    ]


def test_a_turned_rectangle_has_sides_too() -> None:
    turned = Obstacle(
        id="O1", kind=ObstacleKind.VENT, outline=((1000, 1000), (1400, 1300), (1100, 1700), (700, 1400))
    )
    facts = Facts(design([surface("S1", obstacles=(turned,))], [], []), CATALOG)
    assert line_of(facts, ["O1"], "width_mm")[1].value == 500.0
    made = typed_into(facts, ["O1"], "width_mm", "1000").surfaces[0].obstacles[0]
    assert made.outline == ((1000, 1000), (1800, 1600), (1500, 2000), (700, 1400))


def test_a_circle_is_scaled_about_its_middle() -> None:
    corners = tuple((3000 + x, 3000 + y) for x, y in _octagon(100.0))
    vent = Obstacle(id="O1", kind=ObstacleKind.VENT, outline=corners)
    facts = Facts(design([surface("S1", obstacles=(vent,))], [], []), CATALOG)
    assert line_of(facts, ["O1"], "diameter_mm")[1].value == pytest.approx(200.0)
    made = typed_into(facts, ["O1"], "diameter_mm", "400").surfaces[0].obstacles[0]
    assert made.outline[0] == (3200.0, 3000.0)
    assert sum(x for x, _ in made.outline) / 8 == pytest.approx(3000.0, abs=1e-3)


def _octagon(radius: float):
    half = radius * 0.5**0.5
    return (
        (radius, 0),
        (half, half),
        (0, radius),
        (-half, half),
        (-radius, 0),
        (-half, -half),
        (0, -radius),
        (half, -half),
    )


def test_an_obstacle_moves_to_a_typed_place_and_takes_another_kind(planned: Facts) -> None:
    moved = typed_into(planned, ["O1", "O2"], "x", "1000").surfaces[0].obstacles
    assert [one.outline[0] for one in moved] == [(1000.0, 4000.0), (1000.0, 4000.0)]
    other = typed_into(planned, ["O1"], "kind", "dormer").surfaces[0].obstacles[0]
    assert other.kind is ObstacleKind.DORMER
    assert typed_into(planned, ["O1"], "clearance_mm", "80").surfaces[0].obstacles[0].clearance_mm == 80.0


def test_an_obstacle_refuses_a_size_of_nothing(planned: Facts) -> None:
    with pytest.raises(TrunklineError, match="give more than 0"):
        typed_into(planned, ["O1"], "width_mm", "0")


# Rows and modules


def test_turning_the_modules_of_a_row_keeps_the_gaps(planned: Facts) -> None:
    made = typed_into(planned, ["R1"], "orientation", "landscape").rows[0]
    assert made.orientation is Orientation.LANDSCAPE
    assert [one.along_mm for one in made.modules] == [600.0, 2342.0, 4084.0, 5826.0]


def test_another_module_in_a_row_keeps_the_gaps(planned: Facts) -> None:
    wider = next(one for one in CATALOG.modules if one.width_mm > WIDTH + 20)
    made = typed_into(planned, ["R1"], "module", wider.id).rows[0]
    gaps = [
        b.along_mm - a.along_mm - wider.width_mm for a, b in zip(made.modules, made.modules[1:], strict=False)
    ]
    assert made.module == wider.id
    assert gaps == pytest.approx([20.0, 20.0, 20.0])
    back = typed_into(Facts(replace(planned.design, rows=(made,)), CATALOG), ["R1"], "module", "")
    assert back.rows[0] == planned.design.rows[0]


def test_a_row_starts_where_it_is_told(planned: Facts) -> None:
    made = typed_into(planned, ["R1"], "along_mm", "1m", "row").rows[0]
    assert made.modules[0].along_mm == 1000.0
    assert made.modules[3].along_mm - made.modules[0].along_mm == pytest.approx(3 * (WIDTH + 20))
    assert typed_into(planned, ["R1", "R2"], "across_mm", "500").rows[1].across_mm == 500.0


def test_a_rows_own_inverter_is_set_and_left_out(planned: Facts) -> None:
    made = typed_into(planned, ["R1"], "inverter", "hms-800-2t")
    assert made.rows[0].inverter == "hms-800-2t"
    assert typed_into(Facts(made, CATALOG), ["R1"], "inverter", "").rows[0].inverter is None


def test_modules_are_pinned_together_and_refuse_to_lie_on_each_other(planned: Facts) -> None:
    made = typed_into(planned, ["M1", "M2"], "pinned", True)
    assert [one.pinned for one in made.rows[0].modules] == [True, True, False, False]
    with pytest.raises(TrunklineError):
        typed_into(planned, ["M1", "M2"], "along_mm", "600", "module")


# Inverters and branches


def test_typing_a_place_pins_an_inverter_and_the_flag_lets_it_go(planned: Facts) -> None:
    name = planned.plan.inverters[0].id
    made = typed_into(planned, [name], "along_mm", "1300")
    assert [(pin.inverter, pin.along_mm) for pin in made.pins] == [(name, 1300.0)]
    facts = Facts(made, CATALOG, planned.plan)
    assert line_of(facts, [name], "along_mm")[1].value == 1300.0
    assert typed_into(facts, [name], "pinned", False).pins == ()


def test_the_flag_pins_inverters_where_they_hang(planned: Facts) -> None:
    first, second = planned.plan.inverters[:2]
    made = typed_into(planned, [first.id, second.id], "pinned", True)
    assert {pin.inverter: pin.along_mm for pin in made.pins} == {
        first.id: round(first.along_mm, 3),
        second.id: round(second.along_mm, 3),
    }


def test_a_serial_number_is_noted_for_one_inverter_and_forgotten(planned: Facts) -> None:
    name, other = (one.id for one in planned.plan.inverters[:2])
    made = typed_into(planned, [name], "serial", "114172607952")
    assert made.serials == {name: "114172607952"}
    assert typed_into(Facts(made, CATALOG, planned.plan), [name], "serial", "").serials == {}
    (section,) = sheet_of(planned, [name, other])
    assert "serial" not in [line.field.key for line in section.lines]


def test_a_branch_is_locked_and_then_feed_and_cable_can_be_chosen(planned: Facts) -> None:
    name = planned.plan.branches[0].id
    with pytest.raises(AssertionError, match="feed"):
        line_of(planned, [name], "feed")
    made = typed_into(planned, [name], "locked", True)
    assert made.locks[0].inverters == planned.plan.branches[0].inverters
    facts = Facts(made, CATALOG, derive(made, CATALOG))
    assert typed_into(facts, [name], "feed", "end").locks[0].feed is FeedPolicy.END
    product = next(one for one in CATALOG.family("hoymiles-hms").products)
    assert typed_into(facts, [name], "lock_product", product.id).locks[0].product == product.id
    assert typed_into(facts, [name], "locked", False).locks == ()


# Boxes and notes


def test_boxes_bridges_and_notes_are_typed(planned: Facts) -> None:
    box = typed_into(planned, ["X1"], "x", "2m").boxes[0]
    assert (box.x, box.y) == (2000.0, 200.0)
    assert typed_into(planned, ["X1"], "kind", "distribution").boxes[0].kind.value == "distribution"
    assert typed_into(planned, ["G1"], "length_mm", "0.5m").bridges[0].length_mm == 500.0
    assert typed_into(planned, ["P1"], "y", "250").waypoints[0].y == 250.0
    assert typed_into(planned, ["D1"], "angle_deg", "90").dimensions[0].angle_deg == 90.0
    assert typed_into(planned, ["T1"], "text", "Ladder\nthere").texts[0].text == "Ladder\nthere"
    assert typed_into(planned, ["T1"], "x", "15").texts[0].at == (15.0, 20.0)


@pytest.mark.parametrize(
    ("thing", "key", "text"),
    [("X1", "width_mm", "0"), ("G1", "length_mm", "-1"), ("T1", "text", " "), ("T1", "height_mm", "0")],
)
def test_boxes_bridges_and_texts_refuse_nothing(planned: Facts, thing, key, text) -> None:
    with pytest.raises(TrunklineError):
        typed_into(planned, [thing], key, text)


# The project


def project_line(facts: Facts, key):
    (section,) = project_sheet(facts)
    return section, next(line for line in section.lines if line.field.key == key)


@pytest.mark.parametrize(
    ("key", "text", "read"),
    [
        ("name", "Barn", lambda made: made.name == "Barn"),
        ("region", "us-240", lambda made: made.region == "us-240"),
        ("customer_name", "Anna", lambda made: made.customer.name == "Anna"),
        ("customer_address", "a\nb", lambda made: made.customer.address == "a\nb"),
        ("product_inverter", "hms-800-2t", lambda made: made.products.inverter == "hms-800-2t"),
        ("min_c", "-20", lambda made: made.climate.min_c == -20.0),
        ("setback_hip", "0.4m", lambda made: made.settings.setbacks_mm == {EdgeKind.HIP: 400.0}),
        ("module_gap_mm", "25", lambda made: made.settings.module_gap_mm == 25.0),
        ("max_rise_pct", "1", lambda made: made.settings.max_rise_pct == 1.0),
        ("max_units_per_branch", "5", lambda made: made.settings.max_units_per_branch == 5),
        ("trunk_search", "first", lambda made: made.settings.trunk_search is TrunkSearch.FIRST),
        ("trunk_search", "thorough", lambda made: made.settings.trunk_search is TrunkSearch.THOROUGH),
        ("rail_layout", "shared", lambda made: made.settings.rail_layout is RailLayout.SHARED),
        ("shared_span_mm", "900", lambda made: made.settings.shared_span_mm == 900.0),
        ("shared_cantilever_mm", "0.3m", lambda made: made.settings.shared_cantilever_mm == 300.0),
        ("lead_policy", "forbid", lambda made: made.settings.lead_policy is LeadPolicy.FORBID),
        ("dtu_serials", "99A 99B", lambda made: made.settings.dtu_serials == ("99A", "99B")),
    ],
)
def test_the_projects_settings_are_typed(planned: Facts, key, text, read) -> None:
    if key == "region" and all(one.id != text for one in CATALOG.regions):
        text = CATALOG.regions[-1].id
        read = lambda made: made.region == text  # noqa: E731
    section, line = project_line(planned, key)
    made = changed(planned, section, line.field, text)
    check_design(made, CATALOG)
    assert read(made)


def test_rules_left_empty_say_whose_figure_holds(planned: Facts) -> None:
    said = {
        key: project_line(planned, key)[1].fallback for key in ("clearance_mm", "max_rise_pct", "max_span_mm")
    }
    assert said["clearance_mm"] == "20 mm, Hoymiles HMS-1000-2T"
    assert said["max_rise_pct"].endswith(CATALOG.region("eu-230").name)
    assert said["max_span_mm"].endswith("K2 SingleRail 36")


def test_the_cantilever_left_empty_is_said_for_the_span_of_the_project() -> None:
    made = site()
    rails = replace(made.products, rail="ironridge-xr100")
    rules = replace(made.settings, max_span_mm=1200.0)
    facts = Facts(replace(made, products=rails, settings=rules), CATALOG)
    assert project_line(facts, "cantilever_mm")[1].fallback == "480 mm, IronRidge XR100"


def test_the_rail_layout_left_empty_and_the_gap_that_follows_are_said_with_their_source() -> None:
    made = site()
    rails = replace(made.products, rail="k2-crossrail-48-x")
    facts = Facts(replace(made, products=rails), CATALOG)
    shared = replace(facts.design, settings=replace(facts.design.settings, rail_layout=RailLayout.SHARED))
    said = Facts(shared, CATALOG)
    assert project_line(facts, "rail_layout")[1].fallback == "Two under each row, K2 CrossRail 48-X / 48-XL"
    assert line_of(said, ["S1"], "rail_layout", "surface")[1].fallback == "Shared between rows, the project's"
    assert project_line(facts, "row_gap_mm")[1].fallback == "19 mm, K2 CrossRail 48-X / 48-XL"
    assert project_line(said, "row_gap_mm")[1].fallback == "21 mm, K2 CrossRail 48-X / 48-XL"


def test_another_family_forgets_the_trunk_cable_of_the_old_one(planned: Facts) -> None:
    section, line = project_line(planned, "product_trunk")
    made = changed(planned, section, line.field, "hms-trunk-10awg-2.0m")
    facts = Facts(made, CATALOG)
    section, line = project_line(facts, "product_family")
    assert changed(facts, section, line.field, "enphase-q-25").products.trunk is None


def test_what_can_only_be_read_cannot_be_typed(planned: Facts) -> None:
    section, line = line_of(planned, ["S1"], "area")
    assert line.field.quantity is Quantity.AREA
    with pytest.raises(ValueError, match="can only be read"):
        changed(planned, section, line.field, "5")


def test_every_choice_offers_the_value_that_it_has() -> None:
    made = gable()
    facts = Facts(made, CATALOG, derive(made, CATALOG))
    for section in (*sheet_of(facts, ["S1", "M1", "X1"]), *project_sheet(facts)):
        for line in section.lines:
            if line.field.choices and line.value is not None:
                assert line.value in [choice.value for choice in line.field.choices(facts)]
                assert line.field.label_of(facts, line.value)


def test_a_leg_tells_the_circuit_against_its_limits_and_itself_beside_it(planned: Facts) -> None:
    design = fed_in_its_middle()
    facts = Facts(design, CATALOG, derive(design, CATALOG))
    assert line_of(facts, ["K1a"], "units")[1].value == "7 of 6 allowed, 4 on this leg"
    assert line_of(facts, ["K1b"], "circuit_current")[1].value == pytest.approx(30.434, abs=0.001)
    assert line_of(facts, ["K1b"], "current")[1].value == 13.043
    with pytest.raises(AssertionError):
        line_of(planned, [planned.plan.branches[0].id], "circuit_current")
