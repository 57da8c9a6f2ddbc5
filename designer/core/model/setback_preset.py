"""Setbacks as markets, laws and practices ask for them. Lengths in mm."""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.edges import EdgeKind
from designer.core.model.provenance import Provenance


class Height(StrEnum):
    """A height of the modules above the roof that a rule of setbacks goes by."""

    GAP = "gap"
    """From the roof to the module's underside."""
    TOP = "top"
    """From the roof to the module's upper side."""


class HeightSetback(Struct, frozen=True, kw_only=True):
    """A setback that is `factor` times a height of the modules above the roof."""

    edges: tuple[EdgeKind, ...]
    factor: float
    of: Height


class CoverageRule(Struct, frozen=True, kw_only=True):
    """Above this share of the whole roof in plan the ridge setback is another one; None = not printed."""

    above_pct: float
    ridge_mm: float | None = None


class SetbackPreset(Struct, frozen=True, kw_only=True):
    """Setbacks that a market, law or practice asks for, as one source tells them: a start, never advice.

    Kinds of edges without a figure keep the project's. `highest_mm` is the most that modules may stand out of
    the roof plane; with `below_ridge` no part of them may stand higher than the ridge.
    """

    id: str
    name: str
    provenance: Provenance
    condition: str = ""
    setbacks_mm: dict[EdgeKind, float] = {}
    by_height: tuple[HeightSetback, ...] = ()
    coverage: CoverageRule | None = None
    highest_mm: float | None = None
    below_ridge: bool = False
    note: str = ""
