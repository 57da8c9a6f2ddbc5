"""A larger roof, a smaller setback or a smaller obstacle never costs a module of the most that fit."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.affinity import scale
from shapely.geometry import Polygon

from designer.core.geometry.edges import EdgeKind
from designer.core.layout.model import FillMode
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface
from tests import sites
from tests.effort import examples
from tests.property.roofs import surfaces

CATALOG = sites.catalog()
SETBACKS = st.sampled_from([0.0, 100.0, 300.0, 457.0, 914.0, 1250.0])

choices = st.builds(
    FillChoice,
    mode=st.sampled_from(list(FillMode)),
    aligned_columns=st.booleans(),
    halves=st.sampled_from([False, False, True]),
    min_run=st.just(1),
    block_only=st.sampled_from([False, False, True]),
)


def most(surface, choice, **settings_):
    design = sites.design([surface], [])
    design = replace(design, settings=replace(design.settings, **settings_))
    filled = fill_surface(design, CATALOG, surface.id, choice)
    return sum(len(row.modules) for row in filled.rows)


@st.composite
def roofs_with_more_room(draw):
    """A surface and its setbacks, and the same with more room of one kind."""
    surface = draw(surfaces())
    setbacks = {kind: draw(SETBACKS) for kind in EdgeKind}
    clearance = draw(st.sampled_from([0.0, 50.0, 200.0]))
    larger = replace(surface, outline=grown(surface.outline, draw(st.sampled_from([1.0, 1.01, 1.2]))))
    smaller_setbacks = {kind: min(setback, draw(SETBACKS)) for kind, setback in setbacks.items()}
    shrunk = replace(
        larger,
        obstacles=tuple(
            replace(obstacle, outline=shrunken(obstacle.outline, draw(st.sampled_from([1.0, 0.9, 0.4]))))
            for obstacle in larger.obstacles
        ),
    )
    return (
        (surface, {"setbacks_mm": setbacks, "obstacle_clearance_mm": clearance}),
        (
            draw(st.sampled_from([larger, shrunk])),
            {
                "setbacks_mm": draw(st.sampled_from([setbacks, smaller_setbacks])),
                "obstacle_clearance_mm": draw(st.sampled_from([clearance, clearance / 2])),
            },
        ),
    )


def grown(outline, by):
    """The outline larger to the right and up; edges keep their direction, so their kind."""
    return tuple((x * by, y * by) for x, y in outline)


def shrunken(outline, by):
    return tuple(scale(Polygon(outline), by, by).exterior.coords)[:-1]


@settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))
@given(roofs_with_more_room(), choices)
def test_more_room_never_costs_a_module(roofs, choice):
    (surface, rules), (roomier, looser) = roofs
    assert most(roomier, choice, **looser) >= most(surface, choice, **rules)
