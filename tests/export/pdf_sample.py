"""A small world for the printed papers: a catalogue, and roofs with hand-made plans of any size."""

from dataclasses import dataclass, field
from itertools import pairwise

from designer.core.findings import Location, note, warning
from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.catalog import Assumptions, BranchLimit, Catalog, Inverter, Module, Mount, Region
from designer.core.model.design import (
    Box,
    Customer,
    Design,
    Obstacle,
    ObstacleKind,
    Products,
    Rafters,
    Settings,
    Surface,
)
from designer.core.model.plan import (
    BomItem,
    BranchPlan,
    CablePiece,
    CutList,
    DcLead,
    Drop,
    Hardware,
    HardwareKind,
    PhaseLoad,
    PieceKind,
    PlacedInverter,
    PlacedModule,
    Plan,
    RailBar,
    RailRun,
    RoutePart,
    Step,
    StepKind,
    StockCut,
    StockUse,
    SurfacePlan,
)
from designer.core.model.provenance import Provenance, Source
from designer.core.model.rail_system import RailSystem, StockBar
from designer.core.model.trunk_family import BulkCable, Part, PartPer, TrunkFamily, TrunkProduct

LONG_MM, SHORT_MM, GAP_MM = 1762.0, 1134.0, 20.0
READ = Provenance(
    source="quick installation guide",
    verified=True,
    figures={"isc_max_a": Source("data sheet", verified=False)},
)
HEARD = Provenance(source="catalogue of a dealer", verified=False)


def _part(part_id: str, description: str, per: PartPer, **more: object) -> Part:
    return Part(id=part_id, description=description, per=per, provenance=READ, **more)


def hoymiles() -> TrunkFamily:
    """A field-wired family with the accessories A to H of the quick guide."""
    return TrunkFamily(
        id="hms-trunk",
        maker="Hoymiles",
        name="HMS AC trunk",
        field_wired=True,
        links_allowed=True,
        phases=1,
        products=(
            TrunkProduct(
                id="TRUNK-10AWG-2.3",
                description="AC trunk cable 10 AWG, 2.3 m",
                pitch_mm=2300,
                conductor="10 AWG",
                ohm_per_km=4.07,
                ocpd_a=32,
                ports_per_reel=20,
                provenance=HEARD,
            ),
        ),
        bulk=(
            BulkCable(
                id="BULK-10AWG",
                description="AC cable 10 AWG",
                conductor="10 AWG",
                ohm_per_km=4.07,
                reel_length_mm=100_000,
                provenance=HEARD,
            ),
        ),
        parts=(
            _part("screw-m8x25", "M8 x 25 screw", PartPer.SCREW, letter="B", torque_nm=9.0),
            _part(
                "trunk-connector",
                "AC trunk connector",
                PartPer.LINK,
                letter="C",
                torque_nm=0.4,
                torque_tolerance_nm=0.1,
            ),
            _part("port-cap", "AC trunk port cap", PartPer.VACANT_PORT, letter="D"),
            _part("disconnect-tool", "AC trunk port disconnect tool", PartPer.PROJECT, letter="E"),
            _part(
                "end-cap",
                "AC trunk end cap",
                PartPer.BRANCH_END,
                letter="F",
                torque_nm=4.0,
                torque_tolerance_nm=0.5,
            ),
            _part("unlock-tool", "AC trunk connector unlock tool", PartPer.PROJECT, letter="G"),
            _part(
                "grounding-electrode",
                "Grounding electrode",
                PartPer.PROJECT,
                letter="H",
                quantity=0,
                torque_nm=2.0,
            ),
            _part("dc-ext-1m", "DC extension lead 1 m", PartPer.EXTENSION),
            _part("dc-cap", "DC input cap", PartPer.UNUSED_INPUT),
            _part("tie", "UV-proof tie wrap", PartPer.TIE),
        ),
        stripping_mm=150,
        service_loop_mm=200,
        dressing_mm=30,
        slack_limit_mm=600,
        provenance=READ,
    )


