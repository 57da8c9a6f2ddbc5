"""What a plan comes to in figures, for the title block and the lists."""

from collections import Counter

from msgspec import Struct

from designer.core.model.catalog import Catalog
from designer.core.model.plan import PieceKind, Plan


class Totals(Struct, frozen=True, kw_only=True):
    """Counts and lengths of a whole plan. Cable lengths are those of the pieces to cut.

    `hardware` counts clamps, attachments, splices and joints by kind.
    """

    surfaces: int
    modules: int
    kwp: float
    inverters: int
    spare_inputs: int
    branches: int
    ports: int
    capped_ports: int
    rail_bars: int
    rail_stock: int
    rail_offcuts: int
    rail_m: float
    trunk_m: float
    link_m: float
    end_cable_m: float
    hardware: dict[str, int]


def totals(plan: Plan, catalog: Catalog) -> Totals:
    """Count a plan. Raises CatalogError when the catalogue lacks one of its modules."""
    bars = [bar for rail in plan.rails for bar in rail.bars]
    stocks = [stock for stock in plan.cuts.stocks if stock.kind is PieceKind.RAIL]
    return Totals(
        surfaces=len(plan.surfaces),
        modules=len(plan.modules),
        kwp=power_kwp(plan, catalog),
        inverters=len(plan.inverters),
        spare_inputs=sum(inverter.spare_inputs for inverter in plan.inverters),
        branches=len(plan.circuits),
        ports=len(plan.drops),
        capped_ports=sum(1 for drop in plan.drops if not drop.inverter),
        rail_bars=len(bars),
        rail_stock=sum(stock.new for stock in stocks),
        rail_offcuts=sum(not stock.new for stock in stocks),
        rail_m=_metres(sum(bar.length_mm for bar in bars)),
        trunk_m=_cable_m(plan, PieceKind.TRUNK_RUN),
        link_m=_cable_m(plan, PieceKind.LINK),
        end_cable_m=_cable_m(plan, PieceKind.END_CABLE),
        hardware=dict(
            sorted((kind.value, n) for kind, n in Counter(part.kind for part in plan.hardware).items())
        ),
    )


def power_kwp(plan: Plan, catalog: Catalog) -> float:
    """Power of all modules. Raises CatalogError when the catalogue lacks one of them."""
    counts = Counter(module.product for module in plan.modules)
    return round(sum(n * catalog.module(product).power_w for product, n in counts.items()) / 1000.0, 3)


def _cable_m(plan: Plan, kind: PieceKind) -> float:
    return _metres(sum(piece.length_mm for piece in plan.pieces if piece.kind is kind))


def _metres(length_mm: float) -> float:
    return round(length_mm / 1000.0, 3)
