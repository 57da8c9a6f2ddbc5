"""Edits of what a person decides about single inverters: where they hang and their serial numbers."""

from collections.abc import Mapping

from msgspec.structs import replace

from designer.core.model.design import Design
from designer.edit.edits.inverters import pin, unpin


def set_pins(design: Design, places: Mapping[str, float | None]) -> Design:
    """The Design with inverters pinned at places along their rails, mm; None lets an inverter go."""
    for inverter, along_mm in places.items():
        design = unpin(design, (inverter,)) if along_mm is None else pin(design, inverter, along_mm)
    return design


def set_serial(design: Design, inverter: str, serial: str) -> Design:
    """The Design with the serial number of an inverter noted; an empty one is forgotten."""
    serials = {name: noted for name, noted in design.serials.items() if name != inverter}
    text = serial.strip()
    return replace(design, serials={**serials, inverter: text} if text else serials)
