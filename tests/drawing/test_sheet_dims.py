"""The dimensions of the exported drawing: what they measure, on which layer and line."""

import pytest

from designer.core.geometry.axes import RailAxis, to_uv
from designer.core.model.design import Design
from designer.core.model.plan import HardwareKind, SurfacePlan
from designer.drawing.dimension import dimension_shapes, measured_mm, measured_text
from designer.drawing.layers import LayerName
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Dimension, Text
from designer.drawing.sheet_dims import sheet_dimensions
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.scales import dimension_style
from tests.drawing.sample import DEPTH, WIDTH, gable

STYLE = dimension_style(50.0)


@pytest.fixture(params=list(RailAxis), ids=lambda axis: axis.value)
def east(request: pytest.FixtureRequest) -> tuple[Design, SurfacePlan, RailAxis]:
    design, plan = gable(request.param)
    return design, plan.surfaces[0], request.param


def _dimensions(east: tuple[Design, SurfacePlan, RailAxis], layer: str) -> list[Dimension]:
    design, part, _ = east
    surface = design.surface(part.surface)
    return [one for one in sheet_dimensions(surface, part, design.boxes, STYLE) if one.layer == layer]


def test_length_and_height_of_the_surface_are_measured(east: tuple[Design, SurfacePlan, RailAxis]) -> None:
    measures = {round(measured_mm(one)) for one in _dimensions(east, LayerName.DIMS)}
    assert {round(WIDTH), round(DEPTH)} <= measures


def test_the_lowest_row_is_measured_from_edge_to_edge(east: tuple[Design, SurfacePlan, RailAxis]) -> None:
    _, part, axis = east
    starts = [to_uv(axis, one.rect[0], one.rect[1]) for one in part.modules]
    lowest = min(v for _, v in starts)
    first = min(u for u, v in starts if v == lowest)
    measures = [round(measured_mm(one)) for one in _dimensions(east, LayerName.DIMS)]
    assert round(first) in measures
    level = 0.0 if axis is RailAxis.EAVE else 90.0
    chain = [one for one in _dimensions(east, LayerName.DIMS) if one.angle_deg == level]
    lines = {round(to_uv(axis, *one.line_at)[1]) for one in chain}
    sums = {
        line: round(sum(measured_mm(one) for one in chain if round(to_uv(axis, *one.line_at)[1]) == line))
        for line in lines
    }
    assert list(sums.values()).count(round(WIDTH)) >= 2, "the chain and the whole length"


def _running(east: tuple[Design, SurfacePlan, RailAxis]) -> list[Dimension]:
    """Dimensions of attachments that begin at the left end, but for those of the chain."""
    _, _, axis = east
    level = [
        one
        for one in _dimensions(east, SheetLayer.DIMS_RAIL)
        if (one.angle_deg == 0.0) is (axis is RailAxis.EAVE)
    ]
    outer = max(to_uv(axis, *one.line_at)[1] for one in level)
    return [one for one in level if to_uv(axis, *one.line_at)[1] == outer]


def test_running_figures_begin_at_the_left_end(east: tuple[Design, SurfacePlan, RailAxis]) -> None:
    _, part, axis = east
    running = _running(east)
    places = sorted(
        {
            round(to_uv(axis, one.x, one.y)[0], 1)
            for one in part.hardware
            if one.kind is HardwareKind.ATTACHMENT
        }
    )
    assert [round(measured_mm(one), 1) for one in running] == places
    assert {to_uv(axis, *one.first)[0] for one in running} == {0.0}


def test_rails_are_measured_up_the_roof(east: tuple[Design, SurfacePlan, RailAxis]) -> None:
    _, part, axis = east
    across = [
        one
        for one in _dimensions(east, SheetLayer.DIMS_RAIL)
        if (one.angle_deg == 90.0) is (axis is RailAxis.EAVE)
    ]
    ends = {round(to_uv(axis, *one.second)[1], 3) for one in across}
    assert {round(rail.across_mm, 3) for rail in part.rails} <= ends
    assert sum(measured_mm(one) for one in across) == pytest.approx(DEPTH)


def test_running_figures_of_rails_are_measured_at_the_rails(
    east: tuple[Design, SurfacePlan, RailAxis],
) -> None:
    design, part, axis = east
    feet = dimension_style(50.0, LengthUnit.FEET)
    found = sheet_dimensions(design.surface(part.surface), part, design.boxes, feet)
    level = 90.0 if axis is RailAxis.EAVE else 0.0
    across = [one for one in found if one.layer == SheetLayer.DIMS_RAIL and one.angle_deg == level]
    end = max(rail.end_mm for rail in part.rails)
    ends = [to_uv(axis, *one.second) for one in across]
    assert sorted(round(v, 3) for _, v in ends) == sorted({round(rail.across_mm, 3) for rail in part.rails})
    assert {round(u, 3) for u, _ in ends} == {round(end, 3)}
    assert {to_uv(axis, *one.first)[1] for one in across} == {0.0}


def test_boxes_are_measured_along_and_up(east: tuple[Design, SurfacePlan, RailAxis]) -> None:
    design, part, axis = east
    (box,) = [one for one in design.boxes if one.surface == part.surface]
    u, v = to_uv(axis, box.x, box.y)
    measures = [round(measured_mm(one), 3) for one in _dimensions(east, SheetLayer.DIMS_BOX)]
    assert measures == [round(u, 3), round(WIDTH - u, 3), round(abs(v), 3)]


def test_what_is_written_is_what_is_measured(east: tuple[Design, SurfacePlan, RailAxis]) -> None:
    design, part, _ = east
    for one in sheet_dimensions(design.surface(part.surface), part, design.boxes, STYLE):
        (text,) = (shape for shape in dimension_shapes(one, STYLE) if isinstance(shape, Text))
        assert text.text == measured_text(one, STYLE)
        assert text.text.split(" (")[0] == f"{measured_mm(one):.0f}"
        assert text.layer == one.layer
