"""A set of sheets: what it holds, in which order, and that nothing leaves the paper."""

from collections import Counter

import pytest
from msgspec.structs import replace
from shapely import box

from designer.core.errors import InputError
from designer.core.geometry.axes import RailAxis
from designer.core.model.plan import PieceKind, Plan
from designer.drawing.layers import LayerName
from designer.drawing.marks import Flattener, Writing
from designer.drawing.model import BlockReference, Drawing, PaperSheet, Polyline, Text
from designer.drawing.scene import build_drawing
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.drawn import Drawn
from designer.drawing.sheets.placing import extents
from designer.drawing.text_metrics import line_width
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.legibility import faults
from tests.drawing.sheets.sample_set import TEMPLATE, gable_set, order

TITLES = [
    "Cover",
    "Site plan",
    "Module plan",
    "Rail and attachment plan",
    "Inverter and trunk plan",
    "Cut plan",
    "Single-line diagram",
    "Installation map",
    "Installation map, serial numbers",
    "Parts list",
    "Notes, torques and checks",
]
SETS = [("", RailAxis.EAVE), ("LARGE", RailAxis.EAVE), ("LARGE", RailAxis.SLOPE), ("SMALL", RailAxis.SLOPE)]


def sheets_called(drawing: Drawing, title: str) -> list[PaperSheet]:
    return [sheet for sheet in drawing.sheets if sheet.title == title]


def texts(sheet: PaperSheet) -> list[str]:
    return [item.text for item in sheet.items if isinstance(item, Text)]


@pytest.fixture(params=SETS, ids=lambda one: f"{one[0] or 'auto'}-{one[1].value}")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return gable_set(*request.param)


def test_every_sort_of_sheet_is_there_in_order(drawing: Drawing) -> None:
    assert list(dict.fromkeys(sheet.title for sheet in drawing.sheets)) == TITLES
    assert [sheet.name for sheet in drawing.sheets] == [
        f"{number:02} {sheet.title}" for number, sheet in enumerate(drawing.sheets, start=1)
    ]


def test_the_cover_lists_all_sheets(drawing: Drawing) -> None:
    listed = texts(drawing.sheets[0])
    for number, sheet in enumerate(drawing.sheets, start=1):
        assert f"{number:02}" in listed
        assert sheet.title in listed


def test_the_title_block_says_whose_sheet_it_is(drawing: Drawing) -> None:
    for number, sheet in enumerate(drawing.sheets, start=1):
        (block,) = (item for item in sheet.items if isinstance(item, BlockReference))
        values = dict(block.attributes)
        assert values["TITLE"] == sheet.title
        assert values["DRAWING_NO"] == f"PV-7-{number:02}"
        assert values["SHEET"] == f"{number} of {len(drawing.sheets)}"
        assert values["SCALE"] == TEMPLATE.scale_name(sheet.scale)
        assert (values["REVISION"], values["DRAWN_BY"]) == ("B", "Åsa Lind")
        assert values["DATE"] == "2026-05-04"


def test_nothing_leaves_the_frame(drawing: Drawing) -> None:
    flattener = Flattener(drawing)
    for sheet in drawing.sheets:
        for mark in flattener.marks(sheet):
            points = mark_points(mark)
            assert all(0.0 <= x <= sheet.width_mm and 0.0 <= y <= sheet.height_mm for x, y in points), mark


def mark_points(mark: object) -> list[tuple[float, float]]:
    """Corners of a mark; of a turned text the way that it runs."""
    if not isinstance(mark, Writing):
        return list(mark.points)  # type: ignore[attr-defined]
    if mark.rotation_deg:
        return [mark.at]
    text = Text(
        at=mark.at,
        text=mark.text,
        height_mm=mark.height_mm,
        align=mark.align,
        layer="",
        role="title",  # type: ignore[arg-type]
    )
    x0, y0, x1, y1 = extents(text)
    return [(x0, y0), (x1, y1)]


