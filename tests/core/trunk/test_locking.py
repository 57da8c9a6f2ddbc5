"""Locked branches: what holds is held, what cannot is kept, planned apart and told."""

import pytest
from msgspec.structs import replace

from designer.core.checks.results.faults import faults
from designer.core.model.design import Box, BranchLock, FeedPolicy, Settings
from designer.core.planning import derive
from designer.edit.edits.branches import circuit_of
from tests import sites

CATALOG = sites.catalog()


def fourteen(*locks, rows=None, **more):
    """Fourteen modules in a row, on seven inverters I1, I3 … I13."""
    roof = sites.surface(width=18000.0, height=6000.0)
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    return sites.design([roof], rows or [sites.row("R1", "S1", 14, 1)], [box], locks=locks, **more)


def found(plan, code):
    return [(finding.subjects, finding.params) for finding in plan.findings if finding.code == code]


def branch_of(plan, name):
    return next(branch for branch in plan.branches if branch.circuit == name)


def members(plan, name):
    return [one for branch in plan.branches if branch.circuit == name for one in branch.inverters]


SEVEN = ("I1", "I3", "I5", "I7", "I9", "I11", "I13")


def test_a_lock_without_a_cable_of_its_own_gets_one_that_carries_its_units():
    thin_first = replace(
        CATALOG,
        families=tuple(
            replace(f, products=tuple(sorted(f.products, key=lambda p: p.conductor != "12 AWG")))
            for f in CATALOG.families
        ),
    )
    plan = derive(fourteen(BranchLock(id="K1", inverters=SEVEN, box="X1")), thin_first)
    assert branch_of(plan, "K1").conductor == "10 AWG"
    assert found(plan, "branch-over-limit") == []


def test_a_lock_without_a_cable_of_its_own_gets_one_that_a_list_names():
    """The thin one that no list names would cost 0.11 less."""
    lock = BranchLock(id="K1", inverters=SEVEN[:3], box="X1")
    own = branch_of(derive(fourteen(lock), CATALOG), "K1")
    family = CATALOG.family(own.family)
    assert family.product(own.product).confirmed
    unnamed = [one for one in family.products if not one.confirmed]
    costs = [
        branch_of(derive(fourteen(replace(lock, product=one.id)), CATALOG), "K1").cost for one in unnamed
    ]
    assert min(costs) < own.cost


def test_a_locked_branch_stays_where_it_was_among_the_others():
    free = derive(replace(fourteen(), settings=Settings(max_units_per_branch=3)), CATALOG)
    names = [branch.id for branch in free.branches]
    last = free.branches[-1]
    lock = BranchLock(id=last.id, inverters=last.inverters, box=last.box, product=last.product)
    locked = derive(replace(fourteen(lock), settings=Settings(max_units_per_branch=3)), CATALOG)
    assert [branch.id for branch in locked.branches] == names
    assert locked.branches[-1].locked


@pytest.mark.parametrize("name", ["²", "Roof 1²", "٣", "B02"])
def test_a_lock_may_have_any_name(name):
    plan = derive(fourteen(BranchLock(id=name, inverters=SEVEN[:3], box="X1")), CATALOG)
    assert branch_of(plan, name).inverters == SEVEN[:3]


def test_a_lock_named_as_a_leg_of_another_branch_keeps_its_name_and_that_leg_gets_another():
    locks = (
        BranchLock(id="K1", inverters=SEVEN[:4], box="X1", feed=FeedPolicy.MIDDLE),
        BranchLock(id="K1a", inverters=SEVEN[4:6], box="X1"),
        BranchLock(id="K1b2", inverters=SEVEN[6:], box="X1"),
        BranchLock(id="K1a3", inverters=("I99",), box="X1"),
    )
    design = fourteen(*locks)
    plan = derive(design, CATALOG)
    assert sorted(branch.id for branch in plan.branches) == ["K1a", "K1a4", "K1b2", "K1b4"]
    assert members(plan, "K1a") == list(SEVEN[4:6])
    pieces = [piece.id for piece in plan.pieces]
    assert len(pieces) == len(set(pieces))
    assert faults(plan.findings) == ()
    assert circuit_of(design, plan, "K1a4").id == "K1"
    assert circuit_of(design, plan, "K1a").id == "K1a"


def test_a_lock_over_its_limit_says_units_and_amperes():
    lock = BranchLock(
        id="K1", inverters=SEVEN[:5], box="X1", product="hms-trunk-12awg-2.3m", feed=FeedPolicy.END
    )
    plan = derive(fourteen(lock), CATALOG)
    ((subjects, params),) = found(plan, "branch-over-limit")
    assert subjects == ("K1",)
    assert params == {"units": 5, "limit": 4, "current_a": 21.74, "allowed_a": 20.0}
    assert branch_of(plan, "K1").inverters == SEVEN[:5]


def test_an_inverter_that_is_gone_is_named_and_the_others_stay():
    plan = derive(fourteen(BranchLock(id="K1", inverters=("I1", "I99", "I3"), box="X1")), CATALOG)
    assert found(plan, "lock-not-held") == [(("K1", "I99"), {"missing": 1})]
    assert branch_of(plan, "K1").inverters == ("I1", "I3")