def moulded() -> TrunkFamily:
    """A family with moulded connectors: terminator, sealing caps, splice connectors."""
    return TrunkFamily(
        id="moulded-bus",
        maker="Enphase",
        name="IQ Cable",
        field_wired=False,
        links_allowed=True,
        phases=1,
        products=(
            TrunkProduct(
                id="Q-12-13-240",
                description="IQ Cable 1.3 m",
                pitch_mm=1300,
                conductor="12 AWG",
                ohm_per_km=6.49,
                ocpd_a=20,
                ports_per_reel=240,
                provenance=HEARD,
            ),
        ),
        bulk=(
            BulkCable(
                id="Q-RAW",
                description="Raw IQ Cable",
                conductor="12 AWG",
                ohm_per_km=6.49,
                reel_length_mm=300_000,
                provenance=HEARD,
            ),
        ),
        parts=(
            _part("terminator", "Terminator", PartPer.BRANCH_END),
            _part("sealing-cap", "Sealing cap", PartPer.VACANT_PORT),
            _part("splice-pair", "Pair of splice connectors", PartPer.LINK),
            _part("dc-cap", "DC input cap", PartPer.UNUSED_INPUT),
        ),
        stripping_mm=0,
        service_loop_mm=200,
        dressing_mm=30,
        slack_limit_mm=400,
        provenance=HEARD,
    )


def _inverter(inverter_id: str, maker: str, model: str, families: tuple[str, ...], inputs: int) -> Inverter:
    return Inverter(
        id=inverter_id,
        maker=maker,
        model=model,
        families=families,
        inputs=inputs,
        mppts=inputs,
        power_va=500 * inputs,
        phases=1,
        width_mm=261,
        depth_mm=180,
        thickness_mm=35.1,
        clearance_mm=20,
        mount=Mount(
            along_min_mm=-130.5,
            along_max_mm=130.5,
            across_min_mm=-20,
            across_max_mm=160,
            top_below_rail_top_mm=0,
            screws=2,
            screw="M8 x 25",
            screw_spacing_mm=200,
            torque_nm=9.0,
        ),
        provenance=READ,
        branch_limits=(BranchLimit(units=7, conductor="10 AWG", voltage_v=230),),
    )


def sample_catalog() -> Catalog:
    """Products that the sample designs name."""
    return Catalog(
        modules=(
            Module(
                id="acme-440",
                maker="Acme",
                model="Sol 440 M",
                power_w=440,
                length_mm=LONG_MM,
                width_mm=SHORT_MM,
                provenance=HEARD,
            ),
        ),
        inverters=(
            _inverter("HMS-1000-2T", "Hoymiles", "HMS-1000-2T", ("hms-trunk",), 2),
            _inverter("HMS-500-1T", "Hoymiles", "HMS-500-1T", ("hms-trunk",), 1),
            _inverter("IQ8", "Enphase", "IQ8", ("moulded-bus",), 2),
        ),
        families=(hoymiles(), moulded()),
        rails=(
            RailSystem(
                id="rail-36",
                maker="K2",
                model="SingleRail 36",
                stock=(StockBar(4400.0),),
                profile_height_mm=36,
                profile_width_mm=39,
                max_span_mm=1200,
                mid_gap_mm=GAP_MM,
                end_overhang_mm=50,
                row_gap_mm=GAP_MM,
                provenance=READ,
                mid_clamp_torque_nm=14,
                end_clamp_torque_nm=14,
                splice_torque_nm=16.3,
            ),
        ),
        regions=(
            Region(
                id="eu",
                name="Europe",
                voltage_v=230,
                line_voltage_v=400,
                frequency_hz=50,
                phases=("L1", "L2", "L3"),
                ocpd_factor=1.0,
                max_rise_pct=1.0,
                good_rise_pct=0.5,
                provenance=HEARD,
            ),
        ),
        assumptions=Assumptions(
            module_lead_mm=1100,
            module_frame_mm=30,
            module_laminate_mm=6,
            module_boxes=(),
            clamp_long_share=(0.15, 0.3),
            clamp_short_share=(0.1, 0.25),
            inverter_dc_lead_mm=250,
            inverter_ac_lead_mm=300,
            dc_slack_mm=100,
            dc_extension_mm=1000,
            water_distance_mm=100,
            tie_spacing_mm=500,
            cable_price_per_m=5,
            port_price=10,
            port_cap_price=3,
            end_cap_price=6,
            link_price=20,
            flat_tilt_deg=10.0,
            flat_sun_deg=15.0,
            flat_ridge_gap_mm=20.0,
            flat_valley_gap_mm=200.0,
            provenance=HEARD,
        ),
    )


