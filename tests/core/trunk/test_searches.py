"""Islands searched side by side: the same plan as one after the other."""

import pickle

import pytest
from msgspec.structs import replace

from designer.core.caching.hands import OwnHands, nothing
from designer.core.caching.pace import unhurried
from designer.core.model.design import TrunkSearch
from designer.core.planning import Planner
from designer.core.trunk.circuits import rank_of
from designer.core.trunk.searches import rebuilt, searched
from tests import sites
from tests.benchmarks.trunk_sites import generated_at, several

CATALOG = sites.catalog()
SITE = 74
"""20 inverters that hang together; two of them are two islands."""


class Elsewhere(OwnHands):
    """Does the work on what another process would get, and keeps what came and what went."""

    def __init__(self):
        self.parts, self.answers = [], []

    def each(self, work, parts, paces, meanwhile=nothing):
        self.parts += parts
        meanwhile([None] * len(parts))
        answers = super().each(work, [pickle.loads(pickle.dumps(part)) for part in parts], paces)
        meanwhile([*answers[:-1], None])
        self.answers += answers
        return [pickle.loads(pickle.dumps(answer)) for answer in answers]


def test_islands_are_searched_elsewhere_as_they_are_here(monkeypatch):
    monkeypatch.setattr("designer.core.trunk.columns.fleet.MOST_WHOLE", 12)  # as if it were large
    design = several(generated_at(SITE, CATALOG), 2).design
    design = replace(design, settings=replace(design.settings, trunk_search=TrunkSearch.THOROUGH))
    hands = Elsewhere()
    plan = Planner(CATALOG, hands).plan(design)
    assert len(hands.parts) == 2, "one search for each island"
    found = rebuilt(hands.parts[0], hands.answers[0])
    start = hands.parts[0].start
    assert rank_of(one for _, one in found.circuits) <= rank_of(one for _, one in start)
    proven = 0.01 * plan.trunk.circuits
    assert plan.trunk.bound == pytest.approx(sum(answer.bound for answer in hands.answers), abs=proven)
    assert len(plan.inverters) == sum(len(part.members) for part in hands.parts)
    here = searched(hands.parts[0], unhurried)
    assert here == hands.answers[0], "what another process has of a site is all that the search asks for"
