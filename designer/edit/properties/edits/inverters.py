"""Edits of what a person decides about single inverters: where they hang."""

from collections.abc import Mapping

from designer.core.model.design import Design
from designer.edit.edits.inverters import pin, unpin


def set_pins(design: Design, places: Mapping[str, float | None]) -> Design:
    """The Design with inverters pinned at places along their rails, mm; None lets an inverter go."""
    for inverter, along_mm in places.items():
        design = unpin(design, (inverter,)) if along_mm is None else pin(design, inverter, along_mm)
    return design
