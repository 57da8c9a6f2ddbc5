"""What the title blocks of an export say: number and revision of the set, and who drew it."""

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from designer.core.model.design import Design
from designer.gui.workspace import Workspace

_HINT = "For this export; the properties of the project keep what all exports say"
_LONGEST = 200


class TitleFields(QWidget):
    """Three lines side by side, filled with what the project says until something else is typed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.number, self.revision, self.drawn_by = (
            _line("Drawing number"),
            _line("Revision"),
            _line("Drawn by"),
        )
        self._filled: tuple[str, ...] = ()
        self._fill()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number, 2)
        row.addWidget(self.revision, 1)
        row.addWidget(self.drawn_by, 2)
        workspace.project_replaced.connect(self._fill)
        workspace.design_changed.connect(self._follow)

    def _fill(self) -> None:
        """Another project: what was typed was meant for the one before."""
        self._filled = _said(self._workspace.design)
        for line, text in zip(self._lines(), self._filled, strict=True):
            line.setText(text)

    def _follow(self) -> None:
        """The project says something else: so do the lines in which nothing else was typed."""
        before, self._filled = self._filled, _said(self._workspace.design)
        for line, old, text in zip(self._lines(), before, self._filled, strict=True):
            if line.text() == old != text:
                line.setText(text)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.number, self.revision, self.drawn_by

    def applied(self, design: Design) -> Design:
        """The Design with what stands in the lines."""
        said = {
            "drawing_number": self.number.text().strip(),
            "revision": self.revision.text().strip(),
            "drawn_by": self.drawn_by.text().strip(),
        }
        return replace(design, sheets=replace(design.sheets, **said))


def _said(design: Design) -> tuple[str, ...]:
    """What the lines are filled with."""
    said = design.sheets
    return said.drawing_number or design.customer.project_number, said.revision, said.drawn_by


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    line.setToolTip(f"{name}. {_HINT}")
    line.setMaxLength(_LONGEST)
    return line
