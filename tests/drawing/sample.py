"""A small gabled roof with everything a drawing can hold, and a hall to measure with."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from designer.core.findings import Location, note, warning
from designer.core.geometry.axes import Orientation, Point, RailAxis, to_xy
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import (
    Box,
    Bridge,
    Customer,
    Design,
    Obstacle,
    ObstacleKind,
    Products,
    Rafters,
    Surface,
    WaterLine,
)
from designer.core.model.plan import (
    BomItem,
    BranchPlan,
    CablePiece,
    CutList,
    CutResult,
    Drop,
    PhaseLoad,
    PieceKind,
    Plan,
    RailRun,
    RoutePart,
    Step,
    StepKind,
    StockCut,
    StockUse,
    SurfacePlan,
)
from tests.drawing.sample_parts import (
    BULK,
    INVERTER,
    MODULE,
    RAIL,
    STOCK,
    TRUNK,
    MadeRow,
    RowSpec,
    drop,
    make_row,
    piece,
)

WIDTH, DEPTH = 9000.0, 5000.0
"""Of either side of the gable, along and across the rails."""

PITCH = 2300.0
KERF = 5.0
PRODUCTS = Products(module=MODULE, inverter=INVERTER, family="acme", rail=RAIL, trunk=TRUNK)


def gable(axis: RailAxis = RailAxis.EAVE) -> tuple[Design, Plan]:
    """Eight modules east and four west on six inverters, two branches into one box.

    With rails up the slope everything is turned over the diagonal.
    """
    east = (
        make_row(_spec("R1", 1, "S1", axis, Orientation.PORTRAIT, 450.0, (6,), first=1)),
        make_row(_spec("R2", 2, "S1", axis, Orientation.LANDSCAPE, 2232.0, (2,), first=7)),
    )
    west = (
        make_row(
            _spec("R3", 1, "S2", axis, Orientation.PORTRAIT, 900.0, (2, 2), first=9, hang_from_lower=(1,))
        ),
    )
    surfaces = (_east(axis), _west(axis))
    plans = (_surface_plan(surfaces[0], east), _surface_plan(surfaces[1], west))
    box = to_xy(axis, 8200.0, 4200.0)
    design = Design(
        name="Gable house Müller",
        region="eu",
        products=PRODUCTS,
        customer=Customer(
            name="Anna Müller", address="Dorfstraße 1, 12345 Neudorf", project_number="2024-017"
        ),
        surfaces=surfaces,
        rows=tuple(made.row for made in (*east, *west)),
        boxes=(Box(id="J1", surface="S1", x=box[0], y=box[1]),),
        bridges=(_bridge(axis),),
        serials={"I1": "114390212345", "I3": "114390212346"},
        next_number=20,
    )
    plan = Plan(
        surfaces=plans,
        branches=(_first_branch(plans[0], axis, box), _second_branch(plans[1], axis, box)),
        phases=(
            PhaseLoad(phase="L1", power_va=4000.0, branches=("B1",)),
            PhaseLoad(phase="L2", power_va=2000.0, branches=("B2",)),
        ),
        bom=_parts_list(),
        findings=(
            warning("voltage-rise-high", "B1", rise_pct=1.2, limit_pct=1.0),
            note("long-lead", "I7", at=Location("S1", 2000.0, 3000.0), extra_mm=120.0),
        ),
    )
    return design, with_cuts(plan)


def hall(modules: int = 1000) -> tuple[Design, Plan]:
    """A hall with rows of fifty modules and branches of five inverters, for measuring."""
    rows = []
    for number in range(modules // 50):
        spec = _spec(
            f"R{number + 1}",
            number + 1,
            "S1",
            RailAxis.EAVE,
            Orientation.PORTRAIT,
            600.0 + 1800.0 * number,
            (10,) * 5,
            first=1 + 50 * number,
        )
        rows.append(make_row(spec))
    surface = Surface(
        id="S1",
        name="Hall",
        outline=_rectangle(62_000.0, 1200.0 + 1800.0 * len(rows)),
        edges=(EdgeKind.PARAPET,) * 4,
        tilt_deg=5.0,
        azimuth_deg=180.0,
        x_bearing_deg=90.0,
        rafters=Rafters(spacing_mm=800.0),
    )
    branches = tuple(
        _hall_branch(f"B{5 * index + group + 1}", made.inverters[5 * group : 5 * group + 5])
        for index, made in enumerate(rows)
        for group in range(5)
    )
    design = Design(
        name="Hall",
        region="eu",
        products=PRODUCTS,
        surfaces=(surface,),
        rows=tuple(made.row for made in rows),
        boxes=(Box(id="J1", surface="S1", x=61_000.0, y=300.0),),
    )
    return design, with_cuts(Plan(surfaces=(_surface_plan(surface, rows),), branches=branches))


def with_cuts(plan: Plan) -> Plan:
    """The plan with every piece cut from stock in turn: bars, one reel, one drum, an offcut first."""
    lengths = {bar.piece: bar.length_mm for rail in plan.rails for bar in rail.bars}
    stocks: list[StockUse] = []
    for name, length in lengths.items():
        fits = next((i for i, stock in enumerate(stocks) if stock.remnant_mm >= length + KERF), None)
        if fits is None:
            stocks.append(_stock(f"bar {len(stocks) + 1}", RAIL, PieceKind.RAIL, STOCK))
            fits = len(stocks) - 1
        stocks[fits] = _cut(stocks[fits], name, length)
    reel = _stock("reel 1", TRUNK, PieceKind.TRUNK_RUN, 20 * PITCH * max(1, len(plan.branches)))
    drum = _stock("drum 1", BULK, PieceKind.END_CABLE, 1_000_000.0)
    for part in plan.pieces:
        if part.kind is PieceKind.TRUNK_RUN:
            reel = _cut(reel, part.id, part.length_mm)
        else:
            drum = _cut(drum, part.id, part.length_mm)
    results = (CutResult(product=RAIL, cost=len(stocks) * STOCK, bound=len(stocks) * STOCK, proven=True),)
    cuts = CutList(stocks=(*stocks, reel, drum), results=results)
    return Plan(
        surfaces=plan.surfaces,
        branches=plan.branches,
        phases=plan.phases,
        cuts=cuts,
        bom=plan.bom,
        findings=plan.findings,
    )


def _spec(
    row: str,
    number: int,
    surface: str,
    axis: RailAxis,
    orientation: Orientation,
    across_mm: float,
    blocks: tuple[int, ...],
    *,
    first: int,
    hang_from_lower: tuple[int, ...] = (),
) -> RowSpec:
    if axis is RailAxis.SLOPE:
        turned = {Orientation.PORTRAIT: Orientation.LANDSCAPE, Orientation.LANDSCAPE: Orientation.PORTRAIT}
        orientation = turned[orientation]
    return RowSpec(
        id=row,
        number=number,
        surface=surface,
        axis=axis,
        orientation=orientation,
        along_mm=600.0,
        across_mm=across_mm,
        blocks=blocks,
        first_module=first,
        hang_from_lower=hang_from_lower,
    )


def _rectangle(width: float, depth: float) -> tuple[Point, ...]:
    return ((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth))


def _outline(axis: RailAxis) -> tuple[Point, ...]:
    return _rectangle(*to_xy(axis, WIDTH, DEPTH))


def _ring(axis: RailAxis, low: Point, high: Point) -> tuple[Point, ...]:
    """A rectangle from its corners along and across the rails."""
    (x0, y0), (x1, y1) = to_xy(axis, *low), to_xy(axis, *high)
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


_GABLE_EDGES = (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE)


def _east(axis: RailAxis) -> Surface:
    return Surface(
        id="S1",
        name="East roof",
        outline=_outline(axis),
        edges=_GABLE_EDGES,
        tilt_deg=35.0,
        azimuth_deg=90.0,
        x_bearing_deg=0.0,
        east_mm=4095.76,
        north_mm=0.0,
        rail_axis=axis,
        rafters=Rafters(spacing_mm=800.0),
        obstacles=(
            Obstacle(
                id="O1", kind=ObstacleKind.CHIMNEY, outline=_ring(axis, (5600.0, 3500.0), (6300.0, 4300.0))
            ),
        ),
    )


def _west(axis: RailAxis) -> Surface:
    return Surface(
        id="S2",
        name="West roof",
        outline=_outline(axis),
        edges=_GABLE_EDGES,
        tilt_deg=35.0,
        azimuth_deg=270.0,
        x_bearing_deg=180.0,
        east_mm=-4095.76,
        north_mm=9000.0,
        rail_axis=axis,
        rafters=Rafters(spacing_mm=800.0),
        water_lines=(WaterLine(id="W1", points=(to_xy(axis, 8700.0, 0.0), to_xy(axis, 8700.0, 5000.0))),),
    )


def _surface_plan(surface: Surface, rows: Sequence[MadeRow]) -> SurfacePlan:
    """The rows of a surface; its usable area is the outline less 300 mm and a hole about each obstacle."""
    (x0, y0), _, (x1, y1), _ = surface.outline
    usable = [((x0 + 300, y0 + 300), (x1 - 300, y0 + 300), (x1 - 300, y1 - 300), (x0 + 300, y1 - 300))]
    for obstacle in surface.obstacles:
        (a, b), _, (c, d), _ = obstacle.outline
        usable.append(((a - 50, b - 50), (c + 50, b - 50), (c + 50, d + 50), (a - 50, d + 50)))
    return SurfacePlan(
        surface=surface.id,
        usable=tuple(usable),
        area_m2=(x1 - x0) * (y1 - y0) / 1e6,
        modules=tuple(module for made in rows for module in made.modules),
        rails=tuple(rail for made in rows for rail in made.rails),
        hardware=tuple(part for made in rows for part in made.hardware),
        inverters=tuple(inverter for made in rows for inverter in made.inverters),
    )


def _bridge(axis: RailAxis) -> Bridge:
    return Bridge(
        id="V1",
        from_surface="S2",
        from_point=to_xy(axis, 800.0, 5000.0),
        to_surface="S1",
        to_point=to_xy(axis, 8200.0, 5000.0),
        length_mm=300.0,
    )


def _first_branch(plan: SurfacePlan, axis: RailAxis, box: Point) -> BranchPlan:
    """Three inverters on a run, a link to the fourth in the next row, and on to the box."""
    mounts = {inverter.id: inverter.mount for inverter in plan.inverters}
    order = ("I1", "I3", "I5", "I7")
    drops = tuple(drop("B1", n, "S1", mounts[name], name) for n, name in enumerate(order, start=1))
    rail = _across(plan.rails, "R2.U1")
    turn = (to_xy(axis, 7800.0, _across(plan.rails, "R1.U1")), to_xy(axis, 7800.0, rail))
    pieces = (
        piece("B1-T1", PieceKind.TRUNK_RUN, 2 * PITCH, ("B1.1", "B1.3"), _way("S1", drops[:3]), ports=3),
        piece("B1-L1", PieceKind.LINK, 8420.0, ("B1.3", "B1.4"), _way("S1", drops[2:3], *turn, mounts["I7"])),
        piece(
            "B1-T2", PieceKind.TRUNK_RUN, 0.0, ("B1.4", "B1.4"), _way("S1", drops[3:], mounts["I7"]), ports=1
        ),
        piece(
            "B1-E",
            PieceKind.END_CABLE,
            9000.0,
            ("B1.4", "J1"),
            _way("S1", drops[3:], to_xy(axis, 8200.0, rail), box),
        ),
    )
    return _branch("B1", "L1", order, drops, pieces)


def _second_branch(plan: SurfacePlan, axis: RailAxis, box: Point) -> BranchPlan:
    """Two inverters with a capped port between them, over the bridge to the box on the other side."""
    mounts = {inverter.id: inverter.mount for inverter in plan.inverters}
    lower, upper = _across(plan.rails, "R3.L1"), _across(plan.rails, "R3.U1")
    turn = (to_xy(axis, 2900.0, lower), to_xy(axis, 2900.0, upper))
    between = to_xy(axis, 2900.0, (lower + upper) / 2.0)
    first, last = mounts["I11"], mounts["I9"]
    order = ("I11", "I9")
    drops = (
        drop("B2", 1, "S2", first, "I11"),
        drop("B2", 2, "S2", between),
        drop("B2", 3, "S2", last, "I9"),
    )
    run = RoutePart(surface="S2", points=(first, *turn, last))
    over = to_xy(axis, 800.0, DEPTH), to_xy(axis, 8200.0, DEPTH)
    pieces = (
        piece("B2-T1", PieceKind.TRUNK_RUN, 2 * PITCH, ("B2.1", "B2.3"), run, ports=3),
        piece(
            "B2-E",
            PieceKind.END_CABLE,
            5000.0,
            ("B2.3", "J1"),
            _way("S2", drops[2:], to_xy(axis, 800.0, upper), over[0]),
            RoutePart(surface="S1", points=(over[1], box)),
        ),
    )
    return _branch("B2", "L2", order, drops, pieces)


def _hall_branch(name: str, inverters: Sequence[object]) -> BranchPlan:
    order = tuple(inverter.id for inverter in inverters)
    drops = tuple(drop(name, n, "S1", one.mount, one.id) for n, one in enumerate(inverters, start=1))
    run = piece(
        f"{name}-T1", PieceKind.TRUNK_RUN, 4 * PITCH, (drops[0].id, drops[-1].id), _way("S1", drops), ports=5
    )
    way = _way("S1", drops[-1:], (61_000.0, drops[-1].y), (61_000.0, 300.0))
    return _branch(
        name, "L1", order, drops, (run, piece(f"{name}-E", PieceKind.END_CABLE, 30_000.0, ("", "J1"), way))
    )


def _branch(
    name: str, phase: str, order: tuple[str, ...], drops: tuple[Drop, ...], pieces: tuple[CablePiece, ...]
) -> BranchPlan:
    return BranchPlan(
        id=name,
        circuit=name,
        box="J1",
        family="acme",
        product=TRUNK,
        conductor="10 AWG",
        inverters=order,
        steps=tuple(
            Step(
                from_inverter=first,
                to_inverter=second,
                kind=StepKind.STANDARD,
                pitches=1,
                needed_mm=2290.0,
                cable_mm=PITCH,
                slack_mm=10.0,
            )
            for first, second in pairwise(order)
        ),
        drops=drops,
        pieces=pieces,
        current_a=4.35 * len(order),
        units_limit=7,
        ocpd_a=32.0,
        rise_v=1.98,
        rise_pct=0.86,
        cost=100.0,
        phase=phase,
    )


def _way(surface: str, drops: Iterable[Drop], *more: Point) -> RoutePart:
    return RoutePart(surface=surface, points=(*((port.x, port.y) for port in drops), *more))


def _across(rails: Iterable[RailRun], name: str) -> float:
    return next(rail.across_mm for rail in rails if rail.id == name)


def _stock(name: str, product: str, kind: PieceKind, length: float) -> StockUse:
    return StockUse(
        id=name, product=product, kind=kind, length_mm=length, new=True, cuts=(), remnant_mm=length
    )


def _cut(stock: StockUse, name: str, length: float) -> StockUse:
    start = stock.length_mm - stock.remnant_mm
    kerf = KERF if stock.cuts else 0.0
    return StockUse(
        id=stock.id,
        product=stock.product,
        kind=stock.kind,
        length_mm=stock.length_mm,
        new=stock.new,
        cuts=(*stock.cuts, StockCut(piece=name, start_mm=start + kerf, length_mm=length)),
        remnant_mm=stock.remnant_mm - length - kerf,
    )


def _parts_list() -> tuple[BomItem, ...]:
    return (
        BomItem(
            item="Module", product=MODULE, description="Acme M440", quantity=12, unit="pcs", source="modules"
        ),
        BomItem(
            item="Inverter",
            product=INVERTER,
            description="Acme Duo 1000",
            quantity=6,
            unit="pcs",
            source="inverters",
        ),
        BomItem(
            item="Bulk cable",
            product=BULK,
            description="Cable 3G5",
            quantity=22.42,
            unit="m",
            source="cut list",
        ),
    )
