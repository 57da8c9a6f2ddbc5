"""Make the picture of a view. It is pure, and meant for a worker thread."""

from msgspec.structs import replace

from designer.core.caching.memo import Memo
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import Plan
from designer.drawing.style import Style
from designer.drawing.views import (
    SCREEN_MM,
    Sight,
    branch_numbers,
    empty_sight,
    planned_sight,
    site_sight,
    surface_sight,
)
from designer.edit.underlay_places import bounds_of
from designer.edit.view import View, ViewKind
from designer.gui.canvas.batches import Picture
from designer.gui.canvas.compiling import Part, compiled, compiled_plan, compiled_with

__all__ = ["Picture", "PictureMaker", "compile_picture"]

_SURFACES_KEPT = 8


def compile_picture(
    design: Design,
    plan: Plan | None,
    catalog: Catalog,
    view: View,
    screen_mm: tuple[float, float] = SCREEN_MM,
) -> Picture:
    """The picture of a view. `plan` may be that of an earlier Design, or missing."""
    sight = _sight(design, plan, catalog, view, screen_mm)
    return replace(_with_underlays(compiled(sight, view), design, view), screen_mm=screen_mm)


def _with_underlays(picture: Picture, design: Design, view: View) -> Picture:
    """On the site plan the whole is the roofs with what lies below them."""
    bounds = bounds_of(design, view) if view.kind is ViewKind.SITE else None
    if bounds is None:
        return picture
    x0, y0, x1, y1 = picture.extents if design.surfaces else bounds
    extents = (min(x0, bounds[0]), min(y0, bounds[1]), max(x1, bounds[2]), max(y1, bounds[3]))
    return replace(picture, extents=extents)


def _sight(
    design: Design, plan: Plan | None, catalog: Catalog, view: View, screen_mm: tuple[float, float]
) -> Sight:
    match view.kind:
        case ViewKind.SURFACE:
            return surface_sight(design, plan, catalog, view.surface, screen_mm)
        case ViewKind.SITE:
            return site_sight(design, plan, catalog, screen_mm)
        case ViewKind.BLANK:
            return empty_sight()


class PictureMaker:
    """Makes pictures one after the other; they equal those of `compile_picture`.

    While an edit is planned its roof is shown with the plan as it was, of which nothing is made anew then.
    One thread at a time may use it; `screen_mm`, what texts are sized for, may be set by another.
    """

    def __init__(self) -> None:
        self.screen_mm = SCREEN_MM
        self._planned: Memo[Part] = Memo(_SURFACES_KEPT, versions=1)

    def __call__(self, design: Design, plan: Plan | None, catalog: Catalog, view: View) -> Picture:
        """The picture of a view. `plan` may be that of an earlier Design, or missing."""
        screen_mm = self.screen_mm
        surface = next((one for one in design.surfaces if one.id == view.surface), None)
        if plan is None or surface is None or view.kind is not ViewKind.SURFACE:
            return compile_picture(design, plan, catalog, view, screen_mm)
        bare = surface_sight(design, None, catalog, surface.id, screen_mm)
        planned = self._part(design, plan, surface, bare.style)
        return replace(compiled_with(bare, view, planned, branch_numbers(plan)), screen_mm=screen_mm)

    def _part(self, design: Design, plan: Plan, surface: Surface, style: Style) -> Part:
        own = next((part for part in plan.surfaces if part.surface == surface.id), None)
        inputs = (own, plan.branches, surface, design.serials, style)
        return self._planned.get(
            surface.id, inputs, lambda: compiled_plan(planned_sight(design, plan, surface, style))
        )
