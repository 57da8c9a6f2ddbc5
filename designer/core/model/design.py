"""What a person decided: the Design. It is what is saved, edited and undone.

All lengths in mm, angles in degrees. Surface coordinates: x along the eave, y up the slope, true
lengths. Ids are short, stable and never reused (`next_number` only grows).
"""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Orientation, Point, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.geodesy import LocalPlane
from designer.core.model.packing import Reduced, packed
from designer.core.model.rail_layout import RailLayout
from designer.core.model.sheet_settings import SheetSettings
from designer.core.model.underlay import PictureUnderlay, Underlay


class ObstacleKind(StrEnum):
    """What stands in the way on a roof."""

    CHIMNEY = "chimney"
    WINDOW = "window"
    DORMER = "dormer"
    VENT = "vent"
    OTHER = "other"


class Obstacle(Struct, frozen=True, kw_only=True, gc=False):
    """Something that modules keep clear of; `clearance_mm` None = the project's default."""

    id: str
    kind: ObstacleKind
    outline: tuple[Point, ...]
    clearance_mm: float | None = None


class WaterLine(Struct, frozen=True, kw_only=True, gc=False):
    """A line along which water runs: valley, gutter, drawn channel."""

    id: str
    points: tuple[Point, ...]


class Rafters(Struct, frozen=True, kw_only=True, gc=False):
    """Where attachments may stand: at offset + n · spacing, measured across the rafters from x = 0.

    On a roof with rails up the slope the same figures count along y (battens, purlins, ribs).
    """

    spacing_mm: float
    offset_mm: float = 0.0
    width_mm: float = 80.0


class RoofForm(StrEnum):
    """Whether a slope has a counterpart beyond its ridge; wind zones depend on it."""

    GABLE = "gable"
    MONOPITCH = "monopitch"


class Surface(Struct, frozen=True, kw_only=True, gc=False):
    """One plane of a roof. `outline` runs counter-clockwise; edge i goes from vertex i to vertex i + 1.

    `east_mm`, `north_mm` place the frame's origin on the site plan, `x_bearing_deg` is the compass
    bearing of its x axis. `setbacks_mm` overrides the project's setbacks per kind of edge, `rail_layout` the
    project's way of laying rails.
    """

    id: str
    name: str
    outline: tuple[Point, ...]
    edges: tuple[EdgeKind, ...]
    tilt_deg: float
    azimuth_deg: float
    x_bearing_deg: float
    east_mm: float = 0.0
    north_mm: float = 0.0
    rail_axis: RailAxis = RailAxis.EAVE
    rafters: Rafters
    obstacles: tuple[Obstacle, ...] = ()
    water_lines: tuple[WaterLine, ...] = ()
    setbacks_mm: dict[EdgeKind, float] = {}
    roof_form: RoofForm = RoofForm.GABLE
    rail_layout: RailLayout | None = None


class RowModule(Struct, frozen=True, kw_only=True, gc=False):
    """A module of a row, by its lower edge along the rail."""

    id: str
    along_mm: float
    pinned: bool = False


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """Modules side by side on one rail pair, sorted along the rail.

    `across_mm` is the row's lower edge across the rails. `module` and `inverter` override the
    project's products. `removed` are modules that a person took out and may bring back. `tilt_deg` is how
    steep the modules stand on the roof, above 0 with their high edge at the upper end across the rails, below
    0 at the lower one; rectangles are what they take up in plan.
    """

    id: str
    surface: str
    orientation: Orientation
    across_mm: float
    modules: tuple[RowModule, ...]
    module: str | None = None
    inverter: str | None = None
    removed: tuple[RowModule, ...] = ()
    tilt_deg: float = 0.0


class BoxKind(StrEnum):
    """A junction box on the roof or the distribution box it all ends in."""

    JUNCTION = "junction"
    DISTRIBUTION = "distribution"


class Box(Struct, frozen=True, kw_only=True, gc=False):
    """A box that branches are fed into, by its middle."""

    id: str
    surface: str
    x: float
    y: float
    kind: BoxKind = BoxKind.JUNCTION
    width_mm: float = 200.0
    height_mm: float = 150.0


class Bridge(Struct, frozen=True, kw_only=True, gc=False):
    """A way for cable from one surface to another, drawn by the designer; `length_mm` of cable on it."""

    id: str
    from_surface: str
    from_point: Point
    to_surface: str
    to_point: Point
    length_mm: float


class Pin(Struct, frozen=True, kw_only=True, gc=False):
    """An inverter that stays with its mounting point here, along its rail."""

    inverter: str
    along_mm: float


class Pairing(Struct, frozen=True, kw_only=True, gc=False):
    """Modules that share one inverter, in the order of its inputs."""

    modules: tuple[str, ...]


class FeedPolicy(StrEnum):
    """Where a locked branch is fed: as the voltage rise asks, at its end, or in its middle."""

    AUTO = "auto"
    END = "end"
    MIDDLE = "middle"


class BranchLock(Struct, frozen=True, kw_only=True, gc=False):
    """A branch that stays as it is: inverters from the far end to the feed.

    Where it is fed in its middle these go on from there to its other end; the feed comes after so many of its
    `first_leg`, else after half of them.
    """

    id: str
    inverters: tuple[str, ...]
    box: str
    product: str | None = None
    feed: FeedPolicy = FeedPolicy.AUTO
    first_leg: int | None = None


class KeptBranch(Struct, frozen=True, kw_only=True, gc=False):
    """A free branch as it was planned when the trunk cable was changed, from its far end to its feed or, fed
    inside, to its other end.

    It keeps inverters and order while the site's free inverters are those of then; only its steps are
    planned anew.
    """

    inverters: tuple[str, ...]
    box: str


