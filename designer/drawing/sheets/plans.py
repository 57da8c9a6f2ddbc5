"""Plans: each surface as a view at one scale for the whole set, set out on as many sheets as are needed."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from designer.core.geometry.axes import Point, RailAxis, Rect
from designer.core.model.design import Surface
from designer.drawing.layers import LayerName
from designer.drawing.model import DimensionStyle, Item, View
from designer.drawing.sheet_dims import ABOVE_STEPS, BELOW_STEPS, BOX_ROOM, LEFT_STEPS, RIGHT_STEPS
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face, new_draft
from designer.drawing.sheets.paper import SMALL, SUBHEAD, box, heading, write
from designer.drawing.sheets.symbols import bar_width, north_arrow, north_deg, scale_bar
from designer.drawing.sheets.template import SheetFrame, Template

DIMENSION_MM = 2.2
"""Text of dimensions on paper."""

BARE_STEPS = 3.0
"""Room on a side without dimensions: for the name of an edge."""

HEADING_MM = 11.0
"""Below a view: its name, facts, north arrow and scale bar."""

GAP_MM = 5.0
PAD_MM = 4.0

UNSEEN = (LayerName.TEXT, LayerName.PIECE, LayerName.TITLE, LayerName.SITE)
"""Names of model space are as large as the things; on sheets they are written anew, as paper asks."""


class Sides(Struct, frozen=True):
    """Room around a surface in heights of dimension texts, as rails along the eave see it."""

    left: float = BARE_STEPS
    right: float = BARE_STEPS
    below: float = BARE_STEPS
    above: float = BARE_STEPS

    def around(self, rect: Rect, axis: RailAxis, step_mm: float) -> Rect:
        """The rectangle with the room; with rails up the slope all is mirrored about the diagonal."""
        left, right, below, above = self.left, self.right, self.below, self.above
        if axis is RailAxis.SLOPE:
            left, below, right, above = below, left, above, right
        return (
            rect[0] - left * step_mm,
            rect[1] - below * step_mm,
            rect[2] + right * step_mm,
            rect[3] + above * step_mm,
        )


MODULE_SIDES = Sides(left=LEFT_STEPS, below=BELOW_STEPS, right=5.0)
RAIL_SIDES = Sides(right=RIGHT_STEPS, above=ABOVE_STEPS)
TRUNK_SIDES = Sides(below=max(BOX_ROOM, BARE_STEPS))
MAP_SIDES = Sides()
ALL_SIDES = (MODULE_SIDES, RAIL_SIDES, TRUNK_SIDES, MAP_SIDES)


class Plan(Struct, frozen=True, kw_only=True):
    """A sort of plan: what it shows of model space, and what is written on the paper over a view.

    One that is not `bare` leaves out surfaces without modules.
    """

    title: str
    sides: Sides
    hidden: tuple[str, ...]
    names: Callable[[Context, Face, View], Iterable[Item]]
    bare: bool = False


def dimension_style(scale: float) -> DimensionStyle:
    """Dimensions that are legible at 1:`scale`, mm of model space."""
    text = DIMENSION_MM * scale
    return DimensionStyle(
        text_mm=text, tick_mm=0.6 * text, gap_mm=0.35 * text, offset_mm=0.5 * text, beyond_mm=0.5 * text
    )


def chosen_frame(
    template: Template, paper: str, extents: Sequence[tuple[Surface, Rect]]
) -> tuple[SheetFrame, float]:
    """The paper asked for, or the first on which the largest surface is legible; the scale of its plans."""
    if paper:
        frame = SheetFrame(template, template.paper(paper))
        return frame, _scale(frame, extents)
    frames = [SheetFrame(template, template.paper(name)) for name in template.auto]
    for frame in frames:
        scale = _scale(frame, extents)
        if scale <= template.auto_scale:
            return frame, scale
    return frames[-1], _scale(frames[-1], extents)


def _scale(frame: SheetFrame, extents: Sequence[tuple[Surface, Rect]]) -> float:
    """The finest scale at which every surface has room on a sheet, whatever it shows."""
    scale = frame.template.scales[-1]
    for scale in frame.template.all_scales():
        if all(
            _fits(frame, _window(surface, rect, sides, scale), scale)
            for surface, rect in extents
            for sides in ALL_SIDES
        ):
            break
    return scale


def _fits(frame: SheetFrame, window: Rect, scale: float) -> bool:
    width, height = _size(window, scale)
    x0, y0, x1, y1 = frame.area
    return width <= x1 - x0 - 2 * PAD_MM and height + HEADING_MM <= y1 - y0 - 2 * PAD_MM


def _window(surface: Surface, rect: Rect, sides: Sides, scale: float) -> Rect:
    return sides.around(rect, surface.rail_axis, DIMENSION_MM * scale)


def _size(window: Rect, scale: float) -> tuple[float, float]:
    return (window[2] - window[0]) / scale, (window[3] - window[1]) / scale


def plan_sheets(context: Context, plan: Plan) -> list[Draft]:
    """The surfaces in their order, on as many sheets as they need, each sheet's in its middle."""
    faces = tuple(face for face in context.faces if plan.bare or face.plan.modules) or context.faces
    windows = [_window(face.surface, face.rect(face.extents), plan.sides, context.scale) for face in faces]
    sizes = [_size(window, context.scale) for window in windows]
    places = _centred(_packed(context.frame, sizes), sizes, context.frame)
    drafts: list[Draft] = []
    for face, window, (sheet, at) in zip(faces, windows, places, strict=True):
        if sheet == len(drafts):
            drafts.append(new_draft(context.frame, plan.title))
            drafts[-1].scale = context.scale
        view = View(
            name=face.surface.id,
            window=window,
            at=(at[0], at[1] + HEADING_MM),
            scale=context.scale,
            hidden=plan.hidden,
        )
        drafts[sheet].views.append(view)
        drafts[sheet].add([*plan.names(context, face, view), *view_heading(context, face, view)])
    return drafts


