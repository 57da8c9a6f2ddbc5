"""The draw list: primitives with layer, role and owner. Painters know nothing else.

Coordinates in mm, in the plane of model space or, on sheets, of their paper; angles in degrees
counter-clockwise from +x. A layer is known by its name.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect
from designer.drawing.layers import Layer, Linetype
from designer.drawing.length_units import LengthUnit


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
    RIGHT = "right"
    MIDDLE = "middle"
    TOP_LEFT = "top-left"


class Polyline(Struct, frozen=True, kw_only=True, gc=False):
    """Straight lines through `points`; a closed one does not repeat its first point."""

    points: tuple[Point, ...]
    closed: bool = False
    layer: str
    role: Role
    owner: str = ""


class Hatch(Struct, frozen=True, kw_only=True, gc=False):
    """Parallel lines at 45° within the first ring and outside the others, `spacing_mm` apart."""

    rings: tuple[tuple[Point, ...], ...]
    spacing_mm: float
    layer: str
    role: Role
    owner: str = ""


class Fill(Struct, frozen=True, kw_only=True, gc=False):
    """A filled triangle or rectangle, in the colour of its layer."""

    points: tuple[Point, ...]
    layer: str
    role: Role
    owner: str = ""


class Text(Struct, frozen=True, kw_only=True, gc=False):
    """One line of text; `height_mm` is that of the capitals. A `masked` one hides the lines behind it."""

    at: Point
    text: str
    height_mm: float
    rotation_deg: float = 0.0
    align: Align = Align.LEFT
    masked: bool = False
    layer: str
    role: Role
    owner: str = ""


class Spot(Struct, frozen=True, kw_only=True, gc=False):
    """Where the value of an attribute is shown: its lower left, how high at most and how wide.

    A `further` one is that of the second line of the attribute before it, which moves up where both are used.
    `room_mm` is the height that all lines share.
    """

    at: Point
    height_mm: float
    width_mm: float
    room_mm: float = 0.0
    further: bool = False


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """A thing drawn once and referred to many times.

    `attributes` are tags of values that are carried but not shown: what is to be read stands beside as a
    text, since not every CAD shows attributes. Their places are lines below the insertion point. A form, such
    as a title block, shows them at its `spots`, one for each, beside its own `texts`.
    """

    name: str
    layer: str
    shapes: tuple[Polyline, ...]
    attributes: tuple[str, ...]
    attribute_mm: float = 50.0
    spots: tuple[Spot, ...] = ()
    texts: tuple[Text, ...] = ()


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
    layer: str
    role: Role
    owner: str = ""


class Dimension(Struct, frozen=True, kw_only=True, gc=False):
    """The distance from `first` to `second` along `angle_deg`, on a dimension line through `line_at`.

    `text` says more than the figure, which stands where it has ``<>``. `text_at` is the middle of a text that
    is not above the middle of the line; `upright` turns it across the line. `style` names a style of the
    drawing, that of its plans where it is empty.
    """

    first: Point
    second: Point
    line_at: Point
    angle_deg: float
    text: str = ""
    text_at: Point | None = None
    style: str = ""
    layer: str
    role: Role
    owner: str = ""


Item = Polyline | Hatch | Fill | Text | BlockReference | Dimension


class DimensionStyle(Struct, frozen=True, kw_only=True, gc=False):
    """How dimensions look, in mm of model space, and the unit that they are written in."""

    text_mm: float
    tick_mm: float
    gap_mm: float
    offset_mm: float
    beyond_mm: float
    unit: LengthUnit = LengthUnit.MILLIMETRES


class Sheet(Struct, frozen=True, kw_only=True, gc=False):
    """The paper that the whole drawing fits on at 1:`scale`, its lower left `at` a place of model space."""

    name: str
    width_mm: float
    height_mm: float
    scale: float
    at: Point = (0.0, 0.0)

    @property
    def rect(self) -> Rect:
        """The paper in model space."""
        x, y = self.at
        return (x, y, x + self.width_mm * self.scale, y + self.height_mm * self.scale)


class View(Struct, frozen=True, kw_only=True, gc=False):
    """A window onto model space, with its lower left `at` a place on paper, at 1:`scale`.

    `hidden` are the layers that it does not show.
    """

    name: str
    window: Rect
    at: Point
    scale: float
    hidden: tuple[str, ...] = ()

    @property
    def rect(self) -> Rect:
        """What it takes up on paper, mm."""
        x, y = self.at
        x0, y0, x1, y1 = self.window
        return (x, y, x + (x1 - x0) / self.scale, y + (y1 - y0) / self.scale)

    def point(self, at: Point) -> Point:
        """Where a point of model space lies on paper."""
        return (
            self.at[0] + (at[0] - self.window[0]) / self.scale,
            self.at[1] + (at[1] - self.window[1]) / self.scale,
        )


class PaperSheet(Struct, frozen=True, kw_only=True, gc=False):
    """One sheet of a set: paper with views of model space and with things drawn on the paper, mm from its
    lower left. `name` is short and used once; `scale` is that of its views, 0 without any.
    """

    name: str
    title: str
    paper: str
    width_mm: float
    height_mm: float
    scale: float = 0.0
    views: tuple[View, ...] = ()
    items: tuple[Item, ...] = ()


class Drawing(Struct, frozen=True, kw_only=True, gc=False):
    """A whole drawing: what every painter paints.

    `items` are those of model space, which `extents` encloses, `sheets` the set that shows them on paper.
    `date` is an ISO date as given by the caller, or empty.
    """

    name: str
    date: str
    layers: tuple[Layer, ...]
    linetypes: tuple[Linetype, ...]
    dimension_style: DimensionStyle
    further_styles: dict[str, DimensionStyle] = {}
    sheet: Sheet
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    extents: Rect
    sheets: tuple[PaperSheet, ...] = ()

    def style_of(self, dimension: Dimension) -> DimensionStyle:
        """How a dimension looks."""
        return self.further_styles.get(dimension.style, self.dimension_style)

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
        case Fill():
            return replace(item, points=_shifted(item.points, by))
        case Text() | BlockReference():
            return replace(item, at=_sum(item.at, by))
        case Dimension():
            return replace(
                item,
                first=_sum(item.first, by),
                second=_sum(item.second, by),
                line_at=_sum(item.line_at, by),
                text_at=None if item.text_at is None else _sum(item.text_at, by),
            )


def _shifted(points: tuple[Point, ...], by: Point) -> tuple[Point, ...]:
    return tuple(_sum(point, by) for point in points)


def _sum(point: Point, by: Point) -> Point:
    return (point[0] + by[0], point[1] + by[1])
