"""The site as a view: the finest scale at which it fits, and what it hides."""

from collections.abc import Callable

from designer.core.geometry.axes import Rect
from designer.drawing.layers import LayerName
from designer.drawing.model import View
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import COLUMN_PAD, Context
from designer.drawing.sheets.scales import DIMENSION_MM, HEADING_MM
from designer.drawing.sheets.template import SheetFrame, Template
from designer.drawing.site_dims import ROOM_STEPS

Margin = Callable[[float], float]
"""What a site needs around it on paper at 1:scale."""


def site_margin(plan_scale: float) -> Margin:
    """Room for names and dimensions, which may be as large as those of the plans at their scale."""
    return lambda scale: ROOM_STEPS * DIMENSION_MM * max(plan_scale / scale, 1.0)


HIDDEN = (
    *(name for name in LayerName if name not in {*LayerName.site_layers(), LayerName.UNDERLAY}),
    SheetLayer.DIMS_RAIL,
    SheetLayer.DIMS_BOX,
)


def site_room(frame: SheetFrame) -> Rect:
    """What the site plan takes of its sheet, without its heading."""
    x0, y0, x1, y1 = frame.area
    return (x0 + COLUMN_PAD, y0 + COLUMN_PAD + HEADING_MM, x1 - COLUMN_PAD, y1 - COLUMN_PAD)


def site_scale(frame: SheetFrame, site: Rect, plan_scale: float) -> float:
    """The scale of the site plan."""
    return _fitting(frame.template, site, site_room(frame), site_margin(plan_scale))


def site_view(context: Context, room: Rect, *, margin: Margin, hidden: tuple[str, ...] = ()) -> View:
    """The site in the middle of a room of paper, at the finest scale that fits with a margin around it."""
    scale = _fitting(context.order.template, context.site, room, margin)
    half_x, half_y = (room[2] - room[0]) * scale / 2.0, (room[3] - room[1]) * scale / 2.0
    x, y = (context.site[0] + context.site[2]) / 2.0, (context.site[1] + context.site[3]) / 2.0
    window = (x - half_x, y - half_y, x + half_x, y + half_y)
    return View(name="site", window=window, at=(room[0], room[1]), scale=scale, hidden=(*HIDDEN, *hidden))


def _fitting(template: Template, site: Rect, room: Rect, margin: Margin) -> float:
    """The finest scale at which the site has room with a margin around it."""
    fitting = (
        scale
        for scale in template.all_scales()
        if (site[2] - site[0]) / scale + 2.0 * margin(scale) <= room[2] - room[0]
        and (site[3] - site[1]) / scale + 2.0 * margin(scale) <= room[3] - room[1]
    )
    return next(fitting, template.scales[-1])
