"""The dialog for a drawing that comes back from a CAD: each change in it is taken over or left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from designer.core.errors import TrunklineError
from designer.core.model.design import Design
from designer.edit.edits.returning import Returned
from designer.gui.dialogs.changes_preview import ChangesPreview
from designer.gui.forms.plain import PlainLabel, plain_tip
from designer.gui.screen_room import open_with
from designer.gui.workspace import Workspace

LIST_PX, PREVIEW_PX = 360, 600


class ImportChangesDialog(QDialog):
    """Beside the drawing; all changes that are ticked become one step of the history."""

    as_drawing = Signal()
    """The file is to be imported like any other drawing."""

    def __init__(
        self, workspace: Workspace, name: str, found: Returned, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._name, self._found = workspace, name, found
        self._before = workspace.design
        self.setWindowTitle(f"Changes in {name}")
        self.list = QListWidget()
        self.list.setAccessibleName("Changes")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = ChangesPreview(workspace.design, workspace.catalog)
        self.said = PlainLabel("")
        self.said.setWordWrap(True)
        self._fill()
        self._lay_out()
        self.list.itemChanged.connect(self._refresh)
        self._refresh()
        open_with(self, 960, 520)

    def _fill(self) -> None:
        for change in self._found.changes:
            item = QListWidgetItem(change.text, self.list)
            item.setToolTip(plain_tip(change.text))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)

    def _lay_out(self) -> None:
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.list)
        body.addWidget(self.preview)
        body.setSizes([LIST_PX, PREVIEW_PX])
        body.setStretchFactor(1, 1)
        foot = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.other = QPushButton("Import as a drawing…")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._as_drawing)
        self.go = QPushButton("Take over")
        self.go.setDefault(True)
        self.go.clicked.connect(self.take_over)
        foot.addButton(self.other, QDialogButtonBox.ButtonRole.ActionRole)
        foot.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        foot.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(body, 1)
        layout.addWidget(self.said)
        layout.addWidget(foot)

    # What a person does

    def take_over(self) -> None:
        """Make the changes that are ticked; what hinders them is said here."""
        if self._workspace.design is not self._before:
            self._say("The project has been changed meanwhile; import the drawing again.")
            return
        if not self._workspace.edit(f"Take over {self._name}", lambda _: self._after()):
            self._say(self._workspace.editor.message)
            return
        self.close()

    def _as_drawing(self) -> None:
        self.as_drawing.emit()
        self.close()

    # What is shown

    def _after(self) -> Design:
        chosen = [
            change
            for row, change in enumerate(self._found.changes)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]
        return Returned(tuple(chosen)).applied(self._before)

    def _refresh(self) -> None:
        told = list(self._found.told)
        if not self._found.changes:
            told.insert(0, "Nothing was changed in the drawing since it was exported")
        try:
            after = self._after()
        except TrunklineError as problem:
            told.insert(0, problem.sentence().rstrip("."))
            after = self._before
        self.preview.set_after(after)
        self.go.setEnabled(after != self._before)
        self._say("".join(f"{sentence}.\n" for sentence in told).strip())

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
