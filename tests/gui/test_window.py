"""The window as a whole: every command can be reached, files can be dropped, the layout is kept."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView, QMenu, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from designer.core.model.design import Design
from designer.edit.aids import Aid
from designer.edit.commands import ACTIONS, COMMANDS, TOOLS
from designer.gui.canvas.batches import Picture
from designer.gui.canvas.lod import text_shown
from designer.gui.dialogs.about import AboutPage
from designer.gui.dialogs.pages import ShortcutPage
from designer.gui.forms.lines import TypedLine
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.tool_palette import ToolPalette
from designer.gui.window import MainWindow
from designer.io.examples import example_path
from tests.gui.conftest import let_go, wait_for_plan
from tests.gui.recording import RecordingVoice


def texts_of(menu: QMenu) -> list[str]:
    found = []
    for action in menu.actions():
        inner = action.menu()
        found += texts_of(inner) if isinstance(inner, QMenu) else [action.objectName()]
    return found


def test_every_command_stands_in_a_menu(window: MainWindow) -> None:
    named = {name for action in window.menuBar().actions() for name in texts_of(action.menu())}
    assert {command.name for command in COMMANDS} <= named


def test_every_action_of_the_table_does_something(window: MainWindow) -> None:
    bound = window.workspace.editor.actions
    assert [command.name for command in ACTIONS if command.name not in bound] == []


def test_actions_still_work_after_another_project_was_opened(window: MainWindow) -> None:
    window.documents.open_example("gable")
    bound = window.workspace.editor.actions
    assert [command.name for command in ACTIONS if command.name not in bound] == []
    window.commands["site-view"].trigger()
    assert window.switcher.currentText() == "Site plan"


def without_a_module(design: Design) -> Design:
    row = design.rows[0]
    changed = replace(row, modules=row.modules[:-1], removed=row.modules[-1:])
    return replace(design, rows=(changed, *design.rows[1:]))


def test_every_tool_starts_from_its_button_and_esc_ends_it(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    window.workspace.edit("Remove a module", without_a_module)  # so that one can be restored
    wait_for_plan(qtbot, window)
    for name in [command.name for command in TOOLS]:
        window.commands[name].trigger()
        assert window.workspace.editor.command.name == name
        assert window.commands[name].isChecked(), name
        for _ in range(3):
            QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
        assert window.workspace.editor.command.name == "select", name


def test_products_and_export_are_on_the_bar_of_a_small_window(window: MainWindow) -> None:
    window.resize(1280, 800)
    QApplication.processEvents()
    for product in (window.products.module, window.products.rail):
        assert product.visibleRegion().boundingRect().width() == product.width()
    (bar,) = (bar for bar in window.findChildren(QToolBar) if bar.objectName() == "main-bar")
    assert bar.widgetForAction(window.commands["export"]).isVisible()


@pytest.mark.parametrize(("height", "columns"), [(600, 4), (700, 3), (900, 2)])
def test_a_low_window_has_its_tools_in_more_columns(
    height: int, columns: int, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1280, height)
    qtbot.waitUntil(lambda: window.height() == height)
    QApplication.processEvents()
    palette = window.findChild(ToolPalette)
    assert palette is not None
    buttons = palette.findChildren(QToolButton)
    assert len({button.x() for button in buttons}) == columns
    assert len({(button.x(), button.y()) for button in buttons}) == len(buttons)
    assert all(palette.rect().contains(button.geometry()) for button in buttons)


def test_aids_are_toggled_by_their_keys_and_shown(window: MainWindow) -> None:
    for aid in Aid:
        before = getattr(window.workspace.editor.aids, aid.value)
        window.commands[f"aid-{aid.value}"].trigger()
        assert getattr(window.workspace.editor.aids, aid.value) is not before
        assert window.commands[f"aid-{aid.value}"].isChecked() is not before


def test_function_keys_work_while_the_command_line_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.command_line.line.setFocus()
    before = window.workspace.editor.aids.ortho
    QTest.keyClick(window.command_line.line, Qt.Key.Key_F8)
    assert window.workspace.editor.aids.ortho is not before


def test_undo_after_a_typed_property_is_of_the_drawing(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    before = window.workspace.design
    window.workspace.select({before.surfaces[0].id})
    QApplication.processEvents()
    field = window.stacks.show("properties").properties.form.widget_of("tilt_deg")
    assert isinstance(field, TypedLine)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "22")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.workspace.design != before
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.design == before
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(field, Qt.Key.Key_Z, shift)
    assert window.workspace.design != before


def test_undo_and_redo_carry_the_names_of_the_steps(window: MainWindow) -> None:
    window.documents.open_example("gable")
    assert not window.commands["undo"].isEnabled()
    design = window.workspace.design
    window.workspace.select({design.rows[0].modules[0].id})
    window.commands["erase"].trigger()
    assert window.commands["undo"].isEnabled()
    assert window.commands["undo"].text().startswith("Undo delete")
    window.commands["undo"].trigger()
    assert window.workspace.design == design
    assert window.commands["redo"].text().startswith("Redo delete")


def test_undo_takes_back_a_point_of_the_first_roof_too(window: MainWindow) -> None:
    editor, undo = window.workspace.editor, window.commands["undo"]
    window.commands["surface"].trigger()
    for point in ("0,0", "9600,0", "9600,5400"):
        editor.enter(point)
    assert undo.isEnabled()
    undo.trigger()
    assert editor.prompt.base == (9600.0, 0.0)
    editor.cancel()
    editor.cancel()
    assert editor.command.name == "select"
    assert not undo.isEnabled()


def test_the_title_tells_file_and_changes(window: MainWindow, tmp_path: Path) -> None:
    assert window.windowTitle() == "Untitled[*] – Trunkline"
    assert not window.isWindowModified()
    window.documents.open(example_path("gable"))
    assert window.windowTitle().startswith("gable")
    window.workspace.select({window.workspace.design.boxes[0].id})
    window.commands["erase"].trigger()
    assert window.isWindowModified()


def test_recent_files_are_told_apart_by_their_names(window: MainWindow) -> None:
    file = Path("/srv", *["Kunde Müller & Söhne GmbH, Dachsanierung"] * 8, "Haus & Hof.trunkline")
    window.preferences.remember(file)
    menu = next(one for one in window.menuBar().findChildren(QMenu) if one.title() == "Open &recent")
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.text().endswith("Haus && Hof.trunkline")
    assert action.toolTip() == str(file)
    assert menu.sizeHint().width() < 600


@pytest.mark.parametrize(
    ("name", "folder"), [("/etc", "etc"), ("../..", "project"), ("Haus 3/4: West", "Haus 34 West")]
)
def test_papers_go_into_a_folder_by_the_projects_name_beside_the_last_one(
    name: str, folder: str, window: MainWindow, tmp_path: Path
) -> None:
    window.workspace.edit("Rename", lambda design: replace(design, name=name))
    dialog = window.show_export()
    assert dialog.folder.text() == str(tmp_path / folder)
    dialog.close()


def test_the_surface_switcher_changes_the_view(window: MainWindow) -> None:
    window.documents.open_example("gable")
    names = [window.switcher.itemText(at) for at in range(window.switcher.count())]
    assert names == ["Site plan", *(surface.name for surface in window.workspace.design.surfaces)]
    window.switcher.setCurrentIndex(2)
    window.switcher.activated.emit(2)
    assert window.workspace.editor.view.surface == window.workspace.design.surfaces[1].id


def test_products_are_chosen_from_the_bar_and_nothing_is_lost(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    rows = window.workspace.design.rows
    menu = window.products.rail.menu()
    menu.aboutToShow.emit()
    other = next(action for action in menu.actions() if not action.isChecked())
    other.trigger()
    assert window.workspace.design.products.rail != "k2-singlerail-36"
    assert window.workspace.design.rows == rows
    assert window.products.rail.text() in other.text()
    wait_for_plan(qtbot, window)


def test_the_pages_open_beside_the_window_and_search_works(window: MainWindow) -> None:
    page = window.show_shortcuts()
    assert isinstance(page, ShortcutPage)
    assert not page.isModal()
    page.search.setText("water")
    assert [command.name for command in page.model.shown_rows()] == ["water-line"]
    about = window.show_about()
    assert isinstance(about, AboutPage)
    page.close()
    about.close()


def test_the_layout_of_the_window_is_kept(
    window: MainWindow, preferences: Preferences, voice: RecordingVoice, qapp: QApplication, qtbot: QtBot
) -> None:
    window.stacks.docks["layers"].hide()
    window.stacks.docks["cut-plan"].raise_()
    assert window.close()
    again = start(qapp, preferences=preferences, voice=voice)  # type: ignore[arg-type]
    qtbot.addWidget(again, before_close_func=let_go)
    again.show()
    qtbot.waitExposed(again)
    assert again.stacks.docks["layers"].isHidden()
    assert again.stacks.docks["parts"].isVisible()
    assert not again.stacks.docks["cut-plan"].visibleRegion().isEmpty()


def test_a_saved_layout_that_means_nothing_is_ignored(
    preferences: Preferences, voice: RecordingVoice, qapp: QApplication, qtbot: QtBot
) -> None:
    Path(preferences._store.fileName()).write_text("[layout]\ngeometry=@ByteArray(rubbish)\ndocks=7\n")
    again = start(qapp, preferences=Preferences(Path(preferences._store.fileName())), voice=voice)  # type: ignore[arg-type]
    qtbot.addWidget(again, before_close_func=let_go)
    again.show()
    assert again.isVisible()


def test_in_a_small_window_the_whole_roof_is_seen_with_its_dimensions(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1440, 900)
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    pictures: list[Picture] = []
    window.live.pictured.connect(lambda picture, _: pictures.append(picture))
    window.resize(1280, 720)

    def is_readable() -> bool:
        labels = pictures[-1].labels
        told = [record.text for record in labels.records].index("10800")
        return text_shown(labels.height_mm[told], window.canvas.viewport.mm_per_px)

    qtbot.waitUntil(lambda: bool(pictures) and is_readable(), timeout=3000)


def test_by_key_one_gets_from_the_drawing_to_the_panels_in_front_and_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    window.stacks.show("layers")
    window.canvas.setFocus()
    docks = window.stacks.docks
    for part in (docks["layers"], docks["findings"], window.command_line, window.canvas):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        held = QApplication.focusWidget()
        assert held is part or part.isAncestorOf(held), part


@pytest.mark.parametrize("panel", ["cut-plan", "branch-strip"])
def test_after_a_click_on_a_plot_keys_are_still_the_drawings(
    panel: str, window: MainWindow, qtbot: QtBot
) -> None:
    window.stacks.show(panel)
    qtbot.waitUntil(lambda: window.stacks.panels[panel].seen)
    window.activateWindow()
    window.canvas.setFocus()
    chart = window.stacks.panels[panel].made().findChild(QGraphicsView)
    assert isinstance(chart, QGraphicsView)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.canvas
