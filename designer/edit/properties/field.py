"""A property by name: how it is read of a thing and what a typed value does to the Design."""

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from designer.core.model.design import Design
from designer.edit.properties.facts import Facts
from designer.edit.properties.quantities import Quantity, Value

Ids = Sequence[str]
Read = Callable[[Facts, str], Value]
Write = Callable[[Facts, Ids, Value], Design]


class Option(Protocol):
    """One of the values that a property may have."""

    @property
    def value(self) -> str:
        """The value."""
        ...

    @property
    def label(self) -> str:
        """What a person reads for it."""
        ...

    @property
    def search(self) -> str:
        """Further words by which it is found."""
        ...


class Choice(Struct, frozen=True):
    """An option with its words at hand."""

    value: str
    label: str
    search: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """A property of a kind of thing. Without `write` it can only be read.

    With `fallback` the value may be left out; the text that it gives then says what holds instead, with its
    source. `group` is the heading that it stands under. `named` gives the name of a chosen value where the
    choices are too many to look through.
    """

    key: str
    label: str
    read: Read
    quantity: Quantity = Quantity.TEXT
    write: Write | None = None
    group: str = ""
    choices: Callable[[Facts], Sequence[Option]] | None = None
    named: Callable[[Facts, str], str] | None = None
    fallback: Callable[[Facts, str], str] | None = None
    hint: str = ""

    def label_of(self, facts: Facts, value: Value) -> str:
        """What a person reads for a value of a choice; the value itself where it is none of them."""
        if value is None:
            return ""
        if self.named is not None:
            return self.named(facts, str(value))
        options = self.choices(facts) if self.choices else ()
        return next((option.label for option in options if option.value == value), str(value))


class Line(Struct, frozen=True, kw_only=True):
    """A property as it stands for the things shown: their common value, or that it varies.

    `fallback` is what holds where the value is None.
    """

    field: Field
    value: Value = None
    varies: bool = False
    fallback: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """The properties of all things shown of one kind. `title` names them: ``3 surfaces``, ``Surface S1``."""

    title: str
    noun: str
    ids: tuple[str, ...]
    lines: tuple[Line, ...]

    def step_name(self, field: Field) -> str:
        """Name of the edit that changes a property: ``Change tilt of 3 surfaces``."""
        return f"Change {_lowered(field.label)} of {_lowered(self.title)}"


def _lowered(label: str) -> str:
    """A label inside a sentence; words such as DTU and DC stay as they are."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
