"""Layers and linetypes of a drawing, as tables. Colour, linetype and lineweight are given here only."""

from enum import StrEnum

from msgspec import Struct


class LayerName(StrEnum):
    """The layers of the default preset."""

    ROOF = "PV-ROOF"
    OBSTACLE = "PV-OBSTACLE"
    HATCH = "PV-HATCH"
    SETBACK = "PV-SETBACK"
    WIND = "PV-WIND"
    WATER = "PV-WATER"
    MODULE = "PV-MODULE"
    RAIL = "PV-RAIL"
    SPLICE = "PV-SPLICE"
    JOINT = "PV-JOINT"
    ATTACHMENT = "PV-ATTACHMENT"
    CLAMP = "PV-CLAMP"
    INVERTER = "PV-INVERTER"
    CLEARANCE = "PV-CLEARANCE"
    TRUNK = "PV-TRUNK"
    LINK = "PV-LINK"
    END_CABLE = "PV-ENDCABLE"
    DC = "PV-DC"
    DROP = "PV-DROP"
    BOX = "PV-BOX"
    PIECE = "PV-PIECE"
    DIMS = "PV-DIMS"
    TEXT = "PV-TEXT"
    TITLE = "PV-TITLE"
    SITE = "PV-SITE"
    SITE_MODULE = "PV-SITE-MODULE"
    SITE_OBSTACLE = "PV-SITE-OBSTACLE"
    UNDERLAY = "PV-UNDERLAY"
    """On the canvas only: what is traced is in no paper."""

    @classmethod
    def site_layers(cls) -> tuple["LayerName", ...]:
        """What the site plan alone shows."""
        return (cls.SITE, cls.SITE_MODULE, cls.SITE_OBSTACLE)


class LinetypeName(StrEnum):
    """Names that every CAD knows."""

    CONTINUOUS = "Continuous"
    DASHED = "DASHED"
    DASHDOT = "DASHDOT"


class Linetype(Struct, frozen=True):
    """A pattern of strokes (positive), gaps (negative) and dots (zero), mm of model space."""

    name: str
    description: str
    pattern_mm: tuple[float, ...]


class Layer(Struct, frozen=True):
    """A layer; `color` is an AutoCAD colour index, `lineweight` in hundredths of a millimetre.

    `rgb` is a colour as #RRGGBB where none of the index is near enough. What lies on a layer that is not
    `plotted` is not printed.
    """

    name: str
    color: int
    linetype: str
    lineweight: int
    holds: str
    rgb: str = ""
    plotted: bool = True


LINETYPES = (
    Linetype(LinetypeName.DASHED, "Dashed __ __ __ __", (150.0, -75.0)),
    Linetype(LinetypeName.DASHDOT, "Dash dot __ . __ . __", (200.0, -60.0, 0.0, -60.0)),
)

_SOLID = LinetypeName.CONTINUOUS

LAYERS = (
    Layer(LayerName.ROOF, 7, _SOLID, 50, "surface outlines"),
    Layer(LayerName.OBSTACLE, 30, _SOLID, 35, "obstacles"),
    Layer(LayerName.HATCH, 32, _SOLID, 9, "obstacle hatches"),
    Layer(LayerName.SETBACK, 8, LinetypeName.DASHED, 13, "usable area"),
    Layer(LayerName.WIND, 132, LinetypeName.DASHDOT, 13, "wind zones"),
    Layer(LayerName.WATER, 150, LinetypeName.DASHDOT, 25, "water lines"),
    Layer(LayerName.MODULE, 5, _SOLID, 25, "modules"),
    Layer(LayerName.RAIL, 9, _SOLID, 18, "rail bars"),
    Layer(LayerName.SPLICE, 6, _SOLID, 18, "rail splices"),
    Layer(LayerName.JOINT, 1, _SOLID, 18, "expansion joints"),
    Layer(LayerName.ATTACHMENT, 34, _SOLID, 18, "roof attachments"),
    Layer(LayerName.CLAMP, 140, _SOLID, 13, "end and mid clamps"),
    Layer(LayerName.INVERTER, 3, _SOLID, 35, "inverters"),
    Layer(LayerName.CLEARANCE, 94, _SOLID, 9, "inverter clearance"),
    Layer(LayerName.TRUNK, 1, _SOLID, 40, "trunk cable"),
    Layer(LayerName.LINK, 20, LinetypeName.DASHED, 40, "links of bulk cable"),
    Layer(LayerName.END_CABLE, 200, _SOLID, 40, "end cables"),
    Layer(LayerName.DC, 244, _SOLID, 9, "DC leads"),
    Layer(LayerName.DROP, 2, _SOLID, 25, "trunk ports"),
    Layer(LayerName.BOX, 202, _SOLID, 35, "boxes"),
    Layer(LayerName.PIECE, 52, _SOLID, 13, "piece names"),
    Layer(LayerName.DIMS, 8, _SOLID, 13, "dimensions"),
    Layer(LayerName.TEXT, 7, _SOLID, 18, "names and notes"),
    Layer(LayerName.TITLE, 7, _SOLID, 35, "sheet and title block"),
    Layer(LayerName.SITE, 7, _SOLID, 35, "surfaces of the site plan"),
    Layer(LayerName.SITE_MODULE, 5, _SOLID, 13, "modules of the site plan"),
    Layer(LayerName.SITE_OBSTACLE, 30, _SOLID, 18, "obstacles of the site plan"),
)

UNDERLAY_LAYER = Layer(LayerName.UNDERLAY, 8, _SOLID, 13, "underlays")

CANVAS_LAYERS = (*LAYERS, UNDERLAY_LAYER)
"""The layers of an exported drawing, and the one that the canvas alone has."""
