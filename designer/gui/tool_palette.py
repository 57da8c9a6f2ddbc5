"""The tools in their five groups: two abreast, more in a low window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from designer.edit.commands import TOOL_GROUPS, TOOLS
from designer.gui.actions import Actions

FEWEST_COLUMNS, MOST_COLUMNS = 2, 4
ICON_PX = 20
MARGIN_PX = 4
GAP_PX = 1
LINE_PX = 7


class ToolPalette(QWidget):
    """A button for each tool; lines part the groups. It becomes wider where the window is too low for it."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tool-palette")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        self._grid.setSpacing(GAP_PX)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._groups = [
            [_button(actions, command.name) for command in TOOLS if command.group is group]
            for group in TOOL_GROUPS
        ]
        self._lines = [_line() for _ in self._groups[1:]]
        self._columns = 0
        self._arrange(FEWEST_COLUMNS)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as it may be."""
        return QSize(self._width(self._columns), self._height(FEWEST_COLUMNS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As low as it can become."""
        return QSize(self._width(self._columns), self._height(MOST_COLUMNS))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many columns as the height needs."""
        super().resizeEvent(event)
        columns = range(FEWEST_COLUMNS, MOST_COLUMNS)
        self._arrange(next((one for one in columns if self._height(one) <= self.height()), MOST_COLUMNS))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row = 0
        for number, group in enumerate(self._groups):
            if number:
                self._grid.addWidget(self._lines[number - 1], row, 0, 1, columns)
                row += 1
            for place, button in enumerate(group):
                self._grid.addWidget(button, row + place // columns, place % columns)
            row += -(-len(group) // columns)
        for other in range(self._grid.rowCount()):
            self._grid.setRowStretch(other, 0)
        self._grid.setRowStretch(row, 1)
        self.updateGeometry()

    def _width(self, columns: int) -> int:
        button = self._groups[0][0].sizeHint().width()
        return 2 * MARGIN_PX + columns * button + (columns - 1) * GAP_PX

    def _height(self, columns: int) -> int:
        rows = sum(-(-len(group) // columns) for group in self._groups)
        lines = len(self._lines)
        button = self._groups[0][0].sizeHint().height()
        return 2 * MARGIN_PX + rows * button + lines * LINE_PX + (rows + lines) * GAP_PX


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
    line.setFixedHeight(LINE_PX)
    return line
