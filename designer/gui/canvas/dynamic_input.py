"""Small boxes at the cursor: length and angle, or width and height, live until a value is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from designer.core.geometry.axes import Point
from designer.core.units import typed_length
from designer.edit.constrain import field_names, field_values
from designer.edit.editor import Editor
from designer.edit.tools.base import Fields, Wants
from designer.edit.typed import parse_angle, parse_point
from designer.gui.canvas.beside import beside
from designer.gui.forms.plain import PlainLabel, plain_tip
from designer.gui.theme import Theme

ANGLE = "angle"
"""The one field that is no length."""

NO_ANGLE = "'{text}' is not an angle; write it in degrees, like 45 or 22.5"
_BOX_PX = 72


class FieldBox(QWidget):
    """One field: its name, and a line to type in. `problem` is what is wrong with the text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ""
        self.problem = ""
        self.caption = PlainLabel("", self)
        self.line = QLineEdit(self)
        self.line.setFixedWidth(_BOX_PX)
        self.line.setAcceptDrops(False)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.caption)
        row.addWidget(self.line)

    def show_field(self, name: str, value: float, *, locked: bool) -> None:
        """Show the live value of a field, unless something is being typed."""
        if name != self.name:
            self.name = name
            self.caption.setText(name.capitalize())
            self.line.setAccessibleName(name.capitalize())
        if not self.line.hasFocus():
            text = value_text(name, value)
            if text != self.line.text() and not self.problem:
                self.line.setText(text)
        self._mark("locked", locked)

    def value(self) -> float | None:
        """The typed value; None, and a problem, where the text means none."""
        try:
            value = parse_field(self.name, self.line.text())
        except ValueError as problem:
            self.set_problem(f"{problem}.")
            return None
        self.set_problem("")
        return value

    def set_problem(self, problem: str) -> None:
        """Mark the box as wrong, with the sentence as its tool tip; an empty one takes that back."""
        self.problem = problem
        self.line.setToolTip(plain_tip(problem))
        self._mark("wrong", bool(problem))

    def _mark(self, name: str, state: bool) -> None:
        if self.line.property(name) is not state:
            self.line.setProperty(name, state)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)


