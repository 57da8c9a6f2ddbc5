"""Pictures of the canvas as PNG files, for looking at: ``python -m tests.gui.canvas.pictures FOLDER``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.drawing.shapes import corners
from designer.edit import preview
from designer.edit.preview import Boxes, Grip, Note, Shape, Tone
from designer.edit.snapping.model import Guide, SnapKind, SnapResult
from designer.edit.tools.base import Fields, Pointer, Prompt, Response, Tool, ToolContext
from designer.edit.view import SITE, View, surface_view
from designer.gui.canvas.picture import compile_picture
from designer.gui.canvas.widget import CanvasWidget
from designer.gui.theme import apply_theme, theme_of
from designer.gui.workspace import PlanState, Workspace
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_names, example_path
from designer.io.project import load_project

SIZE_PX = (1300, 800)


class Still(Tool):
    """A tool that shows one thing, whatever happens."""

    def __init__(self, response: Response) -> None:
        self._response = response

    def begin(self, ctx: ToolContext) -> Response:
        return self._response

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        return self._response


class Studio:
    """A canvas with an example on it, and the folder that its pictures go to."""

    def __init__(self, design: Design, plan: Plan, catalog: Catalog) -> None:
        self.design, self.plan, self.catalog = design, plan, catalog
        self.workspace = Workspace(design, catalog)
        self.canvas = CanvasWidget(self.workspace)
        self.canvas.resize(*SIZE_PX)
        self.canvas.show()
        self.workspace.set_plan(plan)

    def look(self, view: View) -> None:
        """Go to a view and show its picture."""
        self.workspace.editor.look(view)
        self.canvas.set_picture(compile_picture(self.design, self.plan, self.catalog, view))
        self.canvas.zoom_extents()

    def show(self, *shapes: Shape, base: Point | None = None, fields: Fields = Fields.NONE) -> None:
        """As if a tool previewed this."""
        response = Response(prompt=Prompt(text="", base=base, fields=fields), preview=shapes)
        self.workspace.editor._tool = Still(response)
        self.workspace.editor.response = response
        self.workspace.overlay_changed.emit()

    def point_at(self, point: Point) -> None:
        """Move the mouse there."""
        QTest.mouseMove(self.canvas, self.canvas.viewport.to_px(point).toPoint())


def main(folder: Path) -> None:
    """Write all pictures in both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    catalog = bundled_catalog()
    designs = {name: load_project(example_path(name)) for name in example_names()}
    plans = {name: derive(design, catalog) for name, design in designs.items()}
    for dark in (False, True):
        apply_theme(app, theme_of(dark))
        theme = "dark" if dark else "light"
        for name, design in designs.items():
            studio = Studio(design, plans[name], catalog)
            for what in _shots(studio):
                QApplication.processEvents()
                studio.canvas.grab().save(str(folder / f"{name}-{what}-{theme}.png"))
            studio.canvas.close()


def _shots(studio: Studio) -> Iterator[str]:
    """Bring the canvas into one state after the other, and name each."""
    surface = studio.design.surfaces[0].id
    studio.look(SITE)
    yield "site"
    studio.look(surface_view(surface))
    yield "surface"
    yield from _close(studio)
    yield from _working(studio)


def _close(studio: Studio) -> Iterator[str]:
    inverter = studio.plan.surfaces[0].inverters[0]
    studio.canvas.zoom_to_ids(inverter.modules)
    yield "modules"
    studio.canvas.zoom_to_ids({inverter.id})
    yield "inverter"
    studio.canvas.zoom_extents()


def _working(studio: Studio) -> Iterator[str]:
    """Selected, pointed at, previewed, snapped, typed."""
    part = studio.plan.surfaces[0]
    space, editor = studio.workspace, studio.workspace.editor
    space.select({module.id for module in part.modules[:3]} | {part.inverters[1].id})
    space.highlight({studio.plan.branches[0].id})
    x0, y0, _, y1 = part.modules[-1].rect
    boxes = tuple((x0 + k * 1154.0, y1 + 60.0, x0 + k * 1154.0 + 1134.0, y1 + 1782.0) for k in range(3))
    corner = (x0, y1 + 60.0)
    far = (boxes[-1][2], boxes[-1][3])
    studio.show(
        Boxes(rects=boxes[:2], tone=Tone.GOOD),
        Boxes(rects=boxes[2:], tone=Tone.BAD),
        preview.Path(points=(corner, far), tone=Tone.RUBBER),
        Note(at=far, text="3 modules · 1.32 kWp", tone=Tone.GOOD),
        Grip(at=(x0, y0)),
        Grip(at=(x0, y1), hot=True),
        base=corner,
        fields=Fields.POLAR,
    )
    studio.point_at(far)
    editor.snap = SnapResult(far, SnapKind.MODULE_CORNER)
    editor.guides = (Guide((far[0], 0.0), far),)
    yield "working"
    space.select(())
    space.highlight(())
    editor.snap, editor.guides = None, ()
    inside = (x0 - 6000.0, y0 - 200.0, x0 - 3000.0, y1 + 300.0)
    touched = (x0 - 2500.0, y0 - 200.0, x0, y1 + 300.0)
    studio.show(_window(inside, Tone.WINDOW), _window(touched, Tone.CROSSING))
    space.set_state(PlanState.COMPUTING)
    yield "windows"


def _window(rect: Rect, tone: Tone) -> preview.Path:
    return preview.Path(points=corners(rect), tone=tone, closed=True, filled=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
