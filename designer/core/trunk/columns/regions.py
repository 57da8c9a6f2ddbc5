"""Neighbouring circuits of a large site, a manageable number of inverters at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence

Members = tuple[int, ...]


def regions(
    near: Sequence[Sequence[int]], circuits: Sequence[Members], excess: Sequence[float], most: int
) -> Iterator[frozenset[Members]]:
    """Every circuit is in one region at least, given by the members of its circuits.

    `near` are the members around each one. A region begins with the circuit of the greatest `excess` that was
    in none yet and takes in those that have most neighbours in it, until it holds up to `most` inverters.
    """
    owner = {member: number for number, one in enumerate(circuits) for member in one}
    beside = [Counter(owner[other] for member in one for other in near[member]) for one in circuits]
    left = sorted(range(len(circuits)), key=lambda number: (-excess[number], number))
    seen: set[int] = set()
    for seed in left:
        if seed in seen:
            continue
        region, size = [seed], len(circuits[seed])
        touch: Counter[int] = Counter(beside[seed])
        while True:
            options = [
                (-count, number in seen, number)
                for number, count in touch.items()
                if number not in region and size + len(circuits[number]) <= most
            ]
            if not options:
                break
            chosen = min(options)[2]
            region.append(chosen)
            size += len(circuits[chosen])
            touch.update(beside[chosen])
        seen.update(region)
        yield frozenset(circuits[number] for number in region)
