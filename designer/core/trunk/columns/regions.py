"""Neighbouring circuits of a large site, a manageable number of inverters at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence

Members = tuple[int, ...]


def regions_around_each(
    near: Sequence[Sequence[int]], circuits: Sequence[Members], excess: Sequence[float], most: int
) -> Iterator[frozenset[Members]]:
    """A region around every circuit, those of the greatest `excess` first, given by their circuits' members.

    `near` are the members around each one. A region takes in the circuits that have most neighbours in it
    until it holds up to `most` inverters.
    """
    beside = _beside(near, circuits)
    for seed in _greatest_first(excess):
        yield frozenset(circuits[number] for number in _around(seed, beside, circuits, most))


def _greatest_first(excess: Sequence[float]) -> list[int]:
    return sorted(range(len(excess)), key=lambda number: (-excess[number], number))


def _beside(near: Sequence[Sequence[int]], circuits: Sequence[Members]) -> list[Counter[int]]:
    """How often each circuit has a member of another one near to one of its own."""
    owner = {member: number for number, one in enumerate(circuits) for member in one}
    return [Counter(owner[other] for member in one for other in near[member]) for one in circuits]


def _around(seed: int, beside: Sequence[Counter[int]], circuits: Sequence[Members], most: int) -> list[int]:
    region, size = [seed], len(circuits[seed])
    touch: Counter[int] = Counter(beside[seed])
    while True:
        options = [
            (-count, number)
            for number, count in touch.items()
            if number not in region and size + len(circuits[number]) <= most
        ]
        if not options:
            return region
        chosen = min(options)[1]
        region.append(chosen)
        size += len(circuits[chosen])
        touch.update(beside[chosen])
