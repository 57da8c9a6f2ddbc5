"""Parts of hand-made plans: a small catalogue, rows with rails and inverters, branches along them.

Not an engine: it follows simple rules of thumb, just well enough for drawings and lists to be like real ones.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from designer.core.geometry.axes import Orientation, Point, RailAxis, Rect, rect_xy, to_xy
from designer.core.model.catalog import Assumptions, BackBox, Catalog, Inverter, Module, Mount, Region
from designer.core.model.design import Row, RowModule
from designer.core.model.plan import (
    CablePiece,
    DcLead,
    Drop,
    Hardware,
    HardwareKind,
    PieceKind,
    PlacedInverter,
    PlacedModule,
    RailBar,
    RailRun,
    RoutePart,
)
from designer.core.model.provenance import Provenance
from designer.core.model.rail_system import RailSystem, StockBar
from designer.core.model.trunk_family import BulkCable, TrunkFamily, TrunkProduct

MODULE = "acme-m440"
INVERTER = "acme-duo-1000"
RAIL = "acme-rail-37"
TRUNK = "acme-trunk-2300"
BULK = "acme-bulk-10awg"

LONG, SHORT, GAP = 1762.0, 1134.0, 20.0
RAIL_WIDTH, OVERHANG, JOINT_OVERHANG, STOCK = 37.0, 50.0, 20.0, 4400.0
CLEARANCE = 20.0
RAFTERS = 800.0
HANG = (-130.5, 130.5, -20.0, 160.0)
"""The enclosure about its mounting point: along from, to; across from, to, away from the rail."""

_NOTE = Provenance(source="made up for tests")


def catalog() -> Catalog:
    """One product of each kind."""
    module = Module(
        id=MODULE,
        maker="Acme",
        model="M440",
        power_w=440.0,
        length_mm=LONG,
        width_mm=SHORT,
        provenance=_NOTE,
    )
    inverter = Inverter(
        id=INVERTER,
        maker="Acme",
        model="Duo 1000",
        families=("acme",),
        inputs=2,
        mppts=2,
        power_va=1000.0,
        phases=1,
        width_mm=261.0,
        depth_mm=180.0,
        thickness_mm=35.0,
        clearance_mm=CLEARANCE,
        mount=Mount(
            along_min_mm=HANG[0],
            along_max_mm=HANG[1],
            across_min_mm=HANG[2],
            across_max_mm=HANG[3],
            top_below_rail_top_mm=20.0,
            screws=2,
            screw="M8 x 25",
            screw_spacing_mm=200.0,
            torque_nm=9.0,
        ),
        provenance=_NOTE,
    )
    rail = RailSystem(
        id=RAIL,
        maker="Acme",
        model="Rail 37",
        stock=(StockBar(STOCK),),
        profile_height_mm=36.0,
        profile_width_mm=RAIL_WIDTH,
        max_span_mm=1200.0,
        mid_gap_mm=GAP,
        end_overhang_mm=OVERHANG,
        row_gap_mm=GAP,
        provenance=_NOTE,
    )
    family = TrunkFamily(
        id="acme",
        maker="Acme",
        name="Acme trunk",
        field_wired=True,
        links_allowed=True,
        phases=1,
        products=(
            TrunkProduct(
                id=TRUNK,
                description="Trunk cable 2.3 m, 10 AWG",
                pitch_mm=2300.0,
                conductor="10 AWG",
                ohm_per_km=4.07,
                ocpd_a=32.0,
                ports_per_reel=20,
                provenance=_NOTE,
            ),
        ),
        bulk=(
            BulkCable(
                id=BULK,
                description="Cable 3G5",
                conductor="10 AWG",
                ohm_per_km=4.07,
                reel_length_mm=100_000.0,
                provenance=_NOTE,
            ),
        ),
        parts=(),
        stripping_mm=50.0,
        service_loop_mm=300.0,
        dressing_mm=0.0,
        slack_limit_mm=2500.0,
        provenance=_NOTE,
    )
    region = Region(
        id="eu",
        name="Europe",
        voltage_v=230.0,
        line_voltage_v=400.0,
        frequency_hz=50.0,
        phases=("L1", "L2", "L3"),
        ocpd_factor=1.0,
        max_rise_pct=2.0,
        good_rise_pct=1.0,
        provenance=_NOTE,
    )
    return Catalog(
        modules=(module,),
        inverters=(inverter,),
        families=(family,),
        rails=(rail,),
        regions=(region,),
        assumptions=_assumptions(),
    )


def _assumptions() -> Assumptions:
    return Assumptions(
        module_lead_mm=1100.0,
        module_frame_mm=30.0,
        module_laminate_mm=5.0,
        module_boxes=(BackBox(long_share=0.5, short_share=0.5, long_mm=60.0, short_mm=90.0),),
        clamp_long_share=(0.15, 0.25),
        clamp_short_share=(0.1, 0.25),
        inverter_dc_lead_mm=300.0,
        inverter_ac_lead_mm=200.0,
        dc_slack_mm=100.0,
        dc_extension_mm=1000.0,
        water_distance_mm=100.0,
        tie_spacing_mm=500.0,
        cable_price_per_m=5.0,
        port_price=20.0,
        port_cap_price=3.0,
        end_cap_price=5.0,
        link_price=25.0,
        flat_tilt_deg=10.0,
        flat_sun_deg=15.0,
        flat_ridge_gap_mm=20.0,
        flat_valley_gap_mm=200.0,
        provenance=_NOTE,
    )


class RowSpec(Struct, frozen=True, kw_only=True):
    """A row to be made: its blocks of modules are parted by expansion joints."""

    id: str
    number: int
    surface: str
    axis: RailAxis
    orientation: Orientation
    along_mm: float
    across_mm: float
    blocks: tuple[int, ...]
    first_module: int
    hang_from_lower: tuple[int, ...] = ()
    joint_gap_mm: float = 60.0

    @property
    def size(self) -> tuple[float, float]:
        """A module's size along and across the rails."""
        across_is_long = (self.orientation is Orientation.PORTRAIT) is (self.axis is RailAxis.EAVE)
        return (SHORT, LONG) if across_is_long else (LONG, SHORT)

    def starts(self) -> list[list[float]]:
        """Where the modules of each block begin, along the rails."""
        place, found = self.along_mm, []
        for count in self.blocks:
            found.append([place + number * (self.size[0] + GAP) for number in range(count)])
            place = found[-1][-1] + self.size[0] + self.joint_gap_mm
        return found

    def rails(self) -> tuple[float, float]:
        """Lower and upper rail, across."""
        return (self.across_mm + 0.2 * self.size[1], self.across_mm + 0.8 * self.size[1])


