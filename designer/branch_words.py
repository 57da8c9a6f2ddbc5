"""Sentences on why a branch is as it is, for the command line and for the window."""

from collections.abc import Iterator, Mapping

from designer.core.model.plan import LEAST_GAP_PCT, TrunkQuality
from designer.core.told import beyond
from designer.core.trunk.margins import Limit, Margin
from designer.core.trunk.one_more import Fixed, OneMore
from designer.core.trunk.why import BranchWhy, NamedBy, Option
from designer.part_names import Naming, by_id
from designer.wording import decimals_of, quantity

LIMITS = {
    Limit.UNITS: "units",
    Limit.AMPERES: "current",
    Limit.RISE: "voltage rise",
    Limit.REACH: "reach",
    Limit.SLACK: "slack",
}
"""What a limit is called."""

_FIGURES = {
    Limit.UNITS: "units",
    Limit.AMPERES: "current_a",
    Limit.RISE: "rise_pct",
    Limit.REACH: "reach_mm",
    Limit.SLACK: "slack_mm",
}
"""Limits by a name that ends in their unit."""


def title(why: BranchWhy, names: Naming = by_id) -> str:
    """Which branch it is, on which cable, fed where."""
    where = "in its middle" if len(why.branches) > 1 else "at its end"
    locked = ", locked" if why.locked else ""
    units = _number(len(why.inverters), "inverter")
    return f"{why.circuit}: {units} on {names(why.chosen.product)}, fed {where} from {why.box}{locked}"


def reasons(why: BranchWhy, names: Naming = by_id) -> tuple[str, ...]:
    """What limits the branch, what the runner-up would have cost, and the other ways with the same cable.

    What it breaks already comes first.
    """
    return tuple(_reasons(why, names))


def _reasons(why: BranchWhy, names: Naming) -> Iterator[str]:
    if why.chosen.breaks:
        yield over_limits(why)
    yield limited(why, names)
    yield runner_up(why, names)
    for option in why.options:
        if option.product == why.chosen.product and option.cost is not None:
            how = ways(option, why.chosen)
            yield f"With the same cable {how} would have cost {priced(option)}{_broken(option)}."


def over_limits(why: BranchWhy) -> str:
    """What a branch breaks already, with its figures; empty where that is nothing."""
    breaks = why.chosen.breaks
    if not breaks:
        return ""
    which = " and ".join(LIMITS[limit] for limit in breaks)
    figures = {margin.limit: margin for margin in why.margins}
    said = "; ".join(_over(limit, figures) for limit in breaks)
    return f"Over the limit of {which} already: {said}."


def _over(limit: Limit, figures: Mapping[Limit, Margin]) -> str:
    own = figures[limit]
    value, most = _beyond(limit, own.value, own.most), quantity(_FIGURES[limit], own.most)
    match limit:
        case Limit.UNITS:
            return (
                f"{_number(round(own.value), 'inverter')}, {most} {'is' if own.most == 1 else 'are'} allowed"
            )
        case Limit.AMPERES:
            return f"{_over(Limit.UNITS, figures)}: {value} on {most}"
        case Limit.RISE:
            return f"a voltage rise of {value}, {most} are allowed"
        case Limit.SLACK:
            return f"a step with {value} of slack, {most} are allowed"
        case Limit.REACH:
            return f"a port {value} from its inverter, {most} are allowed"


def _beyond(limit: Limit, value: float, most: float) -> str:
    """A figure over its limit, never in the same words as that."""
    name = _FIGURES[limit]
    return quantity(name, beyond(value, most, decimals_of(name)))


def limited(why: BranchWhy, names: Naming = by_id) -> str:
    """What limits a branch, by what one inverter more would need."""
    more = why.one_more
    if not more.breaks:
        return _would_fit(why, names)
    return (
        f"Limited by {LIMITS[more.breaks[0]]}: one inverter more ({_who(more, names)}) would need "
        f"{_needs(why)}; {_carried(more, names)}."
    )


def how_good(quality: TrunkQuality) -> str:
    """How near branches are to those that cost the least; those that somebody decided on stay as they are.

    Where fewer branches might do for the units, only plans of so many are compared.
    """
    near = f"within {max(quality.gap_pct, 0.1):.1f} % of the least" if quality.gap_pct > 0 else "proven least"
    given = ["so many branches"] if quality.circuits > quality.least_circuits else []
    if quality.held:
        given.append(
            "1 locked or kept branch" if quality.held == 1 else f"{quality.held} locked or kept branches"
        )
    return f"{near} with {' and '.join(given)}" if given else near


def runner_up(why: BranchWhy, names: Naming = by_id) -> str:
    """What the best other cable would have cost."""
    other = why.runner_up
    cost = f"The cable costs {why.chosen.cost:.2f}"
    if other is None:
        return f"{cost}; the family has no other cable for this market."
    if other.cost is None:
        return f"{cost}; no other cable of the family can be laid."
    unnamed = ", named by no list of a maker or dealer," if not other.confirmed else ""
    how = _how(other, why.chosen)
    chosen = _why_chosen(why) if _is_better(other) else ""
    would = f"would have cost {priced(other)}{_broken(other)}{chosen}"
    return f"{cost}; the runner-up {names(other.product)}{unnamed}{how} {would}."


def _how(other: Option, chosen: Option) -> str:
    """How another cable would be laid, said behind its name; nothing where it is laid and fed as planned."""
    if other.capped or other.links or other.reordered:
        return f" with {ways(other, chosen)}"
    return _fed(other, chosen, " ")