def test_views_lie_within_the_area_and_apart_from_each_other(drawing: Drawing) -> None:
    for sheet in drawing.sheets:
        rects = [view.rect for view in sheet.views]
        for number, (x0, y0, x1, y1) in enumerate(rects):
            assert x0 >= 20.0
            assert y0 >= 10.0
            assert y1 <= sheet.height_mm - 10.0
            for a0, b0, a1, b1 in rects[number + 1 :]:
                assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0


def test_all_plans_have_one_scale_and_views_show_their_surface_to_it(drawing: Drawing) -> None:
    plans = [sheet for sheet in drawing.sheets if sheet.title in TITLES[2:5]]
    assert len({sheet.scale for sheet in plans}) == 1
    for sheet in plans:
        for view in sheet.views:
            assert view.scale == sheet.scale
            wide = view.rect[2] - view.rect[0]
            assert wide * sheet.scale == pytest.approx(view.window[2] - view.window[0])


def test_each_plan_shows_its_own_things_and_dimensions(drawing: Drawing) -> None:
    hidden = {
        title: {
            layer for sheet in sheets_called(drawing, title) for view in sheet.views for layer in view.hidden
        }
        for title in TITLES[2:5]
    }
    assert {LayerName.RAIL, LayerName.INVERTER, SheetLayer.DIMS_RAIL} <= hidden["Module plan"]
    assert not {LayerName.MODULE, LayerName.DIMS} & hidden["Module plan"]
    assert (
        not {LayerName.RAIL, LayerName.ATTACHMENT, SheetLayer.DIMS_RAIL} & hidden["Rail and attachment plan"]
    )
    assert not {LayerName.INVERTER, LayerName.DROP, SheetLayer.DIMS_BOX} & hidden["Inverter and trunk plan"]
    assert LayerName.TRUNK in hidden["Inverter and trunk plan"]


def test_no_fact_below_a_narrow_view_is_cut_short() -> None:
    """Of a dormer to the scale of its roof: "azimuth 1…" told another direction."""
    design, plan = gable()
    outline = ((0.0, 0.0), (1800.0, 0.0), (1800.0, 2000.0), (0.0, 2000.0))
    dormer = replace(design.surfaces[1], outline=outline, obstacles=(), water_lines=())
    last = plan.surfaces[1]
    single = replace(last, modules=last.modules[:1], rails=(), hardware=(), inverters=())
    bare = replace(plan, surfaces=(plan.surfaces[0], single), branches=(), phases=())
    narrow = replace(design, surfaces=(design.surfaces[0], dormer), bridges=())
    asked = replace(order("LARGE"), template=replace(TEMPLATE, scales=(100,)))
    drawing = build_drawing(narrow, bare, catalog(), order=asked)
    facts = [text for sheet in drawing.sheets for text in texts(sheet) if text.startswith("S2, ")]
    assert len(facts) >= 4
    assert not any("…" in text for text in facts)


def test_branches_are_drawn_on_layers_of_their_own(drawing: Drawing) -> None:
    _, plan = gable()
    layers = {
        item.layer
        for sheet in sheets_called(drawing, "Inverter and trunk plan")
        for item in sheet.items
        if item.layer.startswith("PV-BRANCH")
    }
    assert len(layers) == len(plan.branches)
    inks = {layer.name: (layer.rgb, layer.linetype) for layer in drawing.layers if layer.name in layers}
    assert len(set(inks.values())) == len(layers)
    assert len({dash for _, dash in inks.values()}) == len(layers), "they differ in grey too"


def test_every_module_and_inverter_is_named(drawing: Drawing) -> None:
    _, plan = gable()
    modules = Counter(text for sheet in sheets_called(drawing, "Module plan") for text in texts(sheet))
    assert all(modules[module.id] == 1 for module in plan.modules)
    cells = [
        text for sheet in sheets_called(drawing, "Installation map, serial numbers") for text in texts(sheet)
    ]
    assert all(any(text.startswith(f"{one.id} ") for text in cells) for one in plan.inverters)


