"""How much work the search spends: counts, so that an answer does not depend on the machine.

The figures come from measuring published and generated instances (tests/benchmarks/bench_cutting.py); other
figures change the time and how often the optimum is proven, never whether a plan is right.
"""

from msgspec import Struct


class Tuning(Struct, frozen=True):
    """How column generation works."""

    cells: int = 1 << 14
    """Cells of the grid of the knapsack."""
    variants: int = 16
    """Patterns taken from one knapsack."""
    inertia: float = 0.5
    """Share of the best dual values so far in those that are priced."""
    stride: int = 5
    """Shift in the order of the pieces from round to round, for variety."""
    rounds: int = 2000
    """Rounds for a bound."""
    dive_rounds: int = 30
    """Rounds per step of a dive."""


class Stage(Struct, frozen=True):
    """Some dives, an integer programme of up to so many patterns, branching over up to so many nodes."""

    dives: int
    columns: int
    nodes: int


class Effort(Struct, frozen=True):
    """Stages of ever more work, as long as bound and cost differ."""

    tuning: Tuning = Tuning()
    stages: tuple[Stage, ...] = (Stage(4, 1_500, 200), Stage(12, 8_000, 400))
    solver_nodes: int = 500
    """Nodes of an integer programme."""
    content_dives: int = 1
    """So many dives make do with known patterns while these meet the cost they aim at; more look further."""
    leaf_dives: int = 3
    """Dives where all counts of bars are fixed."""
    choices: int = 1 << 19
    """Choices of how many bars of each bin are used that are kept at most."""
    choices_tried: int = 200
    """So many of them are looked at, the cheapest first."""
    tidy_patterns: int = 1_000
    """Patterns among which fewer different ones are looked for."""
    tidy_windows: int = 4
    """So many times some bars are cut anew in fewer patterns."""
    tidy_bars: int = 8
    """Different bars that are cut anew together."""
    tidy_columns: int = 24
    """Patterns that these may be cut in instead."""
    tidy_nodes: int = 5
    """Nodes of the integer programme that decides."""