def _is_better(other: Option) -> bool:
    return not other.breaks and other.confirmed and other.more is not None and other.more < 0


_NAMED_BY = {NamedBy.LOCK: "; its lock names the cable", NamedBy.PROJECT: "; the project names the cable"}


def _why_chosen(why: BranchWhy) -> str:
    """Why a branch has no better cable, said behind that one's cost; nothing where only the search tells."""
    if why.named_by is not None:
        return _NAMED_BY[why.named_by]
    return "" if why.locked or why.alone else "; one cable serves all branches"


def ways(option: Option, chosen: Option) -> str:
    """How the long steps of a branch are bridged, and how it is fed where the chosen option is not fed so."""
    parts = []
    if option.capped:
        parts.append(f"{_number(option.capped, 'port')} skipped and capped")
    if option.links:
        parts.append(_number(option.links, "link"))
    if not parts:
        parts.append("an inverter on every port")
    order = ", in another order" if option.reordered else ""
    return " and ".join(parts) + order + _fed(option, chosen, ", ")


def _fed(option: Option, chosen: Option, joint: str) -> str:
    """Where a branch would be fed, and from which box, where that is not as it is."""
    where = []
    if option.legs != chosen.legs:
        where.append("in its middle" if option.legs > 1 else "at its end")
    if option.box is not None:
        where.append(f"from {option.box}")
    return f"{joint}fed {' '.join(where)}" if where else ""


def priced(option: Option) -> str:
    """Cost of an option and how much that is beyond what was planned."""
    if option.more is None or abs(option.more) < 0.005:
        return f"{option.cost:.2f}, as much"
    return f"{option.cost:.2f}, {abs(option.more):.2f} {'more' if option.more > 0 else 'less'}"


def margin_cells(margin: Margin) -> tuple[str, str, str, str]:
    """A limit, the branch's figure, the most allowed and the share of it that is used."""
    name = _FIGURES[margin.limit]
    share = f"{100 * margin.used:.0f} %"
    return LIMITS[margin.limit], quantity(name, margin.value), quantity(name, margin.most), share


_VERDICTS = {
    Limit.UNITS: "too many units",
    Limit.AMPERES: "current too high",
    Limit.RISE: "rise too high",
    Limit.REACH: "cannot be laid",
    Limit.SLACK: "too much slack",
}


def option_verdict(option: Option, chosen: Option) -> str:
    """In a few words why an option is none, or how it differs from the chosen one besides its cable.

    Nothing where only its cost may speak against it.
    """
    if option.breaks:
        return ", ".join(_VERDICTS[limit] for limit in option.breaks)
    order = "in another order" if option.reordered else ""
    named = "" if option.confirmed else "in no maker's list"
    return ", ".join(one for one in (_fed(option, chosen, ""), order, named) if one)


def _broken(option: Option) -> str:
    """The limits that an option breaks, said behind its cost."""
    limits = " and ".join(LIMITS[limit] for limit in option.breaks)
    return f", but breaks the limit of {limits}" if limits else ""


def _would_fit(why: BranchWhy, names: Naming) -> str:
    more = why.one_more
    cost = ""
    if more.cost is not None:  # less where the branch itself has not the best order yet
        cost = f" and cost {abs(more.cost):.2f} {'more' if more.cost >= 0 else 'less'}"
    one = "One inverter more" if why.chosen.breaks else "No limit is reached: one inverter more"
    return f"{one} ({_who(more, names)}) would fit{cost}{_elsewhere(why)}."


def _elsewhere(why: BranchWhy) -> str:
    """Why the other inverter hangs on another branch; what is best only a plan without a gap knows."""
    more = why.one_more
    if not more.inverter:
        return ""
    if more.fixed is Fixed.LOCKED:
        return "; locks keep the branches as they are"
    if more.fixed is Fixed.KEPT:
        return "; branches keep their inverters since the trunk cable was changed"
    if why.gap_pct >= LEAST_GAP_PCT:
        return f"; it hangs on another branch, and no better branches are known ({_least(why.gap_pct)})"
    return "; it hangs on another branch because that is best for all of them"


def _least(gap_pct: float) -> str:
    return f"these are within {gap_pct:.1f} % of the least cost"


def _who(more: OneMore, names: Naming) -> str:
    product = names(more.product)
    return f"{more.inverter}, {product}" if more.inverter else f"another {product}"


def _needs(why: BranchWhy) -> str:
    more = why.one_more
    match more.breaks[0]:
        case Limit.AMPERES:
            current = _beyond(Limit.AMPERES, more.current_a, more.device_a)
            return f"{current} in all, {quantity('a_a', more.device_a)} are allowed"
        case Limit.UNITS:
            how_many = "more" if Limit.UNITS in why.chosen.breaks else "one more"
            return f"room for {more.units} units, {how_many} than the maker or the project allows"
        case Limit.RISE:
            rise = _beyond(Limit.RISE, more.rise_pct, more.max_rise_pct)
            most = quantity("rise_pct", more.max_rise_pct)
            how = "" if more.inverter else " fed as it is"
            return f"a voltage rise of {rise}{how}, {most} are allowed"
        case Limit.SLACK:
            return "a step with more slack than is allowed"
        case Limit.REACH:
            return "a way for its cable that is not there"


def _carried(more: OneMore, names: Naming) -> str:
    if not more.fits_on:
        return "no cable of the family carries that many"
    if more.breaks[0] in (Limit.AMPERES, Limit.UNITS):
        return f"{', '.join(names(one) for one in more.fits_on)} would carry it"
    return "the current would allow it"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
