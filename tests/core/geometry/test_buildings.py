"""Obstacles of no building over so many faces that sharing them out would never end."""

import pytest

from designer.core.errors import InputError
from designer.core.geometry import buildings
from designer.core.geometry.buildings import by_building
from designer.core.geometry.faces import RoofFace, RoofObstacle

RING = ((11.0, 48.0), (11.0001, 48.0), (11.0001, 48.0001))


def faces(number: int) -> list[RoofFace]:
    return [RoofFace(id=f"f{n}", building=f"b{n % 3}", tilt_deg=30.0, outline=RING) for n in range(number)]


@pytest.mark.parametrize("building", ["", "b1"])
def test_obstacles_over_too_many_faces_are_refused(building: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buildings, "MOST_MEETINGS", 60)
    few, many = (
        [RoofObstacle(id=f"o{n}", building=building, outline=RING) for n in range(count)] for count in (4, 40)
    )
    found = by_building(faces(9), few)
    assert [len(one.obstacles) for one in found] == ([4, 4, 4] if not building else [0, 4, 0])
    with pytest.raises(InputError, match="lie on too many roof faces"):
        by_building(faces(9), many)
