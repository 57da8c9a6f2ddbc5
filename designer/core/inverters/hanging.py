"""The inverters of a surface with their allowed sets, and what is remembered of them row by row."""

from msgspec import Struct

from designer.core.caching.memo import Age, Memo
from designer.core.findings import Finding
from designer.core.inverters.slots import InverterSlot

_MOST_ROWS = 5_000
"""So many rows are remembered; larger sites are hung anew in part."""


class Hanging(Struct, frozen=True, kw_only=True):
    """Inverters with their allowed sets, and what could not be hung."""

    slots: tuple[InverterSlot, ...]
    findings: tuple[Finding, ...]


class HangingMemory:
    """Rows as their inverters were hung before, with what they follow from."""

    def __init__(self, age: Age | None = None) -> None:
        self.rows: Memo[Hanging] = Memo(_MOST_ROWS, age=age)
