"""The names of bars on the rail plan: on a coarse plan no mask of one hides another."""

from itertools import permutations

from msgspec.structs import replace
from shapely import Polygon, box

from designer.drawing.model import Text
from designer.drawing.scene import build_drawing
from designer.drawing.sheets.placing import extents
from designer.drawing.text_boxes import mask_corners
from designer.drawing.text_metrics import line_width
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import TEMPLATE, order


def mask(text: Text) -> Polygon:
    width = line_width(text.text, text.height_mm)
    return Polygon(mask_corners(text.at, width, text.height_mm, text.rotation_deg, text.align))


def test_names_on_both_rails_of_a_low_row_hide_nothing_of_each_other() -> None:
    design, plan = gable()
    asked = replace(order("LARGE"), template=replace(TEMPLATE, auto_scale=150, scales=(150,)))
    drawing = build_drawing(design, plan, catalog(), order=asked)
    (sheet,) = (sheet for sheet in drawing.sheets if sheet.title == "Rail and attachment plan")
    pieces = {bar.piece for part in plan.surfaces for rail in part.rails for bar in rail.bars}
    names = [one for one in sheet.items if isinstance(one, Text) and one.text.split("  ")[0] in pieces]
    assert len({one.text for one in names}) == len(pieces)
    for one, other in permutations(names, 2):
        assert mask(one).intersection(box(*extents(other))).area < 0.01, (one.text, other.text)