@dataclass
class Roof:
    """One surface to be made: a block of modules with rails along the eave."""

    id: str
    name: str
    cols: int
    rows: int
    azimuth_deg: float
    east_mm: float = 0.0
    north_mm: float = 0.0
    orientation: Orientation = Orientation.PORTRAIT
    axis: RailAxis = RailAxis.EAVE
    size_mm: tuple[float, float] = (LONG_MM, SHORT_MM)


@dataclass
class World:
    """What is being built while the plan grows."""

    product: str = "HMS-1000-2T"
    inputs: int = 2
    per_branch: int = 7
    modules: list[PlacedModule] = field(default_factory=list)
    counter: int = 0

    def next(self) -> int:
        self.counter += 1
        return self.counter


def sample(
    *roofs: Roof,
    name: str = "House Example",
    product: str = "HMS-1000-2T",
    inputs: int = 2,
    per_branch: int = 7,
    serials: int = 0,
    customer: Customer | None = None,
    family: str = "hms-trunk",
    settings: Settings | None = None,
) -> tuple[Design, Plan]:
    """A design and its plan; the first `serials` inverters have a serial number."""
    world = World(product=product, inputs=inputs, per_branch=per_branch)
    surfaces, plans, boxes, branches = [], [], [], []
    for roof in roofs:
        surface, surface_plan = _surface(roof, world)
        box = Box(id=f"BX{roof.id}", surface=roof.id, x=200, y=150)
        surfaces.append(surface)
        plans.append(surface_plan)
        boxes.append(box)
        branches += _branches(surface_plan, box, world, family, len(branches))
    inverters = [inverter for plan in plans for inverter in plan.inverters]
    design = Design(
        name=name,
        region="eu",
        products=Products(module="acme-440", inverter=product, family=family, rail="rail-36"),
        customer=customer
        or Customer(name="Erika Mustermann", address="Am Hang 7, 79100 Freiburg", project_number="2026-014"),
        settings=settings or Settings(),
        surfaces=tuple(surfaces),
        boxes=tuple(boxes),
        serials={unit.id: f"1144A3{index:06d}" for index, unit in enumerate(inverters[:serials], start=1)},
    )
    plan = Plan(
        surfaces=tuple(plans),
        branches=tuple(branches),
        phases=(PhaseLoad(phase="L1", power_va=7000, branches=("B1",)),) if branches else (),
        cuts=_cuts(plans, branches),
        bom=_bom(plans, branches),
        findings=(
            warning("trunk.slack", "B1", at=Location(roofs[0].id, 0, 0), slack_mm=612.4, limit_mm=600),
            note("dc.clipping", inverters[0].id, imp_a=14.2, limit_a=14.0),
        )
        if inverters
        else (),
    )
    return design, plan


def house(**more: object) -> tuple[Design, Plan]:
    """A gabled house: six modules east, eight west, seven inverters."""
    return sample(
        Roof("S1", "East", 3, 2, 90.0, east_mm=9000, north_mm=0),
        Roof("S2", "West", 4, 2, 270.0, east_mm=0, north_mm=6500),
        **more,
    )


def _extent(roof: Roof) -> tuple[float, float]:
    long_side, short_side = roof.size_mm
    return (short_side, long_side) if roof.orientation is Orientation.PORTRAIT else (long_side, short_side)


