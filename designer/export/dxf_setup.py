"""A new DXF document with the header, layers, linetypes, text style and dimension style of a drawing."""

from collections.abc import Iterable, Mapping
from datetime import date

from ezdxf.colors import RGB
from ezdxf.document import Drawing as Document
from ezdxf.enums import InsertUnits
from ezdxf.filemanagement import new
from ezdxf.layouts.blocklayout import BlockLayout
from ezdxf.lldxf.const import DXF2007

from designer.drawing.layers import Layer
from designer.drawing.length_units import MM_PER_INCH, LengthUnit
from designer.drawing.model import DimensionStyle, Drawing, Sheet

APP_ID = "TRUNKLINE"
"""Under this name plain geometry carries the id of what it stands for, as extended data."""

TEXT_STYLE = "PV-TEXT"
DIMENSION_STYLE = "PV-DIM"
FONT = "simplex.shx"
"""A single-stroke font that every CAD has."""

BY_LAYER = 256
MILLIMETRES = InsertUnits.Millimeters
_METRIC = 1
_MODEL_PATTERNS = 0
"""Dashes are in mm of the space that a line lies in, whatever the scale of a viewport."""

_DECIMAL = 2
_PAPER_FILL = 1
"""Behind the text of dimensions: the colour of the paper, so that no line runs through it."""
_TEXT_ALONE = 2
"""A text that stands elsewhere neither takes its line with it nor gets a leader."""
_ARCHITECTURAL = 4
_SIXTEENTHS = 4
_WITH_ZERO_INCHES = 3
_IN_A_ROW = 2
"""Fractions are written 3/16, not stacked."""

_UNITS: Mapping[LengthUnit, Mapping[str, float]] = {
    LengthUnit.MILLIMETRES: {"dimlfac": 1.0, "dimlunit": _DECIMAL, "dimdec": 0},
    LengthUnit.FEET: {
        "dimlfac": 1.0 / MM_PER_INCH,
        "dimlunit": _ARCHITECTURAL,
        "dimdec": _SIXTEENTHS,
        "dimfrac": _IN_A_ROW,
        "dimzin": _WITH_ZERO_INCHES,
    },
}
"""The model is in mm, architectural units are in inches: so the style itself carries the factor."""

_JULIAN_OF_ORDINAL_ZERO = 1_721_424.5
"""Julian date of midnight at the beginning of proleptic Gregorian ordinal 0, 31 December of the year 0."""


def new_document(drawing: Drawing, layers: Iterable[Layer], version: str) -> Document:
    """An empty document that is ready to draw in; its view shows the whole sheet."""
    document = new(version)
    _set_header(document)
    _add_tables(document, drawing, layers)
    x0, y0, x1, y1 = drawing.extents
    modelspace = document.modelspace()
    modelspace.reset_extents((x0, y0, 0.0), (x1, y1, 0.0))
    modelspace.reset_limits((x0, y0), (x1, y1))
    for block in document.blocks:
        set_millimetres(block)
    _set_view(document, drawing)
    return document


def julian_date(iso_date: str) -> float:
    """Midnight of an ISO date as a Julian date; the year 2000 begins for a text that is none."""
    try:
        day = date.fromisoformat(iso_date)
    except ValueError:
        day = date(2000, 1, 1)
    return day.toordinal() + _JULIAN_OF_ORDINAL_ZERO


def set_millimetres(block: BlockLayout) -> None:
    """Say that a block is in mm, also in the way of R2000, which has no field for it."""
    block.units = MILLIMETRES
    record = block.block_record
    if record.doc is not None and record.doc.dxfversion < DXF2007:
        units = [(1000, "DesignCenter Data"), (1002, "{"), (1070, 0), (1070, int(MILLIMETRES)), (1002, "}")]
        record.set_xdata("ACAD", units)


def extent_variables(drawing: Drawing) -> dict[str, object]:
    """Header variables of the extents; ezdxf leaves them out where they begin at the origin."""
    x0, y0, x1, y1 = drawing.extents
    return {"$EXTMIN": (x0, y0, 0.0), "$EXTMAX": (x1, y1, 0.0)}


