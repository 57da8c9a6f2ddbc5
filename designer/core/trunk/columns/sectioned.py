"""A large roof that is searched alone: in sections by others, then as a whole, made ready for meanwhile."""

from collections.abc import Sequence

from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.circuits import Better, ranked
from designer.core.trunk.columns.fleet import Fleet
from designer.core.trunk.columns.regional import improved_by_regions, pairs_of, surveyor_of
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.searches import Found, Search, begun_with, in_sections, rebuilt, searched


def searched_alone(search: Search, sections: Sequence[Search], pace: Pace) -> Better:
    """What a search finds in sections and then as a whole.

    It begins with circuits as few as there may be, cut into sections anew: what has room in one section is of
    no use to another.
    """
    surveyor = surveyor_of(search, is_cut=True)
    fleet = Fleet(search.site, search.members, sections[0].products[0], surveyor)
    start = [one for section in sections for one in section.start]
    if len(start) > fleet.least_circuits():
        fewer = replace(search, start=fleet.of_fewest(start))
        if ranked(fewer.start) < ranked(search.start) and (parts := in_sections(fewer)):
            search, sections = fewer, parts
    ready = _Ready(fleet, surveyor, sections)
    paces = [pace.silent()] * len(sections)
    found = search.site.hands.each(searched, sections, paces, ready.with_answers)
    whole = begun_with(replace(search, site=search.site.paced(pace)), sections, found)
    return improved_by_regions(whole, surveyor if whole.sections else None)[0]


class _Ready:
    """What is done for the whole while others do the sections: none of it changes what is found."""

    def __init__(self, fleet: Fleet, surveyor: Surveyor, sections: Sequence[Search]) -> None:
        self._fleet, self._surveyor = fleet, surveyor
        self._waiting, self._is_surveyed = dict(enumerate(sections)), False

    def with_answers(self, answers: Sequence[Found | None]) -> None:
        """Survey the whole; build what sections have found, and survey the steps that they have asked for."""
        if not self._is_surveyed:
            self._surveyor.field(self._fleet.problem)
            self._is_surveyed = True
        for number, found in enumerate(answers):
            if found is not None and number in self._waiting:
                self._build(self._waiting.pop(number), found)

    def _build(self, section: Search, found: Found) -> None:
        rebuilt(section, found)
        if found.prices:
            self._surveyor.look_at(pairs_of([found.prices], self._surveyor.members))
