"""Names of things, written beside or on them."""

from designer.core.geometry.axes import Point
from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Role, Text


def label(
    text: str,
    at: Point,
    height_mm: float,
    owner: str,
    *,
    rotation_deg: float = 0.0,
    align: Align = Align.MIDDLE,
) -> Text:
    """A text that names `owner`."""
    return Text(
        at=at,
        text=text,
        height_mm=height_mm,
        rotation_deg=rotation_deg,
        align=align,
        layer=LayerName.TEXT,
        role=Role.LABEL,
        owner=owner,
    )
