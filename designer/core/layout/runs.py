"""How long a run of modules is, how many fit a length, and where they stand in it."""

import math
from typing import NamedTuple

import numpy as np

from designer.core.layout.slabs import TOUCH_MM, Floats


class RunRule(NamedTuple):
    """Sizes that decide a run of neighbouring modules along a rail, mm."""

    module_mm: float
    gap_mm: float
    shortest: int
    """Fewest modules of a run; at least 1."""
    per_block: float
    """Most modules between two joints; infinite without a limit."""
    joint_gap_mm: float
    """Clear gap between modules at a joint."""

    @property
    def pitch_mm(self) -> float:
        """From a module to the next within a block."""
        return self.module_mm + self.gap_mm

    @property
    def break_mm(self) -> float:
        """Least clear distance between two runs of a row: a gap, or a joint where runs are limited."""
        return self.gap_mm if math.isinf(self.per_block) else self.joint_gap_mm

    @property
    def shortest_mm(self) -> float:
        """Length of the shortest run worth placing."""
        return self.length_mm(self.shortest)

    def blocks(self, modules: int) -> int:
        """Blocks that a run is split into by joints."""
        return math.ceil(modules / self.per_block) or 1

    def length_mm(self, modules: int) -> float:
        """Outer length of a run."""
        joints = self.blocks(modules) - 1
        return modules * self.pitch_mm - self.gap_mm + joints * (self.joint_gap_mm - self.gap_mm)

    def lengths_mm(self, most_mm: float) -> Floats:
        """Outer lengths of the runs of 1, 2, 3, … modules that are at most `most_mm` long."""
        return np.array([self.length_mm(number) for number in range(1, self._most(most_mm) + 1)])

    def fitting(self, length_mm: float) -> int:
        """Most modules in a length; 0 when not even the shortest run fits."""
        count = self._most(length_mm)
        return count if count >= self.shortest else 0

    def offsets_mm(self, modules: int) -> list[float]:
        """Places of the modules from the low end of its run, its blocks as equal as they can be."""
        blocks, extra = self.blocks(modules), self.joint_gap_mm - self.gap_mm
        return [number * self.pitch_mm + (number * blocks // modules) * extra for number in range(modules)]

    def _most(self, length_mm: float) -> int:
        length_mm += TOUCH_MM
        if length_mm < self.module_mm:
            return 0
        if math.isinf(self.per_block):
            return int((length_mm + self.gap_mm) // self.pitch_mm)
        period = self.per_block * self.pitch_mm - self.gap_mm + self.joint_gap_mm
        full = (length_mm + self.joint_gap_mm) // period
        rest = (length_mm - full * period + self.gap_mm) // self.pitch_mm
        return int(full * self.per_block + max(rest, 0))
