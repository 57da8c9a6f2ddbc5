"""Two rows of units to make branches of, and the branch tool in hand."""

from designer.core.model.design import Box, Settings
from designer.edit.tools.branch import BranchTool
from tests import sites
from tests.hands import Hand

BOXES = (Box(id="X1", surface="S1", x=3000.0, y=150.0), Box(id="X2", surface="S1", x=9000.0, y=150.0))


def hand(**more) -> Hand:
    """Eight units on two rows, three to a branch; a drag may begin on any of them."""
    rows = [sites.row("R1", "S1", 8, 1), sites.row("R2", "S1", 8, 9, across=600.0 + sites.LENGTH + 20.0)]
    more.setdefault("settings", Settings(max_units_per_branch=3))
    design = sites.design([sites.surface()], rows, BOXES, **more)
    one = Hand(BranchTool(), design, planned=True)
    one.mm_per_px = 3.0
    return one


def at(one: Hand, name: str) -> tuple[float, float]:
    inverter = next(found for found in one.plan.inverters if found.id == name)
    x0, y0, x1, y1 = inverter.footprint
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def stroke(one: Hand, *names: str):
    return one.drag(*[at(one, name) for name in names])
