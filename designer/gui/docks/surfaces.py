"""The roof as a tree: surfaces with their rows, obstacles, boxes and water lines."""

from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView, QVBoxLayout, QWidget

from designer.edit.edits.surfaces import add_opposite
from designer.edit.properties.edits.surfaces import set_surface_fields
from designer.edit.view import surface_view
from designer.gui.forms.empty import paint_empty
from designer.gui.refresher import RefreshedPanel
from designer.gui.roof_tree.model import RoofModel
from designer.gui.roof_tree.nodes import Node, NodeKind, roof_nodes
from designer.gui.tables.view import QuietDelegate
from designer.gui.workspace import Workspace

NO_SURFACES = "No surfaces yet: draw one, or import a roof"


class SurfacesDock(RefreshedPanel):
    """Shows what is on the roof, selects it, renames surfaces, and goes there."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._quiet = False
        self.model = RoofModel()
        self.model.renamed = self._rename
        self.view = _RoofView()
        self.view.setModel(self.model)
        self._set_up_header()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._connect()

    def _set_up_header(self) -> None:
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 66), (2, 62)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def _connect(self) -> None:
        workspace = self._workspace
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.view.doubleClicked.connect(self._open)
        self.view.confirmed.connect(self._open)
        self.view.erased.connect(self._erase)
        self.view.customContextMenuRequested.connect(self._menu)
        self.follow(
            self.refresh,
            workspace.design_changed,
            workspace.selection_changed,
            workspace.catalog_changed,
            workspace.project_replaced,
        )

    # Showing

    def refresh(self) -> None:
        """Show the roof as it is now."""
        workspace = self._workspace
        closed = {node.key for index, node in self.model.nodes() if not self.view.isExpanded(index)}
        known = {node.key for _, node in self.model.nodes()}
        if self.model.set_nodes(roof_nodes(workspace.design, workspace.catalog)):
            self._open_branches(known, closed)
        self._show_selection()

    def _open_branches(self, known: set[str], closed: set[str]) -> None:
        """Open what was open; of what is new, the surfaces."""
        for index, node in self.model.nodes():
            new = node.key not in known and node.kind is NodeKind.SURFACE
            self.view.setExpanded(index, new or (node.key in known and node.key not in closed))

    def _show_selection(self) -> None:
        """Select the nodes all of whose things are selected."""
        chosen = self._workspace.selection
        selection = QItemSelection()
        for index, node in self.model.nodes():
            if node.ids and chosen.issuperset(node.ids):
                selection.select(index, index)
        flag = QItemSelectionModel.SelectionFlag
        self._quiet = True
        self.view.selectionModel().select(selection, flag.ClearAndSelect | flag.Rows)
        self._quiet = False

    # What a person does

    def _nodes(self) -> tuple[Node, ...]:
        found = (self.model.node(index) for index in self.view.selectionModel().selectedRows())
        return tuple(node for node in found if node is not None)

    def _selected(self, *_changes: object) -> None:
        if not self._quiet:
            self._workspace.select(name for node in self._nodes() for name in node.ids)

    def _open(self, index: QModelIndex) -> None:
        """Look at a surface; zoom to anything else on it."""
        node = self.model.node(index)
        if node is None:
            return
        self._workspace.editor.look(surface_view(node.surface))
        if node.kind is not NodeKind.SURFACE:
            self._workspace.show(node.ids)

    def _rename(self, node: Node, name: str) -> bool:
        text = " ".join(name.split())
        if not text or text == node.name:
            return False
        surface = [node.surface]
        return self._workspace.edit(
            "Rename surface", lambda design: set_surface_fields(design, surface, name=text)
        )

    def add_opposite(self, surface: str) -> None:
        """Add the face on the other side of a surface's ridge."""
        self._workspace.edit("Add the opposite face", add_opposite, surface)

    def _erase(self) -> None:
        if self._nodes():
            self._workspace.editor.run("erase")

    def _menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place).siblingAtColumn(0)
        node = self.model.node(index)
        if node is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Look at it", partial(self._open, index))
        if node.kind is NodeKind.SURFACE:
            menu.addAction("Rename", partial(self.view.edit, index))
            menu.addAction("Add the opposite face", partial(self.add_opposite, node.surface))
        menu.addSeparator()
        menu.addAction("Delete", self._erase)
        menu.popup(self.view.viewport().mapToGlobal(place))


class _RoofView(QTreeView):
    """The tree: F2 renames, Enter goes there, Del deletes."""

    confirmed = Signal(QModelIndex)
    erased = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Surfaces")
        self.setUniformRowHeights(True)
        self.setItemDelegate(QuietDelegate(self))
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMinimumSize(80, 60)

    def event(self, event: QEvent) -> bool:
        """Del is the tree's own while it has the keyboard."""
        own = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if own and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say in the middle how surfaces come here."""
        super().paintEvent(event)
        if not self.model().rowCount():
            paint_empty(self, NO_SURFACES)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes there, Del deletes."""
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.confirmed.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.erased.emit()
        else:
            super().keyPressEvent(event)
