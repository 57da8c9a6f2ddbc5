"""A branch in the making: inverters in order, what they add up to, and how it shows."""

from itertools import pairwise
from math import inf

from msgspec import Struct

from designer.core.electrical.limits import are_carried, device_rating_a, most_units
from designer.core.geometry.axes import Point
from designer.core.model.design import Box
from designer.core.model.plan import PlacedInverter
from designer.core.trunk.rules import TrunkRules, rules_for
from designer.edit.cable_ways import nearest_box, spot_of, way_mm
from designer.edit.edits.branches import circuit_of
from designer.edit.edits.framing import to_view
from designer.edit.picking.model import Kind
from designer.edit.preview import Note, Path, Shape, Tone
from designer.edit.tools.base import ToolContext
from designer.edit.tools.pointing import hit_at
from designer.edit.view import ViewKind


class Load(Struct, frozen=True, kw_only=True):
    """Figures of a branch against its limits; the way to the box included in the cable.

    It `fits` where one protective device carries it, and it has no more units than the project wants.
    """

    units: int
    units_limit: int
    current_a: float
    limit_a: float
    fits: bool
    cable_mm: float

    def text(self) -> str:
        """The figures as they stand at the cursor."""
        units = f"{self.units} of {self.units_limit} inverters"
        amperes = f"{self.current_a:.1f} of {self.limit_a:g} A"
        cable = "no way to a box" if self.cable_mm == inf else f"about {self.cable_mm / 1000:.1f} m"
        return f"{units} · {amperes} · {cable}"


def inverters_by_id(ctx: ToolContext) -> dict[str, PlacedInverter]:
    """The inverters of the plan."""
    return {} if ctx.plan is None else {one.id: one for one in ctx.plan.inverters}


def inverter_at(ctx: ToolContext, at: Point) -> str | None:
    """The inverter pointed at; on the site plan, too small to show them, that of a module."""
    hit = hit_at(ctx, at, (Kind.INVERTER,))
    if hit is not None or ctx.view.kind is not ViewKind.SITE or ctx.plan is None:
        return hit.id if hit is not None else None
    under = hit_at(ctx, at, (Kind.MODULE,))
    modules = (one for one in ctx.plan.modules if under is not None and one.id == under.id)
    return next((one.inverter for one in modules if one.inverter), None)


def branch_at(ctx: ToolContext, at: Point) -> str | None:
    """The branch pointed at by its cable, or one of its inverters."""
    hit = hit_at(ctx, at, (Kind.BRANCH,))
    found = (inverter_at(ctx, at), hit.id if hit is not None else None)
    return next((name for name in found if name and circuit_of(ctx.design, ctx.plan, name)), None)


def box_for(ctx: ToolContext, chain: tuple[str, ...], chosen: str = "") -> Box | None:
    """The box chosen, else the one nearest to the feed, which is the last inverter."""
    own = next((box for box in ctx.design.boxes if box.id == chosen), None)
    last = inverters_by_id(ctx).get(chain[-1]) if chain else None
    return own or (nearest_box(ctx.design, spot_of(last)) if last is not None else None)


def load_of(ctx: ToolContext, chain: tuple[str, ...], box: Box | None) -> Load | None:
    """What a chain adds up to; None where the plan knows none of it."""
    known = inverters_by_id(ctx)
    members = [known[name] for name in chain if name in known]
    if not members:
        return None
    rules = _rules(ctx, members[0])
    products = [ctx.catalog.inverter(one.product) for one in members]
    limits = [rules.limit(product) for product in products]
    return Load(
        units=len(members),
        units_limit=most_units(limits),
        current_a=sum(rules.current_a(product) for product in products),
        limit_a=device_rating_a(rules.product, rules.region),
        fits=are_carried(limits),
        cable_mm=_cable_mm(ctx, members, box),
    )


def shapes_of(ctx: ToolContext, chain: tuple[str, ...], box: Box | None, cursor: Point) -> tuple[Shape, ...]:
    """The chain through its mounting points to its box, and the figures at the cursor."""
    load = load_of(ctx, chain, box)
    points = points_of(ctx, chain)
    if load is None or not points:
        return ()
    tone = Tone.GHOST if load.fits else Tone.BAD
    shown: list[Shape] = []
    if len(points) > 1:
        shown.append(Path(points=points, tone=tone, branch=_colour(ctx, chain) if load.fits else None))
    if box is not None and (at := seen(ctx, box.surface, (box.x, box.y))) is not None:
        shown.append(Path(points=(points[-1], at), tone=Tone.RUBBER))
    note_tone = Tone.MEASURE if load.fits else Tone.BAD
    return (*shown, Note(at=cursor, text=load.text(), tone=note_tone))


def points_of(ctx: ToolContext, chain: tuple[str, ...]) -> tuple[Point, ...]:
    """Mounting points of the inverters that the view shows, in its coordinates."""
    known = inverters_by_id(ctx)
    places = [seen(ctx, known[name].surface, known[name].mount) for name in chain if name in known]
    return tuple(place for place in places if place is not None)


def seen(ctx: ToolContext, surface_id: str, point: Point) -> Point | None:
    """A point of a surface in view coordinates; None where the view does not show the surface."""
    surface = next((one for one in ctx.design.surfaces if one.id == surface_id), None)
    if surface is None or ctx.view.surface not in ("", surface_id):
        return None
    return to_view(surface, ctx.view, (point,))[0]


def _rules(ctx: ToolContext, first: PlacedInverter) -> TrunkRules:
    """The rules of the cable that the first inverter's branch has, else of the project's, else of any."""
    design, catalog = ctx.design, ctx.catalog
    families = catalog.inverter(first.product).families
    family = catalog.family(design.products.family if design.products.family in families else families[0])
    circuit = circuit_of(design, ctx.plan, first.id)
    wanted = (circuit.product if circuit is not None else None, design.products.trunk)
    known = {product.id: product for product in family.products}
    product = next((known[name] for name in wanted if name in known), family.products[0])
    return rules_for(design, catalog, family, product)


def _cable_mm(ctx: ToolContext, members: list[PlacedInverter], box: Box | None) -> float:
    spots = [spot_of(one) for one in members] + ([spot_of(box)] if box is not None else [])
    return sum(way_mm(ctx.design, one, other) for one, other in pairwise(spots))


def _colour(ctx: ToolContext, chain: tuple[str, ...]) -> int:
    """The number whose colour the branch has: that of its circuit, counted from 1, else the next one."""
    names = ctx.plan.circuits if ctx.plan is not None else ()
    circuit = circuit_of(ctx.design, ctx.plan, chain[0])
    known = circuit is not None and circuit.id in names
    return (names.index(circuit.id) if circuit is not None and known else len(names)) + 1
