"""Layers and linetypes of what only the sheets show: dimensions of one trade, and things drawn on paper."""

from enum import StrEnum

from designer.drawing.layers import Layer, Linetype, LinetypeName
from designer.drawing.palette import COLOURS, DASHES_MM


class SheetLayer(StrEnum):
    """The layers beside those of the model, in the default preset."""

    DIMS_RAIL = "PV-DIMS-RAIL"
    DIMS_BOX = "PV-DIMS-BOX"
    DIMS_SITE = "PV-DIMS-SITE"
    FRAME = "PV-SHEET"
    HEADING = "PV-HEADING"
    TABLE = "PV-TABLE"
    LABEL = "PV-LABEL"
    SHADE = "PV-SHADE"
    VIEW = "PV-VIEW"


SHEET_LAYERS = (
    Layer(SheetLayer.DIMS_RAIL, 8, LinetypeName.CONTINUOUS, 13, "dimensions of rails and attachments"),
    Layer(SheetLayer.DIMS_BOX, 8, LinetypeName.CONTINUOUS, 13, "dimensions of boxes"),
    Layer(SheetLayer.DIMS_SITE, 8, LinetypeName.CONTINUOUS, 13, "dimensions of the site plan"),
    Layer(SheetLayer.FRAME, 7, LinetypeName.CONTINUOUS, 50, "frames of sheets"),
    Layer(SheetLayer.HEADING, 7, LinetypeName.CONTINUOUS, 50, "headings on sheets"),
    Layer(SheetLayer.TABLE, 7, LinetypeName.CONTINUOUS, 13, "tables, legends and notes on sheets"),
    Layer(SheetLayer.LABEL, 7, LinetypeName.CONTINUOUS, 18, "names written on views"),
    Layer(SheetLayer.SHADE, 254, LinetypeName.CONTINUOUS, 9, "shaded areas on sheets", rgb="#E6E6E6"),
    Layer(SheetLayer.VIEW, 9, LinetypeName.CONTINUOUS, 9, "edges of viewports, not printed", plotted=False),
)

BRANCH_INKS = len(COLOURS) * len(DASHES_MM)
"""So many branches look different; then colours and dashes begin again."""

_COLOUR_INDEX = {
    "#0072B2": 152,
    "#D55E00": 30,
    "#009E73": 114,
    "#CC79A7": 221,
    "#1A1A1A": 7,
    "#E69F00": 40,
    "#56B4E9": 141,
}
"""The nearest AutoCAD colours, for versions that know no others."""


def branch_layer(number: int) -> str:
    """The layer of the branch with this number, from 0."""
    return f"PV-BRANCH-{number % BRANCH_INKS + 1:02}"


def branch_layers(branches: int) -> tuple[Layer, ...]:
    """The layers of so many branches."""
    return tuple(_branch_layer(number) for number in range(min(branches, BRANCH_INKS)))


def branch_linetypes() -> tuple[Linetype, ...]:
    """Dashes of branches, mm of paper."""
    return tuple(
        Linetype(_dash_name(number), f"Branch dash {number}", _pattern(dash))
        for number, dash in enumerate(DASHES_MM)
        if dash
    )


def _branch_layer(number: int) -> Layer:
    colour, dash = COLOURS[number % len(COLOURS)], number % len(DASHES_MM)
    return Layer(
        branch_layer(number),
        _COLOUR_INDEX[colour],
        _dash_name(dash) if DASHES_MM[dash] else LinetypeName.CONTINUOUS,
        60,
        f"cables of branch {number + 1} on sheets",
        rgb=colour,
    )


def _dash_name(number: int) -> str:
    return f"PV-DASH-{number}"


def _pattern(dash: tuple[float, ...]) -> tuple[float, ...]:
    """Strokes positive and gaps negative."""
    return tuple(step if number % 2 == 0 else -step for number, step in enumerate(dash))
