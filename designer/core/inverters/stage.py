"""Hang the inverters of a surface: group modules, find allowed sets, choose a rail line per row."""

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from designer.core.findings import Finding, Location, error
from designer.core.geometry.intervals import (
    EMPTY,
    intersection,
    nearest,
)
from designer.core.inverters.clearance import clearance_mm
from designer.core.inverters.enclosure import height_room
from designer.core.inverters.hanging import Hanging, HangingMemory
from designer.core.inverters.lead_reach import LeadReach
from designer.core.inverters.leads import reached_by_all
from designer.core.inverters.obstructions import Obstructions, surface_obstructions
from designer.core.inverters.pair_reach import PairReach
from designer.core.inverters.pairing import ModuleGroup, group_modules
from designer.core.inverters.row_room import RowRoom
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.squeeze import squeezed
from designer.core.inverters.windows import Blocked, LinePlace, Window
from designer.core.layout.row_view import RowView, row_views
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.design import Design, LeadPolicy, Surface
from designer.core.model.excerpts import decided_inverters
from designer.core.model.plan import Hardware, PlacedModule, RailRun, RowLine
from designer.core.units import TOLERANCE_MM

_LEADS = "lead"
"""What is in the way where only the DC leads are too short."""


def hang_inverters(
    design: Design,
    surface: Surface,
    catalog: Catalog,
    modules: Sequence[PlacedModule],
    rails: Sequence[RailRun],
    hardware: Sequence[Hardware],
    memory: HangingMemory | None = None,
) -> Hanging:
    """Allowed sets of all inverters of one surface (planning model, section 3).

    An inverter without any allowed position is left out and named by an error finding; its modules stay
    unconnected. `memory` is what hanging with the same catalogue left behind; the result does not
    depend on it.
    """
    return _Hanger(design, surface, catalog, modules, rails, hardware).hang(memory or HangingMemory())


