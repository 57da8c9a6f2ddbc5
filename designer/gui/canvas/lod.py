"""Level of detail: what is left out of a picture because it would be too small to see, as one table."""

from collections.abc import Mapping

from msgspec import Struct

from designer.drawing.layers import LayerName


class Level(Struct, frozen=True):
    """A thing of `size_mm` is painted while it takes at least `least_px` pixels on the screen."""

    size_mm: float
    least_px: float

    def shown_at(self, mm_per_px: float) -> bool:
        """Whether it is painted at a scale."""
        return self.size_mm >= self.least_px * mm_per_px


LEVELS: Mapping[str, Level] = {
    LayerName.RAIL: Level(40.0, 0.5),
    LayerName.SPLICE: Level(200.0, 10.0),
    LayerName.JOINT: Level(200.0, 6.0),
    LayerName.ATTACHMENT: Level(60.0, 5.0),
    LayerName.CLAMP: Level(40.0, 5.0),
    LayerName.CLEARANCE: Level(20.0, 1.6),
    LayerName.DC: Level(100.0, 10.0),
    LayerName.DROP: Level(120.0, 7.0),
    LayerName.PIECE: Level(60.0, 10.0),
    LayerName.HATCH: Level(90.0, 4.0),
    LayerName.SETBACK: Level(300.0, 4.0),
    LayerName.WIND: Level(600.0, 4.0),
}
"""Layers that are not listed are always painted. Sizes are typical ones of the things on the layer."""

LEAST_TEXT_PX = 6.5
"""Height of capitals below which no text is painted."""


def shown(layer: str, mm_per_px: float) -> bool:
    """Whether things of a layer are painted at a scale."""
    level = LEVELS.get(layer)
    return level is None or level.shown_at(mm_per_px)


def text_shown(height_mm: float, mm_per_px: float) -> bool:
    """Whether a text with capitals of this height is painted at a scale."""
    return height_mm >= LEAST_TEXT_PX * mm_per_px
