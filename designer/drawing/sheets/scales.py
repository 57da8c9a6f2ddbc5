"""Which paper and scale the plans of a set have, and room around a surface on paper."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from designer.core.geometry.axes import RailAxis, Rect
from designer.core.model.design import Surface
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import DimensionStyle
from designer.drawing.running import MOST_TIERS, running_room
from designer.drawing.sheet_dims import (
    BOX_ROOM,
    FEET_BESIDE,
    LEFT_STEPS,
    RAIL_RUNNING_STEPS,
    RIGHT_STEPS,
    RUNNING_STEPS,
)
from designer.drawing.sheets.packing import inner, packed
from designer.drawing.sheets.template import SheetFrame, Template

DIMENSION_MM = 2.2
"""Text of dimensions on paper."""

BARE_STEPS = 3.0
"""Room on a side without dimensions: for the name of an edge."""

BEYOND_STEPS: Mapping[LengthUnit, float] = {LengthUnit.MILLIMETRES: 4.0, LengthUnit.FEET: 9.3}
"""Room beside a chain for the figure of its first or last link, which stands there where the link is too
short for it: of four digits, or of less than ten feet with sixteenths.
"""

HEADING_MM = 11.0
"""Below a view: its name, facts, north arrow and scale bar."""

LEGIBLE_SHARE = 1.5
"""So much coarser than the scale that papers are chosen by there still is room for names."""

_FEWER_SHARE = 2.0
"""So much coarser than need be a scale may be, where it saves sheets."""

MOST_PARTS = 40
"""In so many parts a surface is cut rather than drawn at a scale at which nothing can be named."""

_SHIFT_MM, _SHIFT_SHARE = 2400.0, 0.25
"""So much larger than the others a part may be, so that its edges cross fewer modules: two of them, or a
share of the part.
"""


class Sides(Struct, frozen=True):
    """Room around a surface in heights of dimension texts, as rails along the eave see it.

    Below and above there may be running figures beyond it, as long as the unit of lengths asks for; feet and
    inches may stand beside it too. Figures of a chain along the rails may stand beyond both of its ends.
    """

    left: float = BARE_STEPS
    right: float = BARE_STEPS
    below: float = BARE_STEPS
    above: float = BARE_STEPS
    figures_below: bool = False
    figures_above: bool = False
    feet_beside: bool = False
    chained: bool = False

    def around(self, rect: Rect, axis: RailAxis, style: DimensionStyle) -> Rect:
        """The rectangle with the room; with rails up the slope all is mirrored about the diagonal."""
        step, figures = style.text_mm, running_room(MOST_TIERS[style.unit])
        below = self.below + figures * self.figures_below
        above = self.above + figures * self.figures_above
        beside = self.feet_beside and style.unit is LengthUnit.FEET
        beyond = BEYOND_STEPS[style.unit] * self.chained
        left, right = max(self.left, beyond), max(self.right + FEET_BESIDE * beside, beyond)
        if axis is RailAxis.SLOPE:
            left, below, right, above = below, left, above, right
        return (
            rect[0] - left * step,
            rect[1] - below * step,
            rect[2] + right * step,
            rect[3] + above * step,
        )


MODULE_SIDES = Sides(left=LEFT_STEPS, below=RUNNING_STEPS, figures_below=True, right=5.0, chained=True)
RAIL_SIDES = Sides(
    right=RIGHT_STEPS, above=RAIL_RUNNING_STEPS, figures_above=True, feet_beside=True, chained=True
)
TRUNK_SIDES = Sides(below=max(BOX_ROOM, BARE_STEPS), chained=True)
MAP_SIDES = Sides()
ALL_SIDES = (MODULE_SIDES, RAIL_SIDES, TRUNK_SIDES, MAP_SIDES)
WHOLE_SIDES = Sides(
    left=LEFT_STEPS + 1.0,
    right=RIGHT_STEPS,
    below=RUNNING_STEPS,
    above=RAIL_RUNNING_STEPS,
    figures_below=True,
    figures_above=True,
    feet_beside=True,
    chained=True,
)
"""Of model space, which shows all dimensions; its frame keeps clear of them, however they are drawn."""

Extents = Sequence[tuple[Surface, Rect]]
"""Surfaces with the room that things on them take up, in their frames."""


def dimension_style(scale: float, unit: LengthUnit = LengthUnit.MILLIMETRES) -> DimensionStyle:
    """Dimensions that are legible at 1:`scale`, mm of model space."""
    text = DIMENSION_MM * scale
    return DimensionStyle(
        text_mm=text,
        tick_mm=0.6 * text,
        gap_mm=0.35 * text,
        offset_mm=0.5 * text,
        beyond_mm=0.5 * text,
        unit=unit,
    )


def chosen_frame(
    template: Template, paper: str, extents: Extents, *, whole: bool = False
) -> tuple[SheetFrame, float]:
    """The paper asked for, or the first on which the largest surface is legible; the scale of its plans.

    A surface that is not legible as a `whole` on its paper is to be cut into parts.
    """
    if paper:
        frame = SheetFrame(template, template.paper(paper))
        return frame, plan_scale(frame, extents, whole=whole)
    frames = [SheetFrame(template, template.paper(name)) for name in template.auto]
    for frame in frames:
        if _whole_scale(frame, extents) <= template.auto_scale:
            return frame, plan_scale(frame, extents)
    return frames[-1], plan_scale(frames[-1], extents, whole=whole)


def plan_scale(frame: SheetFrame, extents: Extents, *, whole: bool = False) -> float:
    """The finest scale at which every surface has room, or one a little coarser that saves sheets.

    Where none is legible, the coarsest that is: surfaces are cut then.
    """
    finest, template = _whole_scale(frame, extents), frame.template
    legible = LEGIBLE_SHARE * template.auto_scale
    if whole or not extents:
        return finest
    if finest > legible:
        return _cut_scale(frame, extents)
    most = min(legible, _FEWER_SHARE * finest, max(finest, template.auto_scale))
    scales = [scale for scale in template.all_scales() if finest <= scale <= most]
    return min(scales, key=lambda scale: (_sheets(frame, extents, scale), scale))


def size_on_paper(window: Rect, scale: float) -> tuple[float, float]:
    """Width and height of a window of model space, with the heading below it."""
    return (window[2] - window[0]) / scale, (window[3] - window[1]) / scale + HEADING_MM


def _whole_scale(frame: SheetFrame, extents: Extents) -> float:
    """The finest scale at which every surface has room on a sheet, whatever it shows."""
    scale = frame.template.scales[-1]
    for scale in frame.template.all_scales():
        if all(_fits(frame, window, scale) for window in _windows(frame, extents, ALL_SIDES, scale)):
            break
    return scale


def _windows(frame: SheetFrame, extents: Extents, kinds: Sequence[Sides], scale: float) -> Iterator[Rect]:
    style = dimension_style(scale, frame.template.lengths)
    return (sides.around(rect, surface.rail_axis, style) for surface, rect in extents for sides in kinds)


def _fits(frame: SheetFrame, window: Rect, scale: float) -> bool:
    width, height = size_on_paper(window, scale)
    x0, y0, x1, y1 = inner(frame)
    return width <= x1 - x0 and height <= y1 - y0


def _sheets(frame: SheetFrame, extents: Extents, scale: float) -> int:
    """How many sheets the plan with the most dimensions takes."""
    sizes = [size_on_paper(window, scale) for window in _windows(frame, extents, (MODULE_SIDES,), scale)]
    return 1 + max((sheet for sheet, _ in packed(frame, sizes)), default=0)


def _cut_scale(frame: SheetFrame, extents: Extents) -> float:
    """The coarsest legible scale; a coarser one where a surface would be cut into too many parts."""
    template = frame.template
    legible = [scale for scale in template.scales if scale <= LEGIBLE_SHARE * template.auto_scale]
    for scale in (*legible[-1:], *(scale for scale in template.all_scales() if scale not in legible)):
        counts = (part_counts(frame, rect, surface.rail_axis, ALL_SIDES, scale) for surface, rect in extents)
        if all(across * up <= MOST_PARTS for across, up in counts):
            return scale
    return _whole_scale(frame, extents)


def part_counts(
    frame: SheetFrame, rect: Rect, axis: RailAxis, kinds: Sequence[Sides], scale: float
) -> tuple[int, int]:
    """Into how many parts a surface is cut across and up the paper; (1, 1) where it has room as a whole."""
    across = up = 1
    x0, y0, x1, y1 = inner(frame)
    for sides in kinds:
        window = sides.around(rect, axis, dimension_style(scale, frame.template.lengths))
        beside = (rect[0] - window[0], window[2] - rect[2])
        above = (rect[1] - window[1], window[3] - rect[3])
        across = max(across, _parts(rect[2] - rect[0], (x1 - x0) * scale, beside))
        up = max(up, _parts(rect[3] - rect[1], (y1 - y0 - HEADING_MM) * scale, above))
    return across, up


def shift_mm(part_mm: float) -> float:
    """How much longer than an equal part one may be."""
    return min(_SHIFT_MM, _SHIFT_SHARE * part_mm)


def _parts(size: float, room: float, around: tuple[float, float]) -> int:
    """The least number of equal parts that have room with what is around the first and the last."""
    if size + sum(around) <= room:
        return 1
    count = 2
    while size / count + shift_mm(size / count) + max(around) > room and count <= MOST_PARTS:
        count += 1
    return count
