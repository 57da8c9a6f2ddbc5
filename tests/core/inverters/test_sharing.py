"""Inverters of two rows that share a rail."""

from msgspec.structs import replace

from designer.core.checks.inverters import check_hanging
from designer.core.findings import Severity
from designer.core.inverters.enclosure import across_range
from designer.core.inverters.sharing import beside
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.stage import hang_inverters
from designer.core.inverters.windows import LinePlace, Window
from designer.core.layout.placement import place_modules
from designer.core.model.catalog import Mount
from designer.core.model.design import Obstacle, ObstacleKind, Pin, Products, Rafters, Settings
from designer.core.model.plan import SurfacePlan
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.stage import rack_surface
from designer.edit.edits.outlines import rectangle
from tests import sites

CATALOG = sites.catalog()
SYSTEM = CATALOG.rail("k2-crossrail-48-x")
STEP = sites.LENGTH + SYSTEM.gap_between_rows_mm(RailLayout.SHARED)


def site(rows=2, count=4, spacing=600.0, **more):
    surface = replace(sites.surface(), rafters=Rafters(spacing_mm=spacing, offset_mm=100.0))
    lined = [sites.row(f"R{n + 1}", "S1", count, n * count + 1, across=500.0 + n * STEP) for n in range(rows)]
    products = Products(
        module=sites.MODULE, inverter="hms-1000-2t", family="hoymiles-hms", rail="k2-crossrail-48-x"
    )
    settings = Settings(rail_layout=RailLayout.SHARED, shared_span_mm=1200.0)
    return sites.design([surface], lined, (), products=products, settings=settings, **more)


def hung(design):
    surface = design.surfaces[0]
    modules = place_modules(design, surface, CATALOG)
    racking = rack_surface(design, surface, CATALOG, modules)
    hanging = hang_inverters(design, surface, CATALOG, modules, racking.rails, racking.hardware)
    return modules, racking, hanging


def errors(design):
    """What the checks, which go by outlines alone, have against all inverters at the ends of their sets."""
    modules, racking, hanging = hung(design)
    found = []
    for end in (0, -1):
        inverters = tuple(slot.hung_at(slot.allowed[end][end], CATALOG) for slot in hanging.slots)
        part = SurfacePlan(
            surface="S1",
            usable=(),
            area_m2=0.0,
            modules=modules,
            rails=racking.rails,
            hardware=racking.hardware,
            inverters=inverters,
        )
        checked = check_hanging(CATALOG, (), part)
        found += [one for one in checked if one.severity is Severity.ERROR]
    return found


def test_every_inverter_hangs_from_the_rail_over_its_row_and_keeps_clear_all_round():
    design = site(rows=3)
    _, racking, hanging = hung(design)
    assert len(hanging.slots) == 6
    assert hanging.findings == ()
    assert {(slot.line, slot.side) for slot in hanging.slots} == {(1, -1)}
    shared = {rail.id for rail in racking.rails if len(rail.lines) == 2}
    assert {rail.id for slot in hanging.slots[:4] for rail in slot.rails} == shared
    assert errors(design) == []


def test_what_sticks_out_of_the_row_lies_under_its_rail():
    _, racking, hanging = hung(site(rows=1))
    slot = hanging.slots[0]
    top = next(rail for rail in racking.rails if rail.line == 1)
    _, _, _, high = slot.footprint_uv(slot.preferred_mm)
    assert 500.0 + sites.LENGTH < high <= top.across_mm + top.width_mm / 2.0


def without_room_above(design):
    """The design with boxes all along the upper rail of the second row."""
    boxes = tuple(
        replace(
            sites.gable().boxes[0],
            id=f"X{n}",
            surface="S1",
            x=700.0 + 220.0 * n,
            y=500.0 + 2 * STEP,
            width_mm=210.0,
        )
        for n in range(23)
    )
    return replace(design, boxes=boxes)


