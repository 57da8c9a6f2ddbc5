"""The tree of the roof: counts, selection both ways, renaming, going there."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from designer.core.model.design import Obstacle, ObstacleKind
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.roof import add_obstacle
from designer.edit.view import surface_view
from designer.gui.docks.surfaces import SurfacesDock
from tests.gui.docks.hands import settle


def texts(panel, parent=None):
    """Name, modules and power of the children of a node."""
    model = panel.model
    index = model.index_of(parent) if parent else model.index(-1, -1)
    return [
        tuple(model.index(row, column, index).data() for column in range(3))
        for row in range(model.rowCount(index))
    ]


def click(panel, key, modifiers=Qt.KeyboardModifier.NoModifier):
    index = panel.model.index_of(key)
    panel.view.expand(index.parent())
    panel.view.scrollTo(index)
    QTest.mouseClick(
        panel.view.viewport(), Qt.MouseButton.LeftButton, modifiers, panel.view.visualRect(index).center()
    )
    settle()


def test_surfaces_rows_boxes_and_their_power_are_counted(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    assert texts(panel) == [("S1", "6", "2.64"), ("S2", "8", "3.52")]
    assert texts(panel, "S2") == [("1 row", "8", "3.52"), ("1 box", "", "")]
    assert texts(panel, "S2/row") == [("R2, portrait", "8", "3.52")]


def test_what_is_clicked_is_selected(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    click(panel, "S2")
    assert workspace.selection == {"S2"}
    click(panel, "R2")
    assert workspace.selection == {f"M{number}" for number in range(7, 15)}
    click(panel, "X1", Qt.KeyboardModifier.ControlModifier)
    assert workspace.selection == {"X1", *(f"M{number}" for number in range(7, 15))}


def test_what_is_selected_elsewhere_is_selected_in_the_tree(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    workspace.select({f"M{number}" for number in range(1, 7)})
    settle()
    assert {node.key for node in panel._nodes()} == {"R1", "S1/row"}
    workspace.select({"M1"})
    settle()
    assert panel._nodes() == ()
    assert workspace.selection == {"M1"}


def test_a_double_click_goes_there(workspace, shown, qtbot) -> None:
    panel = shown(SurfacesDock)
    assert workspace.editor.view == surface_view("S1")
    panel.view.doubleClicked.emit(panel.model.index_of("S2"))
    assert workspace.editor.view == surface_view("S2")
    with qtbot.waitSignal(workspace.show_asked) as asked:
        panel.view.doubleClicked.emit(panel.model.index_of("R1"))
    assert workspace.editor.view == surface_view("S1")
    assert asked.args == [frozenset(f"M{number}" for number in range(1, 7))]


def test_a_surface_is_renamed_in_place(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    click(panel, "S1")
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.indexWidget(panel.model.index_of("S1")) or panel.view.viewport().focusWidget()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "East")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert workspace.design.surface("S1").name == "East"
    assert workspace.session.undo_name == "Rename surface"
    assert texts(panel)[0][0] == "East"


def test_an_empty_name_is_no_name(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    assert panel.model.setData(panel.model.index_of("S1"), "  ") is False
    assert workspace.session.undo_name is None


def test_del_deletes_what_is_selected(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    click(panel, "X1")
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    settle()
    assert workspace.design.boxes == ()
    assert texts(panel, "S2") == [("1 row", "8", "3.52")]


def test_what_is_open_stays_open_when_something_is_added(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    panel.view.expand(panel.model.index_of("S2/row"))
    panel.view.collapse(panel.model.index_of("S1"))
    chimney = Obstacle(id="", kind=ObstacleKind.CHIMNEY, outline=rectangle(600, 500, (1000, 1000)))
    workspace.edit("Add obstacle", add_obstacle, "S1", chimney)
    settle()
    assert panel.view.isExpanded(panel.model.index_of("S2/row"))
    assert not panel.view.isExpanded(panel.model.index_of("S1"))
    assert ("1 obstacle", "", "") in texts(panel, "S1")


def test_another_name_changes_the_tree_without_closing_it(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    panel.view.expand(panel.model.index_of("S2/row"))
    surfaces = tuple(replace(one, name=f"{one.name}!") for one in workspace.design.surfaces)
    workspace.edit("Rename", lambda design: replace(design, surfaces=surfaces))
    settle()
    assert panel.view.isExpanded(panel.model.index_of("S2/row"))
    assert texts(panel)[1][0] == "S2!"


def test_the_opposite_face_is_added_over_the_ridge(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    panel.add_opposite("S1")
    settle()
    assert len(workspace.design.surfaces) == 3
    assert workspace.design.surfaces[2].azimuth_deg == 270.0


def test_the_tree_keeps_qts_rules_while_the_roof_changes(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    tester = QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    panel.add_opposite("S1")
    settle()
    workspace.session.undo()
    settle()
    assert tester.model() is panel.model


def icon_of(panel, key):
    """The picture of a node's icon as it is painted."""
    rect = panel.view.visualRect(panel.model.index_of(key))
    return panel.view.viewport().grab(rect.adjusted(0, 0, 22 - rect.width(), 0)).toImage()


def test_an_icon_is_the_same_whether_its_branch_is_open_or_closed(workspace, shown) -> None:
    panel = shown(SurfacesDock)
    index = panel.model.index_of("S1")
    panel.view.collapse(index)
    closed = icon_of(panel, "S1")
    panel.view.expand(index)
    assert icon_of(panel, "S1") == closed
