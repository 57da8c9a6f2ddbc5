"""The sheet: frame and title block, and the names above the surfaces."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import BranchPlan, Plan, SurfacePlan
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.layout import FRAME_MM, TITLE_HEIGHT_MM, TITLE_WIDTH_MM
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Align, Item, Polyline, Role, Sheet, Text
from designer.drawing.shapes import corners
from designer.drawing.sheets.scales import WHOLE_SIDES
from designer.drawing.style import Style
from designer.drawing.text_metrics import LINE_STEP, fitted_lines
from designer.drawing.totals import totals

_PAPER_LABEL_MM = 1.8
_PAPER_VALUE_MM = 2.5
_PAPER_TITLE_MM = 5.0
_PAPER_INSET_MM = 2.0
_UNITS_NOTES = {
    LengthUnit.MILLIMETRES: "All lengths in mm.",
    LengthUnit.FEET: "The model is in mm; dimensions read in feet and inches.",
}
_FRAMES_NOTE = "Surfaces in true size 1:1, x along the eave; the site plan is a plan view."


class Field(Struct, frozen=True, kw_only=True):
    """A field of the title block: a small label above its value; mm of paper from the upper left."""

    label: str
    value: str
    x: float
    y: float
    width: float
    height: float
    text: float = _PAPER_VALUE_MM


def sheet_items(fields: Iterable[Field], sheet: Sheet, unit: LengthUnit) -> tuple[Item, ...]:
    """Frame, title block and the note on units, in model coordinates."""
    scale, (x0, y0, x1, y1) = sheet.scale, sheet.rect
    inset = FRAME_MM * scale
    frame = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
    corner = (frame[2] - TITLE_WIDTH_MM * scale, frame[1] + TITLE_HEIGHT_MM * scale)
    parts = [part for field in fields for part in _field(field, corner, sheet)]
    text_mm = _PAPER_VALUE_MM * scale
    note = f"{_UNITS_NOTES[unit]} {_FRAMES_NOTE}"
    return (_rectangle(frame), *parts, _text(note, (frame[0] + text_mm, frame[1] + text_mm), text_mm))


def title_fields(design: Design, plan: Plan, catalog: Catalog, sheet: str, date: str) -> tuple[Field, ...]:
    """What the title block says; `sheet` is the paper and its scale.

    Raises CatalogError when the catalogue lacks a product of the plan.
    """
    customer, figures = design.customer, totals(plan, catalog)
    modules = _counted(catalog.module(module.product).model for module in plan.modules)
    inverters = _counted(catalog.inverter(inverter.product).model for inverter in plan.inverters)
    rails = _names(catalog.rail(rail.product).model for rail in plan.rails)
    trunks = _names(_trunk_name(catalog, branch) for branch in plan.branches)
    return (
        Field(label="Project", value=design.name, x=0, y=0, width=190, height=14, text=_PAPER_TITLE_MM),
        Field(label="Customer", value=customer.name, x=0, y=14, width=70, height=10),
        Field(label="Address", value=customer.address, x=70, y=14, width=80, height=10),
        Field(label="Project no.", value=customer.project_number, x=150, y=14, width=40, height=10),
        Field(label="Modules", value=modules, x=0, y=24, width=70, height=10),
        Field(label="Power", value=f"{figures.kwp:.2f} kWp", x=70, y=24, width=30, height=10),
        Field(label="Rails", value=rails, x=100, y=24, width=50, height=10),
        Field(label="Sheet, scale", value=sheet, x=150, y=24, width=40, height=10),
        Field(label="Inverters", value=inverters, x=0, y=34, width=70, height=10),
        Field(label="Branches", value=str(figures.branches), x=70, y=34, width=30, height=10),
        Field(label="Trunk cable", value=trunks, x=100, y=34, width=50, height=10),
        Field(label="Date", value=date, x=150, y=34, width=40, height=10),
    )


def surface_name(surface: Surface, plan: SurfacePlan, extents: Rect, style: Style) -> tuple[Text, Text]:
    """Name and facts of a surface above its upper left corner."""
    x, top = extents[0], WHOLE_SIDES.around(extents, surface.rail_axis, style.dimension)[3]
    facts = (
        f"{surface.id}, tilt {surface.tilt_deg:g}°, azimuth {surface.azimuth_deg:g}°, "
        f"{len(plan.modules)} modules, {len(plan.inverters)} inverters"
    )
    above = (x, top + 1.8 * style.note_mm)
    return (
        label(surface.name, above, style.name_mm, surface.id, align=Align.LEFT),
        label(facts, (x, top), style.note_mm, surface.id, align=Align.LEFT),
    )


def _field(field: Field, corner: Point, sheet: Sheet) -> tuple[Item, ...]:
    """Box, label and value of a field; a long value is set smaller, then on two lines."""
    scale, inset = sheet.scale, _PAPER_INSET_MM * sheet.scale
    left, top = corner[0] + field.x * scale, corner[1] - field.y * scale
    bottom = top - field.height * scale
    room = field.height - 2.2 * _PAPER_INSET_MM - _PAPER_LABEL_MM
    lines, height = fitted_lines(
        field.value, field.width - 2 * _PAPER_INSET_MM, at_most_mm=field.text, room_mm=room
    )
    label_at = (left + inset, top - 0.7 * inset)
    foot = bottom + 0.8 * inset
    step = LINE_STEP * height * scale
    return (
        _rectangle((left, bottom, left + field.width * scale, top)),
        _text(field.label, label_at, _PAPER_LABEL_MM * scale, Align.TOP_LEFT),
        *(
            _text(line, (left + inset, foot + above * step), height * scale)
            for above, line in enumerate(reversed(lines))
        ),
    )


def _rectangle(rect: Rect) -> Polyline:
    return Polyline(points=corners(rect), closed=True, layer=LayerName.TITLE, role=Role.TITLE)


def _text(text: str, at: Point, height_mm: float, align: Align = Align.LEFT) -> Text:
    return Text(at=at, text=text, height_mm=height_mm, align=align, layer=LayerName.TITLE, role=Role.TITLE)


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{count} x {name}" for name, count in sorted(Counter(names).items()))


def _trunk_name(catalog: Catalog, branch: BranchPlan) -> str:
    pitch_m = catalog.family(branch.family).product(branch.product).pitch_mm / 1000.0
    return f"{pitch_m:g} m, {branch.conductor}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))
