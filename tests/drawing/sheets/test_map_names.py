"""The rings on the installation map: none hides the name of a module or its DC input."""

import math
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.core.model.plan import Plan
from designer.drawing.model import PaperSheet, Polyline, Text
from designer.drawing.scene import build_drawing
from designer.drawing.shapes import bounds
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.placing import extents
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import TEMPLATE, order


def serving(plan: Plan, inverter: str, modules: tuple[str, ...]) -> Plan:
    """The plan with other modules on an inverter, the last of them as wide as the first and above it."""
    part = plan.surfaces[0]
    units = tuple(replace(one, modules=modules) if one.id == inverter else one for one in part.inverters)
    x0, _, x1, _ = next(one.rect for one in part.modules if one.id == modules[0])
    placed = tuple(
        replace(one, rect=(x0, one.rect[1], x1, one.rect[3])) if one.id == modules[-1] else one
        for one in part.modules
    )
    return replace(plan, surfaces=(replace(part, inverters=units, modules=placed), *plan.surfaces[1:]))


def hidden_by_rings(sheet: PaperSheet) -> Iterator[str]:
    texts = [item for item in sheet.items if isinstance(item, Text) and item.layer == SheetLayer.LABEL]
    for item in sheet.items:
        if isinstance(item, Polyline) and item.closed and item.layer == SheetLayer.LABEL:
            x0, y0, x1, y1 = bounds(item.points)
            x, y, radius = (x0 + x1) / 2.0, (y0 + y1) / 2.0, (x1 - x0) / 2.0
            for text in texts:
                left, low, right, high = extents(text)
                away = math.hypot(max(left - x, x - right, 0.0), max(low - y, y - high, 0.0))
                if math.dist(text.at, (x, y)) > 0.01 and away < radius:
                    yield text.text


@pytest.mark.parametrize(
    ("axis", "inverter", "modules"),
    [
        pytest.param(RailAxis.SLOPE, "I1", ("M1", "M2", "M3"), id="three above each other"),
        pytest.param(RailAxis.EAVE, "I1", ("M1", "M7"), id="a pair of two rows"),
        pytest.param(RailAxis.SLOPE, "I1", ("M1",), id="a single one"),
    ],
)
def test_no_ring_hides_a_name_or_an_input(axis: RailAxis, inverter: str, modules: tuple[str, ...]) -> None:
    design, plan = gable(axis)
    asked = replace(order("LARGE"), template=replace(TEMPLATE, scales=(100,)))
    drawing = build_drawing(design, serving(plan, inverter, modules), catalog(), order=asked)
    (sheet,) = (sheet for sheet in drawing.sheets if sheet.title == "Installation map")
    written = {item.text for item in sheet.items if isinstance(item, Text)}
    assert {one.id for one in plan.modules} <= written
    assert list(hidden_by_rings(sheet)) == []
