"""Which bar, reel or drum every piece is cut from: rails, runs of trunk ports, and bulk cable.

Lengths that are unwired between two runs of a field-wired reel are stock for links and end cables; so is
what lies on the shelf.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from designer.core.caching.memo import Memo
from designer.core.caching.pace import Pace, unhurried
from designer.core.cutting.assembly import assembled
from designer.core.cutting.effort import Effort
from designer.core.cutting.engine import Packed, packed, packed_at_once
from designer.core.cutting.model import CutBar, CuttingOptions, CuttingPlan, Offcut, Piece, Stock
from designer.core.cutting.problem import LONGEST_MM, Problem, formulate
from designer.core.findings import Finding, error
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import (
    BranchPlan,
    CablePiece,
    CutList,
    CutResult,
    PieceKind,
    RailBar,
    RailRun,
    StockCut,
    StockUse,
)
from designer.core.model.rail_system import RailSystem, StockBar
from designer.core.model.trunk_family import BulkCable, TrunkFamily, TrunkProduct

SOLVER_SECONDS = 20.0
"""Safety net for the cutting solver; projects are proven in far less."""


class Cutting(Struct, frozen=True, kw_only=True, gc=False):
    """All stock of a project and the pieces that fit no stock."""

    cuts: CutList
    findings: tuple[Finding, ...]


class _Share(Struct, frozen=True, kw_only=True, gc=False):
    """Stock of one product with the quality of its cutting."""

    stocks: tuple[StockUse, ...] = ()
    results: tuple[CutResult, ...] = ()
    uncut: tuple[str, ...] = ()


class StockMemory:
    """What was cut before, by the problem in whole numbers and by the pieces of each product."""

    def __init__(self) -> None:
        self.packings: Memo[Packed] = Memo(64)
        self.shares: Memo[_Share] = Memo(64)


class Saw:
    """Cuts pieces from stock as well as time allows: the best way, or `hasty` a good one at once."""

    def __init__(self, memory: StockMemory, pace: Pace, *, hasty: bool) -> None:
        self._memory, self._pace, self._hasty = memory, pace, hasty

    def share(self, name: str, inputs: tuple[object, ...], compute: Callable[[], _Share]) -> _Share:
        """The stock of one product, remembered by all that it follows from."""
        return self._memory.shares.get((name, self._hasty), inputs, compute)

    def plan(
        self,
        pieces: Sequence[Piece],
        stocks: Sequence[Stock],
        offcuts: Sequence[Offcut],
        options: CuttingOptions,
    ) -> CuttingPlan:
        """Which piece is cut from which bar."""
        self._pace()
        order = formulate(pieces, stocks, offcuts, options)
        found = self._memory.packings.get(
            (order.problem, self._hasty),
            (options.time_limit_s,),
            lambda: self._packed(order.problem, options),
        )
        return assembled(order, found.packing, found.bound, options)

    def _packed(self, problem: Problem, options: CuttingOptions) -> Packed:
        if self._hasty:
            return packed_at_once(problem)
        found = packed(problem, options.time_limit_s, self._pace.stopped, Effort())
        self._pace()  # a search that was stopped found less than it might have
        return found


def cut_everything(
    design: Design,
    catalog: Catalog,
    rails: Sequence[RailRun],
    branches: Sequence[BranchPlan],
    saw: Saw | None = None,
) -> Cutting:
    """Cut lists for rails, trunk runs and bulk cable (planning model, section 5)."""
    saw = saw or Saw(StockMemory(), unhurried, hasty=False)
    shares = [_rail_share(design, system, bars, saw) for system, bars in _bars_by_system(catalog, rails)]
    families = [catalog.family(name) for name in sorted({branch.family for branch in branches})]
    unwired: list[_Unwired] = []
    for family, product, runs in _runs_by_product(families, branches):
        shares.append(_trunk_share(family, product, runs, saw))
        unwired += _unwired(families, product, shares[-1])
    for bulk, pieces in _bulk_pieces(families, branches):
        shares.append(_bulk_share(design, bulk, pieces, unwired, saw))
        taken = {stock.id for stock in shares[-1].stocks}
        unwired = [one for one in unwired if one.offcut.name not in taken]
    return Cutting(
        cuts=CutList(
            stocks=tuple(stock for share in shares for stock in share.stocks),
            results=tuple(result for share in shares for result in share.results),
        ),
        findings=tuple(error("piece-not-cut", name) for share in shares for name in share.uncut),
    )


# Rails


def _bars_by_system(catalog: Catalog, rails: Sequence[RailRun]) -> Iterable[tuple[RailSystem, list[RailBar]]]:
    for product in sorted({rail.product for rail in rails}):
        bars = [bar for rail in rails if rail.product == product for bar in rail.bars]
        yield catalog.rail(product), bars


def _rail_share(design: Design, system: RailSystem, bars: Sequence[RailBar], saw: Saw) -> _Share:
    shelf = _shelf(design, system.id)
    return saw.share(system.id, (system, bars, shelf), lambda: _cut_rails(system, bars, shelf, saw))


def _cut_rails(system: RailSystem, bars: Sequence[RailBar], shelf: Sequence[Offcut], saw: Saw) -> _Share:
    options = CuttingOptions(
        kerf_mm=system.kerf_mm,
        end_trim_mm=system.end_trim_mm,
        least_remnant_mm=system.least_remnant_mm,
        time_limit_s=SOLVER_SECONDS,
    )
    stocks = [Stock(name=stock_name(bar), length_mm=bar.length_mm, price=bar.price) for bar in system.stock]
    pieces = [Piece(name=bar.piece, length_mm=bar.length_mm) for bar in bars]
    plan = saw.plan(pieces, stocks, shelf, options)
    return _share(system.id, plan, [_used(bar, system.id, PieceKind.RAIL, "R") for bar in plan.bars])


def stock_name(bar: StockBar) -> str:
    """Name of a stock length: the maker's article number where known, else the length."""
    return bar.article or f"{bar.length_mm:g} mm"


