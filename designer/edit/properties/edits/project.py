"""Edits of what holds for the whole project: name, market, customer, climate and rules."""

from typing import Any

from msgspec.structs import replace

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Design
from designer.edit.properties.edits.surfaces import with_setback


def set_project_fields(design: Design, **values: str) -> Design:
    """The Design with its `name` or `region` set."""
    return replace(design, **values)


def set_customer(design: Design, **values: str) -> Design:
    """The Design with the customer's `name`, `address` or `project_number` set."""
    return replace(design, customer=replace(design.customer, **values))


def set_sheets(design: Design, **values: str) -> Design:
    """The Design with the sheets' `drawing_number`, `revision` or `drawn_by` set."""
    return replace(design, sheets=replace(design.sheets, **values))


def set_climate(design: Design, **values: float) -> Design:
    """The Design with `min_c` or `max_cell_c` set, °C."""
    return replace(design, climate=replace(design.climate, **values))


def set_settings(design: Design, **values: Any) -> Design:
    """The Design with rules set, each by its name in `Settings`; None = the product's or region's figure."""
    return replace(design, settings=replace(design.settings, **values))


def set_project_setback(design: Design, edge: EdgeKind, setback_mm: float | None) -> Design:
    """The Design with the project's setback from a kind of edge; None = the default."""
    return set_settings(design, setbacks_mm=with_setback(design.settings.setbacks_mm, edge, setback_mm))
