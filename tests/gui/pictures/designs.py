"""Designs that scenes are played on."""

from msgspec.structs import replace

from designer.core.model.design import Box, BoxKind, BranchLock, Design, Pairing, Pin
from tests.edit.furnished import furnished


def everything() -> Design:
    """A roof with one of everything on it."""
    design = furnished()
    east, west = design.surfaces
    surfaces = (replace(east, name="East"), replace(west, name="West"))
    return replace(design, name="One of everything", surfaces=surfaces)


def faulty() -> Design:
    """A roof on which little is in order."""
    design = everything()
    first, second, third, *others = design.rows[0].modules
    nearer = replace(third, along_mm=third.along_mm - 300.0)
    row = replace(design.rows[0], modules=(first, second, nearer, *others))
    return replace(
        design,
        name="Faulty",
        rows=(row, *design.rows[1:]),
        boxes=(*design.boxes, Box(id="X9", surface="S1", x=-900.0, y=200.0, kind=BoxKind.JUNCTION)),
        pins=(Pin(inverter="I1", along_mm=4100.0), Pin(inverter="I77", along_mm=800.0)),
        pairings=(Pairing(modules=("M1", "M6")),),
        locks=(BranchLock(id="L1", inverters=("I1", "I3"), box="X8"),),
        serials={"I1": "1161A00012", "I3": "1161A00012", "I99": "1161A00013"},
    )
