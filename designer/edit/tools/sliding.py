"""Slide an inverter along its rail: its zone, its ghost, why it may not hang somewhere, and the pin."""

from msgspec import Struct

from designer.core.findings import Finding, error
from designer.core.geometry.axes import Point, Rect, rect_uv, rect_xy, to_uv
from designer.core.geometry.intervals import IntervalSet, contains, nearest
from designer.core.inverters.forbidden import reasons
from designer.core.model.plan import PlacedInverter
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.inverters import holds, pin, placed, zone
from designer.edit.preview import Boxes, Note, Shape, Tone
from designer.edit.tools.base import Commit, ToolContext
from designer.edit.tools.words import require, sentence_case
from designer.part_names import PartNames
from designer.wording import sentence


class Slide(Struct, frozen=True):
    """An inverter in the hand: where it may hang, and how far from its mounting point it was gripped."""

    inverter: PlacedInverter
    zone: IntervalSet
    grip_mm: float = 0.0

    def is_squeezed(self) -> bool:
        """Whether it hangs under other modules than its own, at one place that the others leave it."""
        return len(self.zone) == 1 and self.zone[0][0] == self.zone[0][1]


def is_gripable(ctx: ToolContext, inverter_id: str) -> bool:
    """Whether the plan shows an inverter whose modules are still there."""
    found = placed(ctx.plan, inverter_id)
    standing = {module.id for row in ctx.design.rows for module in row.modules}
    return found is not None and standing.issuperset(found.modules)


def grip(ctx: ToolContext, inverter_id: str, at: Point | None = None) -> Slide:
    """Take an inverter in the hand. Raises InputError where the plan does not show it (any more)."""
    current = is_gripable(ctx, inverter_id)
    require(current, f"The plan does not show inverter {inverter_id} yet", "wait until it is current")
    found = placed(ctx.plan, inverter_id)
    assert found is not None
    assert ctx.plan is not None
    allowed = zone(ctx.design, ctx.catalog, ctx.plan, found)
    grip_mm = 0.0 if at is None else to_uv(found.axis, *at)[0] - found.along_mm
    return Slide(found, allowed, grip_mm)


def along_at(slide: Slide, at: Point) -> float:
    """The mounting point along the rail with the cursor here."""
    return to_uv(slide.inverter.axis, *at)[0] - slide.grip_mm


def is_allowed(ctx: ToolContext, slide: Slide, along_mm: float) -> bool:
    """Whether the inverter may hang there, once it is pinned there where others give way to it."""
    if contains(slide.zone, along_mm, tolerance=TOLERANCE_MM):
        return True
    if ctx.plan is None or not slide.is_squeezed():
        return False
    return holds(ctx.design, ctx.catalog, ctx.plan, slide.inverter, along_mm)


def nearest_allowed(slide: Slide, along_mm: float) -> float:
    """The allowed place nearest to the one meant. Raises InputError where there is none at all."""
    require(slide.zone, f"Inverter {slide.inverter.id} has no place on this rail")
    return nearest(slide.zone, along_mm)


def pinned_at(ctx: ToolContext, slide: Slide, along_mm: float, *, good: bool) -> Commit:
    """The step that pins the inverter, as near as it may hang; `good` where it is allowed there."""
    place = along_mm if good else nearest_allowed(slide, along_mm)
    name = f"Pin inverter {slide.inverter.id} at {place:.0f} mm"
    return Commit(name=name, design=pin(ctx.design, slide.inverter.id, place))


def shapes(ctx: ToolContext, slide: Slide, along_mm: float, *, good: bool) -> tuple[Shape, ...]:
    """The zone, the enclosure with its clearance at this place, and the place or why it is not `good`."""
    tone = Tone.GOOD if good else Tone.BAD
    by = along_mm - slide.inverter.along_mm
    body, around = _moved(slide, slide.inverter.footprint, by), _moved(slide, slide.inverter.clearance, by)
    text = f"{along_mm:.0f} mm" if good else reason(ctx, slide, along_mm)
    return (
        *zone_shapes(slide),
        Boxes(rects=(around,), tone=tone, filled=False),
        Boxes(rects=(body,), tone=tone),
        Note(at=(around[2], around[3]), text=text, tone=Tone.MEASURE if good else Tone.BAD),
    )


def zone_shapes(slide: Slide) -> tuple[Shape, ...]:
    """The ground that the enclosure may cover, one strip for every stretch of its zone."""
    strips = tuple(_strip(slide, low, high) for low, high in slide.zone)
    return (Boxes(rects=strips, tone=Tone.GOOD),) if strips else ()


def reason(ctx: ToolContext, slide: Slide, along_mm: float) -> str:
    """Why the inverter may not hang there, with the millimetres that are missing."""
    name = slide.inverter.id
    if not slide.zone:
        return f"Inverter {name} has no place on this rail"
    found: tuple[Finding, ...] = ()
    if ctx.plan is not None and placed(ctx.plan, name) is not None:
        found = reasons(ctx.design, ctx.catalog, ctx.plan, name, along_mm)
    missing = round(abs(nearest(slide.zone, along_mm) - along_mm), 1)
    # a plan that pins it knows no zone, so it may find nothing against a place outside
    named = found[0] if found else error("place-not-allowed", name, missing_mm=missing)
    return sentence_case(sentence(named, PartNames(ctx.catalog, ctx.plan)))


def _strip(slide: Slide, low: float, high: float) -> Rect:
    """What the enclosure covers while its mounting point goes from one place to another."""
    axis, along = slide.inverter.axis, slide.inverter.along_mm
    u0, v0, u1, v1 = rect_uv(axis, slide.inverter.footprint)
    return rect_xy(axis, u0 + low - along, v0, u1 + high - along, v1)


def _moved(slide: Slide, rect: Rect, by: float) -> Rect:
    axis = slide.inverter.axis
    u0, v0, u1, v1 = rect_uv(axis, rect)
    return rect_xy(axis, u0 + by, v0, u1 + by, v1)
