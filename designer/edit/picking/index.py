"""What lies under the cursor or inside a window: the index behind every click."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import shapely

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.picking.layer import Layer
from designer.edit.picking.model import Hit, Kind
from designer.edit.picking.scenery import Scenery
from designer.edit.view import View, ViewKind

ON_SURFACE = (
    Kind.TEXT,
    Kind.DIMENSION,
    Kind.WAYPOINT,
    Kind.BRIDGE,
    Kind.BRANCH,
    Kind.BOX,
    Kind.INVERTER,
    Kind.MODULE,
    Kind.REMOVED,
    Kind.OBSTACLE,
    Kind.WATER_LINE,
    Kind.EDGE,
    Kind.RAIL,
    Kind.SURFACE,
)
"""Small things before large ones, upper before lower."""

ON_SITE = (Kind.BRIDGE, Kind.BOX, Kind.SURFACE, Kind.MODULE)
"""Whole surfaces are moved and turned here; their modules are told of, but come last."""

WINDOW_ON_SURFACE = frozenset(ON_SURFACE) - {Kind.SURFACE, Kind.EDGE, Kind.RAIL, Kind.BRANCH}
"""A window over all modules must not take the roof below them along, nor the cables, which no edit moves."""

WINDOW_ON_SITE = frozenset({Kind.SURFACE, Kind.BOX, Kind.BRIDGE})

EXACT_SHARE = 0.4
"""Within this share of the reach a thing is met exactly, and goes before those that are only near."""


class _Found(NamedTuple):
    """A hit with what decides its turn."""

    late: bool
    near_only: bool
    rank: int
    distance: float
    size: float
    depth: int
    hit: Hit


class PickIndex:
    """Things of one view by place, all kinds but `without`. Each is indexed when it is first asked for."""

    def __init__(
        self,
        design: Design,
        plan: Plan | None,
        catalog: Catalog,
        view: View,
        *,
        without: frozenset[Kind] = frozenset(),
    ) -> None:
        self._scenery = Scenery(design, plan, catalog, view)
        self._on_site = view.kind is ViewKind.SITE
        order = ON_SITE if self._on_site else ON_SURFACE
        self._ranks = {kind: rank for rank, kind in enumerate(order) if kind not in without}

    def at(self, point: Point, reach_mm: float) -> tuple[Hit, ...]:
        """Things within reach of a point, the one meant first. A surface is hit inside only."""
        found = sorted(
            (one for kind in self._ranks for one in self._near(kind, point, reach_mm)),
            key=lambda one: one[:-1],
        )
        first: dict[tuple[str, Kind, int], Hit] = {}
        for one in found:
            first.setdefault((one.hit.id, one.hit.kind, one.hit.part), one.hit)
        return tuple(first.values())

    def within(self, rect: Rect, *, crossing: bool = False) -> frozenset[str]:
        """Ids of things wholly inside a rectangle; with `crossing` also of those that it touches."""
        kinds = WINDOW_ON_SITE if self._on_site else WINDOW_ON_SURFACE
        layers = (self._scenery.layer(kind) for kind in kinds if kind in self._ranks)
        return frozenset(name for layer in layers for name in _caught(layer, rect, crossing=crossing))

    def _near(self, kind: Kind, point: Point, reach_mm: float) -> Iterator[_Found]:
        layer = self._scenery.layer(kind)
        places = layer.near(point, 0.0 if kind is Kind.SURFACE else reach_mm)
        distances = shapely.distance(layer.geometry[places], shapely.Point(point))
        sizes = shapely.area(layer.geometry[places])
        rank = self._ranks[kind]
        late = kind is Kind.SURFACE or (self._on_site and kind is Kind.MODULE)
        for place, distance, size in zip(places.tolist(), distances.tolist(), sizes.tolist(), strict=True):
            hit = Hit(layer.ids[place], kind, distance, layer.parts[place])
            yield _Found(late, distance > EXACT_SHARE * reach_mm, rank, distance, size, -place, hit)


def _caught(layer: Layer, rect: Rect, *, crossing: bool) -> set[str]:
    """Things of a layer, all of whose parts are inside, or one of whose parts is touched."""
    places = layer.touched(rect) if crossing else layer.inside(rect)
    names = {layer.ids[place] for place in places.tolist()}
    if crossing or len(layer.ids) == len(set(layer.ids)):
        return names
    held = np.zeros(len(layer.ids), dtype=bool)
    held[places] = True
    return names - {name for name, inside in zip(layer.ids, held.tolist(), strict=True) if not inside}
