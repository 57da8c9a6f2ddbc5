"""A painter that writes a drawing down as text, one line per primitive."""

from collections.abc import Iterable, Iterator

from designer.core.geometry.axes import Point
from designer.drawing.model import (
    Block,
    BlockReference,
    Dimension,
    Drawing,
    Fill,
    Hatch,
    Item,
    PaperSheet,
    Polyline,
    Text,
    View,
)


def recorded(drawing: Drawing) -> str:
    """The whole drawing, numbers to a micrometre."""
    return "\n".join(_lines(drawing)) + "\n"


def recorded_sheets(drawing: Drawing) -> str:
    """The set of sheets, numbers to a micrometre."""
    return "\n".join(line for sheet in drawing.sheets for line in _sheet(sheet)) + "\n"


def _sheet(sheet: PaperSheet) -> Iterator[str]:
    paper = f"{sheet.paper} {_number(sheet.width_mm)} x {_number(sheet.height_mm)}"
    yield f"sheet {sheet.name!r} {sheet.title!r} {paper} 1:{sheet.scale:g}"
    yield from (_view(view) for view in sheet.views)
    yield from (_item(item) for item in sheet.items)


def _view(view: View) -> str:
    x0, y0, x1, y1 = view.window
    window = _points([(x0, y0), (x1, y1)])
    return f"view {view.name} {window} at {_points([view.at])} 1:{view.scale:g} {' '.join(view.hidden)}"


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
        case Fill():
            return f"{head} {_points(item.points)}"
        case Text():
            place = f"{_points([item.at])} {_number(item.height_mm)} {_number(item.rotation_deg)}"
            return f"{head} {place} {item.align} {item.text!r}"
        case BlockReference():
            scale = f"{_number(item.x_scale)} {_number(item.y_scale)} {_number(item.rotation_deg)}"
            values = " ".join(f"{tag}={value!r}" for tag, value in item.attributes)
            return f"{head} {item.block} {_points([item.at])} {scale} {values}"
        case Dimension():
            places = _points([item.first, item.second, item.line_at])
            text = f" {item.text!r}" if item.text else ""
            at = "" if item.text_at is None else f" text {_points([item.text_at])}"
            return f"{head} {places} {_number(item.angle_deg)}{text}{at}"


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"({_number(x)},{_number(y)})" for x, y in points)


def _number(value: float) -> str:
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")
