"""Sentences on branches: every limit has its own, with figures and units."""

import pytest
from msgspec.structs import replace

from designer.branch_words import (
    LIMITS,
    limited,
    margin_cells,
    option_verdict,
    over_limits,
    reasons,
    runner_up,
    title,
)
from designer.core.planning import Planner
from designer.core.trunk.margins import Limit, Margin
from designer.core.trunk.one_more import Fixed
from designer.core.trunk.why import NamedBy
from tests import sites
from tests.core.trunk.test_stage import fourteen

(WHY,) = Planner(sites.catalog()).explain(fourteen())


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (Limit.AMPERES, "34.78 A in all, 32 A are allowed"),
        (Limit.UNITS, "room for 8 units"),
        (Limit.RISE, "a voltage rise of 2.5 % fed as it is, 2 % are allowed"),
        (Limit.SLACK, "more slack than is allowed"),
        (Limit.REACH, "a way for its cable that is not there"),
    ],
)
def test_every_limit_says_what_one_more_would_need(limit, said):
    more = replace(WHY.one_more, breaks=(limit,), rise_pct=2.5, fits_on=("wide",))
    sentence = limited(replace(WHY, one_more=more))
    assert said in sentence
    assert sentence.startswith(f"Limited by {LIMITS[limit]}: ")


def test_what_one_more_would_need_never_reads_like_what_is_allowed():
    more = replace(WHY.one_more, breaks=(Limit.RISE,), rise_pct=2.004, inverter="I9")
    assert "a voltage rise of 2.01 %, 2 % are allowed" in limited(replace(WHY, one_more=more))


def test_a_branch_over_its_limits_says_first_by_how_much():
    """Each limit by its figure and the most allowed; one more than that is not what limits it."""
    figures = {
        Limit.UNITS: (8, 7),
        Limit.AMPERES: (8 * 1000 / 230, 32.0),
        Limit.RISE: (2.5, 2.0),
        Limit.REACH: (310.0, 300.0),
        Limit.SLACK: (2100.0, 2000.0),
    }
    margins = tuple(Margin(limit=limit, value=value, most=most) for limit, (value, most) in figures.items())

    def first(*breaks, **more):
        chosen, one = replace(WHY.chosen, breaks=breaks), replace(WHY.one_more, **more)
        return reasons(replace(WHY, chosen=chosen, margins=margins, one_more=one))[:2]

    said, then = first(Limit.AMPERES)
    assert said == "Over the limit of current already: 8 inverters, 7 are allowed: 34.78 A on 32 A."
    assert then.startswith("Limited by current: one inverter more")
    said, then = first(Limit.UNITS, breaks=(Limit.UNITS,), units=9)
    assert said == "Over the limit of units already: 8 inverters, 7 are allowed."
    assert "room for 9 units, more than the maker" in then
    said, then = first(Limit.RISE, Limit.SLACK, breaks=())
    assert said.startswith(
        "Over the limit of voltage rise and slack already: a voltage rise of 2.5 %, 2 % are"
    )
    assert said.endswith("; a step with 2100 mm of slack, 2000 mm are allowed.")
    assert then.startswith("One inverter more")
    assert first(Limit.REACH)[0].endswith("already: a port 310 mm from its inverter, 300 mm are allowed.")
    assert over_limits(WHY) == ""


def test_a_cable_that_would_carry_one_more_is_named():
    more = replace(WHY.one_more, fits_on=("wide-1", "wide-2"))
    assert limited(replace(WHY, one_more=more)).endswith("; wide-1, wide-2 would carry it.")


def test_one_more_that_fits_says_why_it_hangs_elsewhere():
    more = replace(WHY.one_more, breaks=(), inverter="I99", cost=12.5)
    said = limited(replace(WHY, one_more=more))
    assert "(I99, hms-1000-2t) would fit and cost 12.50 more; it hangs on another branch" in said
    assert said.endswith("it hangs on another branch because that is best for all of them.")
    less = limited(replace(WHY, one_more=replace(more, cost=-5.04)))
    assert "would fit and cost 5.04 less; it hangs" in less
    loose = replace(WHY, one_more=more, gap_pct=3.42)
    known = "and no better branches are known (these are within 3.4 % of the least cost)."
    assert limited(loose).endswith(f"it hangs on another branch, {known}")
    assert limited(replace(loose, gap_pct=0.04)).endswith("because that is best for all of them.")
    locked = limited(replace(WHY, one_more=replace(more, fixed=Fixed.LOCKED)))
    assert locked.endswith("12.50 more; locks keep the branches as they are.")
    kept = limited(replace(WHY, one_more=replace(more, fixed=Fixed.KEPT)))
    assert kept.endswith("12.50 more; branches keep their inverters since the trunk cable was changed.")


