"""The tools in their five groups, two abreast."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from designer.edit.commands import TOOL_GROUPS, TOOLS
from designer.gui.actions import Actions

COLUMNS = 2
ICON_PX = 20


class ToolPalette(QWidget):
    """A button for each tool; lines part the groups."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tool-palette")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(1)
        row = 0
        for group in TOOL_GROUPS:
            tools = [command for command in TOOLS if command.group is group]
            if row:
                self._grid.addWidget(_line(), row, 0, 1, COLUMNS)
                row += 1
            for number, command in enumerate(tools):
                button = _button(actions, command.name)
                self._grid.addWidget(button, row + number // COLUMNS, number % COLUMNS)
            row += -(-len(tools) // COLUMNS)
        self._grid.setRowStretch(row, 1)


def _button(actions: Actions, name: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions[name])
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(ICON_PX, ICON_PX))
    button.setProperty("role", "tool")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAccessibleName(actions[name].text())
    return button


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setProperty("role", "separator")
    line.setFixedHeight(7)
    return line
