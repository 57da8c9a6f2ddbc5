"""What is painted, when it is painted anew, and what is left out."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from designer.drawing.layers import LayerName
from designer.edit.preview import Boxes, Grip, Note, Path, Tone
from designer.edit.snapping.model import SnapKind
from designer.edit.tools.base import Cursor, Prompt, Response
from designer.edit.view import BLANK, SITE, surface_view
from designer.gui.canvas.backdrop import AT_ONCE_S
from designer.gui.canvas.furniture import north_deg
from designer.gui.canvas.label_painter import seen_labels
from designer.gui.canvas.lod import LEVELS, shown, text_shown
from designer.gui.canvas.picture import compile_picture
from designer.gui.canvas.picture_painter import Painting, shown_batches
from designer.gui.canvas.snap_marks import MARKS, paint_snap_mark, snap_name
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import theme_of
from designer.gui.workspace import PlanState
from tests import sites
from tests.gui.canvas.bench import Bench, planned

LIGHT, DARK = theme_of(False), theme_of(True)
MODULE_MIDDLE = (1300.0, 1400.0)


def _colour(bench: Bench, point: tuple[float, float]) -> str:
    image = bench.canvas.grab().toImage()
    pixel = bench.pixel(point) * bench.canvas.devicePixelRatio()
    return image.pixelColor(pixel).name().upper()


def _painted(bench: Bench) -> int:
    bench.canvas.repaint()
    return bench.canvas._backdrop.painted


def test_modules_are_filled_in_the_colour_of_the_theme(bench: Bench) -> None:
    assert _colour(bench, MODULE_MIDDLE) == LIGHT.module_fill
    bench.canvas.set_theme(DARK)
    assert _colour(bench, MODULE_MIDDLE) == DARK.module_fill


def test_moving_the_mouse_does_not_paint_the_picture_anew(bench: Bench) -> None:
    before = _painted(bench)
    bench.move((4000.0, 2000.0))
    bench.put(
        Response(prompt=Prompt(text=""), preview=(Path(points=((0.0, 0.0), (1e3, 1e3)), tone=Tone.RUBBER),))
    )
    bench.workspace.select({"M1"})
    bench.workspace.highlight({"M2"})
    assert _painted(bench) == before


def test_what_changes_the_picture_paints_it_anew_once(bench: Bench) -> None:
    space = bench.workspace
    changes = (
        bench.picture,
        lambda: space.set_state(PlanState.COMPUTING),
        lambda: space.set_hidden_layers({LayerName.RAIL}),
        lambda: space.editor.set_aids(replace(space.editor.aids, grid=False)),
        lambda: bench.canvas.set_theme(DARK),
        lambda: bench.canvas.zoom_by(1.5),
    )
    for change in changes:
        before = _painted(bench)
        change()
        assert _painted(bench) == before + 1


def test_a_first_answer_is_painted_as_the_whole_one_will_be(bench: Bench) -> None:
    bench.workspace.set_state(PlanState.COMPUTING)
    stale = _painted(bench)
    bench.workspace.set_state(PlanState.IMPROVING)
    assert _painted(bench) == stale + 1
    bench.workspace.set_state(PlanState.CURRENT)
    assert _painted(bench) == stale + 1


def test_a_slow_picture_is_shifted_first_and_painted_soon_after(bench: Bench, qtbot: QtBot) -> None:
    bench.canvas._backdrop._took_s = 2.0 * AT_ONCE_S
    before = _painted(bench)
    bench.canvas.zoom_by(1.5)
    assert _painted(bench) == before
    assert _colour(bench, MODULE_MIDDLE) == LIGHT.module_fill
    qtbot.waitUntil(lambda: bench.canvas._backdrop.painted == before + 1)


def test_a_slow_picture_of_another_view_is_never_shown_in_its_place(bench: Bench) -> None:
    bench.canvas._backdrop._took_s = 2.0 * AT_ONCE_S
    bench.workspace.editor.look(BLANK)
    bench.picture()
    bench.canvas.zoom_to((0.0, 0.0, 3000.0, 2000.0))
    assert _colour(bench, (1310.0, 1410.0)) == LIGHT.canvas_background


def test_things_that_a_preview_stands_for_give_way(bench: Bench) -> None:
    bench.put(Response(prompt=Prompt(text=""), hidden=frozenset({"M1"})))
    assert _colour(bench, MODULE_MIDDLE) != LIGHT.module_fill
    bench.put(Response(prompt=Prompt(text="")))
    assert _colour(bench, MODULE_MIDDLE) == LIGHT.module_fill


def test_hidden_layers_are_not_painted(bench: Bench) -> None:
    bench.workspace.set_hidden_layers({LayerName.MODULE})
    assert _colour(bench, MODULE_MIDDLE) != LIGHT.module_fill


def test_parts_of_an_older_plan_are_paler_and_modules_are_not(bench: Bench) -> None:
    bench.canvas.zoom_to_ids({bench.workspace.plan.inverters[0].id})
    middle = bench.workspace.plan.inverters[0].footprint
    place = (middle[0] + 10.0, middle[1] + 10.0)
    assert _colour(bench, place) == LIGHT.inverter_fill
    bench.workspace.set_state(PlanState.COMPUTING)
    assert _colour(bench, place) not in (LIGHT.inverter_fill, LIGHT.module_fill)
    assert _colour(bench, MODULE_MIDDLE) == LIGHT.module_fill


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


def test_north_is_where_it_lies_for_the_view() -> None:
    design, _ = planned()
    east = design.surfaces[0]
    assert east.x_bearing_deg == 0.0
    assert north_deg(design, surface_view("S1")) == 90.0
    assert north_deg(design, surface_view("S2")) == 270.0
    assert north_deg(design, SITE) == 0.0
    assert north_deg(design, BLANK) is None


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