@pytest.mark.parametrize(("gone", "lost"), [(0, "I1"), (4, "I5")])
def test_a_module_less_costs_a_lock_no_inverter_but_its_own(gone, lost):
    """The others have other neighbours to share with then, and stay with those they had."""
    row = sites.row("R1", "S1", 14, 1)
    left = replace(row, modules=(*row.modules[:gone], *row.modules[gone + 1 :]))
    lock = BranchLock(id="K1", inverters=SEVEN, box="X1", feed=FeedPolicy.END)
    plan = derive(fourteen(lock, rows=[left]), CATALOG)
    assert members(plan, "K1") == [name for name in SEVEN if name != lost]
    assert found(plan, "lock-not-held") == [(("K1", lost), {"missing": 1})]


def test_an_inverter_that_no_cable_reaches_is_not_called_lost():
    design = sites.gable()
    lock = BranchLock(id="K1", inverters=("I1", "I7"), box="X1")
    plan = derive(replace(design, bridges=(), locks=(lock,)), CATALOG)
    assert found(plan, "lock-without-way") == [(("K1", "I1"), {"box": "X1"})]
    assert found(plan, "lock-not-held") == []


def test_what_a_lock_cannot_hold_has_its_place():
    gable = sites.gable()
    cut_off = BranchLock(id="K1", inverters=("I1", "I7"), box="X1")
    plans = (
        derive(fourteen(BranchLock(id="K1", inverters=("I99", "I1", "I3"), box="X1")), CATALOG),
        derive(replace(gable, bridges=(), locks=(cut_off,)), CATALOG),
    )
    for plan, code, name in zip(plans, ("lock-not-held", "lock-without-way"), ("I1", "I1"), strict=True):
        (finding,) = (one for one in plan.findings if one.code == code)
        own = next(one for one in plan.inverters if one.id == name)
        assert finding.location.surface == own.surface
        assert abs(finding.location.x - own.mount[0]) < 1500.0
    lost = derive(fourteen(BranchLock(id="K1", inverters=("I98", "I99"), box="X1")), CATALOG)
    assert [one.location for one in lost.findings if one.code == "lock-not-held"] == [None]


def test_without_any_box_one_finding_says_so_for_all_and_nothing_is_led_anywhere():
    design = fourteen(BranchLock(id="K1", inverters=SEVEN, box="X1"))
    plan = derive(replace(design, boxes=()), CATALOG)
    assert {f.code for f in plan.findings if f.code.startswith(("lock", "no-box"))} == {"no-box"}


def test_inverters_that_are_gone_are_named_where_there_is_no_box_either():
    lock = BranchLock(id="K1", inverters=("I1", "I98"), box="X1")
    plan = derive(replace(fourteen(lock), boxes=()), CATALOG)
    assert found(plan, "lock-not-held") == [(("K1", "I98"), {"missing": 1})]


def test_a_box_that_is_gone_is_named_and_the_branch_led_to_another():
    plan = derive(fourteen(BranchLock(id="K1", inverters=SEVEN, box="X9")), CATALOG)
    assert found(plan, "lock-without-box") == [(("K1", "X9"), {})]
    assert branch_of(plan, "K1").box == "X1"


def test_a_cable_that_the_inverters_do_not_plug_into_is_told_and_the_best_one_taken():
    plan = derive(fourteen(BranchLock(id="K1", inverters=SEVEN, box="X1", product="q-12-20-200")), CATALOG)
    assert found(plan, "lock-product-not-held") == [(("K1", "q-12-20-200"), {"plugs": "hoymiles-hms"})]
    assert branch_of(plan, "K1").family == "hoymiles-hms"
    assert sorted(members(plan, "K1")) == sorted(SEVEN)


def test_a_lock_keeps_the_cable_of_another_family_that_its_inverters_plug_into():
    both = replace(CATALOG.inverter("hms-1000-2t"), families=("hoymiles-hms", "apsystems-ds3"))
    others = tuple(one for one in CATALOG.inverters if one.id != both.id)
    catalog = replace(CATALOG, inverters=(*others, both))
    lock = BranchLock(id="K1", inverters=SEVEN[:3], box="X1", product="aps-ds3-bus-10awg-2.4m")
    plan = derive(fourteen(lock), catalog)
    assert branch_of(plan, "K1").product == "aps-ds3-bus-10awg-2.4m"
    assert {b.family for b in plan.branches if b.circuit != "K1"} == {"hoymiles-hms"}
    assert found(plan, "lock-product-not-held") == []


def test_inverters_of_two_families_on_one_lock_are_parted_and_told():
    rows = [
        sites.row("R1", "S1", 6, 1),
        sites.row("R2", "S1", 8, 21, across=2400.0, inverter="hmt-2000-4t"),
    ]
    lock = BranchLock(id="K1", inverters=("I1", "I21", "I3"), box="X1")
    plan = derive(fourteen(lock, rows=rows), CATALOG)
    assert found(plan, "lock-of-two-families") == [(("K1", "I21"), {"family": "hoymiles-hms"})]
    assert branch_of(plan, "K1").inverters == ("I1", "I3")
    on_branches = sorted(name for branch in plan.branches for name in branch.inverters)
    assert on_branches == sorted(one.id for one in plan.inverters)


@pytest.mark.parametrize("trunk", [None, "hms-trunk-10awg-4.2m", "hms-trunk-12awg-1.0m"])
def test_order_and_members_of_a_lock_survive_every_cable(trunk):
    lock = BranchLock(id="K1", inverters=("I5", "I1", "I9"), box="X1")
    design = fourteen(lock)
    plan = derive(replace(design, products=replace(design.products, trunk=trunk)), CATALOG)
    assert branch_of(plan, "K1").inverters == lock.inverters
    if trunk is not None:
        assert branch_of(plan, "K1").product == trunk
