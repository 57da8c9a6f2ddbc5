"""Dimensions on sheets: figures lie within the views that show them, since viewports cut the rest off."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from shapely import box

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.plan import Plan, SurfacePlan
from designer.core.planning import derive
from designer.drawing.dimension import dimension_shapes
from designer.drawing.model import Dimension, Drawing, PaperSheet, Text, View
from designer.drawing.scene import build_drawing
from designer.drawing.sheets.placing import extents
from designer.drawing.text_metrics import line_width
from designer.export.papers import Work, sheet_set
from designer.export.sheet_templates import template_for
from tests import sites
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import TEMPLATE, order
from tests.planned import example

PAPERS = (
    ("gable", "us", "ANSI B"),
    ("hip", "iso", "A3"),
    ("hall", "iso", "A1"),
    pytest.param("hall", "us", "ANSI D", marks=pytest.mark.long),
)
"""On which no surface is cut into parts."""


def drawn(name: str, template: str, paper: str) -> Drawing:
    design = sites.keeping_first(example(name))
    plan = derive(design, sites.catalog())
    return sheet_set(
        Work(
            design=design,
            plan=plan,
            catalog=sites.catalog(),
            date="2026-05-04",
            template=template,
            paper=paper,
        )
    )


def shown(drawing: Drawing) -> Iterator[tuple[PaperSheet, View, Text]]:
    """The figures of dimensions that begin and end within a view of a sheet."""
    for sheet in drawing.sheets:
        for view in sheet.views:
            for item in drawing.items:
                if isinstance(item, Dimension) and item.layer not in view.hidden and _both_ends(item, view):
                    shapes = dimension_shapes(item, drawing.style_of(item))
                    yield from ((sheet, view, shape) for shape in shapes if isinstance(shape, Text))


def _both_ends(item: Dimension, view: View) -> bool:
    x0, y0, x1, y1 = view.window
    return all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in (item.first, item.second))


def _within(text: Text, view: View) -> bool:
    half = line_width(text.text, text.height_mm) / 2.0, text.height_mm / 2.0
    across, up = half if abs(text.rotation_deg) < 45.0 else half[::-1]
    (x, y), (x0, y0, x1, y1) = text.at, view.window
    return x0 <= x - across and x + across <= x1 and y0 <= y - up and y + up <= y1


def cut_off(drawing: Drawing) -> list[tuple[str, str, str]]:
    """Sheet, view and text of figures that do not lie within their views."""
    found = list(shown(drawing))
    assert len(found) > 20
    return [(sheet.name, view.name, text.text) for sheet, view, text in found if not _within(text, view)]


@pytest.mark.parametrize(("name", "template", "paper"), PAPERS)
def test_no_figure_is_cut_off(name: str, template: str, paper: str) -> None:
    assert cut_off(drawn(name, template, paper)) == []


@pytest.mark.parametrize(("template", "paper"), [("iso", "A3"), ("us", "ANSI B")])
@pytest.mark.parametrize("axis", list(RailAxis))
def test_nor_is_one_with_rails_along_the_eave_or_up_the_slope(
    axis: RailAxis, template: str, paper: str
) -> None:
    design, plan = gable(axis)
    asked = replace(order(paper), template=template_for(template, ""))
    assert cut_off(build_drawing(design, plan, catalog(), date="2026-05-04", order=asked)) == []


def test_the_name_of_a_short_edge_keeps_clear_of_the_height_of_a_box() -> None:
    """As on a dormer: the mask of "verge" hid a nought, and 100 mm above the eave read 10."""
    design, _ = gable()
    x0, y0, x1, y1 = 0.0, 0.0, 2600.0, 2200.0
    outline = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    edges = (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE)
    dormer = replace(design.surfaces[0], outline=outline, edges=edges, obstacles=(), water_lines=())
    boxes = (replace(design.boxes[0], x=1000.0, y=100.0),)
    bare = replace(design, surfaces=(dormer,), rows=(), bridges=(), boxes=boxes)
    plan = Plan(
        surfaces=(SurfacePlan(surface=dormer.id, usable=(), area_m2=5.7, modules=(), rails=(), hardware=()),)
    )
    asked = replace(order("LARGE"), template=replace(TEMPLATE, scales=(100,)))
    drawing = build_drawing(bare, plan, catalog(), order=asked)
    figures = [
        (sheet, replace(text, at=view.point(text.at), height_mm=text.height_mm / view.scale))
        for sheet, view, text in shown(drawing)
        if text.text == "100" and sheet.title == "Inverter and trunk plan"
    ]
    assert len(figures) == 1
    (sheet, figure) = figures[0]
    verges = [one for one in sheet.items if isinstance(one, Text) and one.text == "verge"]
    assert len(verges) == 2
    assert not any(box(*extents(one)).intersects(box(*extents(figure))) for one in verges)
