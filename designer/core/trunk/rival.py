"""One product that may be used for all inverters of a small island: what it leads to, and costs at least."""

from collections.abc import Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from designer.core.caching.pace import Pace
from designer.core.trunk.circuits import CLEARLY, Better, Fed, Offered, Rank, is_dearer, ranked
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

if TYPE_CHECKING:
    from designer.core.trunk.columns.annealing import Enough
    from designer.core.trunk.columns.groups import Groups
    from designer.core.trunk.columns.improve import Task


class Rival:
    """One product for all inverters of an island."""

    def __init__(
        self, site: Site, members: Sequence[PortRange], rules: TrunkRules, surveyor: Surveyor
    ) -> None:
        self._site, self._members, self.rules, self._surveyor = site, members, rules, surveyor
        self._simple = least_of(members, [site.least_feed_mm(one) for one in members], [rules])
        self.simple = self._simple.cost
        """What it costs at least, found at once."""
        self._bounds: dict[tuple[int, int], float] = {}
        self._enough: dict[tuple[int, int], float] = {}

    @cached_property
    def _task(self) -> "Task":
        from designer.core.trunk.columns.improve import Task

        return Task(self._site, self._members, self.rules, self._surveyor)

    def annealed(self, best: Sequence[Fed], near: float, offered: Offered) -> tuple[Fed, ...]:
        """Circuits with this product, annealed from the best ones known, which may cost less.

        The first ones that are `near` what is told, as few as there may be and at no more cost than that, are
        offered; none are before the end where none cost so little.
        """
        return self._task.annealed(self._task.with_product(best), self._as_good(best, near), offered)

    def annealed_anew(self, own: Sequence[Fed], near: float, offered: Offered) -> tuple[Fed, ...]:
        """Circuits no worse than its own ones: another attempt mostly ends elsewhere."""
        return self._task.annealed_anew(own, self._as_good(own, near), offered)

    def _as_good(self, known: Sequence[Fed], near: float) -> "Enough":
        return (self._simple.circuits, 0, min(near, ranked(known)[3]))

    def ended_dear(self, circuits: Sequence[Fed], good: float) -> bool:
        """Whether annealing has ended where it mostly does not, as long legs have it do now and then."""
        rank = ranked(circuits)
        if not self.only_cost_counts(rank) or self._task.legs_are_short(circuits):
            return False
        return self.least(rank) <= good < rank[3]

    def annealed_longer(self, best: Sequence[Fed], attempt: int) -> tuple[Fed, ...]:
        """Circuits no worse than the best ones known, annealed long with this product."""
        own = self._task.annealed_longer(self._task.with_product(best), attempt)
        return min(tuple(best), own, key=ranked)

    def is_dearer(self, best: Sequence[Fed]) -> bool:
        """Whether circuits cost clearly more with this product."""
        return is_dearer(self._task.with_product(best), best)

    def may_be_cheaper(self, best: Sequence[Fed]) -> bool:
        """Whether a brief annealing with this product finds circuits that are better than the best known.

        Those of short legs are not looked at: that is no briefer than any other, and their search is quick.
        """
        if self._task.legs_are_short(best):
            return False
        return ranked(self._task.annealed_briefly(self._task.with_product(best))) < ranked(best)

    def promise(self, best: Sequence[Fed], others: float) -> float:
        """What plans of as few circuits as there may be, none fed in its middle, cost at least, roughly.

        No more is found out than that they cost more than `others`, or than the best plan where that has as
        few, clearly more where it has centre feeds. It is inf where this product needs more circuits than the
        best plan has, and what is known at once where the best plan breaks a limit.
        """
        rank, fewest = ranked(best), self._simple.circuits
        if rank[0] or fewest > rank[1]:
            return self.least(rank)
        enough = inf if fewest < rank[1] else rank[3] * (1 + CLEARLY * rank[2])
        return self._shown((0, fewest, 0, enough), best, others)

    def promise_with_centre_feeds(self, circuits: int, enough: float, best: Sequence[Fed]) -> float:
        """What plans of so many circuits, any of them fed in its middle, cost at least, roughly.

        No more is found out than that they cost `enough`.
        """
        return self._shown((0, circuits, 1, enough), best, enough)

    def cannot_take_its_place(self, best: Sequence[Fed], without: float) -> bool:
        """Whether no plan ranks below a best one with centre feeds, be it with such feeds or without.

        Those without cost `without` at least; they may cost little more than it does.
        """
        broken, circuits, any_centred, cost = ranked(best)
        if broken or not any_centred or circuits > self._simple.circuits or without < (1 + CLEARLY) * cost:
            return False
        return self.promise_with_centre_feeds(circuits, cost, best) >= cost

    def floor(self, best: Sequence[Fed], others: float) -> float:
        """What plans that rank below a known one cost at least, roughly; inf where there are none."""
        rank = ranked(best)
        return self._shown(rank, best, others) if self.only_cost_counts(rank) else self.least(rank)

    def _shown(self, rank: Rank, best: Sequence[Fed], others: float) -> float:
        enough, kind = min(rank[3], others), rank[1:3]
        if self.least(rank) < enough and self._enough.get(kind, 0.0) < enough:
            self._bounds[kind] = max(self.least(rank), self._task.floor(rank, best, enough))
            self._enough[kind] = enough
        return self.least(rank)

    def draft(self, best: Sequence[Fed], enough: float) -> None:
        """Show more of what this product costs at least, where its floor is less than `enough`."""
        rank = ranked(best)
        if self.only_cost_counts(rank) and self.floor(best, inf) < enough:
            prices = self._task.drafted_prices(rank, best, enough, self._site.pace.silent())
            self._bounds[rank[1:3]] = max(self.least(rank), prices.bound)

    def only_cost_counts(self, rank: Rank) -> bool:
        """Whether nothing else than less cost ranks below a plan: it breaks nothing, has fewest circuits and
        none fed in its middle.
        """
        return rank[:3] == (0, self._simple.circuits, 0)

    def least(self, rank: Rank) -> float:
        """What it costs at least, as far as that is known; inf where it cannot rank below a known plan.

        What plans of more circuits, or also fed in the middle, cost at least holds as well. Where the known
        plan breaks a limit plans of more circuits rank below it as well.
        """
        broken, circuits, any_centred, _ = rank
        if self._simple.circuits > circuits and not broken:
            return inf
        kinds = self._bounds.items()
        known = (shown for most, shown in kinds if most[0] >= circuits and most[1] >= any_centred)
        return max([self.simple, *known])

    def remind(self, best: Sequence[Fed]) -> None:
        """Show roughly what plans of as few circuits as the best one cost at least."""
        if not ranked(best)[0]:
            self._shown(ranked(best), best, inf)

    def learn(self, other: "Rival") -> None:
        """Take over what another product has shown to be impossible, where the same is possible with both."""
        impossible, units = other.impossible(), [one.slot.product for one in self._members]
        if not impossible or not self.rules.rises_alike(other.rules):
            return
        if all(self.rules.limit(unit) == other.rules.limit(unit) for unit in units):
            self._task.impossible |= impossible

    def impossible(self) -> "set[Groups]":
        """Groups of legs that no plan with this product keeps the limits with, as far as that is known."""
        return self._task.impossible if "_task" in vars(self) else set()

    def tighten_with_centre_feeds(self, circuits: int, below: float) -> None:
        """Show what so many circuits with centre feeds cost at least, as well as prices do, up to `below`."""
        self._keep((circuits, 1), self._task.tight_with_centre_feeds(circuits, below))

    def fed_in_the_middle(self, circuits: int, below: float, pace: Pace) -> Better:
        """So many circuits with centre feeds that cost less than `below`; none where none are found.

        Plans without such feeds are among those that are bounded then. The pace hears of bounds.
        """
        found = self._task.fed_in_the_middle(circuits, below, pace)
        self._keep((circuits, 1), found.bound)
        return found

    def against(self, best: Sequence[Fed], pace: Pace, offered: Offered) -> tuple[Fed, ...]:
        """The better one of a plan and the best plan with this product, whose bound is known from then on.

        The pace hears of bounds.
        """
        rank = ranked(best)
        rough = self.floor(best, inf)
        if rough == inf or (rough >= rank[3] and self.only_cost_counts(rank)):
            return tuple(best)
        if rank[2] and self.cannot_take_its_place(best, self.promise(best, inf)):
            return tuple(best)
        found = self._task.rivalling(best, pace, offered)
        for kind, bound in ((ranked(found.circuits)[1:3], found.bound), *self._task.shown.items()):
            self._keep(kind, bound)
        return found.circuits

    def _keep(self, kind: tuple[int, int], bound: float) -> None:
        """What is shown of plans of a kind, unless more has been."""
        self._bounds[kind] = max(self._bounds.get(kind, self.simple), bound)
