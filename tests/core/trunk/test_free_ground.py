"""Places from which no way is free are not asked about, and that changes no plan."""

from msgspec.structs import replace

from designer.core.model.design import Obstacle, ObstacleKind
from designer.core.planning import derive
from designer.core.trunk.lanes import FreeGround
from tests import sites
from tests.planned import example, plan_of_example

CATALOG = sites.catalog()


def with_vents_under_modules(name):
    """An example with a small obstacle under some of its modules."""
    design = example(name)
    surfaces = []
    for part, surface in zip(plan_of_example(name).surfaces, design.surfaces, strict=True):
        vents = []
        for number, module in enumerate(part.modules[::4]):
            x, y = (module.rect[0] + module.rect[2]) / 2, (module.rect[1] + module.rect[3]) / 2
            ring = ((x, y), (x + 60.0, y), (x + 60.0, y + 60.0), (x, y + 60.0))
            vents.append(Obstacle(id=f"O{9000 + number}", kind=ObstacleKind.VENT, outline=ring))
        surfaces.append(replace(surface, obstacles=(*surface.obstacles, *vents)))
    return replace(design, surfaces=tuple(surfaces), next_number=10_000)


def test_the_plan_is_the_same_where_all_places_are_asked_about(monkeypatch):
    design = with_vents_under_modules("gable")
    planned = derive(design, CATALOG)
    held = []

    def asked(ground, place):
        held.append(holds(ground, place))
        return True

    holds = FreeGround.holds
    monkeypatch.setattr(FreeGround, "holds", asked)
    assert derive(design, CATALOG) == planned
    assert set(held) == {False, True}