def _shelf(design: Design, product: str) -> list[Offcut]:
    return [
        Offcut(name=offcut.id, length_mm=offcut.length_mm)
        for offcut in design.offcuts
        if offcut.product == product
    ]


# Trunk runs: cut by ports, not by length


def _runs_by_product(
    families: Sequence[TrunkFamily], branches: Sequence[BranchPlan]
) -> Iterable[tuple[TrunkFamily, TrunkProduct, list[CablePiece]]]:
    """The runs of each product, with the first family that has it: several may share a cable."""
    runs = _by_product(branches, lambda kind: kind is PieceKind.TRUNK_RUN)
    for family in families:
        for product in sorted(family.products, key=lambda one: one.id):
            if own := runs.pop(product.id, None):
                yield family, product, own


def _by_product(
    branches: Sequence[BranchPlan], is_wanted: Callable[[PieceKind], bool]
) -> dict[str, list[CablePiece]]:
    """The pieces of the wanted kinds by the product that they are cut from."""
    found: dict[str, list[CablePiece]] = {}
    for branch in branches:
        for piece in branch.pieces:
            if is_wanted(piece.kind):
                found.setdefault(piece.product, []).append(piece)
    return found


def _trunk_share(family: TrunkFamily, product: TrunkProduct, runs: Sequence[CablePiece], saw: Saw) -> _Share:
    """Runs of k ports from reels of n ports."""
    return saw.share(product.id, (family, product, runs), lambda: _cut_runs(family, product, runs, saw))


def _cut_runs(family: TrunkFamily, product: TrunkProduct, runs: Sequence[CablePiece], saw: Saw) -> _Share:
    plan = saw.plan(
        [Piece(name=run.id, length_mm=float(run.ports)) for run in runs],
        [Stock(name=product.id, length_mm=float(product.ports_per_reel), price=product.price_per_reel)],
        [],
        CuttingOptions(time_limit_s=SOLVER_SECONDS),
    )
    reel = Reel(family, product)
    lengths = {run.id: run.length_mm for run in runs}
    stocks = [reel.used(bar, lengths) for bar in plan.bars]
    return _share(product.id, plan, stocks)


class Reel:
    """A reel of trunk cable: where its ports lie along the cable.

    n ports have n − 1 lengths between them; what the reel holds beyond those is two tails. Without a
    figure of the maker's a reel is taken to hold one pitch per port.
    """

    def __init__(self, family: TrunkFamily, product: TrunkProduct) -> None:
        self._product = product
        between = (product.ports_per_reel - 1) * product.pitch_mm
        least = between if family.field_wired else between + product.pitch_mm
        self.length_mm = max(product.reel_length_mm or between + product.pitch_mm, least)
        tail = (self.length_mm - between) / 2
        self._first_mm = tail if family.field_wired else tail - product.pitch_mm / 2

    def start_mm(self, ports_before: float) -> float:
        """Where a run begins: at its first port, half a pitch before it for moulded cable."""
        return self._first_mm + ports_before * self._product.pitch_mm

    def used(self, bar: CutBar, lengths: Mapping[str, float]) -> StockUse:
        """The reel with the runs that are taken from it."""
        return StockUse(
            id=f"T{bar.index}-{self._product.id}",
            product=self._product.id,
            kind=PieceKind.TRUNK_RUN,
            length_mm=self.length_mm,
            new=True,
            cuts=tuple(
                StockCut(
                    piece=cut.piece,
                    start_mm=round(self.start_mm(cut.start_mm), 3),
                    length_mm=lengths[cut.piece],
                )
                for cut in bar.cuts
            ),
            remnant_mm=bar.remnant_mm * self._product.pitch_mm,
        )


