"""Laying runs into rooms: every run fills some rooms and lies with its rest in one more.

Two segments of a run that both leave room in their bars can be shifted against each other until one of them
fills its bar or the other one is as short as may be; what shared the bar moves along. So it is enough to look
at runs that fill all their rooms but one. A beam search goes run after run, the longest first, and
follows the ways that strand the least room. It is bounded and may miss a way; it never finds a wrong one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from designer.core.splicing.task import Task

WIDTH = 60
"""States that are followed at most after each run."""

SETS = 30_000
"""So many ways to lay one run are looked at in all; they are dealt out evenly over the runs."""

_SETS_OF_RUN = 600
"""Sets of rooms that are looked at for one run."""

_Rooms = tuple[tuple[int, int], ...]
"""(size, number), ascending."""

_Begun = Callable[[int], bool]
"""Whether a room of this size is less than a bar."""


class Laid(Struct, frozen=True):
    """Segments per run, one entry per run, the longest run first; `short` is what found no room."""

    segments: tuple[tuple[int, ...], ...]
    short: int


class _Way(Struct, frozen=True):
    """How one run is laid, what is left of the rooms, and how much room is stranded by it."""

    segments: tuple[int, ...]
    rooms: _Rooms
    stranded: int


def lay(task: Task, sizes: Mapping[int, int]) -> Laid:
    """Lay all runs of the task into rooms of these `sizes`, in few segments where that is possible."""
    found = _Laying(task, sizes, few=True).search()
    return _Laying(task, sizes, few=False).search() if found.short else found


class _State(Struct, frozen=True):
    """Some runs laid: what is left of the rooms, room stranded so far, segments of the last run."""

    rooms: _Rooms
    stranded: int
    pieces: int
    last: tuple[int, ...]
    before: "_State | None"

    def rank(self, *, few: bool) -> tuple[int, int, int, _Rooms]:
        """States of low rank are followed: those with little stranded room, or with `few` pieces, first."""
        first, second = (self.pieces, self.stranded) if few else (self.stranded, self.pieces)
        return first, second, len(self.rooms), self.rooms

    def history(self) -> tuple[tuple[int, ...], ...]:
        """Segments of all runs laid so far, in the order of laying."""
        found = []
        state: _State | None = self
        while state is not None and state.before is not None:
            found.append(state.last)
            state = state.before
        return tuple(reversed(found))


class _Laying:
    """A beam search: run after run, and of all states after a run the best few are followed."""

    def __init__(self, task: Task, sizes: Mapping[int, int], *, few: bool) -> None:
        self._task, self._few = task, few
        self._runs = [run for run, count in zip(task.runs, task.counts, strict=True) for _ in range(count)]
        self._needs = _needs_from(task, self._runs)
        self._start = _State(tuple(sorted(sizes.items())), 0, 0, (), None)
        whole = {entry.capacity for entry in task.bins}
        self._begun: _Begun = lambda size: size not in whole
        self._sets_left = SETS

    def search(self) -> Laid:
        """The segments of all runs, or how much room is missing at least."""
        beam = [self._start]
        for done in range(1, len(self._runs) + 1):
            followed = self._after(done, beam)
            kept = [state for state in followed if _usable(self._task, state.rooms) >= self._needs[done]]
            if not kept:
                return Laid((), self._short(done, followed))
            beam = kept
        return Laid(beam[0].history(), 0)

    def _short(self, done: int, states: Sequence[_State]) -> int:
        most = max((_usable(self._task, state.rooms) for state in states), default=0)
        return max(1, self._needs[done] - most)

    def _after(self, done: int, beam: Sequence[_State]) -> list[_State]:
        """The best states after one more run, as many as the work that is left allows."""
        share = self._sets_left // (len(self._runs) - done + 1)
        found: dict[_Rooms, _State] = {}
        spent = 0
        for state in beam:
            if spent >= share and found:
                break
            for way in _ways(self._task, self._runs[done - 1], state.rooms, self._begun):
                spent += 1
                following = _followed(state, way)
                known = found.get(following.rooms)
                if known is None or self._rank(following) < self._rank(known):
                    found[following.rooms] = following
        self._sets_left -= spent
        return sorted(found.values(), key=self._rank)[:WIDTH]

    def _rank(self, state: _State) -> tuple[int, int, int, _Rooms]:
        return state.rank(few=self._few)


def _followed(state: _State, way: _Way) -> _State:
    pieces = state.pieces + len(way.segments)
    return _State(way.rooms, state.stranded + way.stranded, pieces, way.segments, state)


def _needs_from(task: Task, runs: Sequence[int]) -> list[int]:
    """Room that the runs from each place on need, kerfs of the fewest segments included."""
    needs = [0]
    for run in reversed(runs):
        needs.append(needs[-1] + run + task.fewest_segments(run) * task.kerf)
    return needs[::-1]


def _usable(task: Task, rooms: _Rooms) -> int:
    least = task.least + task.kerf
    return sum(size * count for size, count in rooms if size >= least)


def _ways(task: Task, run: int, rooms: _Rooms, begun: _Begun) -> Iterator[_Way]:
    """Ways to lay one run: rooms that it fills, and one for the rest."""
    left = Counter(dict(rooms))
    least = task.least + task.kerf
    order = [size for size, _ in rooms if size >= least]
    order.sort(key=lambda size: (not begun(size), -size))
    for filled in _sets(order, left, run, task.kerf):
        rest = run - sum(size - task.kerf for size in filled)
        if not rest:
            yield _way(task, filled, (), left)
            continue
        for size in order:
            if left[size] <= filled.count(size):
                continue
            if task.least <= rest <= size - task.kerf:
                yield _way(task, filled, ((size, rest),), left)
            elif rest < task.least and filled and size - task.kerf >= task.least:
                yield from _shortened(task, filled, rest, size, left)


def _shortened(
    task: Task, filled: tuple[int, ...], rest: int, size: int, left: Counter[int]
) -> Iterator[_Way]:
    """The rest as short as may be, and one of the others so much shorter that both fit the run."""
    lacking = task.least - rest
    for donor in dict.fromkeys(filled):
        if donor - task.kerf - lacking >= task.least:
            others = list(filled)
            others.remove(donor)
            parts = ((donor, donor - task.kerf - lacking), (size, task.least))
            yield _way(task, tuple(others), parts, left)
    if all(donor - task.kerf - lacking < task.least for donor in filled):
        yield from _spread(task, filled, lacking, size, left)


def _spread(
    task: Task, filled: tuple[int, ...], lacking: int, size: int, left: Counter[int]
) -> Iterator[_Way]:
    """What the rest lacks, taken from as many others as it needs; nothing where all cannot give it."""
    parts = [(size, task.least)]
    for donor in sorted(filled, reverse=True):
        given = min(lacking, max(0, donor - task.kerf - task.least))
        lacking -= given
        parts.append((donor, donor - task.kerf - given))
    if not lacking:
        yield _way(task, (), tuple(parts), left)


def _way(
    task: Task,
    filled: tuple[int, ...],
    parts: tuple[tuple[int, int], ...],
    left: Counter[int],
) -> _Way:
    """The way with `filled` rooms and `parts` (room, segment) of others."""
    after = Counter(left)
    after.subtract(filled)
    stranded = 0
    for size, segment in parts:
        rest = size - segment - task.kerf
        after[size] -= 1
        if rest >= task.least + task.kerf:
            after[rest] += 1
        else:
            stranded += max(0, rest)
    segments = (*(size - task.kerf for size in filled), *(segment for _, segment in parts))
    return _Way(
        tuple(sorted(segments, reverse=True)),
        tuple(sorted((size, count) for size, count in after.items() if count > 0)),
        stranded,
    )


def _sets(order: Sequence[int], left: Counter[int], run: int, kerf: int) -> Iterator[tuple[int, ...]]:
    """Sets of rooms that one run can fill, those of rooms that come first in `order` first."""
    found = 0
    stack: list[tuple[int, int, tuple[int, ...]]] = [(0, run, ())]
    while stack and found < _SETS_OF_RUN:
        index, rest, chosen = stack.pop()
        found += 1
        yield chosen
        for place in range(len(order) - 1, index - 1, -1):
            size = order[place]
            if 0 < size - kerf <= rest and chosen.count(size) < left[size]:
                stack.append((place, rest - size + kerf, (*chosen, size)))
