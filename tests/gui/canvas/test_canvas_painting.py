"""What is painted over the picture, which parts and texts of it are seen, and the shape of the cursor."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from designer.drawing.layers import LayerName
from designer.edit.preview import Boxes, Grip, Note, Path, Tone
from designer.edit.snapping.model import SnapKind
from designer.edit.tools.base import Cursor, Prompt, Response
from designer.edit.view import BLANK, SITE, surface_view
from designer.gui.canvas.furniture import north_deg, paint_scale_bar
from designer.gui.canvas.label_painter import seen_labels
from designer.gui.canvas.lod import LEVELS, shown, text_shown
from designer.gui.canvas.picture import compile_picture
from designer.gui.canvas.picture_painter import Painting, shown_batches
from designer.gui.canvas.snap_marks import MARKS, paint_snap_mark, snap_name
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import theme_of
from tests import sites
from tests.gui.canvas.bench import Bench, planned

LIGHT, DARK = theme_of(False), theme_of(True)


def test_previews_of_every_kind_and_tone_are_painted(bench: Bench) -> None:
    for tone in Tone:
        empty = _image(bench, ())
        for shape in (
            Path(points=((5000.0, 3500.0), (6000.0, 4500.0)), tone=tone),
            Path(
                points=((5000.0, 3500.0), (6000.0, 4500.0), (6000.0, 3500.0)),
                tone=tone,
                closed=True,
                filled=True,
            ),
            Path(points=((5000.0, 3500.0), (6000.0, 4500.0)), tone=tone, branch=3),
            Boxes(rects=((5000.0, 3500.0, 6000.0, 4500.0),), tone=tone),
            Note(at=(5000.0, 3500.0), text="14 modules · 6.16 kWp", tone=tone),
        ):
            assert _image(bench, (shape,)) != empty
    assert _image(bench, (Grip(at=(5000.0, 3500.0)),)) != _image(
        bench, (Grip(at=(5000.0, 3500.0), hot=True),)
    )


def test_a_hot_grip_colours_nothing_but_itself(bench: Bench) -> None:
    corner = (0, bench.canvas.height() - 60, 250, 60)  # where the scale bar is
    none = _image(bench, ()).copy(*corner)
    assert _image(bench, (Grip(at=(5000.0, 3500.0), hot=True),)).copy(*corner) == none


def _image(bench: Bench, preview: tuple[object, ...]) -> QImage:
    bench.put(Response(prompt=Prompt(text=""), preview=preview))
    return bench.canvas.image()


def test_notes_at_one_place_do_not_cover_each_other(bench: Bench) -> None:
    note = Note(at=(5000.0, 3500.0), text="1200", tone=Tone.MEASURE)
    none, one, two = (_dark_pixels(_image(bench, notes)) for notes in ((), (note,), (note, note)))
    assert two - none > 1.9 * (one - none) > 0


def _dark_pixels(image: QImage) -> int:
    area = image.copy(400, 100, 400, 300)
    limit = QColor("#404040").lightness()
    return (
        sum(
            area.pixelColor(x, y).lightness() < limit
            for x in range(area.width())
            for y in range(area.height())
        )
        - 0
    )


def test_selected_and_pointed_at_things_are_lit(bench: Bench) -> None:
    plain = bench.canvas.image()
    bench.workspace.select({"M1"})
    selected = bench.canvas.image()
    bench.workspace.highlight({"M4"})
    lit = bench.canvas.image()
    assert plain != selected != lit
    bench.workspace.select(())
    bench.workspace.highlight(())
    assert bench.canvas.image() == plain


def test_the_cursor_takes_the_shape_that_the_tool_wants(bench: Bench) -> None:
    shapes = set()
    for cursor in Cursor:
        bench.put(Response(prompt=Prompt(text=""), cursor=cursor))
        shape = bench.canvas.cursor()
        shapes.add((shape.shape(), shape.pixmap().isNull()))
    assert len(shapes) == len(Cursor)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_kind_of_snap_has_a_mark_of_its_own(qapp: object, theme: object) -> None:
    assert set(MARKS) == set(SnapKind)
    images = []
    for kind in SnapKind:
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.canvas_background))
        painter = QPainter(image)
        paint_snap_mark(painter, kind, QPointF(10.0, 10.0), theme)
        painter.end()
        assert all(image != other for other in images)
        images.append(image)


def test_snaps_are_named_in_words() -> None:
    assert snap_name(SnapKind.MODULE_CORNER) == "Module corner"


def test_small_parts_and_their_names_vanish_when_they_are_small() -> None:
    design, plan = planned()
    picture = compile_picture(design, plan, sites.catalog(), surface_view("S1"))
    near, far = _layers(picture, 2.0), _layers(picture, 50.0)
    assert {LayerName.CLAMP, LayerName.ATTACHMENT, LayerName.DC, LayerName.CLEARANCE, LayerName.DIMS} <= near
    assert {LayerName.MODULE, LayerName.ROOF, LayerName.INVERTER, LayerName.TRUNK, LayerName.RAIL} <= far
    assert not far & {
        LayerName.CLAMP,
        LayerName.ATTACHMENT,
        LayerName.DC,
        LayerName.CLEARANCE,
        LayerName.DIMS,
    }


def _layers(picture: object, mm_per_px: float) -> set[LayerName]:
    how = Painting(theme=LIGHT, viewport=Viewport(mm_per_px=mm_per_px, width_px=900.0, height_px=600.0))
    return {batch.layer for batch in shown_batches(picture, how)}


def test_every_level_has_a_threshold_on_both_sides_of_which_it_differs() -> None:
    for layer, level in LEVELS.items():
        scale = level.size_mm / level.least_px
        assert shown(layer, 0.99 * scale)
        assert not shown(layer, 1.01 * scale)
    assert shown(LayerName.MODULE, 1e4)
    assert text_shown(100.0, 15.0)
    assert not text_shown(100.0, 16.0)


def test_only_texts_that_are_seen_and_legible_are_painted() -> None:
    design, plan = planned()
    labels = compile_picture(design, plan, sites.catalog(), surface_view("S1")).labels

    def names(viewport: Viewport) -> set[str]:
        return {labels.records[number].text for number in seen_labels(labels, viewport)}

    whole = Viewport(middle=(5250.0, 2600.0), mm_per_px=13.0, width_px=900.0, height_px=600.0)
    assert {"M1", "M6", "eave"} <= names(whole)
    assert not any("/" in name for name in names(whole))
    close = Viewport(middle=(1200.0, 1500.0), mm_per_px=1.0, width_px=900.0, height_px=600.0)
    assert "M1" in names(close)
    assert "M6" not in names(close)
    assert names(Viewport(mm_per_px=1000.0, width_px=900.0, height_px=600.0)) == set()


@pytest.mark.parametrize("size", [(9600.0, 5400.0), (8000.0, 8400.0), (6000.0, 12000.0), (16000.0, 6000.0)])
def test_a_whole_roof_of_any_shape_is_dimensioned_legibly(size: tuple[float, float]) -> None:
    """In the window as it opens, whose canvas is wide and low."""
    design = sites.design([sites.surface(width=size[0], height=size[1])], [])
    picture = compile_picture(design, None, sites.catalog(), surface_view("S1"))
    whole = Viewport(width_px=1012.0, height_px=492.0).fitted(picture.extents, QRectF(22, 22, 990, 470))
    seen = {picture.labels.records[number].text for number in seen_labels(picture.labels, whole)}
    assert {f"{length:.0f}" for length in size} <= seen


def test_north_is_where_it_lies_for_the_view() -> None:
    design, _ = planned()
    east = design.surfaces[0]
    assert east.x_bearing_deg == 0.0
    assert north_deg(design, surface_view("S1")) == 90.0
    assert north_deg(design, surface_view("S2")) == 270.0
    assert north_deg(design, SITE) == 0.0
    assert north_deg(design, BLANK) is None


def test_the_scale_bar_leaves_the_lines_beside_its_text(qapp: object) -> None:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    with QPainter(image) as painter:
        paint_scale_bar(painter, Viewport(mm_per_px=10.0, width_px=300.0, height_px=100.0), LIGHT, 0.0)
    bar, beside_text = (68, 82), ((22, 66), (40, 72), (110, 66))
    assert image.pixelColor(*bar) != QColor("red")
    assert [image.pixelColor(*at) for at in beside_text] == [QColor("red")] * 3


def test_every_view_in_both_themes_is_painted_without_a_word_from_qt(bench: Bench) -> None:
    images = []
    for theme in (LIGHT, DARK):
        bench.canvas.set_theme(theme)
        for view in (surface_view("S1"), SITE, BLANK):
            bench.workspace.editor.look(view)
            bench.picture()
            images.append(bench.canvas.image())
    assert all(images[a] != images[b] for a in range(6) for b in range(a))


def test_the_smallest_canvas_shows_the_whole_too(bench: Bench) -> None:
    bench.canvas.resize(bench.canvas.minimumSize())
    assert not bench.canvas.image().isNull()
    assert bench.canvas.drawing_area().contains(bench.canvas.viewport.to_px((10500.0, 5200.0)))