def _surface(roof: Roof, world: World) -> tuple[Surface, SurfacePlan]:
    width, height = _extent(roof)
    total_w = roof.cols * (width + GAP_MM) - GAP_MM + 1200
    total_h = roof.rows * (height + GAP_MM) - GAP_MM + 900
    surface = Surface(
        id=roof.id,
        name=roof.name,
        outline=((0, 0), (total_w, 0), (total_w - 300, total_h), (0, total_h)),
        edges=(EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE),
        tilt_deg=35,
        azimuth_deg=roof.azimuth_deg,
        x_bearing_deg=(roof.azimuth_deg - 90) % 360,
        east_mm=roof.east_mm,
        north_mm=roof.north_mm,
        rail_axis=roof.axis,
        rafters=Rafters(spacing_mm=700),
        obstacles=(
            Obstacle(
                id=f"O{roof.id}",
                kind=ObstacleKind.VENT,
                outline=(
                    (total_w - 500, 400),
                    (total_w - 250, 400),
                    (total_w - 250, 650),
                    (total_w - 500, 650),
                ),
            ),
        ),
    )
    modules = [
        PlacedModule(
            id=f"M{world.next()}",
            surface=roof.id,
            row_id=f"{roof.id}R{row}",
            row=row,
            col=col,
            product="acme-440",
            orientation=roof.orientation,
            rect=_module_rect(roof, row, col),
        )
        for row in range(1, roof.rows + 1)
        for col in range(1, roof.cols + 1)
    ]
    rails = _rails(roof, modules)
    inverters = _inverters(roof, modules, rails, world)
    ports = {module: (unit.id, port) for unit in inverters for port, module in enumerate(unit.modules, 1)}
    placed = tuple(_with_port(module, *ports.get(module.id, ("", 0))) for module in modules)
    return surface, SurfacePlan(
        surface=roof.id,
        usable=(((300, 300), (total_w - 600, 300), (total_w - 600, total_h - 300), (300, total_h - 300)),),
        area_m2=total_w * total_h / 1e6,
        modules=placed,
        rails=rails,
        hardware=tuple(
            Hardware(
                id=f"A{rail.id}-{index}",
                kind=HardwareKind.ATTACHMENT,
                rail=rail.id,
                surface=roof.id,
                x=rail.start_mm + 100 + 700 * index,
                y=rail.across_mm,
                footprint=(0, 0, 1, 1),
            )
            for rail in rails
            for index in range(3)
        ),
        inverters=inverters,
    )


def _module_rect(roof: Roof, row: int, col: int) -> tuple[float, float, float, float]:
    width, height = _extent(roof)
    x, y = 400 + (col - 1) * (width + GAP_MM), 400 + (row - 1) * (height + GAP_MM)
    return (x, y, x + width, y + height)


def _with_port(module: PlacedModule, inverter: str, port: int) -> PlacedModule:
    return PlacedModule(
        id=module.id,
        surface=module.surface,
        row_id=module.row_id,
        row=module.row,
        col=module.col,
        product=module.product,
        orientation=module.orientation,
        rect=module.rect,
        inverter=inverter,
        port=port,
    )


def _rails(roof: Roof, modules: list[PlacedModule]) -> tuple[RailRun, ...]:
    rails = []
    for row in range(1, roof.rows + 1):
        mine = [module for module in modules if module.row == row]
        start, end = mine[0].rect[0] - 50, mine[-1].rect[2] + 50
        depth = mine[0].rect[3] - mine[0].rect[1]
        middle = round((start + end) / 2)
        for line, share in ((0, 0.22), (1, 0.78)):
            rail_id = f"{roof.id}R{row}-{line}"
            rails.append(
                RailRun(
                    id=rail_id,
                    surface=roof.id,
                    row_id=f"{roof.id}R{row}",
                    line=line,
                    product="rail-36",
                    axis=RailAxis.EAVE,
                    across_mm=mine[0].rect[1] + share * depth,
                    start_mm=start,
                    end_mm=end,
                    bars=(
                        RailBar(piece=f"{rail_id}a", start_mm=start, end_mm=middle),
                        RailBar(piece=f"{rail_id}b", start_mm=middle, end_mm=end),
                    ),
                    width_mm=39,
                    modules=tuple(module.id for module in mine),
                )
            )
    return tuple(rails)


