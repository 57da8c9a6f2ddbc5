"""Sets of sheets to test: the small gable, on papers of a template made for it."""

from functools import cache

from designer.core.geometry.axes import RailAxis
from designer.drawing.model import Drawing
from designer.drawing.scene import build_drawing
from designer.drawing.sheets.context import SheetOrder
from designer.drawing.sheets.template import Margins, PaperFormat, Template, TitleField
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog

TAGS = ("TITLE", "PROJECT", "DRAWING_NO", "REVISION", "SHEET", "SCALE", "DATE", "DRAWN_BY")

TEMPLATE = Template(
    id="test",
    name="Test",
    regions=("eu",),
    papers=(
        PaperFormat(name="SMALL", width_mm=297, height_mm=210, column_mm=84),
        PaperFormat(name="LARGE", width_mm=841, height_mm=594, column_mm=140),
    ),
    auto=("SMALL", "LARGE"),
    auto_scale=100,
    scales=(20, 50, 100, 200, 500),
    margins=Margins(left_mm=20, right_mm=10, top_mm=10, bottom_mm=10),
    fields=tuple(
        TitleField(tag=tag, label=tag.lower(), x=0, width=1, top_mm=6.0 * number, height_mm=6)
        for number, tag in enumerate(TAGS)
    ),
    scale_names={"50": "half a hundredth"},
)


def order(paper: str = "") -> SheetOrder:
    return SheetOrder(
        template=TEMPLATE, paper=paper, drawing_number="PV-7", revision="B", drawn_by="Åsa Lind"
    )


@cache
def gable_set(paper: str = "", axis: RailAxis = RailAxis.EAVE) -> Drawing:
    design, plan = gable(axis)
    return build_drawing(design, plan, catalog(), date="2026-05-04", order=order(paper))
