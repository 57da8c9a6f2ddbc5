"""Surfaces too large for their paper: cut into parts that show all of it once, each thing named."""

from collections import Counter
from functools import cache

import pytest
from msgspec.structs import replace
from shapely import box, unary_union

from designer.core.geometry.axes import RailAxis
from designer.drawing.model import Drawing, PaperSheet, Text
from designer.drawing.scene import build_drawing
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import TEMPLATE, order

FINE = replace(TEMPLATE, auto=("SMALL",), auto_scale=14, scales=(10, 20, 50, 100))
"""Only 1:20 and finer is legible to it, at which no roof of the sample has room on a sheet."""

PLANS = ("Module plan", "Rail and attachment plan", "Inverter and trunk plan", "Installation map")


@cache
def cut_set(axis: RailAxis) -> Drawing:
    design, plan = gable(axis)
    asked = replace(order(), template=FINE)
    return build_drawing(design, plan, catalog(), date="2026-05-04", order=asked)


@pytest.fixture(params=list(RailAxis))
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return cut_set(request.param)


def _sheets(drawing: Drawing, title: str) -> list[PaperSheet]:
    return [sheet for sheet in drawing.sheets if sheet.title == title and sheet.views]


def test_parts_keep_to_the_legible_scale_and_to_the_paper(drawing: Drawing) -> None:
    for title in PLANS:
        for sheet in _sheets(drawing, title):
            assert sheet.scale == 20.0
            for view in sheet.views:
                x0, y0, x1, y1 = view.rect
                assert x0 >= 20.0
                assert y0 >= 10.0
                assert x1 <= sheet.width_mm - 10.0 - 84.0
                assert y1 <= sheet.height_mm - 10.0


@pytest.mark.parametrize("title", PLANS)
def test_parts_show_every_surface_once_and_whole(drawing: Drawing, title: str) -> None:
    windows: dict[str, list[tuple[float, float, float, float]]] = {}
    for sheet in _sheets(drawing, title):
        for view in sheet.views:
            windows.setdefault(view.name.split(".")[0], []).append(view.window)
    assert windows
    for found in windows.values():
        assert len(found) > 1
        boxes = [box(*window) for window in found]
        whole = unary_union(boxes)
        assert whole.area == pytest.approx(sum(one.area for one in boxes)), "they do not overlap"
        assert whole.area == pytest.approx(box(*whole.bounds).area), "they leave no gap"


def test_each_module_and_inverter_is_named_on_one_part(drawing: Drawing) -> None:
    _, plan = gable()
    for title, names in (
        ("Module plan", [one.id for one in plan.modules]),
        ("Inverter and trunk plan", [one.id for one in plan.inverters]),
    ):
        written = Counter(
            item.text for sheet in _sheets(drawing, title) for item in sheet.items if isinstance(item, Text)
        )
        assert all(written[name] >= 1 for name in names), title


def test_parts_say_where_the_surface_goes_on(drawing: Drawing) -> None:
    for sheet in _sheets(drawing, "Module plan"):
        texts = [item.text for item in sheet.items if isinstance(item, Text)]
        assert any(
            text.startswith("match line: goes on in part ") or "goes on below" in text for text in texts
        )
        assert "Parts on this sheet" in texts
