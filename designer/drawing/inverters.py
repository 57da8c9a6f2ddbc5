"""Inverters with their clearance as block references, and the DC leads that come to them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from designer.core.geometry.axes import RailAxis, Rect
from designer.core.model.plan import BranchPlan, PlacedInverter
from designer.drawing.blocks import BlockBook, block_name
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role, Text
from designer.drawing.shapes import corners, length, middle, relative, size
from designer.drawing.style import Style, height_to_fit

_SIDES = {
    (RailAxis.EAVE, 1): "UP",
    (RailAxis.EAVE, -1): "DOWN",
    (RailAxis.SLOPE, 1): "RIGHT",
    (RailAxis.SLOPE, -1): "LEFT",
}
"""Which way the enclosure lies from its rail on the surface."""

_NAME_AWAY = 0.22
"""From the middle of the enclosure to its name, by the enclosure's depth: clear of the port on the rail."""

_NAME_WIDTH = 0.9


class BranchPlace(Struct, frozen=True, kw_only=True):
    """An inverter's place in its branch, counted from the end cap, from 1."""

    branch: str
    position: int
    phase: str


def branch_places(branches: Iterable[BranchPlan]) -> dict[str, BranchPlace]:
    """The place of every inverter that is on a branch, by its id."""
    return {
        inverter: BranchPlace(branch=branch.id, position=position, phase=branch.phase)
        for branch in branches
        for position, inverter in enumerate(branch.inverters, start=1)
    }


class InverterPainter:
    """Draws inverters with what the project knows of them."""

    def __init__(
        self,
        places: dict[str, BranchPlace],
        serials: dict[str, str],
        book: BlockBook,
        style: Style,
    ) -> None:
        self._places = places
        self._serials = serials
        self._book = book
        self._style = style

    def items(self, inverters: Sequence[PlacedInverter]) -> tuple[BlockReference | Text, ...]:
        """The inverters of one surface, in its frame, inserted at their mounting points, with names."""
        references = tuple(self._reference(inverter) for inverter in inverters)
        return (*references, *(self._name(inverter) for inverter in inverters))

    def _name(self, inverter: PlacedInverter) -> Text:
        """Id and place in the branch, in the part of the enclosure that is away from the rail."""
        place = self._places.get(inverter.id)
        name = f"{inverter.id} {place.branch}/{place.position}" if place else inverter.id
        width, height = size(inverter.footprint)
        x, y = middle(inverter.footprint)
        away = _NAME_AWAY * min(width, height) * inverter.side
        at = (x, y + away) if inverter.axis is RailAxis.EAVE else (x + away, y)
        text_mm = height_to_fit(name, _NAME_WIDTH * width, at_most_mm=self._style.inverter_mm)
        return label(name, at, text_mm, inverter.id)

    def _reference(self, inverter: PlacedInverter) -> BlockReference:
        place = self._places.get(inverter.id)
        return BlockReference(
            block=self._book.add(_block(inverter)),
            at=inverter.mount,
            attributes=(
                ("ID", inverter.id),
                ("SURFACE", inverter.surface),
                ("MODEL", inverter.product),
                ("RAIL", inverter.rail),
                ("BRANCH", place.branch if place else ""),
                ("POSITION", str(place.position) if place else ""),
                ("PHASE", place.phase if place else ""),
                ("SERIAL", self._serials.get(inverter.id, "")),
            ),
            layer=LayerName.INVERTER,
            role=Role.INVERTER,
            owner=inverter.id,
        )


def lead_items(inverters: Iterable[PlacedInverter]) -> tuple[Polyline, ...]:
    """The DC leads as routed, owned by their modules."""
    return tuple(
        Polyline(points=lead.route, layer=LayerName.DC, role=Role.DC_LEAD, owner=lead.module)
        for inverter in inverters
        for lead in inverter.leads
        if length(lead.route) > 0.0
    )


def _block(inverter: PlacedInverter) -> Block:
    enclosure = relative(inverter.footprint, inverter.mount)
    clearance = relative(inverter.clearance, inverter.mount)
    return Block(
        name=block_name("PV_INVERTER", inverter.product, _SIDES[inverter.axis, inverter.side]),
        layer=LayerName.INVERTER,
        shapes=(
            _outline(enclosure, LayerName.INVERTER, Role.INVERTER),
            _outline(clearance, LayerName.CLEARANCE, Role.CLEARANCE),
        ),
        attributes=("ID", "SURFACE", "MODEL", "RAIL", "BRANCH", "POSITION", "PHASE", "SERIAL"),
    )


def _outline(rect: Rect, layer: LayerName, role: Role) -> Polyline:
    return Polyline(points=corners(rect), closed=True, layer=layer, role=role)
