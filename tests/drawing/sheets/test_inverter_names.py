"""The names of inverters on the trunk plan: what leaves no room for one does not take those of all others."""

from msgspec.structs import replace

from designer.core.model.plan import Plan
from designer.drawing.model import Text
from designer.drawing.scene import build_drawing
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.legibility import faults
from tests.drawing.sheets.sample_set import TEMPLATE, order


def with_a_single(plan: Plan) -> Plan:
    """The plan with one module left over on the last inverter, as in a row of an odd number of modules."""
    *others, last = plan.surfaces
    units = (*last.inverters[:-1], replace(last.inverters[-1], modules=last.inverters[-1].modules[-1:]))
    return replace(plan, surfaces=(*others, replace(last, inverters=units)))


def test_an_inverter_on_a_single_module_is_named_over_its_neighbours_on_a_coarse_plan() -> None:
    design, plan = gable()
    asked = replace(order("LARGE"), template=replace(TEMPLATE, auto_scale=200, scales=(200,)))
    drawing = build_drawing(design, with_a_single(plan), catalog(), order=asked)
    (sheet,) = (sheet for sheet in drawing.sheets if sheet.title == "Inverter and trunk plan")
    written = {item.text for item in sheet.items if isinstance(item, Text)}
    assert {one.id for one in plan.inverters} <= written
    own = [fault for fault in faults(drawing) if fault.startswith(sheet.name)]
    assert not any(f"'{one.id}'" in fault for one in plan.inverters for fault in own)
