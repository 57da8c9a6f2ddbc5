"""A surface with one thing of every kind, and its plan, for tests of places."""

from functools import cache

from msgspec.structs import replace

from designer.core.model.design import (
    Design,
    DimensionNote,
    Obstacle,
    ObstacleKind,
    RowModule,
    TextNote,
    WaterLine,
    Waypoint,
)
from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.edit.edits.outlines import rectangle
from tests.sites import GAP, WIDTH, catalog, gable

CHIMNEY = rectangle(600.0, 400.0, (8500.0, 3500.0))


@cache
def everything() -> Design:
    """The gable of `tests.sites`; surface S1 has one more thing of each kind."""
    design = gable()
    east, west = design.surfaces
    east = replace(
        east,
        obstacles=(Obstacle(id="O1", kind=ObstacleKind.CHIMNEY, outline=CHIMNEY),),
        water_lines=(WaterLine(id="W1", points=((9500.0, 0.0), (9500.0, 5200.0))),),
    )
    first, second = design.rows
    gone = RowModule(id="M90", along_mm=600.0 + 6 * (WIDTH + GAP))
    return replace(
        design,
        surfaces=(east, west),
        rows=(replace(first, removed=(gone,)), second),
        boxes=(*design.boxes, replace(design.boxes[0], id="X2", surface="S1", x=8000.0, y=300.0)),
        waypoints=(Waypoint(id="P1", between=("I-M1", "X2"), surface="S1", x=7000.0, y=3000.0),),
        dimensions=(
            DimensionNote(
                id="D1", surface="S1", first=(0.0, 4000.0), second=(2000.0, 4000.0), offset_mm=300.0
            ),
        ),
        texts=(TextNote(id="T1", surface="S1", at=(3000.0, 4500.0), text="ridge", height_mm=200.0),),
    )


@cache
def planned() -> Plan:
    """The plan of `everything`."""
    return derive(everything(), catalog())
