"""Figures of a circuit and those of a leg beside them."""

from designer.core.model.circuits import circuit_loads
from designer.core.planning import derive
from designer.leg_words import amperes_text, titled, units_text
from tests.sites import catalog, fed_at_its_end, fed_in_its_middle


def test_limits_stand_at_the_figure_of_the_circuit() -> None:
    plan = derive(fed_in_its_middle(), catalog())
    leg = plan.branches[0]
    load = circuit_loads(plan.branches)[leg.circuit]
    assert units_text(leg, load) == "7 (4)"
    assert units_text(leg, load, " of 6", " here") == "7 of 6 (4 here)"
    assert amperes_text(leg, load) == "30.43 (17.39)"
    assert amperes_text(leg, load, " A / 32 A", " A", digits=1) == "30.4 A / 32 A (17.4 A)"
    assert titled("Branches", [load]) == "Branches (in brackets: one leg)"


def test_nothing_is_in_brackets_where_a_circuit_is_fed_at_its_end() -> None:
    plan = derive(fed_at_its_end(), catalog())
    branch, loads = plan.branches[0], circuit_loads(plan.branches)
    load = loads[branch.circuit]
    assert units_text(branch, load, " / 9", " here") == f"{len(branch.inverters)} / 9"
    assert amperes_text(branch, load) == f"{branch.current_a:.2f}"
    assert titled("Branches", loads.values()) == "Branches"
