"""From a packing in whole numbers to a plan with names, positions and an order that suits a saw."""

from collections.abc import Iterator

from designer.core.cutting.model import Cut, CutBar, CuttingOptions, CuttingPlan, Piece
from designer.core.cutting.packing import Bar, Packing, Pattern, missing, total_cost
from designer.core.cutting.problem import STEPS_PER_MM, BarSource, Order

_PRICE_DIGITS = 6


def assembled(order: Order, packing: Packing, bound: int, options: CuttingOptions) -> CuttingPlan:
    """The plan of a packing; `bound` is the lower bound of its cost, penalties included."""
    problem = order.problem
    lacking = missing(problem, packing)
    penalty = sum(lacking) * problem.missing_cost
    least = max(0, bound - penalty) * order.price_unit
    cost = sum(order.sources[index][0].price * times for (index, _), times in packing.items())
    cost = round(cost, _PRICE_DIGITS)
    proven = bound >= total_cost(problem, packing)
    bars = tuple(_bars(order, packing, options))
    return CuttingPlan(
        bars=bars,
        cost=cost,
        bound=cost if proven else min(cost, round(least, _PRICE_DIGITS)),
        proven=proven,
        stocks_used=len(bars),
        patterns=len(packing),
        unplaced=(*order.unfit, *_unplaced(order, lacking)),
    )


def sawing_order(packing: Packing) -> list[tuple[Bar, int]]:
    """One stock at a time, longest pieces first, equal bars together."""

    def key(entry: tuple[Bar, int]) -> tuple[int, list[tuple[int, int]]]:
        (index, pattern), _ = entry
        return index, [(kind, -count) for kind, count in pattern]

    return sorted(packing.items(), key=key)


def _bars(order: Order, packing: Packing, options: CuttingOptions) -> Iterator[CutBar]:
    names = [_names(pieces) for pieces in order.pieces]
    shelves = [_sources(sources) for sources in order.sources]
    number = 0
    for (index, pattern), times in sawing_order(packing):
        for _ in range(times):
            number += 1
            yield _bar(order, next(shelves[index]), pattern, names, number, options)


def _bar(
    order: Order,
    source: BarSource,
    pattern: Pattern,
    names: list[Iterator[Piece]],
    number: int,
    options: CuttingOptions,
) -> CutBar:
    place = source.trim
    cuts: list[Cut] = []
    for kind, count in pattern:
        for _ in range(count):
            piece = next(names[kind])
            cuts.append(Cut(piece=piece.name, start_mm=place / STEPS_PER_MM, length_mm=piece.length_mm))
            place += round(piece.length_mm * STEPS_PER_MM) + order.kerf
    remnant = max(0, source.length - source.trim - place) / STEPS_PER_MM
    return CutBar(
        stock=source.name,
        index=number,
        length_mm=source.length / STEPS_PER_MM,
        is_offcut=source.is_offcut,
        cuts=tuple(cuts),
        remnant_mm=remnant if remnant >= options.least_remnant_mm else 0.0,
    )


def _names(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces of one width one by one, those of one name together."""
    for piece in pieces:
        for _ in range(piece.quantity):
            yield piece


def _sources(sources: tuple[BarSource, ...]) -> Iterator[BarSource]:
    """Offcuts one by one; a product as often as needed."""
    while True:
        yield from sources


def _unplaced(order: Order, lacking: list[int]) -> Iterator[Piece]:
    """The pieces whose turn did not come, per width the last ones."""
    for pieces, count in zip(order.pieces, lacking, strict=True):
        left = count
        for piece in reversed(pieces):
            quantity = min(left, piece.quantity)
            left -= quantity
            if quantity:
                yield Piece(name=piece.name, length_mm=piece.length_mm, quantity=quantity)
