"""Whether an inverter of one row could serve modules of another: it has to hang where all leads reach."""

from collections.abc import Callable, Mapping, Sequence

from designer.core.geometry.intervals import IntervalSet, intersection, normalized
from designer.core.inverters.lead_reach import LeadReach
from designer.core.inverters.leads import reached_by_all
from designer.core.inverters.pairing import ModuleGroup
from designer.core.inverters.row_room import RowRoom
from designer.core.inverters.windows import LinePlace
from designer.core.layout.row_view import RowView
from designer.core.model.catalog import Inverter


class PairReach:
    """Asked for every pair of leftovers, so rooms are looked for once and only where leads reach.

    `products` are the inverters of the rows; `places_of` gives the ways to hang in a row, and `room_of` the
    room along it before any inverter hangs.
    """

    def __init__(
        self,
        views: Mapping[str, RowView],
        products: Mapping[str, Inverter],
        leads: LeadReach,
        places_of: Callable[[RowView], Sequence[LinePlace]],
        room_of: Callable[[RowView], RowRoom],
    ) -> None:
        self._views, self._products, self._leads = views, products, leads
        self._places_of, self._room_of = places_of, room_of
        self._places: dict[str, Sequence[LinePlace]] = {}
        self._rooms: dict[str, RowRoom] = {}
        self._allowed: dict[tuple[str, int, int, tuple[str, ...]], IntervalSet] = {}

    def reaches(self, home: ModuleGroup, guest: ModuleGroup) -> bool:
        """Whether an inverter under the home modules could serve both groups without an extension lead."""
        view, guest_view = self._views[home.row_id], self._views[guest.row_id]
        if abs(view.number - guest_view.number) > 1:
            return False
        if home.row_id != guest.row_id and not all(
            self._leads.come_in_below(view, module) for module in guest.modules
        ):
            return False
        if view.row_id not in self._places:
            self._places[view.row_id] = self._places_of(view)
        return any(self._reach_at(place, home, guest) for place in self._places[view.row_id])

    def _reach_at(self, place: LinePlace, home: ModuleGroup, guest: ModuleGroup) -> bool:
        inverter = self._products[home.row_id]
        reach = reached_by_all(self._leads.reached((*home.modules, *guest.modules), inverter, place))
        mount = inverter.mount
        under = normalized(
            (low - mount.along_min_mm, high - mount.along_max_mm) for low, high in self._spans(home)
        )
        # most pairs end here, without a look at what is in the way
        return bool(intersection(under, reach)) and bool(intersection(self._room(place, home), reach))

    def _spans(self, home: ModuleGroup) -> list[tuple[float, float]]:
        view = self._views[home.row_id]
        return [view.spans[module.col - 1] for module in home.home]

    def _room(self, place: LinePlace, home: ModuleGroup) -> IntervalSet:
        key = (home.row_id, place.line, place.side, tuple(module.id for module in home.home))
        if key not in self._allowed:
            if home.row_id not in self._rooms:
                self._rooms[home.row_id] = self._room_of(self._views[home.row_id])
            self._allowed[key] = self._rooms[home.row_id].under(place, self._spans(home)).allowed
        return self._allowed[key]
