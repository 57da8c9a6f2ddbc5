"""The layers panel: what is hidden and locked is the workspace's, by mouse and keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.drawing.layers import CANVAS_LAYERS, LayerName
from designer.gui.docks.layers import LayersDock
from designer.gui.theme import current_theme
from tests.gui.docks.hands import click_row, settle


def test_every_layer_has_a_line_with_words_and_its_name_in_cad(workspace, shown) -> None:
    model = shown(LayersDock).model
    assert [model.key(place) for place in range(model.rowCount())] == [layer.name for layer in CANVAS_LAYERS]
    assert model.index(6, 2).data() == "Modules"
    assert model.index(6, 3).data() == "PV-MODULE"
    swatch = model.index(6, 2).data(Qt.ItemDataRole.DecorationRole)
    assert swatch.name().upper() == current_theme().layers[LayerName.MODULE]


def test_a_click_on_the_eye_hides_and_shows_one_layer(workspace, shown) -> None:
    panel = shown(LayersDock)
    click_row(panel.view, LayerName.RAIL, column=0)
    assert workspace.hidden_layers == {LayerName.RAIL}
    assert panel.model.is_dim(panel.model.place_of(LayerName.RAIL))
    click_row(panel.view, LayerName.RAIL, column=0)
    assert workspace.hidden_layers == frozenset()


def test_a_click_on_the_lock_locks_one_layer(workspace, shown, qtbot) -> None:
    panel = shown(LayersDock)
    with qtbot.waitSignal(workspace.layers_changed):
        click_row(panel.view, LayerName.TRUNK, column=1)
    assert workspace.locked_layers == {LayerName.TRUNK}
    assert workspace.hidden_layers == frozenset()


def test_space_hides_all_selected_layers(workspace, shown) -> None:
    panel = shown(LayersDock)
    click_row(panel.view, LayerName.ROOF, column=2)
    click_row(panel.view, LayerName.HATCH, Qt.KeyboardModifier.ShiftModifier, column=2)
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    settle()
    assert workspace.hidden_layers == {LayerName.ROOF, LayerName.OBSTACLE, LayerName.HATCH}


def test_all_none_and_only_these(workspace, shown) -> None:
    panel = shown(LayersDock)
    panel.show_none()
    assert len(workspace.hidden_layers) == len(CANVAS_LAYERS)
    panel.show_all()
    assert workspace.hidden_layers == frozenset()
    panel.show_only_selected()
    assert workspace.hidden_layers == frozenset()
    click_row(panel.view, LayerName.MODULE, column=2)
    panel.show_only_selected()
    assert set(LayerName) - workspace.hidden_layers == {LayerName.MODULE}


def test_layers_hidden_elsewhere_are_shown_as_hidden(workspace, shown) -> None:
    panel = shown(LayersDock)
    workspace.set_hidden_layers({LayerName.DC})
    settle()
    assert panel.model.row(panel.model.place_of(LayerName.DC)).hidden