def _inverters(
    roof: Roof, modules: list[PlacedModule], rails: tuple[RailRun, ...], world: World
) -> tuple[PlacedInverter, ...]:
    groups: list[list[PlacedModule]] = []
    left: list[PlacedModule] = []
    for row in range(1, roof.rows + 1):
        mine = [module for module in modules if module.row == row]
        full = len(mine) // world.inputs * world.inputs
        groups += [mine[i : i + world.inputs] for i in range(0, full, world.inputs)]
        left += mine[full:]
    groups += [left[i : i + world.inputs] for i in range(0, len(left), world.inputs)]
    return tuple(_unit(roof, group, rails, world) for group in groups)


def _unit(roof: Roof, group: list[PlacedModule], rails: tuple[RailRun, ...], world: World) -> PlacedInverter:
    row = group[0].row
    same_row = [module for module in group if module.row == row]
    rail = next(rail for rail in rails if rail.row_id == f"{roof.id}R{row}" and rail.line == 0)
    along = (same_row[0].rect[0] + same_row[-1].rect[2]) / 2 + 37.5
    across = rail.across_mm
    unit_id = "I" + group[0].id.removeprefix("M")
    return PlacedInverter(
        id=unit_id,
        surface=roof.id,
        row_id=rail.row_id,
        product=world.product,
        rail=rail.id,
        axis=RailAxis.EAVE,
        along_mm=along,
        across_mm=across,
        side=1,
        footprint=(along - 130.5, across - 20, along + 130.5, across + 160),
        clearance=(along - 150.5, across - 40, along + 150.5, across + 180),
        allowed=((along - 200, along + 200),),
        modules=tuple(module.id for module in group),
        spare_inputs=world.inputs - len(group),
        leads=tuple(
            DcLead(
                module=module.id,
                port=port,
                route=((module.rect[0] + 500, module.rect[1] + 800), (along, across)),
                length_mm=812.5,
                reach_mm=1250,
                extensions=1 if module.row != row else 0,
            )
            for port, module in enumerate(group, 1)
        ),
    )


def _branches(plan: SurfacePlan, box: Box, world: World, family: str, before: int) -> list[BranchPlan]:
    ordered = sorted(plan.inverters, key=lambda unit: (-unit.across_mm, unit.along_mm))
    rows = sorted({unit.across_mm for unit in ordered}, reverse=True)
    serpentine = [
        unit
        for index, row in enumerate(rows)
        for unit in sorted(
            (unit for unit in ordered if unit.across_mm == row),
            key=lambda unit: unit.along_mm,
            reverse=index % 2 == 1,
        )
    ]
    chunks = [serpentine[i : i + world.per_branch] for i in range(0, len(serpentine), world.per_branch)]
    return [_branch(f"B{before + index}", chunk, box, family) for index, chunk in enumerate(chunks, 1)]


