"""Generated roofs: outlines, obstacles, products and boxes as hypothesis strategies."""

from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry import Polygon, box

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.edges import classify_edges
from designer.core.layout.model import FillMode
from designer.core.model.design import (
    Box,
    Design,
    Obstacle,
    ObstacleKind,
    Products,
    Rafters,
    Settings,
    Surface,
    TrunkSearch,
    WaterLine,
)
from designer.core.model.rail_layout import RailLayout
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface
from tests import sites
from tests.effort import EFFORT

MODULES = ("ja-solar-jam54d41-440-mb", "q-cells-q-peak-duo-blk-ml-g10-415")
INVERTERS = ("hms-1000-2t", "hms-500-1t", "hms-2000-4t")
SHARING = ("k2-crossrail-44-x", "k2-crossrail-48-x")
RAILS = ("k2-singlerail-36", "unirac-solarmount")
SEARCHES = st.sampled_from((TrunkSearch.FIRST, TrunkSearch.FIRST, TrunkSearch.USUAL))
"""What holds for branches holds for first ones and for those that a search found, which takes far longer."""


LARGE, SMALL = (160, 90), (80, 50)
"""The largest width and height of a surface, in dm; small where branches are searched, which takes long."""


@st.composite
def outlines(draw, largest=LARGE):
    """Rectangles, trapezoids and L-shapes from 4 to 16 m wide, x along the eave, mm."""
    width, height = draw(st.integers(40, largest[0])) * 100.0, draw(st.integers(30, largest[1])) * 100.0
    shape = draw(st.sampled_from(["rectangle", "trapezoid", "ell"]))
    if shape == "rectangle":
        return ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    cut = draw(st.integers(5, 18)) * width / 50
    if shape == "trapezoid":
        return ((0.0, 0.0), (width, 0.0), (width - cut, height), (cut, height))
    step = height * draw(st.integers(3, 7)) / 10
    return (
        (0.0, 0.0),
        (width, 0.0),
        (width, step),
        (width - cut, step),
        (width - cut, height),
        (0.0, height),
    )


@st.composite
def obstacles(draw, outline):
    """Up to three rectangles that lie wholly on the roof."""
    roof = Polygon(outline)
    x0, y0, x1, y1 = roof.bounds
    found = []
    for number in range(draw(st.integers(0, 3))):
        w, h = draw(st.integers(2, 12)) * 100.0, draw(st.integers(2, 12)) * 100.0
        place = box(0, 0, w, h)
        place = translate(
            place,
            x0 + draw(st.integers(0, 100)) * (x1 - x0) / 100,
            y0 + draw(st.integers(0, 100)) * (y1 - y0) / 100,
        )
        if roof.contains(place) and not any(place.intersects(Polygon(o.outline)) for o in found):
            x, y = place.bounds[:2]
            ring = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
            found.append(Obstacle(id=f"O{900 + number}", kind=ObstacleKind.CHIMNEY, outline=ring))
    return tuple(found)


@st.composite
def surfaces(draw, name="S1", azimuth=180.0, largest=LARGE):
    outline = draw(outlines(largest))
    axis = draw(st.sampled_from([RailAxis.EAVE, RailAxis.EAVE, RailAxis.SLOPE]))
    gutter = WaterLine(id=f"W{name}", points=((0.0, 0.0), (outline[1][0], 0.0)))
    return Surface(
        id=name,
        name=name,
        outline=outline,
        edges=classify_edges(outline),
        tilt_deg=float(draw(st.integers(5, 50))),
        azimuth_deg=azimuth,
        x_bearing_deg=azimuth - 90,
        rail_axis=axis,
        rafters=Rafters(spacing_mm=float(draw(st.sampled_from([400, 610, 700, 850]))), offset_mm=150.0),
        obstacles=draw(obstacles(outline)),
        water_lines=(gutter,),
    )


@st.composite
def designs(draw, layout: RailLayout | None = None) -> Design:
    """One or two filled surfaces, each with a box near its eave; with a layout of rails that is asked for."""
    search = draw(SEARCHES)
    largest = SMALL if search is TrunkSearch.USUAL and EFFORT == 1 else LARGE
    roofs = [draw(surfaces(largest=largest))]
    if draw(st.booleans()):
        roofs.append(draw(surfaces("S2", 0.0, largest)))
    products = Products(
        module=draw(st.sampled_from(MODULES)),
        inverter=draw(st.sampled_from(INVERTERS)),
        family="hoymiles-hms",
        rail=draw(st.sampled_from(SHARING if layout is RailLayout.SHARED else RAILS)),
    )
    boxes = [
        Box(id=f"X{i}", surface=roof.id, x=roof.outline[1][0] / 2, y=140.0)
        for i, roof in enumerate(roofs, start=1)
    ]
    rules = Settings(rail_layout=layout, trunk_search=search)
    design = sites.design(roofs, [], boxes, products=products, settings=rules)
    choice = FillChoice(mode=draw(st.sampled_from(list(FillMode))))
    for roof in roofs:
        design = fill_surface(design, sites.catalog(), roof.id, choice)
    return design
