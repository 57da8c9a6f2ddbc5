"""Small sites for tests: one call for a surface, a row, a design."""

from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.catalog import Catalog
from designer.core.model.design import (
    Box,
    BranchLock,
    Bridge,
    Design,
    FeedPolicy,
    Products,
    Rafters,
    Row,
    RowModule,
    Settings,
    Surface,
    TrunkSearch,
)
from designer.io.catalogs import bundled_catalog

MODULE = "ja-solar-jam54d41-440-mb"  # 1722 × 1134 mm
LENGTH, WIDTH, GAP = 1722.0, 1134.0, 20.0
RECTANGLE = (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE)


def catalog() -> Catalog:
    return bundled_catalog()


def surface(
    name="S1", width=12000.0, height=6000.0, azimuth=180.0, axis=RailAxis.EAVE, spacing=800.0, **more
) -> Surface:
    return Surface(
        id=name,
        name=name,
        outline=((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),
        edges=RECTANGLE,
        tilt_deg=35.0,
        azimuth_deg=azimuth,
        x_bearing_deg=azimuth - 90,
        rail_axis=axis,
        rafters=Rafters(spacing_mm=spacing, offset_mm=300.0),
        **more,
    )


def row(
    name, on, count, first, across=600.0, along=600.0, orientation=Orientation.PORTRAIT, gap=GAP, **more
) -> Row:
    """`count` modules from number `first`, side by side along eave-parallel rails."""
    pitch = (WIDTH if orientation is Orientation.PORTRAIT else LENGTH) + gap
    modules = tuple(RowModule(id=f"M{first + k}", along_mm=along + k * pitch) for k in range(count))
    return Row(id=name, surface=on, orientation=orientation, across_mm=across, modules=modules, **more)


def design(surfaces, rows, boxes=None, **more) -> Design:
    boxes = (Box(id="X1", surface=surfaces[0].id, x=3000.0, y=200.0),) if boxes is None else boxes
    products = more.pop(
        "products",
        Products(module=MODULE, inverter="hms-1000-2t", family="hoymiles-hms", rail="k2-singlerail-36"),
    )
    return Design(
        name="test",
        region="eu-230",
        products=products,
        surfaces=tuple(surfaces),
        rows=tuple(rows),
        boxes=tuple(boxes),
        next_number=1000,
        **more,
    )


def keeping_first(design: Design) -> Design:
    """The Design with its first branches kept: for whatever is not about the search, which takes long."""
    return replace(design, settings=replace(design.settings, trunk_search=TrunkSearch.FIRST))


def gable() -> Design:
    """Six modules east and eight west on seven two-input units, one box, a bridge over the ridge."""
    east = surface("S1", 10500.0, 5200.0, azimuth=90.0)
    west = surface("S2", 10500.0, 5200.0, azimuth=270.0)
    bridge = Bridge(
        id="G1",
        from_surface="S1",
        from_point=(5000.0, 5150.0),
        to_surface="S2",
        to_point=(5000.0, 5150.0),
        length_mm=300.0,
    )
    box = Box(id="X1", surface="S2", x=4800.0, y=150.0)
    return design([east, west], [row("R1", "S1", 6, 1), row("R2", "S2", 8, 7)], [box], bridges=(bridge,))


def fed_at_its_end() -> Design:
    """The gable with its seven inverters locked on one circuit of one leg."""
    inverters = ("I1", "I3", "I5", "I13", "I11", "I9", "I7")
    lock = BranchLock(id="K1", inverters=inverters, box="X1", feed=FeedPolicy.END)
    return replace(gable(), locks=(lock,))


def fed_in_its_middle() -> Design:
    """The gable with its seven inverters locked on one circuit with two legs, where six are allowed."""
    inverters = ("I1", "I3", "I5", "I13", "I11", "I9", "I7")
    lock = BranchLock(id="K1", inverters=inverters, box="X1", feed=FeedPolicy.MIDDLE)
    return replace(gable(), settings=Settings(max_units_per_branch=6), locks=(lock,))
