"""Which things can be picked, and which catch the cursor, while layers are hidden or locked."""

from collections.abc import Collection, Mapping

from designer.drawing.layers import LayerName
from designer.edit.picking.model import Kind

DRAWN_ON: Mapping[Kind, frozenset[LayerName]] = {
    Kind.SURFACE: frozenset({LayerName.ROOF}),
    Kind.EDGE: frozenset({LayerName.ROOF}),
    Kind.OBSTACLE: frozenset({LayerName.OBSTACLE}),
    Kind.WATER_LINE: frozenset({LayerName.WATER}),
    Kind.MODULE: frozenset({LayerName.MODULE}),
    Kind.REMOVED: frozenset({LayerName.MODULE}),
    Kind.RAIL: frozenset({LayerName.RAIL}),
    Kind.INVERTER: frozenset({LayerName.INVERTER}),
    Kind.BRANCH: frozenset({LayerName.TRUNK, LayerName.LINK, LayerName.END_CABLE, LayerName.DROP}),
    Kind.BOX: frozenset({LayerName.BOX}),
    Kind.DIMENSION: frozenset({LayerName.DIMS}),
    Kind.TEXT: frozenset({LayerName.TEXT}),
    Kind.UNDERLAY: frozenset({LayerName.UNDERLAY}),
}
"""The layers that show a kind of thing; kinds that stand on no layer of their own can always be picked."""


def out_of_reach(layers: Collection[LayerName]) -> frozenset[Kind]:
    """Kinds of which nothing can be picked: all layers that show them are among `layers`."""
    return frozenset(kind for kind, shown_on in DRAWN_ON.items() if shown_on <= frozenset(layers))
