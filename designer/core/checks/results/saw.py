"""Cuts: every piece is cut once, as long as it is wanted, with room for the saw, from what is there."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from designer.core.checks.results.faults import fault
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.plan import PieceKind, Plan, StockUse
from designer.core.units import TOLERANCE_MM

_ROUNDED_MM = 2 * TOLERANCE_MM
UNCUT = "piece-not-cut"


def check_saw(catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """What does not hold of the cut lists; `plan` carries the findings on pieces that fit no stock."""
    wanted = {bar.piece: bar.length_mm for rail in plan.rails for bar in rail.bars}
    wanted |= {piece.id: piece.length_mm for piece in plan.pieces}
    uncut = {finding.subjects[0] for finding in plan.findings if finding.code == UNCUT}
    times = Counter(cut.piece for stock in plan.cuts.stocks for cut in stock.cuts)
    for name, length in wanted.items():
        if times[name] != (0 if name in uncut else 1):
            yield fault("cut-times", name, times=times[name], length_mm=length)
    kerfs = _kerfs(catalog, plan)
    for stock in plan.cuts.stocks:
        for cut in stock.cuts:
            asked = wanted.get(cut.piece)
            if asked is None or abs(asked - cut.length_mm) > _ROUNDED_MM:
                yield fault("cut-length", cut.piece, stock.id, length_mm=cut.length_mm, asked_mm=asked or 0.0)
        yield from _room(kerfs.get(stock.product, 0.0), stock)


def _kerfs(catalog: Catalog, plan: Plan) -> dict[str, float]:
    """What the saw takes of each rail system; cable is cut with pliers."""
    rails = {stock.product for stock in plan.cuts.stocks if stock.kind is PieceKind.RAIL}
    return {name: catalog.rail(name).kerf_mm for name in rails}


def _room(kerf: float, stock: StockUse) -> Iterator[Finding]:
    """Between two pieces of a bar the saw takes its kerf; all with the remnant is no more than the stock."""
    cuts = stock.cuts if len(stock.cuts) < 2 else sorted(stock.cuts, key=lambda cut: cut.start_mm)
    for left, right in pairwise(cuts):
        room = right.start_mm - left.start_mm - left.length_mm
        if room < kerf - _ROUNDED_MM:
            yield fault("kerf", stock.id, left.piece, right.piece, room_mm=round(room, 3), kerf_mm=kerf)
    needed = sum(cut.length_mm for cut in cuts) + max(len(cuts) - 1, 0) * kerf + stock.remnant_mm
    if needed > stock.length_mm + _ROUNDED_MM or (cuts and cuts[0].start_mm < -_ROUNDED_MM):
        yield fault("stock", stock.id, sum_mm=round(needed, 3), length_mm=stock.length_mm)
