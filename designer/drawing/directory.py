"""Who belongs to whom in a Plan: lookups that both papers ask for."""

from functools import cached_property

from msgspec import Struct

from designer.core.model.catalog import Catalog
from designer.core.model.circuits import CircuitLoad, circuit_loads
from designer.core.model.design import Box, Design
from designer.core.model.plan import (
    BranchPlan,
    DcLead,
    Drop,
    PlacedInverter,
    PlacedModule,
    Plan,
    RailRun,
    StockCut,
    StockUse,
    SurfacePlan,
)


class Seat(Struct, frozen=True):
    """The place of an inverter in its branch: counted from the end cap, from 1; `drop` 0 = none."""

    branch: str
    position: int
    drop: int


class Directory(Struct, frozen=True, dict=True):
    """A Design, its Plan and the catalogue, with everything in them found by id."""

    design: Design
    plan: Plan
    catalog: Catalog

    @cached_property
    def modules(self) -> dict[str, PlacedModule]:
        """Placed modules by id."""
        return {module.id: module for module in self.plan.modules}

    @cached_property
    def inverters(self) -> dict[str, PlacedInverter]:
        """Placed inverters by id."""
        return {inverter.id: inverter for inverter in self.plan.inverters}

    @cached_property
    def rails(self) -> dict[str, RailRun]:
        """Rail runs by id."""
        return {rail.id: rail for rail in self.plan.rails}

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Boxes by id."""
        return {box.id: box for box in self.design.boxes}

    @cached_property
    def leads(self) -> dict[str, DcLead]:
        """DC leads by the module they come from."""
        return {lead.module: lead for inverter in self.plan.inverters for lead in inverter.leads}

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """Seats in the branches by inverter."""
        return {inverter: seat for branch in self.plan.branches for inverter, seat in _seats(branch)}

    @cached_property
    def loads(self) -> dict[str, CircuitLoad]:
        """Inverters and amperes of each circuit."""
        return circuit_loads(self.plan.branches)

    def load_of(self, branch: BranchPlan) -> CircuitLoad:
        """What the circuit of a branch has to keep its limits with."""
        return self.loads[branch.circuit]

    @cached_property
    def stock_of(self) -> dict[str, tuple[StockUse, StockCut]]:
        """The stock that a piece is cut from, and the cut, by the piece."""
        return {cut.piece: (stock, cut) for stock in self.plan.cuts.stocks for cut in stock.cuts}

    def surface_name(self, surface_id: str) -> str:
        """What people call the surface; its id where the Design does not know it or gives no name."""
        return self._surface_names.get(surface_id) or surface_id

    def serial(self, inverter_id: str) -> str:
        """The serial number entered for an inverter, empty when there is none."""
        return self.design.serials.get(inverter_id, "")

    def row_number(self, row_id: str) -> int:
        """The number of a row on its surface; 0 when no module stands in it."""
        return self._row_numbers.get(row_id, 0)

    @cached_property
    def _surface_names(self) -> dict[str, str]:
        return {surface.id: surface.name for surface in self.design.surfaces}

    @cached_property
    def _row_numbers(self) -> dict[str, int]:
        return {module.row_id: module.row for module in self.plan.modules}


def walking_order(surface: SurfacePlan) -> tuple[PlacedInverter, ...]:
    """The inverters of a surface as a person walks past them: rows from the lowest, turning at row ends."""
    rows = {module.row_id: module.row for module in surface.modules}
    numbers = sorted({rows.get(inverter.row_id, 0) for inverter in surface.inverters})
    found: list[PlacedInverter] = []
    for turn, number in enumerate(numbers):
        mine = [inverter for inverter in surface.inverters if rows.get(inverter.row_id, 0) == number]
        found += sorted(mine, key=lambda inverter: (inverter.along_mm, inverter.id), reverse=turn % 2 == 1)
    return tuple(found)


def vacant_drops(branch: BranchPlan) -> tuple[Drop, ...]:
    """The ports of a branch that nothing is plugged into."""
    return tuple(drop for drop in branch.drops if not drop.inverter)


def _seats(branch: BranchPlan) -> list[tuple[str, Seat]]:
    drops = {drop.inverter: drop.index for drop in branch.drops if drop.inverter}
    return [
        (inverter, Seat(branch.id, position, drops.get(inverter, 0)))
        for position, inverter in enumerate(branch.inverters, start=1)
    ]
