"""Where enclosures have room along a row, whichever modules they are for."""

from collections.abc import Sequence

from designer.core.geometry.intervals import Interval
from designer.core.inverters.obstructions import Obstructions
from designer.core.inverters.sharing import beside
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.windows import LinePlace, Window, window
from designer.core.layout.row_view import RowView
from designer.core.model.catalog import Mount


class RowRoom:
    """The room under the modules of one row.

    `below` are inverters of rows below on rails that both share.
    """

    def __init__(
        self,
        view: RowView,
        mount: Mount,
        clearance_mm: float,
        obstructions: Obstructions,
        below: Sequence[InverterSlot],
    ) -> None:
        self._view, self._mount, self._clearance_mm = view, mount, clearance_mm
        self._obstructions, self._below = obstructions, below
        least_gap = min(view.gaps(), default=clearance_mm)
        self._inset_mm = max(0.0, (clearance_mm - least_gap) / 2)
        self._anywhere: dict[tuple[int, int], Window] = {}

    def under(self, place: LinePlace, spans: Sequence[Interval]) -> Window:
        """The room on a place under modules that cover these parts of the row."""
        found = window(
            place,
            spans,
            (self._view.low_mm, self._view.high_mm),
            self._mount,
            self._clearance_mm,
            self._inset_mm,
            self._obstructions,
        )
        return beside(found, self._below, self._mount, self._clearance_mm)

    def anywhere(self, place: LinePlace) -> Window:
        """The room on a place under all modules of the row, which is looked for once."""
        key = (place.line, place.side)
        if key not in self._anywhere:
            self._anywhere[key] = self.under(place, self._view.spans)
        return self._anywhere[key]