def test_trunk_of_one_port_has_no_length_to_cut() -> None:
    """Cut to 0 mm, as it said, it would have been no piece at all."""
    design, plan = gable()
    first, *others = plan.branches
    pieces = tuple(
        replace(one, ports=1, length_mm=0.0) if one.kind is PieceKind.TRUNK_RUN else one
        for one in first.pieces
    )
    alone = replace(plan, branches=(replace(first, pieces=pieces), *others))
    drawing = build_drawing(design, alone, catalog(), order=order("LARGE"))
    told = [text for sheet in sheets_called(drawing, "Inverter and trunk plan") for text in texts(sheet)]
    runs = [place for place, text in enumerate(told) if text == "trunk run"]
    assert told[runs[0] + 1 : runs[0] + 3] == ["-", "1"]


def test_the_parts_list_holds_every_part(drawing: Drawing) -> None:
    _, plan = gable()
    listed = [text for sheet in sheets_called(drawing, "Parts list") for text in texts(sheet)]
    assert all(line.product in listed for line in plan.bom)


def test_texts_of_tables_keep_within_their_cells(drawing: Drawing) -> None:
    """No text of a table reaches over the column's right edge."""
    for sheet in drawing.sheets:
        for item in sheet.items:
            if isinstance(item, Text) and item.layer == SheetLayer.TABLE and not item.rotation_deg:
                assert line_width(item.text, item.height_mm) < sheet.width_mm


def test_a_project_without_anything_has_a_cover() -> None:
    design, _ = gable()
    bare = replace(design, surfaces=(), rows=(), boxes=(), bridges=())
    drawing = build_drawing(bare, Plan(surfaces=()), catalog(), order=order())
    assert drawing.sheets[0].title == "Cover"
    assert list(Flattener(drawing).marks(drawing.sheets[0]))


def test_a_paper_that_the_template_lacks_is_one_sentence() -> None:
    design, plan = gable()
    with pytest.raises(InputError, match="have no paper 'A9'"):
        build_drawing(design, plan, catalog(), order=order("A9"))


def test_every_text_can_be_read(drawing: Drawing) -> None:
    assert list(faults(drawing)) == []


def test_legends_tell_of_what_their_sheet_shows_and_of_nothing_else(drawing: Drawing) -> None:
    """A sample of a layer stands in the column only where a view shows something of that layer."""
    drawn = Drawn(drawing.items, drawing.blocks)
    left = drawing.sheets[0].width_mm - 10.0 - TEMPLATE.paper(drawing.sheets[0].paper).column_mm
    for sheet in drawing.sheets:
        seen = drawn.layers(sheet.views) | {LayerName.BOX}
        samples = {
            item.layer
            for item in sheet.items
            if isinstance(item, Polyline) and item.layer in set(LayerName) and item.points[0][0] > left
        }
        assert samples <= seen
        assert bool(samples) == bool(sheet.views and sheet.title != "Cover")


def test_the_number_of_a_row_stands_beyond_the_edge_where_an_obstacle_is_named_behind_it() -> None:
    design, plan = gable()
    row = [one.rect for one in plan.surfaces[0].modules if one.row == 2]
    right, middle = max(one[2] for one in row), (row[0][1] + row[0][3]) / 2.0
    x0, y1 = right + 100.0, middle - 60.0
    outline = ((x0, y1 - 200.0), (x0 + 200.0, y1 - 200.0), (x0 + 200.0, y1), (x0, y1))
    vent = replace(design.surfaces[0].obstacles[0], outline=outline)
    roof = replace(design.surfaces[0], obstacles=(vent,))
    asked = replace(order("LARGE"), template=replace(TEMPLATE, scales=(100,)))
    changed = replace(design, surfaces=(roof, *design.surfaces[1:]))
    drawing = build_drawing(changed, plan, catalog(), order=asked)
    (sheet,) = sheets_called(drawing, "Module plan")
    named = [item for item in sheet.items if isinstance(item, Text) and item.text.endswith(f" {vent.id}")]
    numbers = [item for item in sheet.items if isinstance(item, Text) and item.text == "row 2"]
    assert len(named) == len(numbers) == 1
    assert not box(*extents(named[0])).intersects(box(*extents(numbers[0])))
