"""The colours in which layers are printed: those of the CAD on white paper, dark enough to be read."""

import colorsys

from designer.drawing.layers import Layer

_NAMED = {
    1: (255, 0, 0),
    2: (255, 255, 0),
    3: (0, 255, 0),
    4: (0, 255, 255),
    5: (0, 0, 255),
    6: (255, 0, 255),
    7: (0, 0, 0),
    8: (128, 128, 128),
    9: (192, 192, 192),
    250: (51, 51, 51),
    251: (80, 80, 80),
    252: (105, 105, 105),
    253: (130, 130, 130),
    254: (190, 190, 190),
    255: (255, 255, 255),
}
"""AutoCAD colour index to red, green, blue; 7 is black on paper."""

_VALUES = (1.0, 0.65, 0.5, 0.3, 0.15)
"""Brightness of the colours 10 to 249 by half their last digit."""

_BRIGHTEST = 0.38
"""Relative luminance above which a line on white paper is too faint."""


def index_rgb(index: int) -> tuple[int, int, int]:
    """Red, green and blue of an AutoCAD colour index from 1 to 255."""
    if index in _NAMED:
        return _NAMED[index]
    hue, digit = (index // 10 - 1) * 15.0 / 360.0, index % 10
    saturation = 0.5 if digit % 2 else 1.0
    channels = colorsys.hsv_to_rgb(hue, saturation, _VALUES[digit // 2])
    red, green, blue = (int(channel * 255) for channel in channels)
    return (red, green, blue)


def plot_ink(layer: Layer) -> str:
    """#RRGGBB of what lies on a layer, on paper; bright ones of the index are darkened."""
    if layer.rgb:
        return layer.rgb
    red, green, blue = index_rgb(layer.color)
    luminance = (0.299 * red + 0.587 * green + 0.114 * blue) / 255.0
    share = _BRIGHTEST / luminance if luminance > _BRIGHTEST else 1.0
    return _text((int(red * share), int(green * share), int(blue * share)))


def _text(rgb: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{channel:02X}" for channel in rgb)
