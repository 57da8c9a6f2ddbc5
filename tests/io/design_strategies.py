"""Generated Designs that keep every invariant, with every kind of thing in them."""

from itertools import count
from typing import Any

from hypothesis import strategies as st

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.geodesy import LocalPlane
from designer.core.model.design import (
    Box,
    BoxKind,
    BranchLock,
    Bridge,
    Climate,
    Customer,
    Design,
    DimensionNote,
    FeedPolicy,
    KeptBranch,
    LeadPolicy,
    Obstacle,
    ObstacleKind,
    Pairing,
    Pin,
    Products,
    Rafters,
    Row,
    RowModule,
    Settings,
    ShelfOffcut,
    Surface,
    TextNote,
    TrunkSearch,
    WaterLine,
    Waypoint,
)
from designer.core.model.rail_layout import RailLayout
from designer.core.model.underlay import (
    PictureMedia,
    PictureUnderlay,
    Underlay,
    UnderlayLine,
    UnderlayText,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
LENGTHS = st.floats(min_value=0.001, max_value=1e5).map(lambda value: round(value, 3))
DISTANCES = st.floats(min_value=0.0, max_value=1e4).map(lambda value: round(value, 3))
PLACES = st.floats(min_value=-1e5, max_value=1e5).map(lambda value: round(value, 3))
BEARINGS = st.floats(min_value=0.0, max_value=359.9)
SETBACKS = st.dictionaries(st.sampled_from(EdgeKind), DISTANCES)


class Ids:
    """Ids as the edits give them out."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def __call__(self, letter: str) -> str:
        return f"{letter}{next(self.numbers)}"


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """A Design with up to three surfaces."""
    ids = Ids()
    surfaces = [draw(surfaces_with(ids)) for _ in range(draw(st.integers(0, 3)))]
    names = [surface.id for surface in surfaces]
    bridges = tuple(
        draw(bridges_between(ids, *names[:2]))
        for _ in range(draw(st.integers(0, 1)) if len(names) > 1 else 0)
    )
    rows = tuple(draw(rows_on(ids, name)) for name in names for _ in range(draw(st.integers(0, 2))))
    modules = [module.id for row in rows for module in row.modules]
    boxes = tuple(draw(boxes_on(ids, name)) for name in names if draw(st.booleans()))
    return Design(
        name=draw(TEXTS),
        region=draw(TEXTS),
        products=Products(module="m", inverter="i", family="f", rail="r", trunk=draw(st.none() | TEXTS)),
        customer=Customer(name=draw(TEXTS), address=draw(TEXTS) + "\n2nd line", project_number=draw(TEXTS)),
        climate=Climate(min_c=draw(st.floats(-60, 10)), max_cell_c=draw(st.floats(40, 100))),
        settings=draw(settings()),
        plane=draw(
            st.none() | st.builds(LocalPlane, lon_deg=st.floats(-180, 180), lat_deg=st.floats(-90, 90))
        ),
        surfaces=tuple(surfaces),
        rows=rows,
        boxes=boxes,
        bridges=bridges,
        pins=tuple(Pin(inverter=f"I-{name}", along_mm=draw(PLACES)) for name in modules[:1]),
        pairings=(Pairing(modules=tuple(modules[:2])),) if modules else (),
        locks=tuple(
            BranchLock(
                id=ids("B"),
                inverters=(f"I-{name}",),
                box="X1",
                product=draw(st.none() | TEXTS),
                feed=draw(st.sampled_from(FeedPolicy)),
            )
            for name in modules[:1]
        ),
        kept=tuple(KeptBranch(inverters=(f"I-{name}",), box="X1") for name in modules[1:2]),
        waypoints=tuple(
            Waypoint(
                id=ids("P"), between=(f"I-{name}", "X1"), surface=names[0], x=draw(PLACES), y=draw(PLACES)
            )
            for name in modules[:1]
        ),
        dimensions=tuple(
            DimensionNote(
                id=ids("D"), surface=name, first=(0.0, 0.0), second=(1.0, 2.0), offset_mm=draw(PLACES)
            )
            for name in names
        ),
        texts=tuple(
            TextNote(id=ids("T"), surface=name, at=(draw(PLACES), 1.0), text=f"n {draw(TEXTS)}")
            for name in names
        ),
        underlays=tuple(draw(underlays_on(ids, name)) for name in ("", *names[:1]) if draw(st.booleans())),
        pictures=tuple(draw(pictures_on(ids, name)) for name in ("", *names[:1]) if draw(st.booleans())),
        serials={f"I-{name}": draw(TEXTS) for name in modules},
        reports={f"I-{name}": draw(TEXTS) for name in modules[:1]},
        offcuts=tuple(ShelfOffcut(id=ids("F"), product="r", length_mm=draw(LENGTHS)) for _ in names),
        approvals=tuple(draw(st.lists(TEXTS, max_size=2))),
        next_number=next(ids.numbers),
    )


@st.composite
def surfaces_with(draw: st.DrawFn, ids: Ids) -> Surface:
    width, height = (draw(st.floats(min_value=2000, max_value=50_000).map(round)) for _ in range(2))
    chimney = tuple((x / 2 * width, y / 2 * height) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
    return Surface(
        id=ids("S"),
        name=draw(TEXTS),
        outline=((0.0, 0.0), (width, 0.0), (width - 1.5, height), (0.0, height)),
        edges=tuple(draw(st.sampled_from(EdgeKind)) for _ in range(4)),
        tilt_deg=draw(st.floats(0, 90)),
        azimuth_deg=draw(BEARINGS),
        x_bearing_deg=draw(BEARINGS),
        east_mm=draw(PLACES),
        north_mm=draw(PLACES),
        rail_axis=draw(st.sampled_from(RailAxis)),
        rail_layout=draw(st.none() | st.sampled_from(RailLayout)),
        rafters=Rafters(spacing_mm=draw(LENGTHS) + 10.0, offset_mm=draw(PLACES), width_mm=draw(LENGTHS)),
        obstacles=tuple(
            Obstacle(id=ids("O"), kind=kind, outline=chimney, clearance_mm=draw(st.none() | DISTANCES))
            for kind in draw(st.lists(st.sampled_from(ObstacleKind), max_size=2))
        ),
        water_lines=(WaterLine(id=ids("W"), points=((0.0, 0.0), (width, 1.0))),),
        setbacks_mm=draw(SETBACKS),
    )


@st.composite
def rows_on(draw: st.DrawFn, ids: Ids, surface: str) -> Row:
    start = draw(PLACES)
    return Row(
        id=ids("R"),
        surface=surface,
        orientation=draw(st.sampled_from(Orientation)),
        across_mm=draw(PLACES),
        modules=tuple(
            RowModule(id=ids("M"), along_mm=round(start + 1154.0 * column, 3), pinned=draw(st.booleans()))
            for column in range(draw(st.integers(1, 3)))
        ),
        module=draw(st.none() | TEXTS),
        inverter=draw(st.none() | TEXTS),
        tilt_deg=draw(st.sampled_from([0.0, 10.0, -15.0])),
        removed=tuple(
            RowModule(id=ids("M"), along_mm=round(start - 1154.0, 3)) for _ in range(draw(st.integers(0, 1)))
        ),
    )


@st.composite
def bridges_between(draw: st.DrawFn, ids: Ids, first: str, second: str) -> Bridge:
    points = [(draw(PLACES), draw(PLACES)) for _ in range(2)]
    return Bridge(
        id=ids("G"),
        from_surface=first,
        from_point=points[0],
        to_surface=second,
        to_point=points[1],
        length_mm=draw(LENGTHS),
    )


@st.composite
def boxes_on(draw: st.DrawFn, ids: Ids, surface: str) -> Box:
    kind = draw(st.sampled_from(BoxKind))
    return Box(id=ids("X"), surface=surface, x=draw(PLACES), y=draw(PLACES), kind=kind)


@st.composite
def underlays_on(draw: st.DrawFn, ids: Ids, surface: str) -> Underlay:
    points = st.lists(st.tuples(PLACES, PLACES), min_size=2, max_size=4).map(tuple)
    lines = draw(st.lists(st.builds(UnderlayLine, points=points, closed=st.booleans()), max_size=2))
    texts = (UnderlayText(at=(draw(PLACES), 1.0), text=draw(TEXTS), height_mm=draw(LENGTHS)),)
    return Underlay(id=ids("U"), name=draw(TEXTS), surface=surface, lines=tuple(lines), texts=texts)


@st.composite
def pictures_on(draw: st.DrawFn, ids: Ids, surface: str) -> PictureUnderlay:
    side = draw(st.integers(2, 4000))
    corners = ((0.0, 0.0), (side, 0.0), (side, side), (0.0, side))
    return PictureUnderlay(
        id=ids("U"),
        name=draw(TEXTS),
        surface=surface,
        media=PictureMedia.PNG,
        data=b"\x89PNG\r\n\x1a\n" + draw(st.binary(max_size=40)),
        width_px=side,
        height_px=side,
        pixels=corners,
        places=tuple((x * 3.0, -y * 3.0) for x, y in corners),
        shown=draw(st.booleans()),
        opacity=draw(st.floats(0.1, 1.0)),
    )


def settings() -> st.SearchStrategy[Settings]:
    optional: dict[str, Any] = dict.fromkeys(
        ("module_gap_mm", "row_gap_mm", "clearance_mm", "slack_limit_mm", "stand_off_mm", "cantilever_mm"),
        st.none() | DISTANCES,
    )
    return st.builds(
        Settings,
        setbacks_mm=SETBACKS,
        setback_preset=st.none() | st.sampled_from(["us-irc", "de-bayern"]),
        obstacle_clearance_mm=DISTANCES,
        lead_policy=st.sampled_from(LeadPolicy),
        max_rise_pct=st.none() | st.floats(0.1, 5.0),
        max_units_per_branch=st.none() | st.integers(1, 40),
        rail_layout=st.none() | st.sampled_from(RailLayout),
        max_span_mm=st.none() | LENGTHS,
        shared_span_mm=st.none() | LENGTHS,
        shared_cantilever_mm=st.none() | DISTANCES,
        design_pressure_pa=st.none() | DISTANCES,
        design_uplift_pa=st.none() | DISTANCES,
        building_height_mm=st.none() | LENGTHS,
        edge_span_mm=st.none() | LENGTHS,
        edge_cantilever_mm=st.none() | DISTANCES,
        corner_span_mm=st.none() | LENGTHS,
        corner_cantilever_mm=st.none() | DISTANCES,
        trunk_search=st.sampled_from(TrunkSearch),
        dtu_serials=st.lists(TEXTS, max_size=2).map(tuple),
        **optional,
    )