def _branch(branch_id: str, units: list[PlacedInverter], box: Box, family: str) -> BranchPlan:
    product = "TRUNK-10AWG-2.3" if family == "hms-trunk" else "Q-12-13-240"
    bulk = "BULK-10AWG" if family == "hms-trunk" else "Q-RAW"
    drops: list[Drop] = []

    def drop(x: float, y: float, inverter: str = "") -> None:
        index = len(drops) + 1
        drops.append(
            Drop(
                id=f"{branch_id}.{index}",
                branch=branch_id,
                index=index,
                surface=units[0].surface,
                x=x,
                y=y,
                inverter=inverter,
            )
        )

    for number, unit in enumerate(units):
        drop(unit.along_mm + 60, unit.across_mm, unit.id)
        if number == 1:
            drop(unit.along_mm + 700, unit.across_mm)
    steps = tuple(
        Step(
            from_inverter=a.id,
            to_inverter=b.id,
            kind=StepKind.STANDARD if a.across_mm == b.across_mm else StepKind.LINK,
            pitches=2 if number == 1 and a.across_mm == b.across_mm else 1,
            needed_mm=2308.0,
            cable_mm=2331.5,
            slack_mm=23.5,
        )
        for number, (a, b) in enumerate(pairwise(units))
    )
    route = tuple((entry.x, entry.y) for entry in drops)
    surface = units[0].surface
    pieces = (
        CablePiece(
            id=f"{branch_id}-T1",
            kind=PieceKind.TRUNK_RUN,
            product=product,
            branch=branch_id,
            length_mm=2300.0 * (len(drops) - 1),
            needed_mm=2200.0,
            ports=len(drops),
            from_=units[0].id,
            to=units[-1].id,
            route=(RoutePart(surface=surface, points=route),),
        ),
        CablePiece(
            id=f"{branch_id}-E1",
            kind=PieceKind.END_CABLE,
            product=bulk,
            branch=branch_id,
            length_mm=4875.5,
            needed_mm=4875.5,
            ports=0,
            from_=units[-1].id,
            to=box.id,
            route=(RoutePart(surface=surface, points=(route[-1], (route[-1][0], box.y), (box.x, box.y))),),
        ),
    )
    return BranchPlan(
        id=branch_id,
        circuit=branch_id,
        box=box.id,
        family=family,
        product=product,
        conductor="10 AWG",
        inverters=tuple(unit.id for unit in units),
        steps=steps,
        drops=tuple(drops),
        pieces=pieces,
        current_a=4.35 * len(units),
        units_limit=7,
        ocpd_a=32,
        rise_v=2.28,
        rise_pct=0.99,
        cost=512.0,
        phase="L1",
    )


def _cuts(plans: list[SurfacePlan], branches: list[BranchPlan]) -> CutList:
    bars = [bar for plan in plans for rail in plan.rails for bar in rail.bars]
    stocks = [
        StockUse(
            id=f"BAR{index}",
            product="rail-36",
            kind=PieceKind.RAIL,
            length_mm=max(4400.0, bar.length_mm),
            new=True,
            cuts=(StockCut(piece=bar.piece, start_mm=0.0, length_mm=bar.length_mm),),
            remnant_mm=max(4400.0, bar.length_mm) - bar.length_mm,
        )
        for index, bar in enumerate(bars, 1)
    ]
    for index, piece in enumerate((piece for branch in branches for piece in branch.pieces), 1):
        stocks.append(
            StockUse(
                id=f"REEL{index}",
                product=piece.product,
                kind=piece.kind,
                length_mm=46_000,
                new=index > 2,
                cuts=(StockCut(piece=piece.id, start_mm=2300.0, length_mm=piece.length_mm),),
                remnant_mm=40_000,
            )
        )
    return CutList(stocks=tuple(stocks))


def _bom(plans: list[SurfacePlan], branches: list[BranchPlan]) -> tuple[BomItem, ...]:
    modules = sum(len(plan.modules) for plan in plans)
    inverters = sum(len(plan.inverters) for plan in plans)

    def line(item: str, product: str, description: str, quantity: float, unit: str = "pcs") -> BomItem:
        return BomItem(
            item=item,
            product=product,
            description=description,
            quantity=quantity,
            unit=unit,
            source="quick guide",
        )

    return (
        line("module", "acme-440", "Acme Sol 440 M", modules),
        line("inverter", "HMS-1000-2T", "Hoymiles HMS-1000-2T", inverters),
        line("B", "screw-m8x25", "M8 x 25 screw", 2 * inverters),
        line("D", "port-cap", "AC trunk port cap", len(branches)),
        line("E", "disconnect-tool", "AC trunk port disconnect tool", 1),
        line("F", "end-cap", "AC trunk end cap", len(branches)),
        line("G", "unlock-tool", "AC trunk connector unlock tool", 1),
        line("A", "BULK-10AWG", "AC cable 10 AWG", 9.75, "m"),
    )
