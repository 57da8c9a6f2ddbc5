"""Edits of the figures of waypoints, dimensions and texts."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from designer.core.model.design import Design, TextNote


def set_waypoint_fields(design: Design, ids: Collection[str], **values: float) -> Design:
    """The Design with `x` or `y` of these waypoints set."""
    chosen = frozenset(ids)
    waypoints = tuple(replace(one, **values) if one.id in chosen else one for one in design.waypoints)
    return replace(design, waypoints=waypoints)


def set_dimension_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with `offset_mm` or `angle_deg` of these dimensions set."""
    chosen = frozenset(ids)
    notes = tuple(replace(note, **values) if note.id in chosen else note for note in design.dimensions)
    return replace(design, dimensions=notes)


def set_text_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with `text`, `height_mm` or `rotation_deg` of these texts set."""
    chosen = frozenset(ids)
    notes = tuple(replace(note, **values) if note.id in chosen else note for note in design.texts)
    return replace(design, texts=notes)


def move_texts_to(
    design: Design, ids: Collection[str], *, x: float | None = None, y: float | None = None
) -> Design:
    """The Design with these texts at x or y, mm."""
    chosen = frozenset(ids)

    def moved(note: TextNote) -> TextNote:
        return replace(note, at=(note.at[0] if x is None else x, note.at[1] if y is None else y))

    return replace(design, texts=tuple(moved(note) if note.id in chosen else note for note in design.texts))
