"""Sizes of texts, gaps and symbols in a drawing that is to be printed at 1:`scale`, mm of model space."""

from msgspec import Struct

from designer.drawing.model import DimensionStyle

CHARACTER_WIDTH = 0.7
"""Mean width of a character by its height in the plain single-stroke fonts of CADs."""

CAPITAL_WIDTH = 0.9
"""The same of capitals and digits."""


class Style(Struct, frozen=True, kw_only=True):
    """Sizes in mm of model space.

    Labels of things on the roof keep to the size of the things; names, dimensions and the title block
    keep to the paper.
    """

    scale: float
    name_mm: float
    note_mm: float
    dimension: DimensionStyle
    margin_mm: float
    hatch_mm: float = 90.0
    piece_mm: float = 45.0
    port_mm: float = 40.0
    port_symbol_mm: float = 60.0
    piece_mark_mm: float = 30.0
    box_mm: float = 60.0
    module_share: float = 0.11
    inverter_mm: float = 50.0


def style_at(scale: float) -> Style:
    """The style for 1:`scale`. Paper sizes: names 3.5 mm, notes and dimensions 2 to 2.5 mm.

    Dimensions stand among the modules, so their text stays below 140 mm on the roof.
    """
    dimension_mm = min(2.2 * scale, 140.0)
    return Style(
        scale=scale,
        name_mm=3.5 * scale,
        note_mm=2.5 * scale,
        dimension=DimensionStyle(
            text_mm=dimension_mm,
            tick_mm=0.6 * dimension_mm,
            gap_mm=0.35 * dimension_mm,
            offset_mm=0.5 * dimension_mm,
            beyond_mm=0.5 * dimension_mm,
        ),
        margin_mm=6.0 * scale,
    )


def text_width_mm(text: str, height_mm: float) -> float:
    """Estimated width of a line of text."""
    return len(text) * CHARACTER_WIDTH * height_mm


def height_to_fit(text: str, width_mm: float, *, at_most_mm: float) -> float:
    """The greatest height up to `at_most_mm` at which `text` fits in `width_mm`, even all in capitals."""
    return min(at_most_mm, width_mm / (max(len(text), 1) * CAPITAL_WIDTH))
