"""The window itself: the examples, the site, an empty project, its sizes and its states."""

from msgspec.structs import replace
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QToolButton, QToolTip

from designer.core.model.rail_layout import RailLayout
from designer.core.planning import Planner
from designer.edit.edits.filling import fill_surface
from designer.edit.properties.edits.project import set_settings
from designer.gui.workspace import PlanState
from tests.gui.pictures.compose import compose
from tests.gui.pictures.registry import scene
from tests.gui.pictures.studio import Studio, middle

NARROW, WIDE = (900, 640), (2560, 1200)


@scene
def gable(studio: Studio) -> None:
    studio.open("gable")


@scene
def hip(studio: Studio) -> None:
    studio.open("hip")


@scene
def hall(studio: Studio) -> None:
    studio.open("hall")


def _site(studio: Studio, example: str) -> None:
    studio.open(example)
    studio.window.commands["site-view"].trigger()
    studio.settle()
    studio.window.canvas.navigator.zoom_extents()


@scene
def site_gable(studio: Studio) -> None:
    _site(studio, "gable")


@scene
def site_hip(studio: Studio) -> None:
    _site(studio, "hip")


@scene
def site_hall(studio: Studio) -> None:
    _site(studio, "hall")


@scene
def empty(studio: Studio) -> None:
    studio.new()


@scene
def narrow(studio: Studio) -> None:
    studio.window.resize(*NARROW)
    studio.open("hip")


@scene
def narrow_tool(studio: Studio) -> None:
    studio.window.resize(*NARROW)
    studio.open("hip")
    studio.lines("F")
    studio.move((3000.0, 2000.0))


@scene
def wide(studio: Studio) -> None:
    studio.window.resize(*WIDE)
    studio.open("hip")
    studio.select(studio.plan.branches[0].id)
    studio.window.stacks.show("branch-strip")


@scene
def close_up(studio: Studio) -> None:
    """Labels, clamps, ports and leads as they are seen from near."""
    studio.open("gable")
    x, y = middle(studio.plan.surfaces[0].inverters[1].footprint)
    studio.zoom((x - 1100.0, y - 650.0, x + 1100.0, y + 650.0))


@scene
def hover(studio: Studio) -> None:
    studio.open("gable")
    studio.move(middle(studio.plan.surfaces[0].modules[2].rect))


@scene
def snap_and_tracking(studio: Studio) -> None:
    studio.open("gable")
    studio.lines("D")
    studio.click((9600.0, 4300.0))
    studio.move((10800.0, 5390.0))


@scene
def pinned(studio: Studio) -> None:
    studio.open("gable")
    x, y = middle(studio.plan.surfaces[0].inverters[1].footprint)
    studio.lines("I")
    studio.drag((x, y), (x + 100.0, y), (x + 140.0, y))
    studio.drop((x + 140.0, y))
    studio.editor.cancel()
    studio.select(studio.plan.surfaces[0].inverters[1].id)


@scene
def aids_changed(studio: Studio) -> None:
    studio.open("gable")
    studio.editor.set_aids(replace(studio.editor.aids, ortho=True, grid_snap=True, grid=False))
    studio.move((5000.0, 3000.0))


@scene
def wind_zones(studio: Studio) -> None:
    studio.open("gable")
    own = {"building_height_mm": 7500.0, "edge_span_mm": 800.0, "corner_span_mm": 650.0}
    studio.space.edit("Change rules", lambda design: set_settings(design, **own))


@scene
def shared_rails(studio: Studio) -> None:
    """A roof filled with rows that share rails; the surface is selected, so its layout is shown."""
    studio.open("gable")
    design = studio.design
    surface = design.surfaces[0]
    design = replace(
        design,
        products=replace(design.products, rail="k2-crossrail-48-x"),
        settings=replace(design.settings, shared_span_mm=1200.0),
        surfaces=(replace(surface, rail_layout=RailLayout.SHARED), *design.surfaces[1:]),
    )
    studio.show(fill_surface(design, studio.space.catalog, surface.id))
    studio.select(surface.id)


@scene
def shared_rails_near(studio: Studio) -> None:
    shared_rails(studio)
    rail = next(rail for rail in studio.plan.rails if len(rail.lines) > 1)
    along, across = (rail.start_mm + rail.end_mm) / 2.0, rail.across_mm
    studio.zoom((along - 1300.0, across - 700.0, along + 1300.0, across + 700.0))


@scene
def stale(studio: Studio) -> QPixmap:
    """While a plan is being made, what it may change is pale."""
    studio.open("hip")
    return _in_state(studio, PlanState.COMPUTING)


@scene
def improving(studio: Studio) -> QPixmap:
    """A first answer, with what it may cost too much, while better branches are looked for."""
    studio.open("hip")
    whole = studio.plan
    studio.window.stacks.docks["branches"].raise_()
    studio.space.set_first_plan(Planner(studio.space.catalog).plan(studio.space.design, hasty=True))
    studio.space.hear_bound(835.0)
    picture = _in_state(studio, PlanState.IMPROVING)
    studio.space.set_plan(whole)
    return picture


@scene
def stopped(studio: Studio) -> QPixmap:
    """Improving was stopped: the best plan so far, with what it may cost too much."""
    studio.open("hip")
    whole = studio.plan
    studio.window.stacks.docks["branches"].raise_()
    studio.space.set_first_plan(Planner(studio.space.catalog).plan(studio.space.design, hasty=True))
    studio.space.hear_bound(835.0)
    kept = studio.space.best_so_far()
    assert kept is not None
    studio.space.set_plan(kept, stopped=True)
    picture = _in_state(studio, PlanState.CURRENT)
    studio.space.set_plan(whole)
    return picture


@scene
def failed(studio: Studio) -> QPixmap:
    studio.open("hip")
    return _in_state(studio, PlanState.FAILED, "The planner failed; undo the last step or send the report.")


def _in_state(studio: Studio, state: PlanState, failure: str = "") -> QPixmap:
    studio.space.set_state(state, failure)
    for _ in range(40):
        studio.application.processEvents()
    picture = compose(studio.window)
    studio.space.set_state(PlanState.CURRENT)
    return picture


@scene
def tip(studio: Studio) -> None:
    studio.open("gable")
    wanted = studio.window.commands["inverter"]
    buttons = studio.window.findChildren(QToolButton)
    button = next(one for one in buttons if one.defaultAction() is wanted and one.isVisible())
    QToolTip.showText(button.mapToGlobal(button.rect().center()), button.toolTip(), button)