def test_a_row_without_room_above_hangs_from_the_shared_rail_beside_those_pinned_below():
    _, _, free = hung(site())
    pins = tuple(Pin(inverter=slot.id, along_mm=slot.allowed[0][0]) for slot in free.slots[:2])
    design = without_room_above(site(pins=pins))
    _, _, hanging = hung(design)
    above = [slot for slot in hanging.slots if slot.row_id == "R2"]
    assert len(above) == 2
    assert {(slot.line, slot.side) for slot in above} == {(0, 1)}
    assert {slot.rails for slot in above} == {slot.rails for slot in hanging.slots if slot.row_id == "R1"}
    assert errors(design) == []


def test_a_row_that_finds_no_room_beside_those_below_says_which_are_in_the_way():
    _, _, hanging = hung(without_room_above(site()))
    assert [slot.row_id for slot in hanging.slots] == ["R1", "R1"]
    assert {one.code for one in hanging.findings} == {"no-position"}
    assert {one.params["owner"] for one in hanging.findings} <= {"I1", "I3", *(f"X{n}" for n in range(23))}


def test_a_pin_below_moves_those_above():
    design = site(rows=2)
    _, _, free = hung(design)
    spot = free.slots[0].allowed[0][0]
    pinned = replace(design, pins=(Pin(inverter=free.slots[0].id, along_mm=spot),))
    assert errors(pinned) == []


def test_a_hole_of_a_chimney_takes_no_inverter_of_its_neighbours_away():
    surface = replace(
        site().surfaces[0],
        obstacles=(
            Obstacle(id="O1", kind=ObstacleKind.CHIMNEY, outline=rectangle(500.0, 500.0, (2000.0, 2900.0))),
        ),
    )
    design = site(rows=3)
    rows = tuple(
        replace(row, modules=tuple(one for n, one in enumerate(row.modules) if row.id != "R2" or n != 1))
        for row in design.rows
    )
    design = replace(design, surfaces=(surface,), rows=rows)
    _, _, hanging = hung(design)
    served = {module.id for slot in hanging.slots for module in slot.modules}
    assert served == {module.id for row in rows for module in row.modules}
    assert errors(design) == []


MOUNT = Mount(
    along_min_mm=-100.0,
    along_max_mm=100.0,
    across_min_mm=-20.0,
    across_max_mm=160.0,
    top_below_rail_top_mm=20.0,
    screws=2,
    screw="M8",
    screw_spacing_mm=100.0,
    torque_nm=9.0,
)


def below(allowed, clearance=20.0):
    product = replace(CATALOG.inverter("hms-1000-2t"), mount=MOUNT)
    return InverterSlot(
        id="I1",
        surface="S1",
        row_id="R1",
        row=1,
        axis=sites.surface().rail_axis,
        product=product,
        line=1,
        side=-1,
        across_mm=2000.0,
        clearance_mm=clearance,
        rails=(),
        allowed=allowed,
        preferred_mm=allowed[0][0],
        modules=(),
    )


def window(side=1, allowed=((0.0, 3000.0),)):
    return Window(place=LinePlace(line=0, side=side, across_mm=2000.0, rails=()), allowed=allowed)


def test_all_places_of_an_inverter_below_are_kept_clear_with_the_larger_clearance():
    """It may hang from 1000 to 1200: 900 to 1300 are its own, and 100 of mine and 30 clear on either side."""
    found = beside(window(), [below(((1000.0, 1200.0),), clearance=30.0)], MOUNT, 20.0)
    assert found.allowed == ((0.0, 770.0), (1430.0, 3000.0))


def test_an_inverter_apart_across_the_rail_is_not_in_the_way():
    apart = replace(below(((1000.0, 1000.0),)), across_mm=1000.0)
    assert across_range(MOUNT, 2000.0, 1)[0] - 20.0 > across_range(MOUNT, 1000.0, -1)[1]
    assert beside(window(), [apart], MOUNT, 20.0).allowed == ((0.0, 3000.0),)


def test_a_window_that_is_taken_whole_names_who_takes_it_and_by_how_much():
    found = beside(window(allowed=((1000.0, 1100.0),)), [below(((1050.0, 1050.0),))], MOUNT, 20.0)
    assert found.allowed == ()
    assert found.blocked is not None
    assert (found.blocked.owner, found.blocked.missing_mm) == ("I1", 170.0)
