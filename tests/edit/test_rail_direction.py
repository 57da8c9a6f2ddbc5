"""Rails that run the other way: modules stay where they are on the roof, with what was decided of them."""

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.layout.placement import place_modules
from designer.core.model.design import Pin, RowModule
from designer.core.model.validate import check_design
from designer.edit.edits.rail_direction import with_rail_axis
from tests import sites

CATALOG = sites.catalog()


def roof():
    """Two rows one above the other, the upper with another inverter, one beside them, and a free place."""
    gone = RowModule(id="M90", along_mm=600.0 + 4 * (sites.WIDTH + sites.GAP))
    rows = [
        replace(sites.row("R1", "S1", 4, 1), removed=(gone,)),
        sites.row("R2", "S1", 3, 11, across=2400.0, inverter="hms-500-1t"),
        sites.row("R3", "S1", 2, 21, along=7000.0, orientation=Orientation.LANDSCAPE),
        sites.row("R4", "S2", 2, 31),
    ]
    return sites.design([sites.surface(), sites.surface("S2")], rows)


def places(design):
    """Rectangles of all modules, those taken out too, with their inverter."""
    back = (replace(row, modules=row.modules + row.removed) for row in design.rows)
    design = replace(design, rows=tuple(back))
    inverters = {row.id: row.inverter for row in design.rows}
    return {
        module.id: (module.rect, module.orientation, inverters[module.row_id])
        for surface in design.surfaces
        for module in place_modules(design, surface, CATALOG)
    }


def test_modules_stay_where_they_are_and_what_they_are():
    before = roof()
    after = with_rail_axis(before, CATALOG, ("S1",), RailAxis.SLOPE)
    check_design(after, CATALOG)
    assert [one.rail_axis for one in after.surfaces] == [RailAxis.SLOPE, RailAxis.EAVE]
    assert places(after) == places(before)
    assert [module.id for row in after.rows for module in row.removed] == ["M90"]
    assert after.rows_on("S2") == before.rows_on("S2")
    again = with_rail_axis(after, CATALOG, ("S1",), RailAxis.EAVE)
    assert places(again) == places(before)
    assert len(again.rows) == len(before.rows)


def test_the_same_direction_changes_nothing():
    assert with_rail_axis(roof(), CATALOG, ("S1",), RailAxis.EAVE) == roof()


def test_a_pin_keeps_its_share_of_the_way_along_its_module():
    before = replace(roof(), pins=(Pin(inverter="I3", along_mm=600.0 + 2 * 1154.0 + sites.WIDTH / 2),))
    after = with_rail_axis(before, CATALOG, ("S1",), RailAxis.SLOPE)
    assert after.pins[0].along_mm == pytest.approx(600.0 + sites.LENGTH / 2)
