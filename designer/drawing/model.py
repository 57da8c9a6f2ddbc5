"""The draw list: primitives with layer, role and owner. Painters know nothing else.

All coordinates in mm in the plane of model space, angles in degrees counter-clockwise from +x.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect
from designer.drawing.layers import Layer, LayerName, Linetype


class Role(StrEnum):
    """What a primitive stands for; canvas and picking go by it, whatever its layer is called."""

    ROOF = "roof"
    OBSTACLE = "obstacle"
    SETBACK = "setback"
    WIND = "wind"
    WATER = "water"
    MODULE = "module"
    RAIL = "rail"
    HARDWARE = "hardware"
    INVERTER = "inverter"
    CLEARANCE = "clearance"
    CABLE = "cable"
    DC_LEAD = "dc-lead"
    DROP = "drop"
    BOX = "box"
    BRIDGE = "bridge"
    WAYPOINT = "waypoint"
    PIECE = "piece"
    DIMENSION = "dimension"
    LABEL = "label"
    SITE = "site"
    TITLE = "title"


class Align(StrEnum):
    """Which point of a text its position is; the middle is that of the capitals' height."""

    LEFT = "left"
    CENTER = "center"
    MIDDLE = "middle"
    TOP_LEFT = "top-left"


class Polyline(Struct, frozen=True, kw_only=True, gc=False):
    """Straight lines through `points`; a closed one does not repeat its first point."""

    points: tuple[Point, ...]
    closed: bool = False
    layer: LayerName
    role: Role
    owner: str = ""


class Hatch(Struct, frozen=True, kw_only=True, gc=False):
    """Parallel lines at 45° within the first ring and outside the others, `spacing_mm` apart."""

    rings: tuple[tuple[Point, ...], ...]
    spacing_mm: float
    layer: LayerName
    role: Role
    owner: str = ""


class Text(Struct, frozen=True, kw_only=True, gc=False):
    """One line of text; `height_mm` is that of the capitals."""

    at: Point
    text: str
    height_mm: float
    rotation_deg: float = 0.0
    align: Align = Align.LEFT
    layer: LayerName
    role: Role
    owner: str = ""


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """A thing drawn once and referred to many times.

    `attributes` are tags of values that are carried but not shown: what is to be read stands beside as a
    text, since not every CAD shows attributes. Their places are lines below the insertion point.
    """

    name: str
    layer: LayerName
    shapes: tuple[Polyline, ...]
    attributes: tuple[str, ...]
    attribute_mm: float = 50.0


class BlockReference(Struct, frozen=True, kw_only=True, gc=False):
    """A block at a place: scaled, then turned, then moved to `at`.

    `attributes` are (tag, value) in the order of the block's attributes.
    """

    block: str
    at: Point
    rotation_deg: float = 0.0
    x_scale: float = 1.0
    y_scale: float = 1.0
    attributes: tuple[tuple[str, str], ...]
    layer: LayerName
    role: Role
    owner: str = ""


class Dimension(Struct, frozen=True, kw_only=True, gc=False):
    """The distance from `first` to `second` along `angle_deg`, on a dimension line through `line_at`."""

    first: Point
    second: Point
    line_at: Point
    angle_deg: float
    layer: LayerName
    role: Role
    owner: str = ""


Item = Polyline | Hatch | Text | BlockReference | Dimension


class DimensionStyle(Struct, frozen=True, kw_only=True, gc=False):
    """How dimensions look, in mm of model space."""

    text_mm: float
    tick_mm: float
    gap_mm: float
    offset_mm: float
    beyond_mm: float


class Sheet(Struct, frozen=True, kw_only=True, gc=False):
    """The paper that the whole drawing fits on at 1:`scale`, its lower left at the origin of model space."""

    name: str
    width_mm: float
    height_mm: float
    scale: float

    @property
    def rect(self) -> Rect:
        """The paper in model space."""
        return (0.0, 0.0, self.width_mm * self.scale, self.height_mm * self.scale)


class Drawing(Struct, frozen=True, kw_only=True, gc=False):
    """A whole drawing: what every painter paints.

    `extents` encloses all items. `date` is an ISO date as given by the caller, or empty.
    """

    name: str
    date: str
    layers: tuple[Layer, ...]
    linetypes: tuple[Linetype, ...]
    dimension_style: DimensionStyle
    sheet: Sheet
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    extents: Rect

    def block(self, name: str) -> Block:
        """The block with this name; KeyError when there is none."""
        for block in self.blocks:
            if block.name == name:
                return block
        raise KeyError(name)


def moved(items: Iterable[Item], by: Point) -> tuple[Item, ...]:
    """The items moved by (dx, dy)."""
    return tuple(items) if by == (0.0, 0.0) else tuple(_moved(item, by) for item in items)


def _moved(item: Item, by: Point) -> Item:
    match item:
        case Polyline():
            return replace(item, points=_shifted(item.points, by))
        case Hatch():
            return replace(item, rings=tuple(_shifted(ring, by) for ring in item.rings))
        case Text() | BlockReference():
            return replace(item, at=_sum(item.at, by))
        case Dimension():
            return replace(
                item, first=_sum(item.first, by), second=_sum(item.second, by), line_at=_sum(item.line_at, by)
            )


def _shifted(points: tuple[Point, ...], by: Point) -> tuple[Point, ...]:
    return tuple(_sum(point, by) for point in points)


def _sum(point: Point, by: Point) -> Point:
    return (point[0] + by[0], point[1] + by[1])