def sheet_variables(sheet: Sheet) -> dict[str, object]:
    """Header variables by which a program prints model space whole on its sheet.

    Paper from (0, 0) to its size, model origin at $PINSBASE on it, scale $PSVPSCALE (as LibreCAD reads them).
    """
    base = (-sheet.at[0] / sheet.scale, -sheet.at[1] / sheet.scale, 0.0)
    return {
        "$PLIMMIN": (0.0, 0.0),
        "$PLIMMAX": (sheet.width_mm, sheet.height_mm),
        "$PEXTMIN": (0.0, 0.0, 0.0),
        "$PEXTMAX": (sheet.width_mm, sheet.height_mm, 0.0),
        "$PINSBASE": base,
        "$PSVPSCALE": 1.0 / sheet.scale,
    }


def _set_header(document: Document) -> None:
    for name, value in {
        "$INSUNITS": int(MILLIMETRES),
        "$MEASUREMENT": _METRIC,
        "$LUNITS": _DECIMAL,
        "$LUPREC": 1,
        "$AUNITS": 0,
        "$LTSCALE": 1.0,
        "$PSLTSCALE": _MODEL_PATTERNS,
        "$TEXTSTYLE": TEXT_STYLE,
        "$DIMSTYLE": DIMENSION_STYLE,
    }.items():
        document.header[name] = value


def _add_tables(document: Document, drawing: Drawing, layers: Iterable[Layer]) -> None:
    document.appids.add(APP_ID)
    document.styles.get("Standard").dxf.font = FONT
    document.styles.add(TEXT_STYLE, font=FONT)
    for linetype in drawing.linetypes:
        total = sum(abs(stroke) for stroke in linetype.pattern_mm)
        document.linetypes.add(linetype.name, [total, *linetype.pattern_mm], description=linetype.description)
    for layer in layers:
        _add_layer(document, layer)
    _add_dimension_styles(document, drawing)


def _add_layer(document: Document, layer: Layer) -> None:
    entry = document.layers.add(
        layer.name, color=layer.color, linetype=layer.linetype, lineweight=layer.lineweight
    )
    entry.description = layer.holds
    entry.dxf.plot = int(layer.plotted)
    if layer.rgb:
        entry.rgb = RGB.from_hex(layer.rgb)


def style_name(style: str) -> str:
    """What the file calls a dimension style of the drawing."""
    return f"{DIMENSION_STYLE}-{style.upper()}" if style else DIMENSION_STYLE


def _add_dimension_styles(document: Document, drawing: Drawing) -> None:
    """Own styles, so that a dimension keeps text and ticks when a CAD draws it anew.

    The header says the same: new dimensions begin like that, and LibreCAD draws all of them by the header.
    """
    for name, style in {"": drawing.dimension_style, **drawing.further_styles}.items():
        attributes = {"dimtxsty": TEXT_STYLE, **_dimension_figures(style)}
        document.dimstyles.new(style_name(name), dxfattribs=attributes)
    for name, value in _dimension_figures(drawing.dimension_style).items():
        document.header[f"${name.upper()}"] = value


def _dimension_figures(style: DimensionStyle) -> dict[str, float]:
    """Values of the DXF dimension variables."""
    return {
        "dimtxt": style.text_mm,
        "dimtsz": style.tick_mm / 2.0,
        "dimasz": style.tick_mm,
        "dimgap": style.gap_mm,
        "dimexo": style.offset_mm,
        "dimexe": style.beyond_mm,
        "dimdli": 2.5 * style.text_mm,
        "dimcen": 0.0,
        "dimscale": 1.0,
        "dimtad": 1,
        "dimtih": 0,
        "dimtoh": 0,
        "dimtix": 1,
        "dimtofl": 1,
        "dimtmove": _TEXT_ALONE,
        "dimtfill": _PAPER_FILL,
        "dimclrd": BY_LAYER,
        "dimclre": BY_LAYER,
        "dimclrt": BY_LAYER,
        **_UNITS[style.unit],
    }


def _set_view(document: Document, drawing: Drawing) -> None:
    """The active view shows exactly the extents; a window of another shape shows more."""
    x0, y0, x1, y1 = drawing.extents
    document.set_modelspace_vport(
        height=y1 - y0,
        center=((x0 + x1) / 2.0, (y0 + y1) / 2.0),
        dxfattribs={"aspect_ratio": (x1 - x0) / (y1 - y0)},
    )
