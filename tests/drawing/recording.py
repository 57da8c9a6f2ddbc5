"""A painter that writes a drawing down as text, one line per primitive."""

from collections.abc import Iterable, Iterator

from designer.core.geometry.axes import Point
from designer.drawing.model import Block, BlockReference, Dimension, Drawing, Hatch, Item, Polyline, Text


def recorded(drawing: Drawing) -> str:
    """The whole drawing, numbers to a micrometre."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    sheet = drawing.sheet
    yield f"drawing {drawing.name!r} {drawing.date} {sheet.name} 1:{sheet.scale:g}"
    for block in drawing.blocks:
        yield from _block(block)
    yield from (_item(item) for item in drawing.items)


def _block(block: Block) -> Iterator[str]:
    yield f"block {block.name} {block.layer} {' '.join(block.attributes)}"
    for shape in block.shapes:
        yield f"  {_item(shape)}"


def _item(item: Item) -> str:
    head = f"{type(item).__name__} {item.layer} {item.role} [{item.owner}]"
    match item:
        case Polyline():
            return f"{head} {'closed' if item.closed else 'open'} {_points(item.points)}"
        case Hatch():
            return f"{head} {_number(item.spacing_mm)} {' | '.join(_points(ring) for ring in item.rings)}"
        case Text():
            place = f"{_points([item.at])} {_number(item.height_mm)} {_number(item.rotation_deg)}"
            return f"{head} {place} {item.align} {item.text!r}"
        case BlockReference():
            scale = f"{_number(item.x_scale)} {_number(item.y_scale)} {_number(item.rotation_deg)}"
            values = " ".join(f"{tag}={value!r}" for tag, value in item.attributes)
            return f"{head} {item.block} {_points([item.at])} {scale} {values}"
        case Dimension():
            places = _points([item.first, item.second, item.line_at])
            return f"{head} {places} {_number(item.angle_deg)}"


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"({_number(x)},{_number(y)})" for x, y in points)


def _number(value: float) -> str:
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")
