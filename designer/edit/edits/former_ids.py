"""Modules of a new fill keep the ids of those that stood in their places, with what was decided of these.

Pins, pairings, locks and serial numbers go by ids. A new module is the old one whose place it covers for the
most part, also one that a person had taken out; a pinned inverter goes along with it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from shapely import STRtree

from designer.core.geometry.axes import Orientation, Rect, rect_polygons
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row
from designer.edit.edits.fill_choice import row_rects
from designer.edit.edits.numbering import MODULE, ROW, Numberer
from designer.edit.edits.pins_along import with_pins_along

_MOST = 0.5
"""A module stands where one stood if it covers more than this share of it."""


class _Place(Struct, frozen=True):
    """A module where it stands or stood, with its row, its product and the way it lies."""

    id: str
    row: str
    rect: Rect
    kind: tuple[str, Orientation]


_Pair = tuple[_Place, _Place]
"""A new place and the old one whose module stands there."""


def with_former_ids(design: Design, before: Design, catalog: Catalog, surface_id: str) -> Design:
    """The Design with the ids of `before` for new modules of a surface that stand where those stood.

    A new row is the old one that most of its modules stem from, and keeps the inverter chosen for it. All
    other new ids are numbered on from `before`; where no module stood before, the Design stays as it is.
    """
    stayed = {one.id for row in design.rows_on(surface_id) for one in row.modules}
    gone = [one for one in _places(before, catalog, surface_id, removed=True) if one.id not in stayed]
    known = {one.id for row in before.rows for one in (*row.modules, *row.removed)}
    new = [one for one in _places(design, catalog, surface_id) if one.id not in known]
    pairs = _matched(new, gone)
    if not pairs:
        return design
    numbers = Numberer(before)
    names = {one.id: old.id for one, old in pairs}
    names = {one.id: names.get(one.id) or numbers.new(MODULE) for one in new}
    former = _former_rows(design, before, pairs)
    old_rows = {row.id: row for row in before.rows}
    rows = (
        _renamed(row, names, former.get(row.id) or old_rows.get(row.id), numbers)
        if row.surface == surface_id
        else row
        for row in design.rows
    )
    return with_pins_along(numbers.stamped(replace(design, rows=tuple(rows))), before, catalog)


def _places(design: Design, catalog: Catalog, surface_id: str, *, removed: bool = False) -> Iterator[_Place]:
    """Where the modules of a surface stand, and then those that a person took out stood."""
    surface = design.surface(surface_id)
    rows = design.rows_on(surface_id)
    for row in (*rows, *(replace(row, modules=row.removed) for row in rows if removed)):
        kind = (row.module or design.products.module, row.orientation)
        for module, rect in zip(row.modules, row_rects(row, surface, design, catalog), strict=True):
            yield _Place(module.id, row.id, rect, kind)


def _matched(new: Sequence[_Place], old: Sequence[_Place]) -> list[_Pair]:
    """Each new place with the old one that it covers most of; one old place goes to one new one."""
    tree = STRtree(rect_polygons(one.rect for one in old))
    meeting = tree.query(rect_polygons(one.rect for one in new)).T.tolist()
    shares = (
        (_share(new[first].rect, old[second].rect), first, second)
        for first, second in meeting
        if new[first].kind == old[second].kind
    )
    taken: set[str] = set()
    found = []
    for share, first, second in sorted(shares, key=lambda one: (-one[0], *one[1:])):
        names = {new[first].id, old[second].id}
        if share > _MOST and not names & taken:
            taken |= names
            found.append((new[first], old[second]))
    return found


def _share(rect: Rect, of: Rect) -> float:
    """How much of a rectangle another one covers, 0 to 1."""
    wide, high = (min(rect[n + 2], of[n + 2]) - max(rect[n], of[n]) for n in (0, 1))
    return max(wide, 0.0) * max(high, 0.0) / ((of[2] - of[0]) * (of[3] - of[1]))


def _former_rows(design: Design, before: Design, pairs: Sequence[_Pair]) -> dict[str, Row]:
    """The old row of each new one, those with most modules in common first; none that stayed, none twice."""
    old = {row.id: row for row in before.rows}
    taken = {row.id for row in design.rows} & old.keys()
    found: dict[str, Row] = {}
    for (new, was), _ in Counter((one.row, other.row) for one, other in pairs).most_common():
        if new not in taken and was not in taken:
            taken |= {new, was}
            found[new] = old[was]
    return found


def _renamed(row: Row, names: Mapping[str, str], former: Row | None, numbers: Numberer) -> Row:
    """The row with other names for its modules, in the place of a former row or with a new id."""
    back = frozenset(names.values())
    row = replace(
        row,
        modules=tuple(replace(one, id=names.get(one.id, one.id)) for one in row.modules),
        removed=tuple(one for one in row.removed if one.id not in back),
    )
    if former is None:
        return replace(row, id=numbers.new(ROW))
    return replace(row, id=former.id, inverter=former.inverter)
