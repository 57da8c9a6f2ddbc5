"""What all sheets are made from, and the sheet while it is being filled."""

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct, field

from designer.core.geometry.axes import Point, Rect
from designer.core.model.design import Surface
from designer.core.model.plan import PlacedModule, SurfacePlan
from designer.drawing.directory import Directory
from designer.drawing.length_units import LONG_UNITS, LengthUnit, LongUnit, length_text
from designer.drawing.model import Item, View
from designer.drawing.sheet_layers import branch_layer
from designer.drawing.sheets.drawn import Drawn
from designer.drawing.sheets.paper import mm_text
from designer.drawing.sheets.template import SheetFrame, Template
from designer.drawing.style import Style


class SheetOrder(Struct, frozen=True, kw_only=True):
    """What a person asks of a set of sheets, or of the `report` in its place.

    An empty `paper` is chosen by the size of the roof. A report shows surfaces whole, however small.
    """

    template: Template
    paper: str = ""
    drawing_number: str = ""
    revision: str = ""
    drawn_by: str = ""
    report: bool = False


class Face(Struct, frozen=True, dict=True):
    """A surface with its plan, its place in model space, and the room that things on it take up there."""

    surface: Surface
    plan: SurfacePlan
    offset: Point
    extents: Rect

    @property
    def label(self) -> str:
        """What people call it."""
        return self.surface.name or self.surface.id

    @cached_property
    def modules(self) -> dict[str, PlacedModule]:
        """The modules on it by id."""
        return {module.id: module for module in self.plan.modules}

    def placed(self, at: Point) -> Point:
        """A point of the surface in model space."""
        return (at[0] + self.offset[0], at[1] + self.offset[1])

    def rect(self, rect: Rect) -> Rect:
        """A rectangle of the surface in model space."""
        return (*self.placed((rect[0], rect[1])), *self.placed((rect[2], rect[3])))


class Context(Struct, frozen=True, kw_only=True, dict=True):
    """All that the sheets show. `site` is the site plan's place and extents in model space.

    `drawn` knows what model space holds.
    """

    directory: Directory
    order: SheetOrder
    frame: SheetFrame
    scale: float
    faces: tuple[Face, ...]
    site_offset: Point
    site: Rect
    style: Style
    date: str
    drawn: Drawn

    def length(self, length_mm: float) -> str:
        """A length as sheets of this market write it: to a tenth of a mm, or a sixteenth of an inch."""
        unit = self.order.template.lengths
        return mm_text(length_mm) if unit is LengthUnit.MILLIMETRES else length_text(length_mm, unit)

    def long_length(self, length_mm: float, digits: int = 1) -> str:
        """A length of cable, or of the site: in metres, or in feet."""
        unit = self.long_unit
        return f"{length_mm / unit.mm:.{digits}f} {unit.name}"

    @property
    def long_unit(self) -> LongUnit:
        """What lengths of cable, and of the site, are in: metres, or feet."""
        return LONG_UNITS[self.order.template.lengths]

    @property
    def lengths_note(self) -> str:
        """What is said of the unit in the title of a table of lengths; feet and inches say it themselves."""
        return ", mm" if self.order.template.lengths is LengthUnit.MILLIMETRES else ""

    @cached_property
    def branch_layers(self) -> dict[str, str]:
        """The layer of each branch on the sheets."""
        branches = self.directory.plan.branches
        return {branch.id: branch_layer(number) for number, branch in enumerate(branches)}


class Draft(Struct, kw_only=True):
    """A sheet while it is filled; `column_top` is where its column is still free."""

    title: str
    column_top: float
    scale: float = 0.0
    views: list[View] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def add(self, items: Sequence[Item]) -> None:
        """Draw things on it."""
        self.items += items


COLUMN_PAD = 4.0
"""Between the edges of the column and what stands in it."""


def new_draft(frame: SheetFrame, title: str) -> Draft:
    """An empty sheet."""
    return Draft(title=title, column_top=frame.column[3] - COLUMN_PAD)


def column_room(frame: SheetFrame, draft: Draft) -> Rect:
    """What is free of a sheet's column."""
    x0, y0, x1, _ = frame.column
    return (x0 + COLUMN_PAD, y0 + COLUMN_PAD, x1 - COLUMN_PAD, draft.column_top)
