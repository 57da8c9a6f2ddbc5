"""Which modules share an inverter: neighbours of a row first, leftovers across rows where leads reach."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

from msgspec import Struct

from designer.core.layout.row_view import RowView
from designer.core.model.excerpts import inverter_id
from designer.core.model.plan import PlacedModule

Reaches = Callable[["ModuleGroup", "ModuleGroup"], bool]


class ModuleGroup(Struct, frozen=True, kw_only=True, gc=False):
    """Modules that share an inverter, in the order of its inputs; it hangs in `row_id`."""

    row_id: str
    modules: tuple[PlacedModule, ...]
    inputs: int

    @property
    def home(self) -> tuple[PlacedModule, ...]:
        """The group's modules in the row where its inverter hangs."""
        return tuple(module for module in self.modules if module.row_id == self.row_id)

    @property
    def has_guests(self) -> bool:
        """Whether modules of other rows are in the group."""
        return any(module.row_id != self.row_id for module in self.modules)

    @property
    def id(self) -> str:
        """The inverter's id: I and the lowest number among its modules, so that it survives a re-plan."""
        return inverter_id(min((module.id for module in self.modules), key=_id_order))


def _id_order(identifier: str) -> tuple[int, str]:
    digits = "".join(character for character in identifier if character.isdigit())
    return (int(digits or 0), identifier)


def group_modules(
    views: Sequence[RowView],
    inputs_of: Callable[[str], int],
    by_hand: Iterable[Collection[str]],
    reaches: Reaches,
    decided: Collection[str] = (),
) -> tuple[ModuleGroup, ...]:
    """Deal all modules out to inverters.

    `inputs_of` gives the inputs of a row's inverter by row id; `by_hand` are the pairings a person made,
    which hold as far as the inverter has inputs; `reaches(home, guest)` tells whether the leads of the
    guest's modules reach an inverter that hangs in the home group's row. Of the `decided` inverters as many
    as may be keep their names, without an inverter more for it.
    """
    groups = _hand_made(views, inputs_of, by_hand)
    taken = {module.id for group in groups for module in group.modules}
    partial: list[ModuleGroup] = []
    for view in views:
        inputs = inputs_of(view.row_id)
        for block in _blocks(view, taken):
            for group in _dealt(view.row_id, block, inputs, decided):
                (groups if len(group.modules) == inputs else partial).append(group)
    groups += _joined(partial, reaches)
    position = {module.id: (module.row, module.col) for view in views for module in view.modules}
    return tuple(sorted(groups, key=lambda group: position[group.home[0].id]))


def _hand_made(
    views: Sequence[RowView], inputs_of: Callable[[str], int], by_hand: Iterable[Collection[str]]
) -> list[ModuleGroup]:
    known = {module.id: module for view in views for module in view.modules}
    groups = []
    used: set[str] = set()
    for names in by_hand:
        modules = [known[name] for name in names if name in known and name not in used]
        if not modules:
            continue
        rows = [module.row_id for module in modules]
        home = max(dict.fromkeys(rows), key=rows.count)
        inputs = inputs_of(home)
        groups.append(ModuleGroup(row_id=home, modules=tuple(modules[:inputs]), inputs=inputs))
        used.update(module.id for module in modules[:inputs])
    return groups


def _blocks(view: RowView, taken: Collection[str]) -> list[list[PlacedModule]]:
    """Runs of free modules; a hole of more than half a module, or a module already taken, ends a run."""
    blocks: list[list[PlacedModule]] = []
    previous_end: float | None = None
    for module, (low, high) in zip(view.modules, view.spans, strict=True):
        if module.id in taken:
            previous_end = None
            continue
        if previous_end is None or low - previous_end > (high - low) / 2:
            blocks.append([])
        blocks[-1].append(module)
        previous_end = high
    return blocks


def _dealt(
    row_id: str, block: Sequence[PlacedModule], inputs: int, decided: Collection[str]
) -> list[ModuleGroup]:
    """A run of modules by inverters, of which one has what is left over: the last one.

    A module less in front would give all inverters after it other modules and other names, and what a person
    decided of them would be lost; so it is another one where more of the decided ones stay for it.
    """
    whole, left_over = divmod(len(block), inputs)

    def group(start: int, size: int) -> ModuleGroup:
        return ModuleGroup(row_id=row_id, modules=tuple(block[start : start + size]), inputs=inputs)

    before = [group(number * inputs, inputs) for number in range(whole)]
    if not left_over:
        return before
    least = [group(number * inputs, left_over) for number in range(whole + 1)]
    after = [group(left_over + number * inputs, inputs) for number in range(whole)]
    kept_before, kept, kept_after = ([one.id in decided for one in part] for part in (before, least, after))
    staying = [sum(kept_after) + kept[0]]  # by the place of the one with what is left over
    for number in range(whole):
        gained = kept_before[number] - kept_after[number] + kept[number + 1] - kept[number]
        staying.append(staying[-1] + gained)
    place = max(range(whole + 1), key=lambda number: (staying[number], number))
    return [*before[:place], least[place], *after[place:]]


def _joined(partial: list[ModuleGroup], reaches: Reaches) -> list[ModuleGroup]:
    """Join leftovers, nearest first, as long as inputs and leads allow; of equals those that come first."""
    groups = dict(enumerate(partial))
    offers = [offer for home in groups for guest in groups for offer in _offers(groups, home, guest, reaches)]
    heapify(offers)
    count = len(groups)
    while offers:
        _, first, second = heappop(offers)
        if first not in groups or second not in groups:
            continue
        home, guest = groups.pop(first), groups.pop(second)
        groups[count] = ModuleGroup(
            row_id=home.row_id, modules=home.modules + guest.modules, inputs=home.inputs
        )
        for other in groups:
            for offer in (
                *_offers(groups, count, other, reaches),
                *_offers(groups, other, count, reaches),
            ):
                heappush(offers, offer)
        count += 1
    return list(groups.values())


def _offers(
    groups: Mapping[int, ModuleGroup], first: int, second: int, reaches: Reaches
) -> Iterator[tuple[float, int, int]]:
    """How far apart two groups lie, with their numbers, where the first may take the second in."""
    home, guest = groups[first], groups[second]
    if first != second and len(home.modules) + len(guest.modules) <= home.inputs and reaches(home, guest):
        yield _distance(home, guest), first, second


def _distance(home: ModuleGroup, guest: ModuleGroup) -> float:
    first, second = _middle(home), _middle(guest)
    return round(abs(first[0] - second[0]) + abs(first[1] - second[1]), 3)


def _middle(group: ModuleGroup) -> tuple[float, float]:
    rects = [module.rect for module in group.modules]
    return (
        sum(rect[0] + rect[2] for rect in rects) / (2 * len(rects)),
        sum(rect[1] + rect[3] for rect in rects) / (2 * len(rects)),
    )
