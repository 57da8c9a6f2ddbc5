"""What texts are sized for on a canvas of some size: the smaller it is, the larger they are on the roof."""

from PySide6.QtCore import QRectF

from designer.drawing.views import SCREEN_MM

_AROUND_PX, _PX_PER_MM = 80.0, 3.38
"""What dimensions take around a roof as soon as they can be read, and the scale of the rest.

By these the canvas of a window as it opens is as large as `SCREEN_MM`.
"""

_STEP_MM, _LEAST_MM = 5.0, 45.0
"""Sizes go by steps, so that few pictures are made while a window is resized; for none below the least."""


def screen_mm(area: QRectF) -> tuple[float, float]:
    """Width and height that texts are sized for; on a large canvas they are as large as on the usual one."""
    width, height = (_stepped(length) for length in (area.width(), area.height()))
    return (min(width, SCREEN_MM[0]), min(height, SCREEN_MM[1]))


def _stepped(length_px: float) -> float:
    return max((length_px - _AROUND_PX) / _PX_PER_MM // _STEP_MM * _STEP_MM, _LEAST_MM)
