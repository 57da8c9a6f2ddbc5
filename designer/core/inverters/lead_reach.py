"""From where along a rail an inverter is reached by the leads of modules."""

from collections.abc import Sequence

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.intervals import Interval, IntervalSet
from designer.core.inverters.enclosure import across_range
from designer.core.inverters.leads import (
    connector,
    least_extended,
    least_shortfall_mm,
    reach_interval,
    reach_mm,
)
from designer.core.inverters.windows import LinePlace
from designer.core.layout.row_view import RowView
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.plan import PlacedModule


class LeadReach:
    """What the leads of modules of one surface reach, in mounting points along the rail, mm."""

    def __init__(self, axis: RailAxis, catalog: Catalog) -> None:
        self._axis, self._catalog = axis, catalog

    def reached(
        self, modules: Sequence[PlacedModule], inverter: Inverter, place: LinePlace
    ) -> list[Interval | None]:
        """Mounting points that each module's leads reach; None where they reach none."""
        across, shift = _middle(inverter, place)
        intervals = [
            reach_interval(
                connector(module, self._axis, self._catalog),
                across,
                reach_mm(module, inverter, self._catalog),
            )
            for module in modules
        ]
        return [pair and (pair[0] - shift, pair[1] - shift) for pair in intervals]

    def missing_mm(
        self, allowed: IntervalSet, modules: Sequence[PlacedModule], inverter: Inverter, place: LinePlace
    ) -> float:
        """How many mm the shortest of the leads is short at the best of the allowed positions."""
        return least_shortfall_mm(allowed, self._wants(modules, inverter, place))

    def least_extended(
        self, allowed: IntervalSet, modules: Sequence[PlacedModule], inverter: Inverter, place: LinePlace
    ) -> IntervalSet:
        """Those of the allowed positions where the leads need the fewest extensions."""
        wants = self._wants(modules, inverter, place)
        return least_extended(allowed, wants, self._catalog.assumptions.dc_extension_mm)

    def _wants(
        self, modules: Sequence[PlacedModule], inverter: Inverter, place: LinePlace
    ) -> list[tuple[float, float]]:
        """Where each module's lead is led straight, and what it misses there; below 0 where it reaches."""
        across, shift = _middle(inverter, place)
        starts = ((module, connector(module, self._axis, self._catalog)) for module in modules)
        return [
            (u - shift, abs(v - across) - reach_mm(module, inverter, self._catalog))
            for module, (u, v) in starts
        ]

    def come_in_below(self, view: RowView, guest: PlacedModule) -> bool:
        """Whether a row has a module over the place where the leads of a guest of it come in."""
        u, _ = connector(guest, self._axis, self._catalog)
        return any(low <= u <= high for low, high in view.spans)


def _middle(inverter: Inverter, place: LinePlace) -> tuple[float, float]:
    """Where the middle of a mounted inverter lies across the rail, and how far along from its mount."""
    low, high = across_range(inverter.mount, place.across_mm, place.side)
    return (low + high) / 2, (inverter.mount.along_min_mm + inverter.mount.along_max_mm) / 2
