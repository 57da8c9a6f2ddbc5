"""Places on a rail line, and the crossings next to them where cable may leave the rail."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from designer.core.geometry.axes import Point, RailAxis, to_uv, to_xy
from designer.core.geometry.intervals import Interval
from designer.core.model.plan import RailRun
from designer.core.trunk.graph import Node
from designer.core.units import TOLERANCE_MM

LineKey = tuple[str, int]
"""A row's id and the rail line (0 lower, 1 upper) that cable and inverters are tied to."""


class Station(Struct, frozen=True, gc=False):
    """A place on a rail line: the line and the distance along the rail."""

    line: LineKey
    along_mm: float


class Stretch(Struct, frozen=True, gc=False):
    """A part of a rail line: its runs, and the crossings next to any place of the part.

    Cable runs along the line within each run only, so a place reaches the crossings just before and just
    after it that lie on its own run. Runs are numbered along the whole line, here from `first_run` on.
    """

    first_run: int
    runs: tuple[Interval, ...]
    crossings: tuple[float, ...]

    def run_of(self, along_mm: float) -> int:
        """Number of the run that a place of the part lies on, the last one that begins before it."""
        return self.first_run + _run_of(self.runs, along_mm)

    def numbered(self, run: int) -> Interval | None:
        """The run with a number of the whole line; None for one that is not of the part."""
        index = run - self.first_run
        return self.runs[index] if 0 <= index < len(self.runs) else None

    def run_at(self, along_mm: float) -> Interval:
        """That run."""
        return self.runs[0] if len(self.runs) == 1 else self.runs[_run_of(self.runs, along_mm)]

    def gates(self) -> list[tuple[float, tuple[Interval, ...]]]:
        """The crossings, each with the runs of the part that it lies on."""
        return [
            (u, tuple(run for run in self.runs if run[0] - TOLERANCE_MM <= u <= run[1] + TOLERANCE_MM))
            for u in self.crossings
        ]

    def ways_from(self, along_mm: float) -> list[tuple[int, float]]:
        """Indices of the crossings that a place reaches, and the ways to them."""
        right = bisect_right(self.crossings, along_mm)
        low, high = self.run_at(along_mm)
        return [
            (index, abs(self.crossings[index] - along_mm))
            for index in (right - 1, right)
            if 0 <= index < len(self.crossings)
            and low - TOLERANCE_MM <= self.crossings[index] <= high + TOLERANCE_MM
        ]


class Foot(Struct, frozen=True, gc=False):
    """Where cable leaves a rail straight for a place beside it: the run, the place on it, what is left."""

    run: int
    along_mm: float
    across_mm: float


class Track:
    """A rail line with its runs and its crossings, which are places of the graph; `depth` is its row's."""

    def __init__(
        self,
        surface: str,
        axis: RailAxis,
        runs: Sequence[RailRun],
        crossings: Mapping[float, Node],
        depth: Interval,
    ) -> None:
        self.surface, self.depth = surface, depth
        self._axis, self._across_mm = axis, runs[0].across_mm
        self._runs = tuple(sorted((run.start_mm, run.end_mm) for run in runs))
        self._us, self._nodes = tuple(crossings), tuple(crossings.values())

    def stretch(self, span: Interval) -> tuple[Stretch, tuple[Node, ...]]:
        """The part of the line that holds all places of `span`, and the nodes of its crossings."""
        first = max(bisect_right(self._us, span[0]) - 1, 0)
        last = bisect_right(self._us, span[1]) + 1
        runs = (_run_of(self._runs, span[0]), _run_of(self._runs, span[1]) + 1)
        part = Stretch(runs[0], self._runs[runs[0] : runs[1]], self._us[first:last])
        return part, self._nodes[first:last]

    def point(self, along_mm: float) -> Point:
        """Surface coordinates of a place on the line."""
        return to_xy(self._axis, along_mm, self._across_mm)

    def foot(self, point: Point) -> Foot | None:
        """Where on a run the line is nearest to a point in its own row; None for other points."""
        u, v = to_uv(self._axis, *point)
        run = _run_of(self._runs, u)
        low, high = self._runs[run]
        if not (self.depth[0] <= v <= self.depth[1] and low <= u <= high):
            return None
        return Foot(run, u, abs(v - self._across_mm))


def _run_of(runs: Sequence[Interval], along_mm: float) -> int:
    run = 0
    while run + 1 < len(runs) and runs[run + 1][0] <= along_mm + TOLERANCE_MM:
        run += 1
    return run
