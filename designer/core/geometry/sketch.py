"""What a file of drawn lines holds, before anybody has said what it means: strokes on layers.

Coordinates are in the file's own unit until `in_millimetres`; z is kept, as it may tell the slope of a roof.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from designer.core.geometry.axes import Point

Points3 = NDArray[np.float64]
"""Points as rows, shape (n, 3)."""

ROUND_MM = 1000.0
"""A drawing that is moved nearer to its origin is moved by whole metres."""

NEAR_MM = 1_000_000.0
"""A drawing within a kilometre of its origin stays where it is."""

REACH_MM = 20_000_000.0
"""What lies further than this from the middle of a drawing is a stray: no site is 20 km wide."""


class Stroke(Struct, frozen=True, eq=False, gc=False):
    """A line of straight parts; a closed one does not repeat its first point.

    `parts` are the numbers of the block references it came by, the outermost first.
    """

    layer: str
    points: Points3
    closed: bool = False
    parts: tuple[int, ...] = ()


class Writing(Struct, frozen=True, gc=False):
    """One line of text by its lower left corner; `height` is that of the capitals."""

    layer: str
    text: str
    at: Point
    height: float
    rotation_deg: float = 0.0


class Part(Struct, frozen=True, gc=False):
    """A block put somewhere: on which layer, and what the block is called."""

    layer: str
    block: str


class Sketch(Struct, frozen=True, kw_only=True, eq=False):
    """A whole drawing. `unit_mm` is one unit of it in mm; None where the file does not say.

    `hidden` are layers that are switched off. `left_out` counts what could not be taken, in words.
    `moved_mm` is by how much it has been moved nearer to its origin. `meanings` are what layers become where
    the file says so itself.
    """

    strokes: tuple[Stroke, ...]
    writings: tuple[Writing, ...] = ()
    parts: tuple[Part, ...] = ()
    layers: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    unit_mm: float | None = None
    left_out: tuple[tuple[str, int], ...] = ()
    moved_mm: Point = (0.0, 0.0)
    meanings: Mapping[str, str] = {}


class LayerCount(Struct, frozen=True):
    """How much there is on a layer."""

    name: str
    closed: int
    open: int
    texts: int
    blocks: int
    hidden: bool


def layer_counts(sketch: Sketch) -> tuple[LayerCount, ...]:
    """All layers that hold something, in the file's order."""
    closed = Counter(stroke.layer for stroke in sketch.strokes if stroke.closed)
    drawn = Counter(stroke.layer for stroke in sketch.strokes if not stroke.closed)
    texts = Counter(writing.layer for writing in sketch.writings)
    blocks = Counter(part.layer for part in sketch.parts)
    held = [name for name in sketch.layers if closed[name] or drawn[name] or texts[name] or blocks[name]]
    return tuple(
        LayerCount(name, closed[name], drawn[name], texts[name], blocks[name], name in sketch.hidden)
        for name in held
    )


def size_of(strokes: Iterable[Stroke]) -> tuple[float, float, float, float] | None:
    """Left, lower, right and upper end of strokes; None where there are none."""
    points = [stroke.points[:, :2] for stroke in strokes]
    if not points:
        return None
    whole = np.concatenate(points)
    (x0, y0), (x1, y1) = whole.min(axis=0).tolist(), whole.max(axis=0).tolist()
    return (x0, y0, x1, y1)


def in_millimetres(sketch: Sketch, unit_mm: float) -> Sketch:
    """The drawing in mm, without strays, and near its origin if it lay far off as survey drawings do."""
    scaled = _mapped(sketch, lambda points: points * unit_mm, lambda size: size * unit_mm)
    kept = _without_strays(replace(scaled, unit_mm=unit_mm))
    bounds = size_of(kept.strokes)
    if bounds is None or max(map(abs, bounds)) <= NEAR_MM:
        return kept
    x, y = (np.floor(bounds[0] / ROUND_MM) * ROUND_MM, np.floor(bounds[1] / ROUND_MM) * ROUND_MM)
    by = np.array((x, y, 0.0))
    return replace(
        _mapped(kept, lambda points: points - by, lambda size: size), moved_mm=(-float(x), -float(y))
    )


def _mapped(sketch: Sketch, points: Callable[[Points3], Points3], size: Callable[[float], float]) -> Sketch:
    strokes = tuple(replace(stroke, points=points(stroke.points)) for stroke in sketch.strokes)
    writings = tuple(_mapped_writing(one, points, size) for one in sketch.writings)
    return replace(sketch, strokes=strokes, writings=writings)


def _mapped_writing(
    writing: Writing, points: Callable[[Points3], Points3], size: Callable[[float], float]
) -> Writing:
    x, y, _ = points(np.array([(*writing.at, 0.0)]))[0].tolist()
    return replace(writing, at=(x, y), height=size(writing.height))


def _without_strays(sketch: Sketch) -> Sketch:
    """The drawing without what lies absurdly far from its middle."""
    if not sketch.strokes:
        return sketch
    middles = np.array([stroke.points[0, :2] for stroke in sketch.strokes])
    middle = np.median(middles, axis=0)
    near = [bool(np.abs(stroke.points[:, :2] - middle).max() <= REACH_MM) for stroke in sketch.strokes]
    if all(near):
        return sketch
    strokes = tuple(stroke for stroke, is_near in zip(sketch.strokes, near, strict=True) if is_near)
    writings = tuple(one for one in sketch.writings if np.abs(np.array(one.at) - middle).max() <= REACH_MM)
    strays = ("lines more than 20 km away", len(sketch.strokes) - len(strokes))
    return replace(sketch, strokes=strokes, writings=writings, left_out=(*sketch.left_out, strays))
