"""Edits of the figures of surfaces: name, slope, bearing, rails, rafters, setbacks, place on the site."""

from collections.abc import Callable, Collection
from typing import Any

from msgspec.structs import replace

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Design, Surface
from designer.edit.edits.changing import angle_of


def set_surface_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with fields of these surfaces set, each by its name in `Surface`."""
    return _each(design, ids, lambda surface: replace(surface, **values))


def set_rafter_fields(design: Design, ids: Collection[str], **values: float) -> Design:
    """The Design with `spacing_mm`, `offset_mm` or `width_mm` of these surfaces' rafters set."""
    return _each(design, ids, lambda surface: replace(surface, rafters=replace(surface.rafters, **values)))


def set_azimuth(design: Design, ids: Collection[str], azimuth_deg: float) -> Design:
    """The Design with these surfaces facing a compass bearing; their eaves turn with them."""
    return _each(design, ids, lambda surface: _turned(surface, azimuth_deg - surface.azimuth_deg))


def set_eave_bearing(design: Design, ids: Collection[str], bearing_deg: float) -> Design:
    """The Design with the eaves of these surfaces running along a compass bearing; they turn as a whole."""
    return _each(design, ids, lambda surface: _turned(surface, bearing_deg - surface.x_bearing_deg))


def set_surface_setback(
    design: Design, ids: Collection[str], edge: EdgeKind, setback_mm: float | None
) -> Design:
    """The Design with these surfaces' own setback from a kind of edge; None = the project's."""
    return _each(
        design, ids, lambda one: replace(one, setbacks_mm=with_setback(one.setbacks_mm, edge, setback_mm))
    )


def with_setback(
    setbacks_mm: dict[EdgeKind, float], edge: EdgeKind, setback_mm: float | None
) -> dict[EdgeKind, float]:
    """The setbacks with that of one kind of edge set, or left out where it is None."""
    others = {kind: value for kind, value in setbacks_mm.items() if kind is not edge}
    return others if setback_mm is None else {**others, edge: setback_mm}


def _turned(surface: Surface, by_deg: float) -> Surface:
    return replace(
        surface,
        azimuth_deg=angle_of(surface.azimuth_deg + by_deg),
        x_bearing_deg=angle_of(surface.x_bearing_deg + by_deg),
    )


def _each(design: Design, ids: Collection[str], change: Callable[[Surface], Surface]) -> Design:
    chosen = frozenset(ids)
    return replace(
        design, surfaces=tuple(change(one) if one.id in chosen else one for one in design.surfaces)
    )
