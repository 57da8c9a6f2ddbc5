"""A circuit with another inverter, put where that suits it best."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from designer.core.model.design import FeedPolicy
from designer.core.trunk.circuits import (
    CircuitPlan,
    carries,
    end_to_end,
    fed,
    fed_inside,
    plan_circuit,
    plan_locked,
)
from designer.core.trunk.ports import PortRange
from designer.core.trunk.reordering import may_be_reordered, reordered
from designer.core.trunk.site import Site
from designer.core.trunk.wiring import Wiring

Row = tuple[PortRange, ...]


class Growing(Struct, frozen=True, kw_only=True):
    """How the circuits of a box may grow.

    Where somebody decided on their order (`is_held`) it stays, and they are fed as their `feed` allows; the
    other inverter may go anywhere into it.
    """

    site: Site
    box: str
    wiring: Wiring
    is_held: bool
    feed: FeedPolicy = FeedPolicy.AUTO

    def with_another(self, plan: CircuitPlan, other: PortRange) -> CircuitPlan:
        """The best circuit of a plan's inverters in their order, and another one anywhere in it.

        A free circuit may also run the other way, and is fed anywhere inside where its voltage would rise too
        high.
        """
        if not self.is_held:
            return self._put_in(plan, other)
        rows = _rows(end_to_end([leg.ranges for leg in plan.legs]), other)
        rules = plan.legs[0].rules
        planned = (plan_locked(row, self.box, rules, self.wiring, self.feed) for row in rows)
        return min(self._paced(planned), key=_broken_and_cost)

    def at_its_best(self, grown: CircuitPlan) -> CircuitPlan:
        """A grown circuit in the best order of its inverters, where that is free and they are few."""
        if self.is_held or not may_be_reordered(grown):
            return grown
        return reordered(self.site, self.box, grown, self.wiring)

    def _put_in(self, plan: CircuitPlan, other: PortRange) -> CircuitPlan:
        """The best free circuit with another inverter put somewhere into its order."""
        rules, legs = plan.legs[0].rules, [leg.ranges for leg in plan.legs]
        grown = (fed(own, self.box, rules, self.wiring) for own in _grown(legs, other))
        best = min(self._paced(grown), key=CircuitPlan.rank)
        if len(best.legs) == 1:
            best = plan_circuit(best.legs[0].ranges, self.box, rules, self.wiring)
        members = [one for leg in best.legs for one in leg.ranges]
        if not best.broken() or not carries(members, rules):
            return best
        rows = _rows(end_to_end(legs), other)
        inside = (fed_inside(row, self.box, rules, self.wiring) for row in rows)
        return min(best, *self._paced(inside), key=CircuitPlan.rank)

    def _paced(self, plans: Iterable[CircuitPlan]) -> Iterator[CircuitPlan]:
        for plan in plans:
            self.site.pace()
            yield plan


def _rows(row: Row, other: PortRange) -> list[Row]:
    """A row of inverters with another one at every place."""
    return [(*row[:at], other, *row[at:]) for at in range(len(row) + 1)]


def _grown(legs: list[Row], other: PortRange) -> Iterator[list[Row]]:
    """Legs with another inverter at every place of each; a single one also run the other way."""
    if len(legs) == 1:
        yield from ([row] for own in (legs[0], legs[0][::-1]) for row in _rows(own, other))
        return
    for number, leg in enumerate(legs):
        for row in _rows(leg, other):
            yield [row if n == number else own for n, own in enumerate(legs)]


def _broken_and_cost(plan: CircuitPlan) -> tuple[int, float]:
    """Where it goes into a held order is open: a place that asks for a second leg is as good as others."""
    return plan.broken(), plan.cost()
