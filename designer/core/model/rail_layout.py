"""How rails lie under rows: two under each, or one between two rows that both lie on."""

from enum import StrEnum

from msgspec import Struct


class RailLayout(StrEnum):
    """Two rails under every row, or one between two rows that both lie on."""

    PAIRS = "pairs"
    SHARED = "shared"


class SharedRails(Struct, frozen=True, kw_only=True):
    """The way a rail system is laid so that neighbouring rows share the rail between them.

    Modules lie on the rails with the edges that run along them, `bearing_mm` on each: of one that measures L
    across the rails, these stand L − 2 · `bearing_mm` apart, face to face. `usual`: whether rails lie so
    where nobody says.
    """

    bearing_mm: float
    usual: bool = False
