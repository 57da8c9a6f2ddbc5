"""Roofs that nobody builds and every import brings: slivers, spikes, points in a line, holes that touch."""

from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.edges import classify_edges
from designer.core.layout.model import FillMode
from designer.core.model.design import Box, Obstacle, ObstacleKind, Rafters, Surface
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface
from tests import sites

TINY = (0.1, 0.001, 0.1001, 1.0, 3.0)
KILOMETRE = 1_000_000.0
MOST = 40
"""Modules asked for: what is odd is the roof, not how much lies on it."""


@st.composite
def outlines(draw):
    """A ring of one of the odd sorts, counter-clockwise, mm."""
    width, height = (
        draw(st.sampled_from([2_500.0, 6_000.0, 12_000.0])),
        draw(st.sampled_from([2_400.0, 5_300.0])),
    )
    tiny = draw(st.sampled_from(TINY))
    at = draw(st.integers(1, 9)) * width / 10
    match draw(
        st.sampled_from(
            ["collinear", "nearly", "spike", "notch", "step", "sliver", "needle", "neck", "kilometre"]
        )
    ):
        case "collinear":
            many = tuple((at * share / 8, 0.0) for share in range(1, 9))
            return ((0.0, 0.0), *many, (width, 0.0), (width, height / 2), (width, height), (0.0, height))
        case "nearly":
            return ((0.0, 0.0), (at, tiny), (width, 0.0), (width, height), (at, height - tiny), (0.0, height))
        case "spike":
            tip = ((at - tiny, height), (at, height + 800.0), (at + tiny, height))
            return ((0.0, 0.0), (width, 0.0), (width, height), *tip[::-1], (0.0, height))
        case "notch":
            cut = ((at + tiny, height), (at, height - 1_500.0), (at - tiny, height))
            return ((0.0, 0.0), (width, 0.0), (width, height), *cut, (0.0, height))
        case "step":
            return (
                (0.0, 0.0),
                (width, 0.0),
                (width, height),
                (at, height),
                (at, height - tiny),
                (0.0, height - tiny),
            )
        case "sliver":
            return ((0.0, 0.0), (width, 0.0), (width, tiny), (0.0, tiny))
        case "needle":
            return ((0.0, 0.0), (width, 0.0), (width * 0.999, height))
        case "neck":
            low, high = ((at, 0.0), (at, height / 2 - tiny)), ((at, height / 2 + tiny), (at, height))
            far = ((at + tiny, 0.0), (width + at, 0.0), (width + at, height), (at + tiny, height))
            bridge = ((at + tiny, height / 2 + tiny), (at + tiny, height / 2 - tiny))
            return ((0.0, 0.0), low[0], low[1], bridge[1], *far, bridge[0], high[0], high[1], (0.0, height))
    return ((0.0, 0.0), (KILOMETRE, 0.0), (KILOMETRE, height), (0.0, height))


@st.composite
def obstacles(draw, outline):
    """Up to four that touch each other, the edge or only at a corner, lie on each other, or are tiny."""
    x, y = draw(st.integers(1, 6)) * 400.0, draw(st.integers(0, 4)) * 500.0
    side = draw(st.sampled_from([0.1, 50.0, 700.0, 3_000.0]))
    other = draw(st.sampled_from([0.1, 500.0]))
    places = {
        "beside": (x + side, y),
        "corner": (x + side, y + side),
        "above": (x, y + side),
        "same": (x, y),
        "edge": (x, 0.0),
        "hair": (x + side + 0.001, y),
        "outside": (outline[1][0] - other / 2, y),
    }
    names = draw(st.lists(st.sampled_from(sorted(places)), max_size=3, unique=True))
    rings = [_square((x, y), side), *(_square(places[name], other) for name in names)]
    count = draw(st.integers(0, len(rings)))
    kinds = draw(st.lists(st.sampled_from(list(ObstacleKind)), min_size=count, max_size=count))
    return tuple(
        Obstacle(id=f"O{number}", kind=kind, outline=ring)
        for number, (kind, ring) in enumerate(zip(kinds, rings, strict=False), start=1)
    )


def _square(corner, side):
    x, y = corner
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side))


@st.composite
def odd_surfaces(draw):
    """An odd outline with odd obstacles, flat or as steep as may be."""
    outline = draw(outlines())
    return Surface(
        id="S1",
        name="odd",
        outline=outline,
        edges=classify_edges(outline),
        tilt_deg=draw(st.sampled_from([0.0, 0.1, 35.0, 80.0])),
        azimuth_deg=180.0,
        x_bearing_deg=90.0,
        rafters=Rafters(spacing_mm=700.0, offset_mm=draw(st.sampled_from([0.0, 699.9]))),
        obstacles=draw(obstacles(outline)),
    )


@st.composite
def bare_designs(draw):
    """An odd roof with a box in a corner of it, still without modules."""
    surface = draw(odd_surfaces())
    box = Box(
        id="X1",
        surface="S1",
        x=draw(st.sampled_from([0.0, 0.1, 900.0])),
        y=draw(st.sampled_from([0.0, 0.05])),
    )
    return sites.design([surface], [], [box])


def filled(design, mode=FillMode.PORTRAIT):
    """The design with up to `MOST` modules, as the program fills it."""
    return fill_surface(design, sites.catalog(), "S1", FillChoice(mode=mode, wanted=MOST))


def without_setbacks(design):
    """Modules may go to the very edge, which is where odd outlines are odd."""
    setbacks = dict.fromkeys(design.settings.setbacks_mm, 0.0)
    return replace(design, settings=replace(design.settings, setbacks_mm=setbacks, obstacle_clearance_mm=0.0))