class MadeRow(Struct, frozen=True, kw_only=True):
    """A row of a Design and what follows from it."""

    row: Row
    modules: tuple[PlacedModule, ...]
    rails: tuple[RailRun, ...]
    hardware: tuple[Hardware, ...]
    inverters: tuple[PlacedInverter, ...]


def make_row(spec: RowSpec) -> MadeRow:
    """Modules in pairs on their inverters, two rails with bars, clamps, attachments, splices and joints."""
    modules = _modules(spec)
    rails = tuple(
        _run(spec, line, number, block)
        for number, block in enumerate(spec.starts(), start=1)
        for line in (0, 1)
    )
    hardware = [
        part
        for run, block in zip(rails, _twice(spec.starts()), strict=True)
        for part in _parts(spec, run, block)
    ]
    return MadeRow(
        row=Row(
            id=spec.id,
            surface=spec.surface,
            orientation=spec.orientation,
            across_mm=spec.across_mm,
            modules=tuple(
                RowModule(id=module.id, along_mm=start)
                for module, start in zip(modules, _flat(spec.starts()), strict=True)
            ),
        ),
        modules=modules,
        rails=rails,
        hardware=(*hardware, *_joints(spec, rails)),
        inverters=_inverters(spec, modules, rails),
    )


def _twice(blocks: list[list[float]]) -> list[list[float]]:
    return [block for block in blocks for _ in (0, 1)]


