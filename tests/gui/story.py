"""The whole story: a gable roof with a chimney, filled, an inverter and a branch by hand."""

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from tests.gui.hands import Hands


def draw_gable(hands: Hands) -> None:
    """Two rectangular faces with typed edges, back to back."""
    for azimuth in (90, 270):
        hands.command("REC")
        hands.command("0,0")
        hands.command("10.5m,5200")
        hands.command("35")
        hands.command(str(azimuth))
        hands.escape()


def add_chimney(hands: Hands) -> None:
    """A chimney of typed size on the first face."""
    hands.view(0)
    hands.command("OB")
    hands.command("7000,3600")
    hands.command("@700,600")
    hands.escape()


def place_box(hands: Hands, at: Point) -> None:
    """A junction box near the eave of the face that is looked at."""
    hands.command("BX")
    hands.click(at)
    hands.escape()


def fill(hands: Hands) -> None:
    """Fill the face that is looked at: preview, then confirm."""
    hands.command("F")
    hands.confirm()
    hands.escape()


def drag_inverter(hands: Hands) -> str:
    """Drag the first inverter of the first face a little along its rail; its id."""
    hands.settle()
    plan = hands.editor.plan
    assert plan is not None
    inverter = plan.surfaces[0].inverters[0]
    x0, y0, x1, y1 = inverter.footprint
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    hands.command("I")
    hands.drag(middle, (middle[0] + 60.0, middle[1]), (middle[0] + 120.0, middle[1]))
    hands.escape()
    return inverter.id


def drag_branch(hands: Hands) -> tuple[str, ...]:
    """Drag across the first three inverters of the first face; their ids."""
    hands.settle()
    plan = hands.editor.plan
    assert plan is not None
    units = sorted(plan.surfaces[0].inverters, key=lambda unit: (unit.row_id, unit.along_mm))[:3]
    middles = [((u.footprint[0] + u.footprint[2]) / 2, (u.footprint[1] + u.footprint[3]) / 2) for u in units]
    hands.command("B")
    hands.drag(*middles)
    hands.confirm()
    hands.escape()
    return tuple(unit.id for unit in units)


def tell(hands: Hands) -> None:
    """The story up to the finished design."""
    draw_gable(hands)
    add_chimney(hands)
    hands.look("zoom-extents")
    fill(hands)
    place_box(hands, (5200.0, 160.0))
    drag_inverter(hands)
    drag_branch(hands)
    hands.settle()


def undo_all(hands: Hands) -> tuple[Design, Design]:
    """Undo back to nothing and redo all; the first and the last Design on the way."""
    session = hands.editor.session
    while session.undo_name is not None:
        hands.look("undo")
    first = session.design
    while session.redo_name is not None:
        hands.look("redo")
    return first, session.design