class DynamicInput(QFrame):
    """The boxes at the cursor. Typing replaces a live value and holds it; Tab goes on; Enter confirms."""

    def __init__(self, parent: QWidget, editor: Callable[[], Editor]) -> None:
        super().__init__(parent)
        self._canvas = parent
        self._editor = editor
        self.boxes = (FieldBox(self), FieldBox(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(8)
        for box in self.boxes:
            row.addWidget(box)
            box.line.installEventFilter(self)
            box.line.textEdited.connect(lambda _text, box=box: self._edited(box))
        self.setObjectName("dynamic-input")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def active(self) -> bool:
        """Whether a person is typing into a box."""
        return any(box.line.hasFocus() for box in self.boxes)

    def names(self) -> tuple[str, ...]:
        """The fields that the prompt asks for now; none when input at the cursor is switched off."""
        editor = self._editor()
        prompt = editor.prompt
        if not editor.aids.dynamic or prompt.wants is not Wants.POINT or prompt.base is None:
            return ()
        return field_names(prompt.fields)

    def refresh(self, at: Point | None, pixel: QPointF | None, base: QPointF | None, area: QRectF) -> None:
        """Show the values for the point meant, beside the cursor and within `area`; `base` is the pixel of
        the base point.
        """
        names = self.names()
        if not names or at is None or pixel is None:
            self.leave()
            self.hide()
            return
        values = field_values(self._editor().prompt, at)
        locked = self._editor().locked_fields
        for box, name in zip(self.boxes, names, strict=False):
            box.show_field(name, values[name], locked=name in locked)
        self.boxes[1].setVisible(len(names) > 1)
        self.adjustSize()
        self.move(beside(pixel, QSizeF(self.size()), area, base).toPoint())
        self.show()

    def begin(self, text: str) -> bool:
        """Start typing in the first field that is not held; False where there is none to type in."""
        if not self.isVisible() or not self.names():
            return False
        locked = self._editor().locked_fields
        free = [box for box in self._shown() if box.name not in locked] or self._shown()
        self._enter(free[0])
        if text:
            free[0].line.setText(text)
            free[0].line.setModified(True)
            self._edited(free[0])
        return True

    def next_field(self) -> bool:
        """Go to the first field, or to the next one; False where there is none."""
        if not self.isVisible() or not self.names():
            return False
        shown = self._shown()
        current = next((number for number, box in enumerate(shown) if box.line.hasFocus()), -1)
        self._enter(shown[(current + 1) % len(shown)])
        return True

    def leave(self) -> None:
        """Give the keys back to the canvas."""
        active = self.active
        for box in self.boxes:
            box.set_problem("")
        if active:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Put on the colours of a theme."""
        self.setStyleSheet(_sheet(theme))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that mean something else here than in a form."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            box = next((box for box in self.boxes if box.line is watched), None)
            if box is not None and self._key(box, event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, box: FieldBox, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._confirm(box)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self.next_field()
            case Qt.Key.Key_Escape:
                self._release()
            case _:
                return False
        return True

    def _edited(self, box: FieldBox) -> None:
        """Hold the field at what is typed, so that the rubber band follows; a count is no length to draw."""
        if self._editor().prompt.own_numbers:
            return
        self._editor().lock_field(box.name, box.value() if box.line.text() else None)

    def _confirm(self, box: FieldBox) -> None:
        text = box.line.text()
        editor = self._editor()
        own = editor.prompt.own_numbers and box.line.isModified()
        if own or (box.name != ANGLE and _is_point(text, editor)):
            self._release()
            editor.enter(text)
        elif box.problem:
            return
        elif self._is_half(box):
            self.next_field()
        else:
            self.leave()
            editor.confirm()

    def _is_half(self, box: FieldBox) -> bool:
        """Whether one size of a rectangle was typed and the other is still to be."""
        editor = self._editor()
        return (
            editor.prompt.fields is Fields.SIZE
            and box.name in editor.locked_fields
            and len(editor.locked_fields) < len(self.names())
        )

    def _release(self) -> None:
        """Esc: let all fields go and show live values again."""
        self.leave()
        for name in self.names():
            self._editor().lock_field(name, None)

    def _enter(self, box: FieldBox) -> None:
        box.line.setFocus(Qt.FocusReason.TabFocusReason)
        box.line.selectAll()

    def _shown(self) -> list[FieldBox]:
        return list(self.boxes[: len(self.names())])


def parse_field(name: str, text: str) -> float:
    """Millimetres or degrees of a typed field. ValueError with one sentence where the text means none."""
    if name != ANGLE:
        return typed_length(text.removeprefix("+"))
    angle = parse_angle(text)
    if angle is None:
        raise ValueError(NO_ANGLE.format(text=text).removesuffix("."))
    return angle


def value_text(name: str, value: float) -> str:
    """A live value: whole millimetres, tenths of a degree."""
    return f"{round(value, 1) % 360.0:.1f}°" if name == ANGLE else f"{value:.0f}"


def _is_point(text: str, editor: Editor) -> bool:
    """Whether a point rather than a length was typed."""
    try:
        return parse_point(text, editor.prompt.base) is not None
    except ValueError:
        return False


def _sheet(theme: Theme) -> str:
    return f"""
        #dynamic-input {{ background: {theme.base}; border: 1px solid {theme.border}; border-radius: 5px; }}
        #dynamic-input QLabel {{ color: {theme.muted}; font-size: 11px; background: transparent; }}
        #dynamic-input QLineEdit {{
            color: {theme.text}; background: {theme.alternate}; border: 1px solid {theme.border};
            border-radius: 3px; padding: 1px 4px; font-size: 12px; min-height: 16px;
        }}
        #dynamic-input QLineEdit:focus {{ border-color: {theme.accent}; background: {theme.base}; }}
        #dynamic-input QLineEdit[locked="true"] {{ background: {theme.selection}; }}
        #dynamic-input QLineEdit[wrong="true"] {{ border-color: {theme.error}; color: {theme.error}; }}
    """
