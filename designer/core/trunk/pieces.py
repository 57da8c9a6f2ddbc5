"""From a matched leg to drops, steps and the pieces of cable with their routes."""

import math
from collections.abc import Iterable, Sequence

from designer.core.geometry.axes import Point, to_xy
from designer.core.model.plan import CablePiece, Drop, PieceKind, RoutePart, Step, StepKind
from designer.core.model.trunk_family import TrunkFamily, TrunkProduct
from designer.core.trunk.circuits import Leg
from designer.core.trunk.island import Route
from designer.core.trunk.matching import MatchedStep
from designer.core.trunk.network import joined
from designer.core.trunk.vacant import Wet, vacant_places

CUT_STEP_MM = 10.0
"""Bulk cable is cut to full centimetres, upwards."""

_PORTS_BESIDE_MM = 1e-5
"""Ports are rounded to a nanometre each, and a way has several ends."""


def run_length_mm(family: TrunkFamily, product: TrunkProduct, ports: int) -> float:
    """Length of a run of k ports: k − 1 pitches between field-wired connectors.

    Moulded cable is cut between drops, so a run keeps half a pitch on either side.
    """
    return (ports - 1 if family.field_wired else ports) * product.pitch_mm


def rounded_up(length_mm: float) -> float:
    """A length for bulk cable in full centimetres, one at least: a piece of no length is none.

    What rounded ports may be beside their places is no length.
    """
    return max(1, math.ceil((length_mm - _PORTS_BESIDE_MM) / CUT_STEP_MM)) * CUT_STEP_MM


class LegParts:
    """Drops, steps and pieces of one leg under a branch id; `box` is where it is fed into."""

    def __init__(self, leg: Leg, branch: str, box: str, routes: Sequence[Route], wet: Wet) -> None:
        """`routes` are those of the steps, and last the one to the box; connectors keep off what is `wet`."""
        self._leg, self._branch, self._box, self._wet = leg, branch, box, wet
        *self._routes, self._end_route = routes
        self.drops = self._all_drops()
        self.steps = tuple(self._step(i, step) for i, step in enumerate(leg.match.steps))
        self.pieces = (*self._runs_and_links(), self._end_cable())

    def _all_drops(self) -> tuple[Drop, ...]:
        places: list[tuple[str, Point, str]] = [self._at(0)]
        for i, (step, route) in enumerate(zip(self._leg.match.steps, self._routes, strict=True)):
            vacant = vacant_places(route, step.pitches, self._leg.rules, self._wet)
            places += [(surface, point, "") for surface, point in vacant]
            places.append(self._at(i + 1))
        return tuple(
            Drop(
                id=f"{self._branch}.{index}",
                branch=self._branch,
                index=index,
                surface=surface,
                x=round(point[0], 3),
                y=round(point[1], 3),
                inverter=inverter,
            )
            for index, (surface, point, inverter) in enumerate(places, start=1)
        )

    def _at(self, index: int) -> tuple[str, Point, str]:
        slot = self._leg.ranges[index].slot
        return (slot.surface, to_xy(slot.axis, self._leg.match.ports[index], slot.across_mm), slot.id)

    def _step(self, index: int, step: MatchedStep) -> Step:
        first, second = (self._leg.ranges[i].slot.id for i in (index, index + 1))
        family, product = self._leg.rules.family, self._leg.rules.product
        needed = step.distance_mm + family.dressing_mm
        linked = step.kind is StepKind.LINK
        cable = self._link_length(step) if linked else step.pitches * product.pitch_mm
        spare = cable - needed - (2 * family.stripping_mm if linked else 0.0)
        return Step(
            from_inverter=first,
            to_inverter=second,
            kind=step.kind,
            pitches=step.pitches,
            needed_mm=round(needed, 3),
            cable_mm=cable,
            slack_mm=round(spare, 3),
        )

    def _link_length(self, step: MatchedStep) -> float:
        family = self._leg.rules.family
        return rounded_up(step.distance_mm + family.dressing_mm + 2 * family.stripping_mm)

    def _runs_and_links(self) -> Iterable[CablePiece]:
        """Runs of ports between links, in order from the far end."""
        start_step = start_port = 0
        port = 0
        runs = links = 0
        for i, step in enumerate((*self._leg.match.steps, None)):
            if step is not None and step.kind is StepKind.STANDARD:
                port += step.pitches
                continue
            runs += 1
            yield self._run(runs, start_port, port, range(start_step, i))
            if step is not None:
                links += 1
                yield self._link(links, port, i, step)
                port += 1
                start_step, start_port = i + 1, port

    def _run(self, number: int, first: int, last: int, steps: range) -> CablePiece:
        family, product = self._leg.rules.family, self._leg.rules.product
        ports = last - first + 1
        needed = sum(self._leg.match.steps[i].distance_mm + family.dressing_mm for i in steps)
        here = RoutePart(surface=self.drops[first].surface, points=(self._point(first),) * 2)
        return CablePiece(
            id=f"{self._branch}-T{number}",
            kind=PieceKind.TRUNK_RUN,
            product=product.id,
            branch=self._branch,
            length_mm=run_length_mm(family, product, ports),
            needed_mm=round(needed, 3),
            ports=ports,
            from_=self.drops[first].id,
            to=self.drops[last].id,
            route=joined([self._routes[i] for i in steps]) or (here,),
        )

    def _point(self, port: int) -> Point:
        return (self.drops[port].x, self.drops[port].y)

    def _link(self, number: int, port: int, index: int, step: MatchedStep) -> CablePiece:
        family = self._leg.rules.family
        return CablePiece(
            id=f"{self._branch}-L{number}",
            kind=PieceKind.LINK,
            product=self._leg.rules.bulk.id,
            branch=self._branch,
            length_mm=self._link_length(step),
            needed_mm=round(step.distance_mm + family.dressing_mm + 2 * family.stripping_mm, 3),
            ports=0,
            from_=self.drops[port].id,
            to=self.drops[port + 1].id,
            route=self._routes[index],
        )

    def _end_cable(self) -> CablePiece:
        family = self._leg.rules.family
        needed = self._leg.match.feed_mm + family.beyond_feed_mm + 2 * family.stripping_mm
        return CablePiece(
            id=f"{self._branch}-E1",
            kind=PieceKind.END_CABLE,
            product=self._leg.rules.bulk.id,
            branch=self._branch,
            length_mm=rounded_up(needed),
            needed_mm=round(needed, 3),
            ports=0,
            from_=self.drops[-1].id,
            to=self._box,
            route=self._end_route,
        )
