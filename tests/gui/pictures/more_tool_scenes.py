"""Every tool in mid-gesture: modules, electrical, annotation."""

from designer.core.model.plan import PlacedInverter
from designer.edit.properties.edits.surfaces import set_surface_fields
from tests.gui.pictures.registry import tool
from tests.gui.pictures.studio import Studio, middle


def _gable(studio: Studio, *lines: str) -> None:
    studio.open("gable")
    studio.lines(*lines)


def _hip(studio: Studio, *lines: str) -> None:
    studio.open("hip")
    studio.lines(*lines)


def _inverters(studio: Studio) -> tuple[PlacedInverter, ...]:
    return studio.plan.surfaces[0].inverters


def _modules(studio: Studio) -> list[tuple[float, float]]:
    return [middle(one.rect) for one in studio.plan.surfaces[0].modules]


# Modules


@tool("row")
def _(studio: Studio) -> None:
    _gable(studio, "R")
    studio.drag((400.0, 2200.0), (3000.0, 2500.0), (6800.0, 2600.0))


@tool("row")
def on_modules(studio: Studio) -> None:
    _gable(studio, "R")
    studio.drag((1000.0, 1200.0), (3000.0, 1300.0))


@tool("module")
def _(studio: Studio) -> None:
    _gable(studio, "MO")
    studio.move((7800.0, 400.0))


@tool("module")
def no_room(studio: Studio) -> None:
    _gable(studio, "MO")
    studio.move((3000.0, 900.0))


@tool("fill")
def flat(studio: Studio) -> None:
    studio.open("hall")
    space = studio.window.workspace
    space.edit("Flatten", set_surface_fields, [space.editor.view.surface], tilt_deg=2.0)
    studio.lines("F", "E", "Every", "4", "Walkway", "800")
    studio.window.canvas.navigator.zoom_extents()
    studio.settle(2.0)


@tool("fill")
def _(studio: Studio) -> None:
    _hip(studio, "F")
    studio.move((3000.0, 2000.0))


@tool("fill")
def wanted(studio: Studio) -> None:
    _gable(studio, "F", "N")
    studio.move((3000.0, 2000.0))


@tool("remove")
def _(studio: Studio) -> None:
    _hip(studio, "RM")
    first, *_rest, last = _modules(studio)[:5]
    studio.drag((first[0] - 300.0, first[1] - 300.0), (last[0], last[1] + 200.0))


@tool("remove")
def column(studio: Studio) -> None:
    _hip(studio, "RM", "C")
    studio.move(_modules(studio)[2])


@tool("restore")
def _(studio: Studio) -> None:
    _hip(studio, "RM")
    gone = _modules(studio)[1:4]
    studio.click(*gone)
    studio.settle()
    studio.lines("RS")
    studio.move(gone[1])


@tool("align")
def _(studio: Studio) -> None:
    _hip(studio, "AL")
    modules = _modules(studio)
    studio.click(modules[0], modules[7])
    studio.editor.confirm()
    studio.move(modules[-1])


@tool("distribute")
def _(studio: Studio) -> None:
    _hip(studio, "DS")
    modules = _modules(studio)
    studio.click(modules[0], modules[7], modules[-1])
    studio.editor.confirm()
    studio.move(modules[7])


# Electrical


@tool("inverter")
def _(studio: Studio) -> None:
    _gable(studio, "I")
    x, y = middle(_inverters(studio)[0].footprint)
    studio.drag((x, y), (x + 200.0, y), (x + 420.0, y))


@tool("inverter")
def not_allowed(studio: Studio) -> None:
    _gable(studio, "I")
    x, y = middle(_inverters(studio)[0].footprint)
    studio.drag((x, y), (x + 300.0, y), (x + 760.0, y))


@tool("pair")
def _(studio: Studio) -> None:
    _gable(studio, "PA")
    modules = _modules(studio)
    studio.click(modules[1])
    studio.move(modules[2])


@tool("box")
def _(studio: Studio) -> None:
    _gable(studio, "BX")
    studio.move((8600.0, 150.0))


@tool("branch")
def _(studio: Studio) -> None:
    _gable(studio, "B")
    studio.drag(*(middle(one.footprint) for one in _inverters(studio)))


@tool("branch")
def too_long(studio: Studio) -> None:
    _hip(studio, "B")
    studio.drag(*(middle(one.footprint) for one in _inverters(studio)))


@tool("waypoint")
def _(studio: Studio) -> None:
    _gable(studio, "WP")
    studio.click((3100.0, 4000.0))
    studio.move((4600.0, 3300.0))


@tool("bridge")
def _(studio: Studio) -> None:
    _gable(studio)
    studio.window.commands["site-view"].trigger()
    studio.settle()
    studio.window.canvas.navigator.zoom_extents()
    studio.lines("BR")
    first, other = (surface for surface in studio.design.surfaces[:2])
    studio.editor.enter(f"{first.east_mm},{first.north_mm}")
    studio.move((other.east_mm, other.north_mm))


# Annotation


@tool("dimension")
def _(studio: Studio) -> None:
    _gable(studio, "D")
    studio.click((9600.0, 4300.0), (0.0, 0.0))
    studio.move((6000.0, 3600.0))


@tool("text")
def _(studio: Studio) -> None:
    _gable(studio, "T")
    studio.click((2600.0, 3600.0))
    studio.window.command_line.start_with("Access ladder here")


@tool("measure")
def _(studio: Studio) -> None:
    _gable(studio, "DI")
    studio.click((0.0, 0.0), (10800.0, 0.0))
    studio.move((10800.0, 5400.0))


@tool("measure")
def area(studio: Studio) -> None:
    _gable(studio, "DI")
    studio.click((800.0, 2400.0), (6000.0, 2400.0), (6000.0, 4600.0))
    studio.lines("A")
    studio.move((1500.0, 4400.0))


@tool("serials")
def _(studio: Studio) -> None:
    _hip(studio, "SN", "114391626801", "114391626802", "99", "116491626803")
    studio.window.stacks.show("serials")
    studio.settle()
    studio.editor.draft("1143 91")


@tool("serials")
def along_the_branches(studio: Studio) -> None:
    _gable(studio, "SN", "B", "10F773010101", "114391626801", "10D373010102", "114391626802")
    studio.window.stacks.show("serials")