def test_the_runner_up_says_its_price_what_it_breaks_and_who_names_it():
    other = replace(WHY.runner_up, cost=300.0, more=19.73, capped=0, links=2)
    assert "with 2 links would have cost 300.00, 19.73 more." in runner_up(replace(WHY, runner_up=other))
    broken = replace(other, breaks=(Limit.RISE, Limit.SLACK), confirmed=False)
    said = runner_up(replace(WHY, runner_up=broken))
    assert "named by no list" in said
    assert "breaks the limit of voltage rise and slack" in said
    cheaper = replace(other, more=-7.0)
    shared = replace(WHY, runner_up=cheaper, alone=False)
    assert "7.00 less; one cable serves all branches." in runner_up(shared)
    assert runner_up(replace(shared, alone=True)).endswith("7.00 less.")
    assert runner_up(replace(shared, named_by=NamedBy.PROJECT)).endswith(
        "7.00 less; the project names the cable."
    )
    both = replace(shared, named_by=NamedBy.PROJECT, locked=True)
    assert runner_up(both).endswith("7.00 less; the project names the cable.")
    assert runner_up(replace(both, named_by=NamedBy.LOCK)).endswith("less; its lock names the cable.")
    assert runner_up(replace(shared, locked=True)).endswith("7.00 less.")
    assert "no other cable" in runner_up(replace(WHY, runner_up=None))
    assert "can be laid" in runner_up(replace(WHY, runner_up=replace(other, cost=None)))


def test_other_ways_with_the_same_cable_are_told():
    linked = replace(WHY.chosen, links=3, cost=321.0, more=40.73)
    said = reasons(replace(WHY, options=(linked, *WHY.options)))
    assert "With the same cable 3 links would have cost 321.00, 40.73 more." in said
    said = reasons(replace(WHY, options=(replace(linked, breaks=(Limit.RISE,)),)))
    assert "40.73 more, but breaks the limit of voltage rise." in said[-1]


def test_titles_say_how_and_where_a_branch_is_fed():
    assert title(WHY) == "B1: 7 inverters on hms-trunk-10awg-2.3m, fed at its end from X1"
    assert title(replace(WHY, branches=("B1a", "B1b"), locked=True)).endswith("in its middle from X1, locked")


def test_margins_carry_their_units():
    cells = {row[0]: row[1:] for row in map(margin_cells, WHY.margins)}
    assert cells["current"] == ("30.43 A", "32 A", "95 %")
    assert cells["units"] == ("7", "7", "100 %")
    assert cells["voltage rise"][1] == "2 %"
    assert cells["reach"][1] == "300 mm"


@pytest.mark.parametrize(("planned", "legs", "fed"), [(1, 2, "fed in its middle"), (2, 1, "fed at its end")])
def test_another_cable_says_where_it_would_be_fed_if_not_where_the_branch_is(planned, legs, fed):
    chosen = replace(WHY.chosen, legs=planned)
    other = replace(WHY.runner_up, cost=300.0, more=19.73, capped=0, links=0, legs=legs)
    linked = replace(other, links=2, reordered=True)
    assert f"4.2m {fed} would have cost" in runner_up(replace(WHY, chosen=chosen, runner_up=other))
    said = runner_up(replace(WHY, chosen=chosen, runner_up=linked))
    assert f"4.2m with 2 links, in another order, {fed} would have cost" in said
    same = replace(linked, product=chosen.product)
    assert (
        f"With the same cable 2 links, in another order, {fed} would"
        in reasons(replace(WHY, chosen=chosen, options=(same,)))[-1]
    )
    assert option_verdict(other, chosen) == fed
    assert option_verdict(linked, chosen) == f"{fed}, in another order"
    as_planned = replace(WHY, chosen=chosen, runner_up=replace(linked, legs=planned))
    assert "fed" not in runner_up(as_planned)


def verdict(**changes):
    return option_verdict(replace(WHY.runner_up, **changes), WHY.chosen)


def test_verdicts_of_options():
    assert verdict() == ""
    assert verdict(cost=None, breaks=(Limit.REACH,)) == "cannot be laid"
    assert verdict(confirmed=False) == "in no maker's list"
    said = verdict(breaks=(Limit.AMPERES, Limit.RISE))
    assert said == "current too high, rise too high"