def _flat(blocks: list[list[float]]) -> list[float]:
    return [start for block in blocks for start in block]


def _modules(spec: RowSpec) -> tuple[PlacedModule, ...]:
    along, across = spec.size
    found = []
    for col, start in enumerate(_flat(spec.starts()), start=1):
        number = spec.first_module + col - 1
        partner = spec.first_module + 2 * ((col - 1) // 2)
        found.append(
            PlacedModule(
                id=f"M{number}",
                surface=spec.surface,
                row_id=spec.id,
                row=spec.number,
                col=col,
                product=MODULE,
                orientation=spec.orientation,
                rect=rect_xy(spec.axis, start, spec.across_mm, start + along, spec.across_mm + across),
                inverter=f"I{partner}",
                port=(col - 1) % 2 + 1,
            )
        )
    return tuple(found)


def _run(spec: RowSpec, line: int, number: int, block: list[float]) -> RailRun:
    before = OVERHANG if number == 1 else JOINT_OVERHANG
    after = OVERHANG if number == len(spec.blocks) else JOINT_OVERHANG
    start, end = block[0] - before, block[-1] + spec.size[0] + after
    name = f"{spec.id}.{'LU'[line]}{number}"
    pieces = max(1, int(-(-(end - start) // (STOCK - 300.0))))
    length = (end - start) / pieces
    shift = 150.0 * line if pieces > 1 else 0.0
    ends = [start, *(start + n * length + shift for n in range(1, pieces)), end]
    return RailRun(
        id=name,
        surface=spec.surface,
        row_id=spec.id,
        line=line,
        product=RAIL,
        axis=spec.axis,
        across_mm=spec.rails()[line],
        start_mm=start,
        end_mm=end,
        bars=tuple(
            RailBar(piece=f"{name}-{n}", start_mm=round(a, 3), end_mm=round(b, 3))
            for n, (a, b) in enumerate(pairwise(ends), start=1)
        ),
        width_mm=RAIL_WIDTH,
    )


def _part(spec: RowSpec, kind: HardwareKind, run: RailRun, name: str, rect: tuple[float, ...]) -> Hardware:
    """A part by along from, to and its half width across the rail."""
    start, end, half = rect
    x, y = to_xy(spec.axis, (start + end) / 2.0, run.across_mm)
    return Hardware(
        id=f"{run.id}/{name}",
        kind=kind,
        rail=run.id,
        surface=spec.surface,
        x=x,
        y=y,
        footprint=rect_xy(spec.axis, start, run.across_mm - half, end, run.across_mm + half),
    )


def _parts(spec: RowSpec, run: RailRun, block: list[float]) -> list[Hardware]:
    size = spec.size[0]
    first, last = block[0], block[-1] + size
    found = [
        _part(spec, HardwareKind.END_CLAMP, run, "E1", (first - 30.0, first + 10.0, 25.0)),
        _part(spec, HardwareKind.END_CLAMP, run, "E2", (last - 10.0, last + 30.0, 25.0)),
    ]
    for number, start in enumerate(block[1:], start=1):
        clamp = (start - GAP - 10.0, start + 10.0, 25.0)
        found.append(_part(spec, HardwareKind.MID_CLAMP, run, f"M{number}", clamp))
    place, number = RAFTERS * (run.start_mm // RAFTERS + 1), 1
    while place < run.end_mm:
        rect = (place - 25.0, place + 25.0, 25.0)
        found.append(_part(spec, HardwareKind.ATTACHMENT, run, f"A{number}", rect))
        place, number = place + RAFTERS, number + 1
    for number, bar in enumerate(run.bars[:-1], start=1):
        rect = (bar.end_mm - 100.0, bar.end_mm + 100.0, RAIL_WIDTH / 2.0)
        found.append(_part(spec, HardwareKind.SPLICE, run, f"S{number}", rect))
    return found


def _joints(spec: RowSpec, rails: Sequence[RailRun]) -> list[Hardware]:
    found = []
    for line in (0, 1):
        for before, after in pairwise(run for run in rails if run.line == line):
            rect = (before.end_mm, after.start_mm, RAIL_WIDTH / 2.0)
            found.append(_part(spec, HardwareKind.JOINT, before, "J1", rect))
    return found


def _inverters(
    spec: RowSpec, modules: Sequence[PlacedModule], rails: Sequence[RailRun]
) -> tuple[PlacedInverter, ...]:
    starts = _flat(spec.starts())
    found = []
    for number, first in enumerate(range(0, len(modules), 2)):
        served = modules[first : first + 2]
        lower = number in spec.hang_from_lower
        along = _free_place(starts[first] + 0.5 * spec.size[0], rails)
        rail = next(run for run in rails if run.line == (not lower) and run.start_mm < along < run.end_mm)
        side = 1 if lower else -1
        found.append(
            PlacedInverter(
                id=served[0].inverter,
                surface=spec.surface,
                row_id=spec.id,
                product=INVERTER,
                rail=rail.id,
                axis=spec.axis,
                along_mm=along,
                across_mm=rail.across_mm,
                side=side,
                footprint=_enclosure(spec.axis, along, rail.across_mm, side, 0.0),
                clearance=_enclosure(spec.axis, along, rail.across_mm, side, CLEARANCE),
                allowed=((along - 50.0, along + 50.0),),
                modules=tuple(module.id for module in served),
                spare_inputs=2 - len(served),
                pinned=lower,
                leads=tuple(_lead(module, to_xy(spec.axis, along, rail.across_mm)) for module in served),
            )
        )
    return tuple(found)


def _free_place(along: float, rails: Sequence[RailRun]) -> float:
    """A place near `along` whose enclosure is clear of attachments and of splices on either rail."""
    breaks = [bar.end_mm for run in rails for bar in run.bars[:-1]]
    for step in range(0, 800, 10):
        for place in (along + step, along - step):
            off_rafter = abs((place + RAFTERS / 2.0) % RAFTERS - RAFTERS / 2.0)
            if off_rafter > 200.0 and all(abs(place - at) > 260.0 for at in breaks):
                return place
    raise AssertionError("no free place for the enclosure")


def _enclosure(axis: RailAxis, along: float, across: float, side: int, grown: float) -> Rect:
    ends = sorted((across + side * HANG[2], across + side * HANG[3]))
    return rect_xy(axis, along + HANG[0] - grown, ends[0] - grown, along + HANG[1] + grown, ends[1] + grown)


def _lead(module: PlacedModule, mount: Point) -> DcLead:
    x0, y0, x1, y1 = module.rect
    middle = ((x0 + x1) / 2.0, (y0 + y1) / 2.0)
    route = (middle, (mount[0], middle[1]), mount)
    length = abs(mount[0] - middle[0]) + abs(mount[1] - middle[1])
    return DcLead(module=module.id, port=module.port, route=route, length_mm=length, reach_mm=2600.0)


def drop(branch: str, index: int, surface: str, at: Point, inverter: str = "") -> Drop:
    """A port of a branch."""
    return Drop(
        id=f"{branch}.{index}",
        branch=branch,
        index=index,
        surface=surface,
        x=at[0],
        y=at[1],
        inverter=inverter,
    )


def piece(
    name: str, kind: PieceKind, length_mm: float, ends: tuple[str, str], *route: RoutePart, ports: int = 0
) -> CablePiece:
    """A cable piece of the branch that its name begins with."""
    return CablePiece(
        id=name,
        kind=kind,
        product=TRUNK if kind is PieceKind.TRUNK_RUN else BULK,
        branch=name.split("-", maxsplit=1)[0],
        length_mm=length_mm,
        needed_mm=length_mm,
        ports=ports,
        from_=ends[0],
        to=ends[1],
        route=route,
    )
