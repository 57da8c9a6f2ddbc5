"""Small sites for the racking tests: a roof, rows of modules on it, a rail system, and its racking."""

from designer.core.geometry.axes import Orientation, RailAxis, module_extent, rect_xy
from designer.core.geometry.edges import EdgeKind
from designer.core.model.catalog import Assumptions, Catalog, Module
from designer.core.model.design import Design, Obstacle, ObstacleKind, Products, Rafters, Settings, Surface
from designer.core.model.plan import Hardware, HardwareKind, PlacedModule, RailRun
from designer.core.model.provenance import Provenance
from designer.core.model.rail_system import RailSystem, StockBar
from designer.core.racking.stage import Racking, RackingMemory, rack_surface

PROVENANCE = Provenance(source="made up for the tests")
MODULE = Module(
    id="M", maker="T", model="M", power_w=400.0, length_mm=1762.0, width_mm=1134.0, provenance=PROVENANCE
)
ASSUMPTIONS = Assumptions(
    module_lead_mm=1100.0,
    module_frame_mm=30.0,
    module_laminate_mm=5.0,
    module_boxes=(),
    clamp_long_share=(0.20, 0.25),
    clamp_short_share=(0.20, 0.25),
    inverter_dc_lead_mm=0.0,
    inverter_ac_lead_mm=0.0,
    dc_slack_mm=0.0,
    dc_extension_mm=1000.0,
    water_distance_mm=0.0,
    tie_spacing_mm=500.0,
    cable_price_per_m=1.0,
    port_price=1.0,
    port_cap_price=1.0,
    end_cap_price=1.0,
    link_price=1.0,
    flat_tilt_deg=10.0,
    flat_sun_deg=15.0,
    flat_ridge_gap_mm=20.0,
    flat_valley_gap_mm=200.0,
    provenance=PROVENANCE,
)


def rail_system(*stock_mm: float, **figures) -> RailSystem:
    """A rail with 20 mm mid gaps and 50 mm overhangs, spans of 1200 mm and cantilevers of 400 mm."""
    given = {
        "profile_height_mm": 36.0,
        "profile_width_mm": 37.0,
        "max_span_mm": 1200.0,
        "cantilever_mm": 400.0,
        "mid_gap_mm": 20.0,
        "end_overhang_mm": 50.0,
        "row_gap_mm": 10.0,
    }
    bars = tuple(StockBar(length) for length in stock_mm or (4400.0,))
    return RailSystem(id="R", maker="T", model="R", stock=bars, provenance=PROVENANCE, **(given | figures))


def catalog_of(system: RailSystem, *modules: Module) -> Catalog:
    return Catalog(
        modules=modules or (MODULE,),
        inverters=(),
        families=(),
        rails=(system,),
        regions=(),
        assumptions=ASSUMPTIONS,
    )


def design_of(**settings) -> Design:
    products = Products(module="M", inverter="", family="", rail="R")
    return Design(name="test", region="", products=products, settings=Settings(**settings))


def roof(
    width_mm: float = 20000.0,
    height_mm: float = 8000.0,
    *,
    rafters: Rafters | None = None,
    axis: RailAxis = RailAxis.EAVE,
    obstacles: tuple[Obstacle, ...] = (),
) -> Surface:
    """A rectangular roof. `width_mm` counts along the rail, whichever way the rails run."""
    _, _, x1, y1 = rect_xy(axis, 0.0, 0.0, width_mm, height_mm)
    return Surface(
        id="S",
        name="South",
        outline=((0.0, 0.0), (x1, 0.0), (x1, y1), (0.0, y1)),
        edges=(EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE),
        tilt_deg=30.0,
        azimuth_deg=180.0,
        x_bearing_deg=90.0,
        rail_axis=axis,
        rafters=rafters or Rafters(spacing_mm=600.0, offset_mm=300.0),
        obstacles=obstacles,
    )


def chimney(u0: float, v0: float, u1: float, v1: float, axis: RailAxis = RailAxis.EAVE) -> Obstacle:
    x0, y0, x1, y1 = rect_xy(axis, u0, v0, u1, v1)
    return Obstacle(id="O", kind=ObstacleKind.CHIMNEY, outline=((x0, y0), (x1, y0), (x1, y1), (x0, y1)))


def row_of(
    *starts_mm: float,
    across_mm: float = 1000.0,
    row: int = 1,
    axis: RailAxis = RailAxis.EAVE,
    orientation: Orientation = Orientation.PORTRAIT,
    module: Module = MODULE,
) -> list[PlacedModule]:
    """Modules of row `r<row>` that begin at these places along the rail."""
    along, across = module_extent(axis, orientation, module.length_mm, module.width_mm)
    return [
        PlacedModule(
            id=f"m{row}-{col}",
            surface="S",
            row_id=f"r{row}",
            row=row,
            col=col,
            product=module.id,
            orientation=orientation,
            rect=rect_xy(axis, start, across_mm, start + along, across_mm + across),
        )
        for col, start in enumerate(starts_mm, start=1)
    ]


def evenly(count: int, first_mm: float, pitch_mm: float) -> list[float]:
    return [first_mm + index * pitch_mm for index in range(count)]


def block_of(
    columns: int, rows: int, *, first_mm: float, pitch_mm: float, across_mm: float, row_pitch_mm: float, **how
) -> list[PlacedModule]:
    """Equal rows over each other."""
    starts = evenly(columns, first_mm, pitch_mm)
    return [
        module
        for row in range(rows)
        for module in row_of(*starts, across_mm=across_mm + row * row_pitch_mm, row=row + 1, **how)
    ]


def racked(
    surface: Surface,
    system: RailSystem,
    modules: list[PlacedModule],
    *products: Module,
    memory: RackingMemory | None = None,
    **settings,
) -> Racking:
    return rack_surface(design_of(**settings), surface, catalog_of(system, *products), modules, memory)


def parts(racking: Racking, kind: HardwareKind, rail: RailRun | None = None) -> list[Hardware]:
    return [part for part in racking.hardware if part.kind is kind and (rail is None or part.rail == rail.id)]


def codes(racking: Racking) -> list[str]:
    return [finding.code for finding in racking.findings]


def along(racking_part: Hardware, axis: RailAxis = RailAxis.EAVE) -> float:
    """Middle of a part along the rail."""
    return racking_part.x if axis is RailAxis.EAVE else racking_part.y
