"""Circuits of one product as circuits of another one, which may carry fewer units."""

from collections.abc import Iterator, Sequence

from designer.core.trunk.circuits import CircuitPlan, Fed, carries, fed, plan_circuit
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.wiring import Wiring

_Members = tuple[PortRange, ...]


def redrafted(circuits: Sequence[Fed], rules: TrunkRules, wiring: Wiring) -> list[Fed]:
    """The same circuits with another product; where that carries fewer units they are cut anew.

    Then all inverters follow each other in the order of their circuits, and each new one has as many of them
    as the product carries.
    """
    if all(carries(_in_order(plan), rules) for _, plan in circuits):
        return [(box, fed([leg.ranges for leg in plan.legs], box, rules, wiring)) for box, plan in circuits]
    return [(box, plan_circuit(members, box, rules, wiring)) for box, members in _cut(circuits, rules)]


def _cut(circuits: Sequence[Fed], rules: TrunkRules) -> Iterator[tuple[str, _Members]]:
    """Runs that the product carries, each with the box of its last inverter."""
    run, last = list[PortRange](), ""
    for box, plan in circuits:
        for one in _in_order(plan):
            if run and not carries([*run, one], rules):
                yield last, tuple(run)
                run = []
            run.append(one)
            last = box
    if run:
        yield last, tuple(run)


def _in_order(plan: CircuitPlan) -> _Members:
    """The inverters of a circuit from one far end to the feed, or to the other far end."""
    first, *others = (leg.ranges for leg in plan.legs)
    return (*first, *(one for leg in others for one in leg[::-1]))
