"""A roof with one of everything on it, for tests of edits that change whatever is selected."""

from msgspec.structs import replace

from designer.core.model.design import (
    Design,
    DimensionNote,
    Obstacle,
    ObstacleKind,
    Pin,
    RowModule,
    TextNote,
    WaterLine,
    Waypoint,
)
from tests import sites

CHIMNEY = ((8000.0, 4000.0), (8600.0, 4000.0), (8600.0, 4500.0), (8000.0, 4500.0))


def furnished() -> Design:
    """The gabled site with an obstacle, a water line, notes, a waypoint and a pin on its eastern face."""
    design = sites.gable()
    east, west = design.surfaces
    east = replace(
        east,
        obstacles=(Obstacle(id="O1", kind=ObstacleKind.CHIMNEY, outline=CHIMNEY),),
        water_lines=(WaterLine(id="W1", points=((200.0, 200.0), (200.0, 5000.0))),),
    )
    west = replace(west, east_mm=-9000.0, north_mm=11000.0)
    first = replace(design.rows[0], removed=(RowModule(id="M90", along_mm=7524.0),))
    return replace(
        design,
        surfaces=(east, west),
        rows=(first, *design.rows[1:]),
        pins=(Pin(inverter="I1", along_mm=1500.0),),
        waypoints=(Waypoint(id="P1", between=("I1", "I3"), surface="S1", x=3000.0, y=3000.0),),
        dimensions=(
            DimensionNote(id="D1", surface="S1", first=(0.0, 0.0), second=(3000.0, 100.0), offset_mm=-300.0),
            DimensionNote(
                id="D2", surface="S1", first=(0.0, 0.0), second=(0.0, 900.0), offset_mm=50.0, angle_deg=90.0
            ),
        ),
        texts=(TextNote(id="T1", surface="S1", at=(500.0, 4000.0), text="Antenna", rotation_deg=15.0),),
    )


THINGS = ("O1", "W1", "P1", "D1", "D2", "T1", "G1")
