"""The module plan: where every module lies, with dimensions from the roof's edges."""

import math
from collections.abc import Iterable, Iterator, Mapping

from designer.core.geometry.axes import Orientation, RailAxis, Rect
from designer.core.model.plan import PlacedModule
from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Item, Text, View
from designer.drawing.shapes import RIGHT_ANGLE_DEG, bounds
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face
from designer.drawing.sheets.paper import LEAST, SMALL, SUBHEAD, name, paper_rect, width_of
from designer.drawing.sheets.placing import Places
from designer.drawing.sheets.plans import UNSEEN, Plan, plan_sheets
from designer.drawing.sheets.roof_names import roof_names
from designer.drawing.sheets.scales import MODULE_SIDES
from designer.drawing.sheets.table import Column, Table
from designer.drawing.text_metrics import fitted_height

TITLE = "Module plan"

HIDDEN = (
    *UNSEEN,
    LayerName.RAIL,
    LayerName.SPLICE,
    LayerName.JOINT,
    LayerName.ATTACHMENT,
    LayerName.CLAMP,
    LayerName.INVERTER,
    LayerName.CLEARANCE,
    LayerName.TRUNK,
    LayerName.LINK,
    LayerName.END_CABLE,
    LayerName.DC,
    LayerName.DROP,
    SheetLayer.DIMS_RAIL,
    SheetLayer.DIMS_BOX,
)

_SHARE = 0.8
"""Of a module's width for its name."""

_UPRIGHT_SHARE = 0.95
"""The same of its height for a name that runs up it."""

_ROW_AWAY_MM = 1.5
_ROW_STEP = 1.3
_BEYOND_EDGE_MM = 4.4
"""Beyond the name of the edge."""

_ORIENTATIONS = {Orientation.PORTRAIT: "portrait", Orientation.LANDSCAPE: "landscape"}


def module_sheets(context: Context) -> list[Draft]:
    """The module plan of all surfaces, with legend and the rows as a table."""
    plan = Plan(
        title=TITLE,
        sides=MODULE_SIDES,
        hidden=HIDDEN,
        names=_names,
        legend=_LEGEND,
        tables=lambda context, faces: [row_table(context, faces)],
        more="Module plan, rows",
    )
    return plan_sheets(context, plan)


_LEGEND = (
    (LayerName.ROOF, "roof edge"),
    (LayerName.SETBACK, "usable area"),
    (LayerName.OBSTACLE, "obstacle"),
    (LayerName.WATER, "water line"),
    (LayerName.WIND, "wind zone"),
    (LayerName.MODULE, "module, with its name"),
    (LayerName.BOX, "box"),
)


def row_table(context: Context, faces: Iterable[Face]) -> Table:
    """One line per row of some surfaces: number, modules, type, which way they lie."""
    catalog = context.directory.catalog
    rows = []
    for face in faces:
        for members in _rows(face.plan.modules):
            first = members[0]
            rows.append(
                (
                    face.label,
                    str(first.row),
                    str(len(members)),
                    catalog.module(first.product).model,
                    _ORIENTATIONS[first.orientation],
                )
            )
    columns = (
        Column("Surface", 20),
        Column("Row", 8, number=True),
        Column("Modules", 14, number=True),
        Column("Type", 36),
        Column("Laid", 18),
    )
    return Table(title="Rows of modules", columns=columns, rows=tuple(rows))


def module_names(
    face: Face,
    view: View,
    *,
    levels: Mapping[str, float] | None = None,
    share: float = _SHARE,
    at_most: float = SUBHEAD,
    upright: bool = True,
) -> Iterator[Item]:
    """The name of each module, at a share of its height, all as high; in the middle where no level is given.

    `upright` ones run up the modules where only that is legible; there are none where even that is not.
    """
    rects = {module.id: paper_rect(view, face.rect(module.rect)) for module in face.plan.modules}
    height = _name_height(rects, share, at_most, along=0)
    if height >= LEAST:
        for own, (x0, y0, x1, y1) in rects.items():
            yield name(own, ((x0 + x1) / 2.0, y0 + (levels or {}).get(own, 0.5) * (y1 - y0)), height)
    elif upright and (size := _name_height(rects, _UPRIGHT_SHARE, LEAST, along=1)) >= LEAST:
        for own, (x0, y0, x1, y1) in rects.items():
            yield name(own, ((x0 + x1) / 2.0, (y0 + y1) / 2.0), size, turn_deg=90.0)


def _name_height(rects: Mapping[str, Rect], share: float, at_most: float, *, along: int) -> float:
    """How high all names can be that run across (0) or up (1) their modules."""
    sizes = (
        fitted_height(
            own,
            share * (rect[2 + along] - rect[along]),
            at_most_mm=min(at_most, 0.3 * (rect[3 - along] - rect[1 - along])),
        )
        for own, rect in rects.items()
    )
    return min(sizes, default=0.0)


def row_names(face: Face, view: View, places: Places) -> Iterator[Item]:
    """Behind each row its number; beyond the roof's edge where there is no room before it, or a name."""
    along = 0 if face.surface.rail_axis is RailAxis.EAVE else 1
    outline = paper_rect(view, face.rect(bounds(face.surface.outline)))
    beyond = outline[along + 2] + _BEYOND_EDGE_MM
    last = -math.inf
    for members in _rows(face.plan.modules):
        rects = [paper_rect(view, face.rect(module.rect)) for module in members]
        text = f"row {members[0].row}"
        wide = width_of(text, SMALL)
        end = max(rect[along + 2] for rect in rects) + _ROW_AWAY_MM
        long = wide if along == 0 else SMALL
        begins = [end, beyond] if end + long + _ROW_AWAY_MM <= outline[along + 2] else [beyond]
        middle = (rects[0][1 - along] + rects[0][3 - along]) / 2.0
        if middle - last < _ROW_STEP * SMALL:
            continue  # too near to be read beside the one before
        last = middle
        ends = [begin + long / 2.0 for begin in begins]
        middles = [(end, middle) if along == 0 else (middle, end) for end in ends]
        x, y = places.first_free((wide, SMALL), middles) or middles[0]
        if along == 0:
            yield name(text, (x - wide / 2.0, y - SMALL / 2.0), SMALL, Align.LEFT)
        else:
            yield name(text, (x, y - SMALL / 2.0), SMALL, Align.CENTER)


def _names(context: Context, face: Face, view: View) -> Iterator[Item]:
    roof = list(roof_names(context, face, view, bridges=False))
    places = Places()
    level = (0.0, RIGHT_ANGLE_DEG)
    places.take(item for item in roof if isinstance(item, Text) and item.rotation_deg in level)
    yield from roof
    yield from module_names(face, view)
    yield from row_names(face, view, places)


def _rows(modules: Iterable[PlacedModule]) -> list[list[PlacedModule]]:
    """The modules of one surface by row, from the lowest."""
    rows: dict[str, list[PlacedModule]] = {}
    for module in modules:
        rows.setdefault(module.row_id, []).append(module)
    return sorted(rows.values(), key=lambda members: members[0].row)