class _Hanger:
    """The work of `hang_inverters`, with what all its steps need at hand."""

    def __init__(
        self,
        design: Design,
        surface: Surface,
        catalog: Catalog,
        modules: Sequence[PlacedModule],
        rails: Sequence[RailRun],
        hardware: Sequence[Hardware],
    ) -> None:
        self.design, self.surface, self.catalog = design, surface, catalog
        self.views = {view.row_id: view for view in row_views(modules, surface.rail_axis)}
        self._rails = _by_row(rails)
        self._leads = LeadReach(surface.rail_axis, catalog)
        boxes = [box for box in design.boxes if box.surface == surface.id]
        self.obstructions: Obstructions = surface_obstructions(
            surface.rail_axis, modules, rails, hardware, boxes, catalog
        )
        products = {row.id: row.inverter for row in design.rows_on(surface.id)}
        self.products: dict[str, Inverter] = {
            row_id: catalog.inverter(products[row_id] or design.products.inverter) for row_id in self.views
        }
        self.findings: list[Finding] = []
        self._hung_slots: list[InverterSlot] = []

    def hang(self, memory: HangingMemory) -> Hanging:
        pairs = PairReach(
            self.views, self.products, self._leads, self._places, lambda view: self._room_in(view, ())
        )
        groups = group_modules(
            tuple(self.views.values()),
            lambda row_id: self.products[row_id].inputs,
            [pairing.modules for pairing in self.design.pairings],
            pairs.reaches,
            decided_inverters(self.design),
        )
        hung = []
        for row_id, view in self.views.items():
            in_row = [group for group in groups if group.row_id == row_id]
            if in_row:
                name, inputs = (self.surface.id, row_id), self._follows_from(view, in_row)
                row = memory.rows.get(name, inputs, partial(self._hung, view, in_row))
                self._hung_slots += row.slots
                hung.append(row)
        return Hanging(
            slots=tuple(slot for row in hung for slot in row.slots),
            findings=tuple(finding for row in hung for finding in row.findings),
        )

    def _follows_from(self, view: RowView, groups: Sequence[ModuleGroup]) -> tuple[object, ...]:
        """All that the inverters of a row follow from, the catalogue aside."""
        names, inverter = {group.id for group in groups}, self.products[view.row_id]
        clearance = self.clearance(inverter)
        return (
            view,
            groups,
            self._rails_of(view),
            inverter,
            self.design.settings,
            self.design.products.rail,
            [pin for pin in self.design.pins if pin.inverter in names],
            self._hung_below(view),
            self.obstructions.figures((view.low_mm - clearance, view.high_mm + clearance)),
        )

    def _hung(self, view: RowView, groups: Sequence[ModuleGroup]) -> Hanging:
        self.findings = []
        self._room = self._room_in(view, self._hung_below(view))
        slots = self._hang_row(view, groups) if self._height_is_enough(view) else []
        return Hanging(slots=tuple(slots), findings=tuple(self.findings))

    def _room_in(self, view: RowView, below: Sequence[InverterSlot]) -> RowRoom:
        inverter = self.products[view.row_id]
        return RowRoom(view, inverter.mount, self.clearance(inverter), self.obstructions, below)

    def _rails_of(self, view: RowView) -> list[RailRun]:
        return self._rails.get(view.row_id, [])

    def _hung_below(self, view: RowView) -> list[InverterSlot]:
        """Inverters of rows below that hang from rails which this row shares with them."""
        mine = {rail.id for rail in self._rails_of(view)}
        return [slot for slot in self._hung_slots if not mine.isdisjoint(rail.id for rail in slot.rails)]

    def clearance(self, inverter: Inverter) -> float:
        """Free space all round, mm."""
        return clearance_mm(self.design.settings, inverter)

    def _height_is_enough(self, view: RowView) -> bool:
        inverter = self.products[view.row_id]
        rail = self.catalog.rail(self.design.products.rail)
        own = self.design.settings.stand_off_mm
        stand_off = rail.stand_off_mm if own is None else own
        rooms = [
            height_room(inverter, self.catalog.module(product), rail, stand_off, self.catalog.assumptions)
            for product in sorted({module.product for module in view.modules})
        ]
        clearance = self.clearance(inverter)
        worst = max(rooms, key=lambda room: room.missing_mm(clearance))
        if worst.missing_mm(clearance) <= TOLERANCE_MM:
            return True
        self.findings.append(
            error(
                "height-too-small",
                view.row_id,
                at=self._place_of(view.modules[0]),
                above_mm=round(worst.above_mm, 1),
                below_mm=round(worst.below_mm, 1),
                clearance_mm=clearance,
            )
        )
        return False

    def _place_of(self, module: PlacedModule) -> Location:
        rect = module.rect
        return Location(self.surface.id, (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)

    def _places(self, view: RowView) -> list[LinePlace]:
        """Ways to hang in a row, the preferred first: upper rail downwards, lower rail upwards, outwards."""
        by_line: dict[int, list[RailRun]] = {}
        for rail in self._rails_of(view):
            by_line.setdefault(1 if RowLine(view.row_id, 1) in rail.lines else 0, []).append(rail)
        wanted = [(1, -1), (0, 1), (1, 1), (0, -1)]
        return [
            LinePlace(line=line, side=side, across_mm=by_line[line][0].across_mm, rails=tuple(by_line[line]))
            for line, side in wanted
            if line in by_line
        ]

    def _hang_row(self, view: RowView, groups: Sequence[ModuleGroup]) -> list[InverterSlot]:
        places = self._places(view)
        windows = self._windows(view, groups, places)
        shared = self._line_for_row(len(next(iter(windows.values()))), windows)
        slots: list[InverterSlot] = []
        without_room: list[ModuleGroup] = []
        for group in groups:
            chosen = self._chosen(group, windows[group.id], shared)
            if chosen is None:
                without_room.append(group)
            else:
                slots.append(self._slot(view, group, chosen))
                self._check_pin(group, slots[-1], chosen)
        for group in without_room:
            slots = self._under_neighbours(view, group, slots) or slots
            if all(slot.id != group.id for slot in slots):
                self._report_blocked(group, windows[group.id])
        return slots

    def _windows(
        self, view: RowView, groups: Sequence[ModuleGroup], places: Sequence[LinePlace]
    ) -> dict[str, list[Window]]:
        """The windows of every group, on the preferred place alone where that has room for all of them."""
        for tried in (places[:1], places):
            found = {group.id: [self._window(view, group, place) for place in tried] for group in groups}
            if all(
                options[:1] and options[0].allowed and not (group.has_guests and options[0].extended)
                for group, options in ((group, found[group.id]) for group in groups)
            ):
                break
        return found

    @staticmethod
    def _chosen(group: ModuleGroup, options: Sequence[Window], shared: int) -> Window | None:
        """The row's place where there is room; one that all leads reach where some come from another row."""
        free = [option for option in (*options[shared : shared + 1], *options) if option.allowed]
        if group.has_guests:
            free.sort(key=lambda option: option.extended)
        return next(iter(free), None)

    def _under_neighbours(
        self, view: RowView, group: ModuleGroup, slots: Sequence[InverterSlot]
    ) -> list[InverterSlot] | None:
        """The row's slots with one more for `group`, under modules of its neighbours; None without room.

        One that cannot hang there where it is pinned stays at its pin nevertheless, as everywhere.
        """
        windows = [self._window(view, group, place, anywhere=True) for place in self._places(view)]
        free = next((window for window in windows if window.allowed), None)
        if free is None:
            return None
        middle = (view.spans[group.home[0].col - 1][0] + view.spans[group.home[-1].col - 1][1]) / 2
        slot = self._slot(view, group, free)
        found = squeezed(slot, windows, slots, slot.preferred_mm if slot.pinned else middle)
        hung = next((one for one in found or () if one.id == slot.id), slot)
        if slot.pinned and abs(hung.preferred_mm - slot.preferred_mm) > TOLERANCE_MM:
            self._report_pin(group, slot.preferred_mm, hung.preferred_mm)
            return [*slots, replace(hung, allowed=slot.allowed, preferred_mm=slot.preferred_mm)]
        return found

    @staticmethod
    def _line_for_row(count: int, windows: dict[str, list[Window]]) -> int:
        """The place that most inverters of the row can share; the preferred one of equals."""
        hung = [sum(bool(options[i].allowed) for options in windows.values()) for i in range(count)]
        return max(range(count), key=lambda i: (hung[i], -i)) if count else 0

    def _window(
        self, view: RowView, group: ModuleGroup, place: LinePlace, *, anywhere: bool = False
    ) -> Window:
        """The allowed set under the group's own modules, or `anywhere` under the row's."""
        inverter = self.products[view.row_id]
        if anywhere:
            found = self._room.anywhere(place)
        else:
            found = self._room.under(place, [view.spans[module.col - 1] for module in group.home])
        if not found.allowed:
            return found
        reach = self._leads.reached(group.modules, inverter, place)
        all_reached = intersection(found.allowed, reached_by_all(reach))
        forbid = self.design.settings.lead_policy is LeadPolicy.FORBID
        if all_reached:
            return Window(place=place, allowed=all_reached, room=EMPTY if forbid else found.allowed)
        if forbid:
            missing = self._leads.missing_mm(found.allowed, group.modules, inverter, place)
            return Window(place=place, allowed=EMPTY, blocked=Blocked(_LEADS, missing))
        best = self._leads.least_extended(found.allowed, group.modules, inverter, place)
        return Window(place=place, allowed=best, extended=True, room=found.allowed)

    def _slot(self, view: RowView, group: ModuleGroup, chosen: Window) -> InverterSlot:
        middle = (view.spans[group.home[0].col - 1][0] + view.spans[group.home[-1].col - 1][1]) / 2
        pin = next((pin.along_mm for pin in self.design.pins if pin.inverter == group.id), None)
        inverter = self.products[view.row_id]
        return InverterSlot(
            id=group.id,
            surface=self.surface.id,
            row_id=view.row_id,
            row=view.number,
            axis=self.surface.rail_axis,
            product=inverter,
            line=chosen.place.line,
            side=chosen.place.side,
            across_mm=chosen.place.across_mm,
            clearance_mm=self.clearance(inverter),
            rails=chosen.place.rails,
            allowed=chosen.allowed if pin is None else ((pin, pin),),
            preferred_mm=nearest(chosen.allowed, middle) if pin is None else pin,
            modules=group.modules,
            pinned=pin is not None,
        )

    def _check_pin(self, group: ModuleGroup, slot: InverterSlot, chosen: Window) -> None:
        if slot.pinned and not chosen.holds(slot.preferred_mm):
            self._report_pin(group, slot.preferred_mm, nearest(chosen.allowed, slot.preferred_mm))

    def _report_pin(self, group: ModuleGroup, pin: float, free: float) -> None:
        self.findings.append(
            error(
                "pin-not-held",
                group.id,
                at=self._place_of(group.home[0]),
                along_mm=round(pin, 1),
                missing_mm=round(abs(free - pin), 1),
                nearest_mm=round(free, 1),
            )
        )

    def _report_blocked(self, group: ModuleGroup, options: Sequence[Window]) -> None:
        blocked = [option.blocked for option in options if option.blocked]
        least = min(blocked, key=lambda b: (b.missing_mm, b.owner), default=Blocked("no rail", 0.0))
        subjects = (group.id, *(module.id for module in group.modules))
        at, missing = self._place_of(group.home[0]), round(least.missing_mm, 1)
        if least.owner == _LEADS:
            found = error("no-place-in-reach", *subjects, at=at, missing_mm=missing)
        else:
            found = error("no-position", *subjects, at=at, owner=least.owner, missing_mm=missing)
        self.findings.append(found)


def _by_row(rails: Sequence[RailRun]) -> dict[str, list[RailRun]]:
    """The rails of each row, by its id."""
    found: dict[str, list[RailRun]] = {}
    for rail in rails:
        for row_id in dict.fromkeys(line.row_id for line in rail.lines):
            found.setdefault(row_id, []).append(rail)
    return found