Place = tuple[int, Point]
"""The number of a sheet, from 0, and the lower left corner of a view with its heading."""


def _packed(frame: SheetFrame, sizes: Sequence[tuple[float, float]]) -> list[Place]:
    """Views on shelves from the upper left; a new sheet where one is full."""
    x0, bottom, x1, top = _inner(frame)
    places: list[Place] = []
    sheet, x, y, high = 0, x0, top, 0.0
    for wide, tall in sizes:
        height = tall + HEADING_MM
        if x > x0 and x + wide > x1:
            x, y, high = x0, y - high - GAP_MM, 0.0
        if y - height < bottom and (x > x0 or y < top):
            sheet, x, y, high = sheet + 1, x0, top, 0.0
        places.append((sheet, (x, y - height)))
        x, high = x + wide + GAP_MM, max(high, height)
    return places


def _centred(places: Sequence[Place], sizes: Sequence[tuple[float, float]], frame: SheetFrame) -> list[Place]:
    """The views of each sheet moved to the middle of what is left of its column."""
    x0, y0, x1, y1 = _inner(frame)
    found: list[Place] = []
    for sheet, (x, y) in places:
        own = [(at, size) for (one, at), size in zip(places, sizes, strict=True) if one == sheet]
        left, low = min(at[0] for at, _ in own), min(at[1] for at, _ in own)
        right = max(at[0] + size[0] for at, size in own)
        high = max(at[1] + size[1] + HEADING_MM for at, size in own)
        found.append((sheet, (x + (x0 + x1 - left - right) / 2.0, y + (y0 + y1 - low - high) / 2.0)))
    return found


def _inner(frame: SheetFrame) -> Rect:
    x0, y0, x1, y1 = frame.area
    return (x0 + PAD_MM, y0 + PAD_MM, x1 - PAD_MM, y1 - PAD_MM)


def view_heading(context: Context, face: Face, view: View) -> list[Item]:
    """Below a view: the surface's name and facts, where north is, the scale and a bar to check it by."""
    x0, y0, x1, _ = view.rect
    surface, plan = face.surface, face.plan
    facts = (
        f"{surface.id}, tilt {surface.tilt_deg:g}°, azimuth {surface.azimuth_deg:g}°, "
        f"{len(plan.modules)} modules, {context.order.template.scale_name(view.scale)}"
    )
    left = x0 + 11.0
    items: list[Item] = [
        *north_arrow((x0 + 3.5, y0 - 5.0), 2.6, north_deg(surface)),
        heading(face.label, (left, y0 - 4.4), SUBHEAD),
        write(facts, (left, y0 - 8.6), SMALL),
    ]
    bar = bar_width(view.scale)
    if x1 - x0 > 110.0 + bar:
        items += scale_bar((x1 - bar - 6.0, y0 - 7.5), view.scale)
    return [*items, box(view.rect, SheetLayer.VIEW)]
