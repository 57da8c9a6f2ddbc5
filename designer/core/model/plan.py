"""What follows from a Design: the Plan. It is computed, never edited and never saved as truth.

All coordinates are surface coordinates in mm unless a name says `along` (along the rail) or `across`.
"""

from enum import StrEnum

from msgspec import Struct

from designer.core.findings import Finding, Severity
from designer.core.geometry.axes import Orientation, Point, RailAxis, Rect
from designer.core.geometry.intervals import IntervalSet
from designer.core.model.packing import Reduced, packed


class PlacedModule(Struct, frozen=True, kw_only=True, gc=False):
    """A module at its place; `row` and `col` count from 1, `port` is the inverter's input, from 1.

    `rect` is what it takes up on the roof: with a tilt of `tilt_deg` less than its size across the rails.
    """

    id: str
    surface: str
    row_id: str
    row: int
    col: int
    product: str
    orientation: Orientation
    rect: Rect
    inverter: str = ""
    port: int = 0
    tilt_deg: float = 0.0


class RailBar(Struct, frozen=True, kw_only=True, gc=False):
    """One cut piece of rail in a run, by its ends along the rail."""

    piece: str
    start_mm: float
    end_mm: float

    @property
    def length_mm(self) -> float:
        """Length to cut."""
        return round(self.end_mm - self.start_mm, 3)


class RowLine(Struct, frozen=True, gc=False):
    """A rail line of a row: 0 for the lower one and 1 for the upper one."""

    row_id: str
    line: int


class RailRun(Struct, frozen=True, kw_only=True, gc=False):
    """A rail without a joint. `line` is 0 for the row's lower rail and 1 for the upper one.

    A rail that carries several rows is named after the first; `also` are its places in the others.
    """

    id: str
    surface: str
    row_id: str
    line: int
    product: str
    axis: RailAxis
    across_mm: float
    start_mm: float
    end_mm: float
    bars: tuple[RailBar, ...]
    width_mm: float
    modules: tuple[str, ...] = ()
    also: tuple[RowLine, ...] = ()

    @property
    def lines(self) -> tuple[RowLine, ...]:
        """All rail lines that the run is part of, its own first."""
        return (RowLine(self.row_id, self.line), *self.also)

    def line_in(self, row_id: str) -> int | None:
        """Which rail line of a row the run is part of; None where it carries nothing of it."""
        return next((one.line for one in self.lines if one.row_id == row_id), None)


class HardwareKind(StrEnum):
    """Small parts on a rail."""

    MID_CLAMP = "mid-clamp"
    END_CLAMP = "end-clamp"
    SPLICE = "splice"
    JOINT = "joint"
    ATTACHMENT = "attachment"


class Hardware(Struct, frozen=True, kw_only=True, gc=False):
    """A clamp, splice, joint or attachment by its middle and its outline."""

    id: str
    kind: HardwareKind
    rail: str
    surface: str
    x: float
    y: float
    footprint: Rect


class DcLead(Struct, frozen=True, kw_only=True, gc=False):
    """From a module's junction box to an input: the route, its length and how far the leads reach."""

    module: str
    port: int
    route: tuple[Point, ...]
    length_mm: float
    reach_mm: float
    extensions: int = 0


class PlacedInverter(Struct, frozen=True, kw_only=True, gc=False):
    """An inverter on its rail.

    `allowed` are the positions along the rail where it may hang; `side` is +1 when the enclosure lies
    on the side of growing `across`, else −1. `modules` stand in the order of the inputs.
    """

    id: str
    surface: str
    row_id: str
    product: str
    rail: str
    axis: RailAxis
    along_mm: float
    across_mm: float
    side: int
    footprint: Rect
    clearance: Rect
    allowed: IntervalSet
    modules: tuple[str, ...]
    spare_inputs: int
    pinned: bool = False
    leads: tuple[DcLead, ...] = ()

    @property
    def mount(self) -> Point:
        """The mounting point on the rail, surface coordinates."""
        if self.axis is RailAxis.EAVE:
            return (self.along_mm, self.across_mm)
        return (self.across_mm, self.along_mm)


class WindZone(StrEnum):
    """A part of a roof where the wind pulls harder."""

    EDGE = "edge"
    CORNER = "corner"


class WindArea(Struct, frozen=True, kw_only=True, gc=False):
    """A connected part of a wind zone on a surface."""

    zone: WindZone
    outline: tuple[Point, ...]


class SurfacePlan(Struct, frozen=True, kw_only=True, gc=False):
    """Everything on one surface up to the inverters. `usable` are the rings of the usable area."""

    surface: str
    usable: tuple[tuple[Point, ...], ...]
    area_m2: float
    modules: tuple[PlacedModule, ...]
    rails: tuple[RailRun, ...]
    hardware: tuple[Hardware, ...]
    inverters: tuple[PlacedInverter, ...] = ()
    wind: tuple[WindArea, ...] = ()


class Drop(Struct, frozen=True, kw_only=True, gc=False):
    """A port of the trunk at its place; `index` counts from the end cap, from 1; no inverter = capped."""

    id: str
    branch: str
    index: int
    surface: str
    x: float
    y: float
    inverter: str = ""


class RoutePart(Struct, frozen=True, kw_only=True, gc=False):
    """The part of a route that lies on one surface."""

    surface: str
    points: tuple[Point, ...]


class PieceKind(StrEnum):
    """What a piece is cut from and for."""

    RAIL = "rail"
    TRUNK_RUN = "trunk-run"
    LINK = "link"
    END_CABLE = "end-cable"


