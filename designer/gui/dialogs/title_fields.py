"""What the title blocks of an export say: number and revision of the set, and who drew it."""

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from designer.core.model.design import Design

_HINT = "For this export; the properties of the project keep what all exports say"
_LONGEST = 200


class TitleFields(QWidget):
    """Three lines side by side, filled with what the project says."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        said = design.sheets
        self.number = _line("Drawing number", said.drawing_number or design.customer.project_number)
        self.revision = _line("Revision", said.revision)
        self.drawn_by = _line("Drawn by", said.drawn_by)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number, 2)
        row.addWidget(self.revision, 1)
        row.addWidget(self.drawn_by, 2)

    def applied(self, design: Design) -> Design:
        """The Design with what stands in the lines."""
        said = {
            "drawing_number": self.number.text().strip(),
            "revision": self.revision.text().strip(),
            "drawn_by": self.drawn_by.text().strip(),
        }
        return replace(design, sheets=replace(design.sheets, **said))


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    line.setToolTip(f"{name}. {_HINT}")
    line.setMaxLength(_LONGEST)
    return line