class Waypoint(Struct, frozen=True, kw_only=True, gc=False):
    """A place that the cable passes on its way between two neighbours of a branch.

    `between` are an inverter and an inverter or box, in either order; where they are no neighbours the
    waypoint rests, and a finding says so.
    """

    id: str
    between: tuple[str, str]
    surface: str
    x: float
    y: float


class DimensionNote(Struct, frozen=True, kw_only=True, gc=False):
    """A dimension that a person drew, on a surface; None = measured along the line between the points.

    `offset_mm` is the distance of the dimension line from the first point, to the left of the direction
    measured in.
    """

    id: str
    surface: str
    first: Point
    second: Point
    offset_mm: float
    angle_deg: float | None = None


class TextNote(Struct, frozen=True, kw_only=True, gc=False):
    """A text that a person wrote on a surface; `height_mm` is that of the capitals."""

    id: str
    surface: str
    at: Point
    text: str
    height_mm: float = 100.0
    rotation_deg: float = 0.0


class ShelfOffcut(Struct, frozen=True, kw_only=True, gc=False):
    """A piece of rail or bulk cable left over from another job."""

    id: str
    product: str
    length_mm: float


class Customer(Struct, frozen=True, kw_only=True, gc=False):
    """Whom the papers are for."""

    name: str = ""
    address: str = ""
    project_number: str = ""


class Climate(Struct, frozen=True, kw_only=True, gc=False):
    """Lowest air temperature and highest cell temperature for the DC check, °C."""

    min_c: float = -10.0
    max_cell_c: float = 70.0


class Products(Struct, frozen=True, kw_only=True, gc=False):
    """The project's products by catalogue id; `trunk` None = the best product of the family."""

    module: str
    inverter: str
    family: str
    rail: str
    trunk: str | None = None


class LeadPolicy(StrEnum):
    """What happens where a DC lead does not reach: buy an extension, or forbid the position."""

    EXTEND = "extend"
    FORBID = "forbid"


class TrunkSearch(StrEnum):
    """How far branches that cost less than the first ones are looked for.

    Not at all, where up to 64 inverters hang together, or on large roofs too, where it takes up to a minute.
    """

    FIRST = "first"
    USUAL = "usual"
    THOROUGH = "thorough"


class Settings(Struct, frozen=True, kw_only=True, gc=False):
    """Project rules. None = the product's or region's own figure.

    `setback_preset` names the preset that `setbacks_mm` were taken from; each may have been changed since.
    Clamps stand where the module's manual lets them for the design loads, in Pa (N/m²).
    With `building_height_mm`, from the ground to the ridge, the roof has zones of higher wind load: spans and
    cantilevers of rails in them may have limits of their own, None = as everywhere; a cantilever is no longer
    than the maker's share of the span there, unless one is given.
    `shared_span_mm` and `shared_cantilever_mm` hold for rails that carry two rows, None = as the load asks.
    """

    setbacks_mm: dict[EdgeKind, float] = {}
    setback_preset: str | None = None
    obstacle_clearance_mm: float = 50.0
    module_gap_mm: float | None = None
    row_gap_mm: float | None = None
    clearance_mm: float | None = None
    lead_policy: LeadPolicy = LeadPolicy.EXTEND
    max_rise_pct: float | None = None
    max_units_per_branch: int | None = None
    slack_limit_mm: float | None = None
    trunk_search: TrunkSearch = TrunkSearch.USUAL
    stand_off_mm: float | None = None
    rail_layout: RailLayout | None = None
    max_span_mm: float | None = None
    cantilever_mm: float | None = None
    shared_span_mm: float | None = None
    shared_cantilever_mm: float | None = None
    design_pressure_pa: float | None = None
    design_uplift_pa: float | None = None
    building_height_mm: float | None = None
    edge_span_mm: float | None = None
    edge_cantilever_mm: float | None = None
    corner_span_mm: float | None = None
    corner_cantilever_mm: float | None = None
    dtu_serials: tuple[str, ...] = ()


class Design(Struct, frozen=True, kw_only=True, gc=False):
    """Everything a person decided about one site.

    `serials` holds serial numbers by the ids of inverters, `reports` the serial number of the gateway that an
    inverter reports to, where there are several.
    `foreign` is what other programs keep in the file, as JSON texts by place; it is carried along unread.
    """

    name: str
    region: str
    products: Products
    customer: Customer = Customer()
    sheets: SheetSettings = SheetSettings()
    climate: Climate = Climate()
    settings: Settings = Settings()
    plane: LocalPlane | None = None
    surfaces: tuple[Surface, ...] = ()
    rows: tuple[Row, ...] = ()
    boxes: tuple[Box, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    pins: tuple[Pin, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    locks: tuple[BranchLock, ...] = ()
    kept: tuple[KeptBranch, ...] = ()
    waypoints: tuple[Waypoint, ...] = ()
    dimensions: tuple[DimensionNote, ...] = ()
    texts: tuple[TextNote, ...] = ()
    underlays: tuple[Underlay, ...] = ()
    pictures: tuple[PictureUnderlay, ...] = ()
    serials: dict[str, str] = {}
    reports: dict[str, str] = {}
    offcuts: tuple[ShelfOffcut, ...] = ()
    approvals: tuple[str, ...] = ()
    next_number: int = 1
    foreign: dict[str, str] = {}

    def surface(self, surface_id: str) -> Surface:
        """The surface with this id; KeyError when there is none."""
        for surface in self.surfaces:
            if surface.id == surface_id:
                return surface
        raise KeyError(surface_id)

    def rows_on(self, surface_id: str) -> tuple[Row, ...]:
        """The rows of one surface, in the Design's order."""
        return tuple(row for row in self.rows if row.surface == surface_id)

    def __reduce__(self) -> Reduced:
        return packed(self)