class CablePiece(Struct, frozen=True, kw_only=True, gc=False):
    """A piece of cable to cut; `needed_mm` is the way it has to go, dressing and stripping included."""

    id: str
    kind: PieceKind
    product: str
    branch: str
    length_mm: float
    needed_mm: float
    ports: int
    from_: str
    to: str
    route: tuple[RoutePart, ...]


class StepKind(StrEnum):
    """How two neighbouring inverters of a branch are connected."""

    STANDARD = "standard"
    LINK = "link"


class Step(Struct, frozen=True, kw_only=True, gc=False):
    """From one inverter to the next towards the feed. `needed_mm` is the way from port to port."""

    from_inverter: str
    to_inverter: str
    kind: StepKind
    pitches: int
    needed_mm: float
    cable_mm: float
    slack_mm: float


class BranchPlan(Struct, frozen=True, kw_only=True, gc=False):
    """One AC branch, inverters from the far end (end cap) to the feed.

    A centre-fed circuit has two legs: two branches with the same `circuit`, each with its own end cap
    and end cable, on one protective device. Otherwise `circuit` is the branch's own id.
    """

    id: str
    circuit: str
    box: str
    family: str
    product: str
    conductor: str
    inverters: tuple[str, ...]
    steps: tuple[Step, ...]
    drops: tuple[Drop, ...]
    pieces: tuple[CablePiece, ...]
    current_a: float
    units_limit: int
    ocpd_a: float
    rise_v: float
    rise_pct: float
    cost: float
    phase: str = ""
    locked: bool = False


class StockCut(Struct, frozen=True, kw_only=True, gc=False):
    """A piece cut from a stock length."""

    piece: str
    start_mm: float
    length_mm: float


class StockUse(Struct, frozen=True, kw_only=True, gc=False):
    """One bar, reel, drum or offcut and what is cut from it."""

    id: str
    product: str
    kind: PieceKind
    length_mm: float
    new: bool
    cuts: tuple[StockCut, ...]
    remnant_mm: float


class CutResult(Struct, frozen=True, kw_only=True, gc=False):
    """How good the cutting of one product is: cost, lower bound, and whether that is proven least."""

    product: str
    cost: float
    bound: float
    proven: bool


class CutList(Struct, frozen=True, kw_only=True, gc=False):
    """All stock of the project and the quality of its cutting."""

    stocks: tuple[StockUse, ...] = ()
    results: tuple[CutResult, ...] = ()


class BomItem(Struct, frozen=True, kw_only=True, gc=False):
    """A line of the parts list."""

    item: str
    product: str
    description: str
    quantity: float
    unit: str
    source: str


class PhaseLoad(Struct, frozen=True, kw_only=True, gc=False):
    """Power on one phase conductor."""

    phase: str
    power_va: float
    branches: tuple[str, ...]


LEAST_GAP_PCT = 0.05
"""Less than this is nothing in figures of one decimal."""


class TrunkQuality(Struct, frozen=True, kw_only=True, gc=False):
    """Cost of all branches and their circuits, each with a bound that no other plan goes below.

    Beside a cost without centre feeds plans that have any count 1 % more (decision 56); those of more than 64
    inverters are bounded only where the voltage rise asks for them.
    `held` of the circuits are as locks or a change of the cable keep them: no plan with these costs less than
    the bound, others may.
    """

    cost: float = 0.0
    bound: float = 0.0
    circuits: int = 0
    least_circuits: int = 0
    held: int = 0

    @property
    def gap_pct(self) -> float:
        """How far the cost may be above the least possible, in per cent of the bound; 0 = proven least."""
        return 100 * (self.cost - self.bound) / self.bound if self.bound else 0.0


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """Everything derived from a Design."""

    surfaces: tuple[SurfacePlan, ...]
    branches: tuple[BranchPlan, ...] = ()
    trunk: TrunkQuality = TrunkQuality()
    phases: tuple[PhaseLoad, ...] = ()
    cuts: CutList = CutList()
    bom: tuple[BomItem, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def modules(self) -> tuple[PlacedModule, ...]:
        """Modules of all surfaces."""
        return tuple(module for surface in self.surfaces for module in surface.modules)

    @property
    def inverters(self) -> tuple[PlacedInverter, ...]:
        """Inverters of all surfaces."""
        return tuple(inverter for surface in self.surfaces for inverter in surface.inverters)

    @property
    def rails(self) -> tuple[RailRun, ...]:
        """Rail runs of all surfaces."""
        return tuple(rail for surface in self.surfaces for rail in surface.rails)

    @property
    def hardware(self) -> tuple[Hardware, ...]:
        """Clamps, splices, joints and attachments of all surfaces."""
        return tuple(part for surface in self.surfaces for part in surface.hardware)

    @property
    def circuits(self) -> tuple[str, ...]:
        """Circuits in the order of their branches; a centre-fed one has two branches."""
        return tuple(dict.fromkeys(branch.circuit for branch in self.branches))

    @property
    def fed_in_the_middle(self) -> int:
        """Number of circuits that have two branches."""
        return len(self.branches) - len(self.circuits)

    @property
    def pieces(self) -> tuple[CablePiece, ...]:
        """Cable pieces of all branches."""
        return tuple(piece for branch in self.branches for piece in branch.pieces)

    @property
    def drops(self) -> tuple[Drop, ...]:
        """Trunk ports of all branches."""
        return tuple(drop for branch in self.branches for drop in branch.drops)

    def errors(self) -> tuple[Finding, ...]:
        """Findings that stop the work."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    def __reduce__(self) -> Reduced:
        return packed(self)
