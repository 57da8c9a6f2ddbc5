"""The command line: what was said, what is asked for, and the line being typed, with its history."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from designer.edit.commands import COMMANDS
from designer.edit.tools.base import Prompt, Wants
from designer.gui.forms.elided import ElidedLabel
from designer.gui.shortcuts import asks_for_history, leaves_to_window
from designer.gui.workspace import Workspace

LINES_SHOWN = 2
MOST_LINES = 500
LINE_PX = 220
"""So much of the line stays to be typed in, however long a prompt is."""


class CommandLine(QFrame):
    """Enter and Space confirm, as CAD hands expect; up and down walk through what was typed.

    A confirmed line gives the keys back to the drawing, where Tab, Del and the fields at the cursor are.
    """

    left = Signal()
    """The line is confirmed or given up: the drawing has the keys again."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("command-line")
        self._workspace = workspace
        self._typed: list[str] = []
        self._at = 0
        self.log = _log(self)
        self.ask = ElidedLabel("", self)
        self.ask.setProperty("role", "prompt")
        self.line = QLineEdit(self)
        self.line.setAccessibleName("Command line")
        self.line.setPlaceholderText("Type a command, a length or a point")
        self.line.setFrame(False)
        self.line.setAcceptDrops(False)  # a file dropped here is for the window
        self.line.setMinimumWidth(LINE_PX)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._draft)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.ask)
        row.addWidget(self.line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(2)
        layout.addWidget(self.log)
        layout.addLayout(row)
        workspace.said.connect(self.say)
        workspace.overlay_changed.connect(self._show_prompt)
        workspace.tool_changed.connect(self._show_prompt)
        workspace.project_replaced.connect(self._show_prompt)
        self._show_prompt()

    def say(self, text: str) -> None:
        """A line of the log."""
        self.log.appendPlainText(text)
        self.log.moveCursor(QTextCursor.MoveOperation.End)

    def start_with(self, text: str) -> None:
        """Typing began on the canvas: it goes on here."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setText(text)

    def recall(self, by: int) -> None:
        """Go on here with a line typed before, counted from the one shown."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._walk(by)

    def submit(self) -> None:
        """Confirm the line."""
        text = self.line.text()
        self.line.clear()
        if text.strip():
            self._typed.append(text)
            self.say(f"{self.ask.text()} {text}".strip())
        self._at = len(self._typed)
        self.left.emit()
        self._workspace.editor.enter(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that a plain line edit has no use for; undo and redo are of the drawing where it is empty."""
        if watched is self.line and not self.line.text() and asks_for_history(event):
            return leaves_to_window(event)
        pressed = watched is self.line and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.submit()
            case Qt.Key.Key_Space if self._workspace.editor.prompt.wants is not Wants.TEXT:
                self.submit()
            case Qt.Key.Key_Escape:
                self._escape()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._walk(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Tab if self._workspace.editor.prompt.wants is Wants.TEXT:
                self._end_text()
            case Qt.Key.Key_Tab:
                self._complete()
            case _:
                return False
        return True

    def _escape(self) -> None:
        """One level: what is being typed, else one of the tool."""
        if self.line.text():
            self.line.clear()
        else:
            self._workspace.editor.cancel()
        self.left.emit()

    def _end_text(self) -> None:
        """Many a scanner ends with Tab; a text is no beginning of a command."""
        if self.line.text():
            self.submit()

    def _complete(self) -> None:
        """The first command that starts like what was typed."""
        text = self.line.text().strip().casefold()
        names = [command.name for command in COMMANDS if text and command.name.startswith(text)]
        if names:
            self.line.setText(names[0])

    def _draft(self, text: str) -> None:
        self._workspace.editor.draft(text)

    def _walk(self, by: int) -> None:
        if not self._typed:
            return
        self._at = min(max(self._at + by, 0), len(self._typed))
        self.line.setText(self._typed[self._at] if self._at < len(self._typed) else "")

    def _show_prompt(self) -> None:
        text = prompt_line(self._workspace.editor.prompt)
        if text != self.ask.text():
            self.ask.setText(text)


def prompt_line(prompt: Prompt) -> str:
    """A prompt as CADs write it: what is asked, the options in brackets, the default in angle brackets."""
    options = f" [{'/'.join(keyword.name for keyword in prompt.keywords)}]" if prompt.keywords else ""
    default = f" <{prompt.default}>" if prompt.default else ""
    return f"{prompt.text}{options}{default}:"


def _log(parent: QWidget) -> QPlainTextEdit:
    log = QPlainTextEdit(parent)
    log.setReadOnly(True)
    log.setAcceptDrops(False)
    log.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    log.setMaximumBlockCount(MOST_LINES)
    log.setFrameShape(QFrame.Shape.NoFrame)
    log.setAccessibleName("Messages")
    log.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    log.document().setDocumentMargin(0)
    height = log.fontMetrics().lineSpacing() * LINES_SHOWN + 2
    log.setFixedHeight(height)
    return log
