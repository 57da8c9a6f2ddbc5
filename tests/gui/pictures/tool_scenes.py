"""Every tool in mid-gesture: select and change, and the roof."""

from tests.gui.pictures.registry import tool
from tests.gui.pictures.studio import Studio

CHIMNEY = ((9600.0, 4300.0), (10200.0, 4800.0))
"""On the eastern face of the gabled example."""


def _gable(studio: Studio, *lines: str) -> None:
    studio.open("gable")
    studio.lines(*lines)


def _row_selected(studio: Studio) -> None:
    studio.open("gable")
    studio.select(*(module.id for module in studio.design.rows[0].modules))


def _chimney_selected(studio: Studio) -> None:
    studio.open("gable")
    studio.select(studio.design.surfaces[0].obstacles[0].id)


# Select and change


@tool("select")
def _(studio: Studio) -> None:
    _gable(studio)
    studio.drag((500.0, 100.0), (5600.0, 2300.0))


@tool("select")
def crossing(studio: Studio) -> None:
    _gable(studio)
    studio.drag((7000.0, 2600.0), (3200.0, 900.0))


@tool("select")
def grips(studio: Studio) -> None:
    _chimney_selected(studio)
    studio.zoom((8000.0, 3200.0, 11200.0, 5600.0))
    studio.drag((9600.0, 4300.0), (9300.0, 4150.0), (9240.0, 4130.0))


@tool("select")
def carrying(studio: Studio) -> None:
    _chimney_selected(studio)
    studio.drag((9900.0, 4550.0), (8600.0, 3900.0), (8300.0, 3700.0))


@tool("select")
def row_end(studio: Studio) -> None:
    _row_selected(studio)
    row = studio.plan.surfaces[0].modules[-1].rect
    studio.drag((row[2], (row[1] + row[3]) / 2), (row[2] + 1300.0, 1200.0), (row[2] + 2450.0, 1200.0))


@tool("move")
def _(studio: Studio) -> None:
    _row_selected(studio)
    studio.lines("M")
    studio.click((1000.0, 400.0))
    studio.move((1000.0, 1900.0))


@tool("move")
def not_allowed(studio: Studio) -> None:
    _row_selected(studio)
    studio.lines("M")
    studio.click((1000.0, 400.0))
    studio.move((4600.0, 2900.0))


@tool("move")
def select_first(studio: Studio) -> None:
    _gable(studio, "M")
    studio.click((1200.0, 1000.0))
    studio.move((2400.0, 800.0))


@tool("copy")
def _(studio: Studio) -> None:
    _chimney_selected(studio)
    studio.lines("CO")
    studio.click(CHIMNEY[0])
    studio.move((7900.0, 3600.0))


@tool("copy")
def array(studio: Studio) -> None:
    _chimney_selected(studio)
    studio.lines("CO")
    studio.click(CHIMNEY[0])
    studio.lines("A", "4")
    studio.move((8200.0, 4300.0))


@tool("rotate")
def _(studio: Studio) -> None:
    _chimney_selected(studio)
    studio.lines("RO")
    studio.click((9000.0, 4000.0))
    studio.move((9800.0, 5000.0))


@tool("mirror")
def _(studio: Studio) -> None:
    _chimney_selected(studio)
    studio.lines("MI")
    studio.click((8900.0, 3000.0))
    studio.move((8700.0, 4400.0))


# Roof


@tool("surface")
def _(studio: Studio) -> None:
    studio.new()
    studio.lines("S", "0,0", "9.6m,0")
    studio.zoom((-1500.0, -1500.0, 12000.0, 7000.0))
    studio.lines("8600,5.2m")
    studio.move((1800.0, 5150.0))


@tool("surface")
def typed_field(studio: Studio) -> None:
    studio.new()
    studio.lines("S", "0,0")
    studio.zoom((-1500.0, -1500.0, 12000.0, 7000.0))
    studio.move((6000.0, 1200.0))
    studio.keys("8250")


@tool("surface-rectangle")
def _(studio: Studio) -> None:
    studio.new()
    studio.lines("REC", "0,0")
    studio.zoom((-1500.0, -1500.0, 12000.0, 7000.0))
    studio.move((8200.0, 4700.0))


@tool("edge-kind")
def _(studio: Studio) -> None:
    studio.open("hip")
    studio.lines("EK")
    studio.move((2800.0, 3400.0))


@tool("split")
def _(studio: Studio) -> None:
    _gable(studio, "SP")
    studio.click((8200.0, 0.0))
    studio.move((8700.0, 5400.0))


@tool("obstacle")
def _(studio: Studio) -> None:
    _gable(studio, "OB")
    studio.click((4000.0, 3300.0))
    studio.move((4900.0, 3900.0))


@tool("obstacle")
def outside(studio: Studio) -> None:
    _gable(studio, "OB")
    studio.click((9000.0, 3300.0))
    studio.move((11200.0, 3900.0))


@tool("obstacle-polygon")
def _(studio: Studio) -> None:
    _gable(studio, "OP")
    studio.click((3200.0, 2900.0), (4900.0, 3100.0), (4700.0, 4200.0))
    studio.move((3300.0, 4400.0))


@tool("obstacle-circle")
def _(studio: Studio) -> None:
    _gable(studio, "OC")
    studio.click((4000.0, 3600.0))
    studio.move((4300.0, 3900.0))


@tool("rafters")
def _(studio: Studio) -> None:
    _gable(studio, "RF")
    studio.click((2300.0, 2800.0))
    studio.move((3150.0, 2900.0))


@tool("water-line")
def _(studio: Studio) -> None:
    _gable(studio, "WL")
    studio.click((9000.0, 200.0), (9000.0, 2800.0))
    studio.move((8300.0, 3900.0))
