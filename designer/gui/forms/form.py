"""A form of properties in sections: labels left, fields right, problems under their field."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Line, Section
from designer.edit.properties.quantities import Quantity, Value, unit_of
from designer.gui.forms.editors import Editor, editor_for
from designer.gui.forms.elided import ElidedLabel
from designer.gui.forms.plain import PlainLabel, plain_tip

_LABEL_SHARE, _FIELD_SHARE = 5, 8

FIRST_LINE_PX = 6
"""How far below its upper edge a field of several lines has its first one."""

Entered = Callable[[Section, Field, Value], None]
"""Takes section, field and the value as it was typed or chosen."""

_Shape = tuple[tuple[str, tuple[str, ...]], ...]


class _Row(Struct):
    """The widgets of one property, and the section and property that they stand for now."""

    section: Section
    field: Field
    editor: Editor
    problem: QLabel
    settled: bool = False


class Form(QWidget):
    """Shows sections of properties. What a person enters is told to `entered`; the form changes nothing.

    Widgets stay while the same properties are shown, so that the keyboard stays where it is.
    """

    def __init__(self, entered: Entered, *, titles: bool = True, groups: bool = True) -> None:
        super().__init__()
        self._tell = entered
        self._titles, self._groups = titles, groups
        self._shape: _Shape = ()
        self._rows: list[_Row] = []
        self._heads: list[QLabel] = []
        self._facts: Facts | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 6, 10, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, _LABEL_SHARE)
        self._grid.setColumnStretch(1, _FIELD_SHARE)

    def show_sections(self, sections: Sequence[Section], facts: Facts) -> None:
        """Show properties; what is being typed for the same things is left alone."""
        self._facts = facts
        shape = tuple((one.noun, tuple(line.field.key for line in one.lines)) for one in sections)
        if shape != self._shape:
            self._rebuild(sections)
            self._shape = shape
        lines = [(section, line) for section in sections for line in section.lines]
        for head, section in zip(self._heads, sections, strict=False):
            head.setText(section.title)
        for row, (section, line) in zip(self._rows, lines, strict=True):
            self._show(row, section, line, facts)

    def set_problem(self, section: Section, field: Field, sentence: str) -> None:
        """Outline a field and say under it what is wrong; an empty sentence takes both away."""
        row = next((one for one in self._rows if one.section is section and one.field is field), None)
        if row is not None:
            _mark(row, sentence)

    def settle(self, section: Section, field: Field) -> None:
        """What was entered there has been taken over: show it as it was understood, 3.5m as 3500."""
        for row in self._rows:
            if row.section is section and row.field is field:
                row.settled = True

    def widget_of(self, key: str, noun: str = "") -> QWidget:
        """The widget of a property by its key. KeyError when it is not shown."""
        for row in self._rows:
            if row.field.key == key and noun in ("", row.section.noun):
                return row.editor.widget
        raise KeyError(key)

    def problem_of(self, key: str) -> str:
        """The sentence under a field; empty where there is none."""
        return next((row.problem.text() for row in self._rows if row.field.key == key), "")

    def _facts_now(self) -> Facts:
        assert self._facts is not None
        return self._facts

    def _show(self, row: _Row, section: Section, line: Line, facts: Facts) -> None:
        typing = row.section.ids == section.ids and row.editor.waiting and not row.settled
        row.section, row.field, row.settled = section, line.field, False
        if typing:
            return
        row.editor.show_line(line, facts)
        _explain(row.editor.widget, line)
        _mark(row, "")

    # Widgets

    def _rebuild(self, sections: Sequence[Section]) -> None:
        self._clear()
        for section in sections:
            if self._titles:
                self._add_title(section)
            group = ""
            for line in section.lines:
                if self._groups and line.field.group != group:
                    group = line.field.group
                    self._add_group(group)
                self._add_row(section, line.field)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _clear(self) -> None:
        self._rows, self._heads = [], []
        for number in range(self._grid.rowCount()):
            self._grid.setRowStretch(number, 0)
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _add_title(self, section: Section) -> None:
        head = ElidedLabel(section.title)
        head.setProperty("role", "title")
        head.setContentsMargins(0, 8 if self._heads else 2, 0, 2)
        self._heads.append(head)
        self._grid.addWidget(head, self._grid.rowCount(), 0, 1, 2)

    def _add_group(self, group: str) -> None:
        if group:
            self._grid.addWidget(_group_head(group), self._grid.rowCount(), 0, 1, 2)

    def _add_row(self, section: Section, field: Field) -> None:
        editor = editor_for(field, self._facts_now)
        row = _Row(section, field, editor, _problem_label())
        label = _label(field)
        label.setBuddy(editor.widget)
        _describe(editor.widget, field)
        place = self._grid.rowCount()
        self._grid.addWidget(label, place, 0, _beside(label, field))
        self._grid.addWidget(editor.widget, place, 1)
        self._grid.addWidget(row.problem, place + 1, 1)
        self._rows.append(row)
        if editor.entered is not None:
            editor.entered.connect(lambda value: self._entered(row, value))
        given_up = getattr(editor.widget, "given_up", None)
        if given_up is not None:
            given_up.connect(lambda: _mark(row, ""))

    def _entered(self, row: _Row, value: Value) -> None:
        self._tell(row.section, row.field, value)


def _group_head(group: str) -> QWidget:
    """The name of a group with a line to the right end."""
    name, line = PlainLabel(group), QFrame()
    name.setProperty("role", "muted")
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    head = QWidget()
    layout = QHBoxLayout(head)
    layout.setContentsMargins(0, 9, 0, 2)
    layout.setSpacing(8)
    layout.addWidget(name)
    layout.addWidget(line, 1)
    return head


def _label(field: Field) -> ElidedLabel:
    label = ElidedLabel(field.label)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if field.hint:
        label.setProperty("hint", True)
        label.setToolTip(field.hint)
    return label


def _beside(label: QLabel, field: Field) -> Qt.AlignmentFlag:
    """Where a label stands beside its field: in the middle, or on the first of several lines."""
    if field.quantity is not Quantity.LINES:
        return Qt.AlignmentFlag.AlignVCenter
    label.setContentsMargins(0, FIRST_LINE_PX, 0, 0)
    return Qt.AlignmentFlag.AlignTop


def _describe(widget: QWidget, field: Field) -> None:
    """Name and hint of a field, for tool tips and for those who hear it."""
    unit = unit_of(field.quantity)
    widget.setAccessibleName(f"{field.label}, {unit}" if unit else field.label)
    widget.setAccessibleDescription(field.hint)


def _explain(widget: QWidget, line: Line) -> None:
    """The tool tip: what the property is, and what holds while it is left empty."""
    if line.field.write is None:
        return
    parts = [line.field.hint]
    if line.fallback and line.value is None:
        parts.append(f"Now: {line.fallback}")
    tip = ". ".join(part for part in parts if part)
    widget.setToolTip(plain_tip(tip))
    widget.setProperty("hint", tip)


def _problem_label() -> QLabel:
    label = PlainLabel()
    label.setProperty("role", "error")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(0, 0, 0, 3)
    label.hide()
    return label


def _mark(row: _Row, sentence: str) -> None:
    """Outline in the colour of errors, or not; the stylesheet goes by the property `invalid`."""
    widget, wrong = row.editor.widget, bool(sentence)
    row.problem.setText(sentence)
    row.problem.setVisible(wrong)
    if bool(widget.property("invalid")) != wrong:
        widget.setProperty("invalid", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
