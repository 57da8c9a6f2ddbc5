"""What comes out: a cutting plan, and how each run is built of its segments. Lengths in mm."""

from msgspec import Struct

from designer.core.cutting.model import CuttingPlan


class SplicedRun(Struct, frozen=True, kw_only=True):
    """`quantity` runs of `length_mm` that are built alike, of segments that follow each other."""

    name: str
    length_mm: float
    quantity: int
    segments_mm: tuple[float, ...]

    @property
    def splices(self) -> int:
        """Connections in one such run."""
        return len(self.segments_mm) - 1


class SplicedPlan(Struct, frozen=True, kw_only=True):
    """A plan in which long pieces are built of segments, each cut under the name of its run.

    `cutting.bound` is a lower bound over all ways to break the runs and to cut everything, and
    `cutting.proven` says that none is cheaper. Splices are the fewest in small tasks, and few in others.
    """

    cutting: CuttingPlan
    runs: tuple[SplicedRun, ...]

    @property
    def splices(self) -> int:
        """Connections in all runs together."""
        return sum(run.splices * run.quantity for run in self.runs)
