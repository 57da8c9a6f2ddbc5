"""Make the picture of a view. It is pure, and meant for a worker thread."""

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.drawing.views import Sight, empty_sight, site_sight, surface_sight
from designer.edit.view import View, ViewKind
from designer.gui.canvas.batches import Picture
from designer.gui.canvas.compiling import compiled

__all__ = ["Picture", "compile_picture"]


def compile_picture(design: Design, plan: Plan | None, catalog: Catalog, view: View) -> Picture:
    """The picture of a view. `plan` may be that of an earlier Design, or missing."""
    return compiled(_sight(design, plan, catalog, view), view)


def _sight(design: Design, plan: Plan | None, catalog: Catalog, view: View) -> Sight:
    match view.kind:
        case ViewKind.SURFACE:
            return surface_sight(design, plan, catalog, view.surface)
        case ViewKind.SITE:
            return site_sight(design, plan, catalog)
        case ViewKind.BLANK:
            return empty_sight()
