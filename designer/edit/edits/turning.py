"""Edits that turn and mirror whatever a person selected.

Modules lie along the rails, so they know quarter turns and mirrors along x and y only. A quarter turn lays
the modules of a row the other way, from the place where the row begins; half a turn takes the row about the
point.
"""

import math
from collections.abc import Collection

from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Orientation, Point, RailAxis
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.changing import Change, angle_of, changed
from designer.edit.edits.duplicating import duplicated
from designer.edit.edits.framing import surfaces_in
from designer.edit.edits.moving import movable
from designer.edit.edits.row_parts import extent_of
from designer.edit.edits.surface_mirror import mirrored_row, reflected, with_surface_mirrored
from designer.edit.view import View, ViewKind

_SQUARE_WITHIN_DEG = 0.01
"""A typed or snapped quarter turn, and a mirror along x or y, are meant within this."""

_ACROSS_RAILS = {RailAxis.EAVE: (1, 3), RailAxis.SLOPE: (0, 2)}
"""Directions, in quarter turns, of mirror lines that run across the rails."""


def turned(
    design: Design, catalog: Catalog, ids: Collection[str], about: Point, angle_deg: float, view: View
) -> Design:
    """The Design with everything named turned counter-clockwise about a point of the view.

    Surfaces turn on the site plan, with all that lies on them; everything else in the view of its surface.
    Raises DesignError where nothing of it can be turned, and for modules by other than quarter turns.
    """
    wanted = _wanted(design, ids, view, "turned")
    if view.kind is ViewKind.SITE:
        return replace(
            design,
            surfaces=tuple(
                _turned_surface(one, about, angle_deg) if one.id in wanted else one for one in design.surfaces
            ),
        )
    change = Change(
        ids=wanted,
        point=lambda _, point: turned_point(point, about, angle_deg),
        row=lambda row, surface: _turned_row(design, catalog, surface, row, about, angle_deg),
        turn_deg=lambda angle: angle + angle_deg,
        turns_rows=lambda _: _quarter(angle_deg) == 2,
        on=[surface.id for surface in surfaces_in(design, view)],
    )
    return changed(design, catalog, change)


def mirrored(
    design: Design,
    catalog: Catalog,
    ids: Collection[str],
    axis: tuple[Point, Point],
    view: View,
    *,
    keep: bool = False,
) -> Design:
    """The Design with everything named mirrored across the line through two points of the view.

    With `keep` the sources stay and copies are mirrored. Surfaces are mirrored on the site plan, with all
    that lies on them; everything else in the view of its surface. Raises DesignError where nothing of it can
    be mirrored, and for modules across a line that runs neither along x nor along y.
    """
    first, second = axis
    if math.dist(first, second) < TOLERANCE_MM:
        raise DesignError("both points of the mirror line are the same", remedy="give two different points")
    wanted = _wanted(design, ids, view, "mirrored")
    if keep:
        design, wanted = duplicated(design, wanted)
    if view.kind is ViewKind.SITE:
        for surface in design.surfaces:
            if surface.id in wanted:
                design = with_surface_mirrored(design, catalog, surface.id, first, second)
        return design
    angle = direction_deg(first, second)
    source = design
    change = Change(
        ids=wanted,
        point=lambda _, point: reflected(point, first, second),
        row=lambda row, surface: _row_in_mirror(source, catalog, surface, row, axis),
        turn_deg=lambda turned_by: 2.0 * angle - turned_by,
        flips=True,
        turns_rows=lambda surface: _quarter(angle) in _ACROSS_RAILS[surface.rail_axis],
        on=[surface.id for surface in surfaces_in(design, view)],
    )
    return changed(design, catalog, change)


def turned_point(point: Point, about: Point, angle_deg: float) -> Point:
    """A point turned counter-clockwise about another; quarter turns are exact."""
    dx, dy = point[0] - about[0], point[1] - about[1]
    quarter = _quarter(angle_deg)
    if quarter is None:
        cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    else:
        cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarter]
    return (about[0] + cos * dx - sin * dy, about[1] + sin * dx + cos * dy)


