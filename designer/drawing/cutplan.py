"""Bars, reels and drums with what is cut from them, to scale, as values to be painted or listed."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.cutting.model import CutBar as SawnBar
from designer.core.cutting.model import CuttingPlan
from designer.core.model.catalog import Catalog
from designer.core.model.plan import CablePiece, CutResult, PieceKind, Plan, StockCut, StockUse

_LEAST_MM = 0.01
"""Shorter gaps are rounding."""


class GapKind(StrEnum):
    """What lies on a bar beside the pieces."""

    TRIM = "trim"
    KERF = "kerf"
    REMNANT = "remnant"
    WASTE = "waste"


class CutPiece(Struct, frozen=True, kw_only=True):
    """A piece at its place on the bar; a run of trunk has ports, and no length where it is only one."""

    id: str
    kind: PieceKind
    start_mm: float
    length_mm: float
    ports: int = 0


class CutGap(Struct, frozen=True, kw_only=True):
    """A part of the bar that is no piece."""

    kind: GapKind
    start_mm: float
    length_mm: float


class CutBar(Struct, frozen=True, kw_only=True):
    """One bar, reel or drum; `offcut` when it lay on the shelf, `used` is the share that becomes pieces.

    `count` bars are cut alike; those of a project never are, as every piece has a name of its own.
    """

    stock: str
    length_mm: float
    offcut: bool
    pieces: tuple[CutPiece, ...]
    gaps: tuple[CutGap, ...]
    used: float
    count: int = 1


class CutGroup(Struct, frozen=True, kw_only=True):
    """All stock of one product. `gap_pct` is how far its cost may be above the least; 0 when proven."""

    product: str
    name: str
    kind: PieceKind
    bars: tuple[CutBar, ...]
    used: float
    proven: bool
    gap_pct: float

    @property
    def quality(self) -> str:
        """Whether a cheaper cutting can exist, in words."""
        if self.proven:
            return "least cost, proven"
        return f"at most {self.gap_pct:.1f} % above the least cost"


def cut_groups(catalog: Catalog, plan: Plan) -> tuple[CutGroup, ...]:
    """The cut list of a plan, product by product, in the order in which it was solved."""
    cables = {piece.id: piece for piece in plan.pieces}
    results = {result.product: result for result in plan.cuts.results}
    stocks: dict[str, list[StockUse]] = {product: [] for product in results}
    for stock in plan.cuts.stocks:
        stocks.setdefault(stock.product, []).append(stock)
    names = _names(catalog, plan)
    return tuple(
        _group(product, names.get(product, product), own, results.get(product), cables)
        for product, own in stocks.items()
        if own
    )


def _names(catalog: Catalog, plan: Plan) -> dict[str, str]:
    """What the products in the cut list are called."""
    names = {}
    for product in {rail.product for rail in plan.rails}:
        rail = catalog.rail(product)
        names[product] = f"{rail.maker} {rail.model}"
    for name in {branch.family for branch in plan.branches}:
        family = catalog.family(name)
        names.update((trunk.id, trunk.description) for trunk in family.products)
        names.update((bulk.id, bulk.description) for bulk in family.bulk)
    return names


def _group(
    product: str,
    name: str,
    stocks: list[StockUse],
    result: CutResult | None,
    cables: Mapping[str, CablePiece],
) -> CutGroup:
    bars = tuple(_bar(stock, cables) for stock in stocks)
    cost, bound = (result.cost, result.bound) if result else (0.0, 0.0)
    whole = sum(bar.length_mm for bar in bars)
    return CutGroup(
        product=product,
        name=name,
        kind=stocks[0].kind,
        bars=bars,
        used=sum(bar.used * bar.length_mm for bar in bars) / whole if whole else 0.0,
        proven=result.proven if result else False,
        gap_pct=100 * (cost - bound) / bound if bound else 0.0,
    )


def _bar(stock: StockUse, cables: Mapping[str, CablePiece]) -> CutBar:
    pieces = tuple(
        _piece(stock, cut, cables.get(cut.piece)) for cut in sorted(stock.cuts, key=lambda cut: cut.start_mm)
    )
    return CutBar(
        stock=stock.id,
        length_mm=stock.length_mm,
        offcut=not stock.new,
        pieces=pieces,
        gaps=_gaps(stock, pieces),
        used=sum(piece.length_mm for piece in pieces) / stock.length_mm if stock.length_mm else 0.0,
    )


def _piece(stock: StockUse, cut: StockCut, cable: CablePiece | None) -> CutPiece:
    return CutPiece(
        id=cut.piece,
        kind=cable.kind if cable else stock.kind,
        start_mm=cut.start_mm,
        length_mm=cut.length_mm,
        ports=cable.ports if cable else 0,
    )


def _gaps(stock: StockUse, pieces: tuple[CutPiece, ...]) -> tuple[CutGap, ...]:
    """Trim before the first piece, saw cuts between pieces, and the rest behind the last."""
    lead = pieces[0].start_mm if pieces else 0.0
    end = pieces[-1].start_mm + pieces[-1].length_mm if pieces else 0.0
    gaps = [CutGap(kind=GapKind.TRIM, start_mm=0.0, length_mm=lead)]
    for one, following in pairwise(pieces):
        start = one.start_mm + one.length_mm
        gaps.append(CutGap(kind=GapKind.KERF, start_mm=start, length_mm=following.start_mm - start))
    gaps += _rest(stock, lead, end)
    return tuple(gap for gap in gaps if gap.length_mm > _LEAST_MM)


def _rest(stock: StockUse, lead: float, end: float) -> list[CutGap]:
    """What can be kept, with a trim behind it as long as the one before the first piece, or waste."""
    rest = stock.length_mm - end
    if stock.remnant_mm <= 0.0:
        return [CutGap(kind=GapKind.WASTE, start_mm=end, length_mm=rest)]
    kept = min(stock.remnant_mm, rest)
    start = max(end, stock.length_mm - lead - kept) if stock.new else stock.length_mm - kept
    start = min(start, stock.length_mm - kept)
    return [
        CutGap(kind=GapKind.KERF, start_mm=end, length_mm=start - end),
        CutGap(kind=GapKind.REMNANT, start_mm=start, length_mm=kept),
        CutGap(kind=GapKind.TRIM, start_mm=start + kept, length_mm=stock.length_mm - start - kept),
    ]


def piece_owners(plan: Plan) -> dict[str, frozenset[str]]:
    """What each piece is part of besides itself: its rail and row, or its branch and circuit."""
    rails = {
        bar.piece: frozenset({rail.id, *(line.row_id for line in rail.lines)})
        for rail in plan.rails
        for bar in rail.bars
    }
    cables = {
        piece.id: frozenset({branch.id, branch.circuit})
        for branch in plan.branches
        for piece in branch.pieces
    }
    return rails | cables


def plain_group(plan: CuttingPlan, name: str) -> CutGroup:
    """The cut plan of any list of pieces, without a project; bars that are cut alike stand together."""
    counts: Counter[tuple[object, ...]] = Counter()
    first: dict[tuple[object, ...], CutBar] = {}
    for bar in plan.bars:
        key = (bar.stock, bar.is_offcut, bar.cuts)
        counts[key] += 1
        first.setdefault(key, _bar(_stock_of(bar), {}))
    bars = tuple(replace(bar, count=counts[key]) for key, bar in first.items())
    whole = sum(bar.length_mm * bar.count for bar in bars)
    used = sum(bar.used * bar.length_mm * bar.count for bar in bars)
    return CutGroup(
        product="",
        name=name,
        kind=PieceKind.RAIL,
        bars=bars,
        used=used / whole if whole else 0.0,
        proven=plan.proven,
        gap_pct=100 * (plan.cost - plan.bound) / plan.bound if plan.bound else 0.0,
    )


def _stock_of(bar: SawnBar) -> StockUse:
    cuts = tuple(
        StockCut(piece=cut.piece, start_mm=cut.start_mm, length_mm=cut.length_mm) for cut in bar.cuts
    )
    return StockUse(
        id=bar.stock,
        product="",
        kind=PieceKind.RAIL,
        length_mm=bar.length_mm,
        new=not bar.is_offcut,
        cuts=cuts,
        remnant_mm=bar.remnant_mm,
    )
