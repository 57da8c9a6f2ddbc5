"""The picture below what moves: when it is painted anew, and what is left out."""

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from designer.drawing.layers import LayerName
from designer.edit.preview import Path, Tone
from designer.edit.tools.base import Prompt, Response
from designer.edit.view import BLANK
from designer.gui.canvas.backdrop import AT_ONCE_S
from designer.gui.theme import theme_of
from designer.gui.workspace import PlanState
from tests.gui.canvas.bench import Bench

LIGHT, DARK = theme_of(False), theme_of(True)
MODULE_MIDDLE = (1300.0, 1400.0)


def _colour(bench: Bench, point: tuple[float, float]) -> str:
    image = bench.canvas.grab().toImage()
    pixel = bench.pixel(point) * bench.canvas.devicePixelRatio()
    return image.pixelColor(pixel).name().upper()


def _painted(bench: Bench) -> int:
    bench.canvas.repaint()
    return bench.canvas._background._backdrop.painted


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
        lambda: bench.canvas.navigator.zoom_by(1.5),
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
    bench.canvas._background._backdrop._took_s = 2.0 * AT_ONCE_S
    before = _painted(bench)
    bench.canvas.navigator.zoom_by(1.5)
    assert _painted(bench) == before
    assert _colour(bench, MODULE_MIDDLE) == LIGHT.module_fill
    qtbot.waitUntil(lambda: bench.canvas._background._backdrop.painted == before + 1)


def test_a_slow_picture_of_another_view_is_never_shown_in_its_place(bench: Bench) -> None:
    bench.canvas._background._backdrop._took_s = 2.0 * AT_ONCE_S
    bench.workspace.editor.look(BLANK)
    bench.picture()
    bench.canvas.navigator.zoom_to((0.0, 0.0, 3000.0, 2000.0))
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
    bench.canvas.navigator.zoom_to_ids({bench.workspace.plan.inverters[0].id})
    middle = bench.workspace.plan.inverters[0].footprint
    place = (middle[0] + 10.0, middle[1] + 10.0)
    assert _colour(bench, place) == LIGHT.inverter_fill
    bench.workspace.set_state(PlanState.COMPUTING)
    assert _colour(bench, place) not in (LIGHT.inverter_fill, LIGHT.module_fill)
    assert _colour(bench, MODULE_MIDDLE) == LIGHT.module_fill
