"""Which inverters report to which gateway, dealt out for a whole project at once."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from designer.core.errors import InputError
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.serials.reading import plain_serial
from designer.drawing.stations import Order, walk
from designer.edit.edits.serials import report_to


class Way(StrEnum):
    """What stays together when inverters are dealt out."""

    BRANCH = "branch"
    """All inverters of a branch report to one gateway."""
    SURFACE = "surface"
    """All inverters of a surface do."""
    EVENLY = "evenly"
    """Each gateway gets as many as the others, or one more, along the crew's way past the rows."""


def deal_gateways(design: Design, plan: Plan, way: Way) -> Design:
    """The Design with all inverters dealt out to its gateways, in their order.

    Each gateway gets neighbours: a part of the crew's way along rows or branches. Of all ways to part it the
    one is taken with the least inverters at the busiest gateway, then the most even one. InputError where
    the project has fewer than two gateways, or no inverters.
    """
    gateways = [plain_serial(text) for text in design.settings.dtu_serials]
    if len(gateways) < 2:
        what = "the project has only one DTU" if gateways else "the project has no DTU"
        raise InputError(what, remedy="add the serial numbers of two or more, then share the inverters")
    groups = _groups(plan, way)
    if not groups:
        raise InputError("there are no inverters", remedy="put modules on a surface first")
    for gateway, part in zip(gateways, _parted(groups, len(gateways)), strict=True):
        names = [name for group in part for name in group]
        design = report_to(design, names, gateway) if names else design
    return design


def _groups(plan: Plan, way: Way) -> list[list[str]]:
    """Inverters that stay together, group by group along the way."""
    order = Order.BRANCH if way is Way.BRANCH else Order.ROWS
    owner = _owners(plan, way)
    found: dict[str, list[str]] = {}
    for name in walk(plan, order):
        found.setdefault(owner.get(name, f"alone {name}"), []).append(name)
    return list(found.values())


def _owners(plan: Plan, way: Way) -> Mapping[str, str]:
    """The branch or surface of each inverter; none where each goes by itself."""
    match way:
        case Way.BRANCH:
            return {name: f"branch {one.id}" for one in plan.branches for name in one.inverters}
        case Way.SURFACE:
            return {one.id: f"surface {one.surface}" for one in plan.inverters}
        case Way.EVENLY:
            return {}


def _parted(groups: Sequence[list[str]], parts: int) -> list[Sequence[list[str]]]:
    """Groups in so many runs; the last ones are empty where there are fewer groups."""
    sizes = [len(group) for group in groups]
    used = min(parts, len(groups))
    ends = [*_ends(sizes, used), *[len(groups)] * (parts - used)]
    return [groups[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _ends(sizes: Sequence[int], parts: int) -> list[int]:
    """Where runs end, none of them empty: the largest as small as can be, then all as even as can be."""
    if len(set(sizes)) == 1:
        return [len(sizes) * part // parts for part in range(1, parts + 1)]
    most = _least_most(sizes, parts)
    sums = [0]
    for size in sizes:
        sums.append(sums[-1] + size)
    best: list[dict[int, tuple[int, int]]] = [{0: (0, 0)}]
    for part in range(1, parts + 1):
        best.append(dict(_extended(sums, best[-1], most, len(sizes) - (parts - part))))
    ends = [len(sizes)]
    for part in range(parts, 1, -1):
        ends.append(best[part][ends[-1]][1])
    return ends[::-1]


def _extended(
    sums: Sequence[int], before: Mapping[int, tuple[int, int]], most: int, last: int
) -> Iterable[tuple[int, tuple[int, int]]]:
    """The least sum of squares with one run more, by where that ends, and where it then starts."""
    for end in range(1, last + 1):
        starts = (
            (cost + (sums[end] - sums[start]) ** 2, start)
            for start, (cost, _) in before.items()
            if start < end and sums[end] - sums[start] <= most
        )
        found = min(starts, default=None)
        if found is not None:
            yield end, found


def _least_most(sizes: Sequence[int], parts: int) -> int:
    """The least size that so many runs need not exceed."""
    low, high = max(sizes), sum(sizes)
    while low < high:
        middle = (low + high) // 2
        if _runs(sizes, middle) <= parts:
            high = middle
        else:
            low = middle + 1
    return low


def _runs(sizes: Sequence[int], most: int) -> int:
    """How many runs of at most this size are needed."""
    runs, size = 1, 0
    for one in sizes:
        size += one
        if size > most:
            runs, size = runs + 1, one
    return runs
