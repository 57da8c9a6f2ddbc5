"""Sheets of labels as shops sell them: bundled ones in resources/labels, and a person's own files."""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from designer.core.errors import InputError
from designer.core.geometry.axes import Rect
from designer.export.data_files import bundled_files, bundled_text, chosen
from designer.limited import toml_tables

FOLDER = "labels"
USUAL = "a4-21"
"""For a market that no sheet names."""

_MISSING = "there are no labels"

_LEAST_MM = (25.0, 12.0)
"""On a smaller label no code with a line of text can be read."""

_TOLERANCE_MM = 0.5


class LabelSheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper with equal labels in columns and rows, mm; `left_mm` and `top_mm` lead to the first one."""

    id: str
    name: str
    paper_mm: tuple[float, float]
    columns: int
    rows: int
    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    step_x_mm: float
    step_y_mm: float
    source: str = ""
    regions: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows

    def place(self, number: int) -> Rect:
        """The label with this number, from 0, row by row from the upper left; mm from the lower left."""
        row, column = divmod(number % self.count, self.columns)
        x = self.left_mm + column * self.step_x_mm
        top = self.paper_mm[1] - self.top_mm - row * self.step_y_mm
        return (x, top - self.height_mm, x + self.width_mm, top)


@cache
def bundled_label_sheets() -> tuple[LabelSheet, ...]:
    """The sheets that come with the program, by their ids."""
    return tuple(read_label_sheet(file) for file in bundled_files(FOLDER))


def label_sheet_for(choice: str, region: str) -> LabelSheet:
    """The sheet with this id or in this file; without a choice the one of the region.

    Raises InputError, with the place and a remedy, where there is none or its file is bad.
    """
    known = {sheet.id: sheet for sheet in bundled_label_sheets()}
    if not choice:
        return next((sheet for sheet in known.values() if region in sheet.regions), known[USUAL])
    return chosen(choice, known, read_label_sheet, _MISSING)


def label_sheet_text(choice: str) -> str:
    """The file of a bundled sheet, to be edited as an own one. InputError for an unknown id."""
    known = {sheet.id: sheet for sheet in bundled_label_sheets()}
    return bundled_text(FOLDER, choice, known, _MISSING)


def read_label_sheet(file: Path) -> LabelSheet:
    """A sheet from its file. InputError, with the place and a remedy, where it is bad."""
    raw = toml_tables(file)
    try:
        sheet = msgspec.convert(raw, LabelSheet, strict=False)
    except msgspec.ValidationError as problem:
        remedy = "begin with a copy of a bundled one: trunkline labels NAME -o FILE"
        raise InputError(f"it is no sheet of labels ({problem})", where=str(file), remedy=remedy) from problem
    _check(sheet, str(file))
    return sheet


def _check(sheet: LabelSheet, where: str) -> None:
    """The labels are on the paper, apart from each other, and can be read."""
    if not (1 <= sheet.columns <= 20 and 1 <= sheet.rows <= 50):
        raise InputError("its labels are none or too many", where=where, remedy="correct columns and rows")
    if sheet.width_mm < _LEAST_MM[0] or sheet.height_mm < _LEAST_MM[1]:
        remedy = f"choose labels of {_LEAST_MM[0]:g} x {_LEAST_MM[1]:g} mm or more"
        raise InputError("its labels are too small for a code", where=where, remedy=remedy)
    x0, y0, _, _ = sheet.place((sheet.rows - 1) * sheet.columns)
    _, _, x1, y1 = sheet.place(sheet.columns - 1)
    slack = _TOLERANCE_MM
    inside = x0 >= -slack and y0 >= -slack and x1 <= sheet.paper_mm[0] + slack
    if not inside or y1 > sheet.paper_mm[1] + slack:
        raise InputError("its labels reach beyond the paper", where=where, remedy="correct margins and steps")
    overlap = (sheet.columns > 1 and sheet.step_x_mm < sheet.width_mm - slack) or (
        sheet.rows > 1 and sheet.step_y_mm < sheet.height_mm - slack
    )
    if overlap:
        raise InputError("its labels overlap", where=where, remedy="correct the steps")
