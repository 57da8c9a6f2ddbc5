"""Ids: what they look like, that each stands for one thing, and that none is given out twice."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from designer.core.errors import DesignError
from designer.core.limits import MOST_THINGS
from designer.core.model.design import Design

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NUMBERED = re.compile(r"[A-Z]+([0-9]+)")


def all_ids(design: Design) -> Iterator[tuple[str, str]]:
    """Every id of a Design with the kind of thing it stands for."""
    parts: tuple[Iterable[tuple[str, str]], ...] = (
        (("surface", surface.id) for surface in design.surfaces),
        (("obstacle", part.id) for surface in design.surfaces for part in surface.obstacles),
        (("water line", part.id) for surface in design.surfaces for part in surface.water_lines),
        (("row", row.id) for row in design.rows),
        (("module", module.id) for row in design.rows for module in (*row.modules, *row.removed)),
        (("box", box.id) for box in design.boxes),
        (("bridge", bridge.id) for bridge in design.bridges),
        (("branch lock", lock.id) for lock in design.locks),
        (("waypoint", waypoint.id) for waypoint in design.waypoints),
        (("dimension", note.id) for note in design.dimensions),
        (("text", note.id) for note in design.texts),
        (("underlay", underlay.id) for underlay in design.underlays),
        (("picture", picture.id) for picture in design.pictures),
        (("offcut", offcut.id) for offcut in design.offcuts),
    )
    return chain.from_iterable(parts)


def check_ids(design: Design) -> None:
    """DesignError for an id that is unusable, used twice or not yet given out."""
    seen: dict[str, str] = {}
    for number, (kind, name) in enumerate(all_ids(design)):
        if number == MOST_THINGS:
            what = f"the project holds more than {MOST_THINGS:,} things"
            raise DesignError(what, remedy="part the site into several projects")
        if not _ID.fullmatch(name):
            remedy = "use letters, digits, '.', '_' and '-', 64 at most"
            raise DesignError(f"'{name}' cannot be an id", where=kind, remedy=remedy)
        if name in seen:
            where = f"{kind} {name}"
            raise DesignError(
                f"a {seen[name]} has the same id", where=where, remedy="give it an id of its own"
            )
        seen[name] = kind
    least = highest_number(seen) + 1
    if design.next_number < least:
        what = f"{design.next_number} is already in use, so an id could be given out twice"
        raise DesignError(what, where="next_number", remedy=f"set it to {least} or more")


def highest_number(ids: Iterable[str]) -> int:
    """The highest number among ids such as S1 or M27; 0 where there is none."""
    matches = (_NUMBERED.fullmatch(name) for name in ids)
    return max((int(match.group(1)) for match in matches if match), default=0)
