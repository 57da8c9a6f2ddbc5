"""A first packing at once: bar after bar, each filled from what is left."""

from collections.abc import Callable, Sequence

from designer.core.cutting.packing import Bar, Packing, Pattern, repeats, total_cost, used
from designer.core.cutting.problem import Problem, Span

_FINEST_GRID = 1 << 16
"""Sums of widths are told apart in at most so many steps of a bar; a coarser grid only wastes a little."""

Fill = Callable[[Problem, int, Sequence[int]], Pattern]
"""Pattern for one bar of a capacity out of the pieces that are left."""


def first_packing(problem: Problem) -> Packing:
    """The cheapest of several greedy packings; complete unless the bars do not suffice."""
    left = [entry.count for entry in problem.bins]
    products = [index for index, entry in enumerate(problem.bins) if entry.cost > 0]
    packings = [_filled(problem, problem.demands, left, fullest)]
    packings += [
        _filled(problem, problem.demands, left, decreasing, preferred) for preferred in (None, *products)
    ]
    found = [cheaper_bars(problem, packing, left) for packing in packings]
    return min(found, key=lambda packing: total_cost(problem, packing))


def completed(problem: Problem, rest: Sequence[int], spans: Sequence[Span]) -> Packing:
    """A greedy packing of the pieces `rest` in the bars that the spans leave."""
    left = [span.high for span in spans]
    return cheaper_bars(problem, _filled(problem, rest, left, fullest), left)


def decreasing(problem: Problem, capacity: int, rest: Sequence[int]) -> Pattern:
    """Longest pieces first, as many as fit: the bars of first-fit decreasing."""
    chosen: list[tuple[int, int]] = []
    for kind, width in enumerate(problem.widths):
        count = min(rest[kind], capacity // width)
        if count:
            chosen.append((kind, count))
            capacity -= count * width
    return tuple(chosen)


def fullest(problem: Problem, capacity: int, rest: Sequence[int]) -> Pattern:
    """The longest piece that is left and with it what fills the bar best; long pieces before short ones.

    Subset sums are bits of one integer, on a grid on which widths are rounded up.
    """
    step = -(-capacity // _FINEST_GRID)
    size = capacity // step
    first = next((k for k, width in enumerate(problem.widths) if rest[k] and width <= capacity), None)
    if first is None:
        return ()
    widths = [-(-width // step) for width in problem.widths]
    if widths[first] > size:
        return ((first, 1),)
    kinds = [kind for kind in range(first, len(widths)) if rest[kind] and widths[kind] <= size]
    limits = {kind: min(rest[kind], size // widths[kind]) for kind in kinds}
    room = size - widths[first]
    reach = _suffix_sums([(widths[k], limits[k] - (k == first)) for k in kinds], room)
    target = reach[0].bit_length() - 1
    chosen: list[tuple[int, int]] = []
    for position, kind in enumerate(kinds):
        width, own = widths[kind], limits[kind] - (kind == first)
        count = min(own, target // width)
        while not reach[position + 1] >> (target - count * width) & 1:
            count -= 1
        target -= count * width
        count += kind == first
        if count:
            chosen.append((kind, count))
        if not target:
            break
    return tuple(chosen)


def _suffix_sums(chunks: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Bit s of entry k is set when pieces of kinds k, k + 1, … add up to s ≤ room."""
    mask = (1 << (room + 1)) - 1
    reach = [1]
    for width, limit in reversed(chunks):
        sums, left, batch = reach[-1], limit, 1
        while left:
            batch = min(batch, left)
            sums |= (sums << (width * batch)) & mask
            left -= batch
            batch *= 2
        reach.append(sums)
    return reach[::-1]


def _filled(
    problem: Problem,
    demands: Sequence[int],
    bars: Sequence[int | None],
    fill: Fill,
    preferred: int | None = None,
) -> Packing:
    rest, left = list(demands), list(bars)
    packing: Packing = {}
    while any(rest):
        bar = _next_bar(problem, rest, left, fill, preferred)
        if bar is None:
            break
        index, pattern = bar
        room = left[index]
        times = repeats(pattern, rest) if room is None else min(repeats(pattern, rest), room)
        packing[bar] = packing.get(bar, 0) + times
        for kind, count in pattern:
            rest[kind] -= count * times
        left[index] = None if room is None else room - times
    return packing


def _next_bar(
    problem: Problem, rest: Sequence[int], left: Sequence[int | None], fill: Fill, preferred: int | None
) -> Bar | None:
    """A free bar, shortest first; else the preferred bin; else the one of the least cost per width used."""
    offers: list[tuple[float, int, Bar]] = []
    order = sorted(
        range(len(problem.bins)), key=lambda index: (problem.bins[index].cost > 0, index != preferred)
    )
    for index in order:
        entry = problem.bins[index]
        pattern = fill(problem, entry.capacity, rest) if left[index] != 0 else ()
        if pattern and (entry.cost == 0 or index == preferred):
            return index, pattern
        if pattern:
            filled = used(problem, pattern)
            offers.append((entry.cost / filled, -filled, (index, pattern)))
    return min(offers)[2] if offers else None


def cheaper_bars(problem: Problem, packing: Packing, bars: Sequence[int | None]) -> Packing:
    """The same patterns, each in the cheapest of the `bars` that is left and long enough.

    Longest patterns first: every bar that is long enough for one is so for all that come after it, so none
    can be left without.
    """
    left = list(bars)
    cheapest = sorted(
        range(len(left)), key=lambda index: (problem.bins[index].cost, problem.bins[index].capacity)
    )
    chosen: Packing = {}
    for (_, pattern), times in sorted(packing.items(), key=lambda item: -used(problem, item[0][1])):
        need, wanted = used(problem, pattern), times
        for index in cheapest:
            room = left[index]
            count = (
                0 if problem.bins[index].capacity < need else wanted if room is None else min(wanted, room)
            )
            if count:
                chosen[index, pattern] = chosen.get((index, pattern), 0) + count
                wanted -= count
                left[index] = None if room is None else room - count
    return chosen
