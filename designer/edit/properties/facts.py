"""Everything that properties are read from, with all things by their ids."""

from functools import cached_property

from designer.core.model.catalog import Catalog
from designer.core.model.circuits import CircuitLoad, circuit_loads
from designer.core.model.design import (
    Box,
    BranchLock,
    Bridge,
    Design,
    DimensionNote,
    Obstacle,
    Pin,
    Row,
    RowModule,
    Surface,
    TextNote,
    WaterLine,
    Waypoint,
)
from designer.core.model.plan import (
    BranchPlan,
    CablePiece,
    PlacedInverter,
    PlacedModule,
    Plan,
    RailBar,
    RailRun,
)
from designer.edit.view import SITE, View


class Facts:
    """A Design, its newest plan, the catalogue and the view; indexes are made when first asked for."""

    def __init__(self, design: Design, catalog: Catalog, plan: Plan | None = None, view: View = SITE) -> None:
        self.design = design
        self.catalog = catalog
        self.plan = plan
        self.view = view

    @cached_property
    def surfaces(self) -> dict[str, Surface]:
        """Surfaces by id."""
        return {surface.id: surface for surface in self.design.surfaces}

    @cached_property
    def obstacles(self) -> dict[str, tuple[Surface, Obstacle]]:
        """Obstacles by id, each with its surface."""
        return {part.id: (surface, part) for surface in self.design.surfaces for part in surface.obstacles}

    @cached_property
    def water_lines(self) -> dict[str, tuple[Surface, WaterLine]]:
        """Water lines by id, each with its surface."""
        return {part.id: (surface, part) for surface in self.design.surfaces for part in surface.water_lines}

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Rows by id."""
        return {row.id: row for row in self.design.rows}

    @cached_property
    def modules(self) -> dict[str, tuple[Row, RowModule]]:
        """Modules by id, each with its row."""
        return {module.id: (row, module) for row in self.design.rows for module in row.modules}

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Boxes by id."""
        return {box.id: box for box in self.design.boxes}

    @cached_property
    def bridges(self) -> dict[str, Bridge]:
        """Bridges by id."""
        return {bridge.id: bridge for bridge in self.design.bridges}

    @cached_property
    def waypoints(self) -> dict[str, Waypoint]:
        """Waypoints by id."""
        return {waypoint.id: waypoint for waypoint in self.design.waypoints}

    @cached_property
    def dimensions(self) -> dict[str, DimensionNote]:
        """Dimensions by id."""
        return {note.id: note for note in self.design.dimensions}

    @cached_property
    def texts(self) -> dict[str, TextNote]:
        """Texts by id."""
        return {note.id: note for note in self.design.texts}

    @cached_property
    def pins(self) -> dict[str, Pin]:
        """Pins by the inverter that they hold."""
        return {pin.inverter: pin for pin in self.design.pins}

    @cached_property
    def locks(self) -> dict[str, BranchLock]:
        """Branch locks by id, which is that of the circuit."""
        return {lock.id: lock for lock in self.design.locks}

    @cached_property
    def placed(self) -> dict[str, PlacedModule]:
        """Modules at their places by id; empty without a plan."""
        return {module.id: module for module in self.plan.modules} if self.plan else {}

    @cached_property
    def inverters(self) -> dict[str, PlacedInverter]:
        """Inverters by id; empty without a plan."""
        return {inverter.id: inverter for inverter in self.plan.inverters} if self.plan else {}

    @cached_property
    def branches(self) -> dict[str, BranchPlan]:
        """Branches by id; empty without a plan."""
        return {branch.id: branch for branch in self.plan.branches} if self.plan else {}

    @cached_property
    def loads(self) -> dict[str, CircuitLoad]:
        """Inverters and amperes of each circuit."""
        return circuit_loads(self.branches.values())

    @cached_property
    def branch_of(self) -> dict[str, BranchPlan]:
        """The branch of each inverter."""
        return {name: branch for branch in self.branches.values() for name in branch.inverters}

    @cached_property
    def cables(self) -> dict[str, CablePiece]:
        """Cable pieces by id; empty without a plan."""
        return {piece.id: piece for piece in self.plan.pieces} if self.plan else {}

    @cached_property
    def bars(self) -> dict[str, tuple[RailRun, RailBar]]:
        """Cut pieces of rail by id, each with its run; empty without a plan."""
        return {bar.piece: (rail, bar) for rail in self.plan.rails for bar in rail.bars} if self.plan else {}
