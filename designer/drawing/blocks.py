"""The blocks of a drawing, collected while it is built."""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.drawing.model import Block, BlockReference, Role, Spot, Text
from designer.drawing.text_metrics import LINE_STEP, fitted_height, fitted_lines

ATTRIBUTE_LINE = 1.5
"""Distance of the lines of attributes by their height."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def block_name(*parts: str) -> str:
    """A block's name of its parts, joined by underlines, with only letters, digits, - and _ in it."""
    return "_".join(_UNSAFE.sub("_", part).strip("_") for part in parts)


def common_size(sizes: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The most frequent width and height; of equally frequent ones the first."""
    return Counter(sizes).most_common(1)[0][0]


def attribute_places(block: Block) -> tuple[Point, ...]:
    """Where the values stand in the block, one line below the other."""
    step = -ATTRIBUTE_LINE * block.attribute_mm
    return tuple((0.0, number * step) for number in range(len(block.attributes)))


def spot_texts(block: Block, reference: BlockReference) -> tuple[Text, ...]:
    """The values that a form shows, in the block's coordinates; a long one is set smaller, to a limit."""
    found: list[Text] = []
    values = [value for _, value in reference.attributes] if block.spots else []
    for number, (spot, value) in enumerate(zip(block.spots, values, strict=True)):
        following = number + 1 if number + 1 < len(values) and block.spots[number + 1].further else None
        second = values[following] if following is not None else ""
        if not spot.further:
            found += _lines(block, spot, value, second, count=1 if following is None else 2)
    return tuple(found)


def form_lines(spot: Spot, text: str) -> tuple[str, ...]:
    """What stands on the lines of a form's field."""
    lines, _ = fitted_lines(text, spot.width_mm, at_most_mm=spot.height_mm, room_mm=spot.room_mm)
    return lines


def _lines(block: Block, spot: Spot, first: str, second: str, *, count: int) -> list[Text]:
    """One or two lines of a field, the last of them at its foot."""
    heights = (fitted_height(one, spot.width_mm, at_most_mm=spot.height_mm) for one in (first, second) if one)
    height = min(heights, default=spot.height_mm)
    if second:
        height = min(height, spot.room_mm / (1.0 + LINE_STEP))
    x, y = spot.at
    places = ((x, y + LINE_STEP * height if second else y), (x, y))
    return [
        Text(at=at, text=text, height_mm=height, layer=block.layer, role=Role.TITLE)
        for at, text in zip(places[:count], (first, second), strict=False)
    ]


class BlockBook:
    """Blocks under the names by which they are referred to; no two different ones share a name.

    Names that differ in case only are one name to a CAD.
    """

    def __init__(self) -> None:
        self._blocks: dict[str, Block] = {}

    def add(self, block: Block) -> str:
        """Keep the block and return its name: its own, or with a number where another one has that."""
        name, number = block.name, 1
        while (known := self._blocks.get(name.upper())) is not None:
            if known == replace(block, name=known.name):
                return known.name
            number += 1
            name = f"{block.name}_{number}"
        self._blocks[name.upper()] = replace(block, name=name)
        return name

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in the order of their first use."""
        return tuple(self._blocks.values())
