"""Edits of the figures of boxes and bridges."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from designer.core.model.design import Design


def set_box_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with `kind`, `x`, `y`, `width_mm` or `height_mm` of these boxes set."""
    chosen = frozenset(ids)
    boxes = tuple(replace(box, **values) if box.id in chosen else box for box in design.boxes)
    return replace(design, boxes=boxes)


def set_bridge_length(design: Design, ids: Collection[str], length_mm: float) -> Design:
    """The Design with the length of cable on these bridges set, mm."""
    chosen = frozenset(ids)
    bridges = tuple(
        replace(bridge, length_mm=length_mm) if bridge.id in chosen else bridge for bridge in design.bridges
    )
    return replace(design, bridges=bridges)
