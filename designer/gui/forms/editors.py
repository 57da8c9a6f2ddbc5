"""The field of each kind of property, all used alike: show a line, say what was entered."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Line, Option
from designer.edit.properties.quantities import Quantity, shown, unit_of, with_unit
from designer.gui.forms.choosing import ChoiceBox, FlagBox, ProductBox
from designer.gui.forms.elided import SelectableText, WrappedText
from designer.gui.forms.lines import VARIES, TypedLine, TypedText


class Editor(Protocol):
    """A widget that shows a property and may let it be entered."""

    widget: QWidget
    entered: "SignalInstance[Any] | None"

    def show_line(self, line: Line, facts: Facts) -> None:
        """Show the property as it stands now."""
        ...

    @property
    def waiting(self) -> bool:
        """Whether something was typed that has not been taken over."""
        ...


def editor_for(field: Field, facts_now: Callable[[], Facts]) -> Editor:
    """A new widget for a property; `facts_now` are the facts that choices are read from."""
    if field.write is None:
        return _Reading(WrappedText() if field.quantity is Quantity.LINES else SelectableText())
    match field.quantity:
        case Quantity.CHOICE:
            return _Choosing()
        case Quantity.PRODUCT:
            return _Searching(field, facts_now)
        case Quantity.FLAG:
            return _Flag()
        case Quantity.LINES:
            return _Text()
    return _Typing(field)


def read_text(line: Line, facts: Facts) -> str:
    """A property as text with its unit."""
    if line.varies:
        return VARIES
    field = line.field
    if field.choices or field.named:
        return field.label_of(facts, line.value)
    text = with_unit(field.quantity, line.value)
    return text or "–"


class _Reading:
    """A value that can only be read, selected and copied."""

    def __init__(self, text: SelectableText | WrappedText) -> None:
        self._text = text
        self.widget: QWidget = text
        self.entered: SignalInstance[Any] | None = None
        self.waiting = False

    def show_line(self, line: Line, facts: Facts) -> None:
        self._text.show_text(read_text(line, facts))


class _Typing:
    """A typed value with its unit in the field."""

    def __init__(self, field: Field) -> None:
        self._line = TypedLine(unit_of(field.quantity))
        self.widget: QWidget = self._line
        self.entered: SignalInstance[Any] | None = self._line.entered

    @property
    def waiting(self) -> bool:
        return self._line.waiting

    def show_line(self, line: Line, facts: Facts) -> None:  # noqa: ARG002 - all editors alike
        text = "" if line.varies else shown(line.field.quantity, line.value)
        self._line.show_value(text, VARIES if line.varies else line.fallback)


class _Text:
    """A typed text of several lines."""

    def __init__(self) -> None:
        self._text = TypedText()
        self.widget: QWidget = self._text
        self.entered: SignalInstance[Any] | None = self._text.entered

    @property
    def waiting(self) -> bool:
        return self._text.waiting

    def show_line(self, line: Line, facts: Facts) -> None:  # noqa: ARG002 - all editors alike
        self._text.show_value(str(line.value or ""), VARIES if line.varies else line.fallback)


class _Choosing:
    """One of a few."""

    def __init__(self) -> None:
        self._box = ChoiceBox()
        self.widget: QWidget = self._box
        self.entered: SignalInstance[Any] | None = self._box.entered
        self.waiting = False

    def show_line(self, line: Line, facts: Facts) -> None:
        choices: Sequence[Option] = line.field.choices(facts) if line.field.choices else ()
        self._box.offer(choices, line.fallback)
        self._box.show_value(None if line.value is None else str(line.value), varies=line.varies)


class _Searching:
    """One of many, searched by typing."""

    def __init__(self, field: Field, facts_now: Callable[[], Facts]) -> None:
        self._box = ProductBox(lambda: field.choices(facts_now()) if field.choices else ())
        self.widget: QWidget = self._box
        self.entered: SignalInstance[Any] | None = self._box.entered
        self.waiting = False

    def show_line(self, line: Line, facts: Facts) -> None:
        value = None if line.value is None else str(line.value)
        label = line.field.label_of(facts, line.value)
        self._box.show_value(value, label, line.fallback, varies=line.varies)


class _Flag:
    """Yes or no."""

    def __init__(self) -> None:
        self._box = FlagBox()
        self.widget: QWidget = self._box
        self.entered: SignalInstance[Any] | None = self._box.entered
        self.waiting = False

    def show_line(self, line: Line, facts: Facts) -> None:  # noqa: ARG002 - all editors alike
        self._box.show_value(bool(line.value), varies=line.varies)
