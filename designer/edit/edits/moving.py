"""Edits that move and copy whatever a person selected."""

from collections.abc import Collection

from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point, to_uv
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.identity import all_ids
from designer.core.units import rounded
from designer.edit.edits.changing import Change, changed
from designer.edit.edits.duplicating import duplicated
from designer.edit.edits.framing import shift_on, surfaces_in
from designer.edit.view import View, ViewKind


def moved(design: Design, catalog: Catalog, ids: Collection[str], by: Point, view: View) -> Design:
    """The Design with everything named moved by a shift of the view, mm.

    Modules take the places of their pinned inverters along. A part of a row that leaves its line becomes a
    row of its own. Surfaces move in the site view, with all that lies on them. Raises DesignError where
    nothing of it can be moved.
    """
    wanted = movable(design, ids, view)
    if not wanted:
        raise DesignError(_nothing(design, ids, view), remedy=_remedy(design, ids, view))
    whole = {surface.id for surface in design.surfaces} & wanted
    on = {surface.id for surface in surfaces_in(design, view)} - whole
    change = Change(
        ids=frozenset(wanted),
        point=lambda surface, point: _plus(point, shift_on(surface, view, by)),
        row=lambda row, surface: _shifted_row(row, surface, shift_on(surface, view, by)),
        on=on,
    )
    design = changed(design, catalog, change)
    return replace(
        design, surfaces=tuple(_moved_surface(one, by) if one.id in whole else one for one in design.surfaces)
    )


def copied_by(design: Design, catalog: Catalog, ids: Collection[str], by: Point, view: View) -> Design:
    """The Design with copies of everything named, each a shift of the view away from its source, mm.

    A surface is copied in the site view, with all that lies on it. Raises DesignError where nothing of it
    can be copied.
    """
    whole = movable(design, ids, view)
    copies, new_ids = duplicated(design, whole)
    if not new_ids:
        raise DesignError(_nothing(design, ids, view, "copied"), remedy=_remedy(design, ids, view))
    return moved(copies, catalog, new_ids, by, view)


def new_ids(before: Design, after: Design) -> frozenset[str]:
    """Ids of the second Design that the first one does not have."""
    return frozenset(name for _, name in all_ids(after)) - {name for _, name in all_ids(before)}


def movable(design: Design, ids: Collection[str], view: View) -> frozenset[str]:
    """Those of the ids that can be moved in a view: no surface in its own view, and nothing derived."""
    fixed = {"branch lock", "offcut"} if view.kind is ViewKind.SITE else {"branch lock", "offcut", "surface"}
    names = {name for kind, name in all_ids(design) if kind not in fixed}
    return frozenset(ids) & names


def _nothing(design: Design, ids: Collection[str], view: View, what: str = "moved") -> str:
    if _holds_surface(design, ids, view):
        return f"a surface is {what} on the site plan"
    return f"nothing of the selection can be {what}"


def _remedy(design: Design, ids: Collection[str], view: View) -> str:
    if _holds_surface(design, ids, view):
        return "go to the site view first"
    return "select modules, obstacles, lines, boxes, notes or bridges"


def _holds_surface(design: Design, ids: Collection[str], view: View) -> bool:
    return view.kind is not ViewKind.SITE and any(surface.id in ids for surface in design.surfaces)


def _plus(point: Point, by: Point) -> Point:
    return (point[0] + by[0], point[1] + by[1])


def _moved_surface(surface: Surface, by: Point) -> Surface:
    east, north = rounded(surface.east_mm + by[0]), rounded(surface.north_mm + by[1])
    return replace(surface, east_mm=east, north_mm=north)


def _shifted_row(row: Row, surface: Surface, by: Point) -> Row:
    along, across = to_uv(surface.rail_axis, *by)
    return replace(
        row,
        across_mm=rounded(row.across_mm + across),
        modules=_shifted(row.modules, along),
        removed=_shifted(row.removed, along),
    )


def _shifted(modules: tuple[RowModule, ...], along_mm: float) -> tuple[RowModule, ...]:
    return tuple(replace(one, along_mm=rounded(one.along_mm + along_mm)) for one in modules)
