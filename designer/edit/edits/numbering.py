"""New ids: a letter for the kind of thing and the Design's next number, so that none is ever reused."""

from msgspec.structs import replace

from designer.core.model.design import Design

SURFACE, OBSTACLE, WATER_LINE, ROW, MODULE, BOX, BRIDGE = "S", "O", "W", "R", "M", "X", "G"
LOCK, WAYPOINT, DIMENSION, TEXT, UNDERLAY = "B", "P", "D", "T", "U"


class Numberer:
    """Hands out ids from a Design's next number on; `stamped` gives the Design its new next number."""

    def __init__(self, design: Design) -> None:
        self._next = design.next_number

    def new(self, letter: str) -> str:
        """The next id with this letter."""
        number = self._next
        self._next += 1
        return f"{letter}{number}"

    def stamped(self, design: Design) -> Design:
        """The Design, in which no number handed out here will be handed out again."""
        return replace(design, next_number=self._next)