def direction_deg(first: Point, second: Point) -> float:
    """Angle of the way from a point to another, counter-clockwise from x, −180 < angle ≤ 180."""
    return math.degrees(math.atan2(second[1] - first[1], second[0] - first[0]))


def _wanted(design: Design, ids: Collection[str], view: View, what: str) -> frozenset[str]:
    """The ids that can be turned in a view: surfaces on the site plan, everything else on its surface."""
    surfaces = {surface.id for surface in design.surfaces}
    chosen = movable(design, ids, view)
    if view.kind is ViewKind.SITE:
        if wanted := chosen & surfaces:
            return wanted
        raise DesignError(f"on the site plan only surfaces are {what}", remedy="open the surface it lies on")
    if chosen:
        return chosen
    if surfaces & set(ids):
        raise DesignError(f"a surface is {what} on the site plan", remedy="go to the site view first")
    raise DesignError(f"nothing of the selection can be {what}", remedy="select something else")


def _turned_surface(surface: Surface, about: Point, angle_deg: float) -> Surface:
    east, north = turned_point((surface.east_mm, surface.north_mm), about, angle_deg)
    return replace(
        surface,
        east_mm=rounded(east),
        north_mm=rounded(north),
        azimuth_deg=angle_of(surface.azimuth_deg - angle_deg),
        x_bearing_deg=angle_of(surface.x_bearing_deg - angle_deg),
    )


def _quarter(angle_deg: float) -> int | None:
    """How many quarter turns an angle is, 0 to 3; None where it is none."""
    quarters = round(angle_deg / 90.0)
    return quarters % 4 if abs(angle_deg - 90.0 * quarters) <= _SQUARE_WITHIN_DEG else None


def _turned_row(
    design: Design, catalog: Catalog, surface: Surface, row: Row, about: Point, angle_deg: float
) -> Row:
    match _quarter(angle_deg):
        case None:
            raise DesignError("modules lie along the rails", remedy="turn them by 90°, 180° or 270°")
        case 0:
            return row
        case 2:
            return mirrored_row(design, catalog, surface, row, x=about[0], y=about[1])
        case _:
            return _laid_the_other_way(design, catalog, surface, row)


def _laid_the_other_way(design: Design, catalog: Catalog, surface: Surface, row: Row) -> Row:
    """The row from the same beginning, portrait for landscape, with the gaps it had."""
    other = Orientation.LANDSCAPE if row.orientation is Orientation.PORTRAIT else Orientation.PORTRAIT
    flipped = replace(row, orientation=other)
    old, _ = extent_of(design, catalog, surface, row)
    new, _ = extent_of(design, catalog, surface, flipped)
    ordered = sorted((*row.modules, *row.removed), key=lambda module: module.along_mm)
    placed = {
        module.id: replace(module, along_mm=rounded(module.along_mm + number * (new - old)))
        for number, module in enumerate(ordered)
    }
    return replace(flipped, modules=_from(placed, row.modules), removed=_from(placed, row.removed))


def _from(placed: dict[str, RowModule], modules: tuple[RowModule, ...]) -> tuple[RowModule, ...]:
    return tuple(placed[module.id] for module in modules)


def _row_in_mirror(
    design: Design, catalog: Catalog, surface: Surface, row: Row, axis: tuple[Point, Point]
) -> Row:
    match _quarter(direction_deg(*axis)):
        case 0 | 2:
            return mirrored_row(design, catalog, surface, row, y=axis[0][1])
        case 1 | 3:
            return mirrored_row(design, catalog, surface, row, x=axis[0][0])
        case _:
            raise DesignError(
                "modules lie along the rails", remedy="mirror them across a line along x or along y"
            )