class _Unwired(Struct, frozen=True, gc=False):
    """A length taken out between two runs of a reel, and the bulk cables in whose place it may be used."""

    bulks: frozenset[str]
    offcut: Offcut


def _unwired(families: Sequence[TrunkFamily], product: TrunkProduct, share: _Share) -> list[_Unwired]:
    """One pitch between two runs that follow each other on a field-wired reel."""
    bulks = frozenset(
        family.bulk_for(product.conductor).id
        for family in families
        if family.field_wired and product in family.products
    )
    return [
        _Unwired(bulks, Offcut(name=f"{stock.id}/U{number}", length_mm=product.pitch_mm))
        for stock in share.stocks
        for number in range(1, len(stock.cuts))
        if bulks
    ]


# Bulk cable


def _bulk_pieces(
    families: Sequence[TrunkFamily], branches: Sequence[BranchPlan]
) -> Iterable[tuple[BulkCable, list[CablePiece]]]:
    """Links and end cables of each bulk cable, which families may share."""
    pieces = _by_product(branches, lambda kind: kind is not PieceKind.TRUNK_RUN)
    for family in families:
        for bulk in family.bulk:
            if own := pieces.pop(bulk.id, None):
                yield bulk, own


def _bulk_share(
    design: Design, bulk: BulkCable, pieces: Sequence[CablePiece], unwired: Sequence[_Unwired], saw: Saw
) -> _Share:
    """Links and end cables; unwired lengths and the shelf first, then reels, paid by the metre."""
    offcuts = _shelf(design, bulk.id)
    offcuts += [one.offcut for one in unwired if bulk.id in one.bulks]
    return saw.share(bulk.id, (bulk, pieces, offcuts), lambda: _cut_bulk(bulk, pieces, offcuts, saw))


def _cut_bulk(bulk: BulkCable, pieces: Sequence[CablePiece], offcuts: Sequence[Offcut], saw: Saw) -> _Share:
    plan = saw.plan(
        [Piece(name=piece.id, length_mm=piece.length_mm) for piece in pieces if _may_be_cut(piece)],
        [Stock(name=bulk.id, length_mm=bulk.reel_length_mm)],
        offcuts,
        CuttingOptions(time_limit_s=SOLVER_SECONDS),
    )
    kinds = {piece.id: piece.kind for piece in pieces}
    stocks = [_used(bar, bulk.id, kinds[bar.cuts[0].piece], "C") for bar in plan.bars]
    endless = [piece.id for piece in pieces if not _may_be_cut(piece)]
    return _share(bulk.id, plan, stocks, endless)


def _may_be_cut(piece: CablePiece) -> bool:
    """Whether it is no longer than the saw can count: ways of a mistyped bridge or pin may be."""
    return piece.length_mm <= LONGEST_MM


# Shared


def _used(bar: CutBar, product: str, kind: PieceKind, letter: str) -> StockUse:
    return StockUse(
        id=bar.stock if bar.is_offcut else f"{letter}{bar.index}-{product}",
        product=product,
        kind=kind,
        length_mm=bar.length_mm,
        new=not bar.is_offcut,
        cuts=tuple(
            StockCut(piece=cut.piece, start_mm=cut.start_mm, length_mm=cut.length_mm) for cut in bar.cuts
        ),
        remnant_mm=bar.remnant_mm,
    )


def _share(
    product: str, plan: CuttingPlan, stocks: Sequence[StockUse], endless: Sequence[str] = ()
) -> _Share:
    result = CutResult(product=product, cost=plan.cost, bound=plan.bound, proven=plan.proven)
    uncut = (*(piece.name for piece in plan.unplaced), *endless)
    return _Share(stocks=tuple(stocks), results=(result,), uncut=uncut)
