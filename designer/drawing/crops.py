"""One view of a sheet, or the sheet as a whole, as a picture of its own."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.axes import Point, Rect
from designer.drawing.marks import Area, Mark, Stroke, Writing
from designer.drawing.model import Drawing, PaperSheet

_EDGE_MM = 3.0
"""Around a view."""

_BELOW_MM = 11.0
"""Below it stand its name and scale."""


def chosen_view(
    drawing: Drawing, sheet: str, view: str, surfaces: Mapping[str, str]
) -> tuple[PaperSheet, str]:
    """A sheet by its number, its name or that of a view on it, and the view that is asked for, or none.

    `surfaces` are the names that people gave surfaces, by id. Raises InputError naming what there is.
    """
    found = _sheets_called(drawing, sheet)
    if view and len(found) > 1:
        asked = _ids_called(view, surfaces)
        found = [one for one in found if any(own.name.casefold() in asked for own in one.views)] or found
    if len(found) > 1:
        numbers = ", ".join(str(drawing.sheets.index(one) + 1) for one in found)
        raise InputError(f"'{sheet}' is the name of several sheets", remedy=f"choose from {numbers}")
    if found:
        return found[0], _view_called(found[0], view, surfaces) if view else ""
    wanted = _ids_called(sheet, surfaces)
    for one in drawing.sheets if not view else ():
        if own := next((part.name for part in one.views if part.name.casefold() in wanted), ""):
            return one, own
    what = f"there is no sheet '{sheet.strip()}'" if sheet.strip() else "no sheet is named"
    raise InputError(what, remedy=f"choose from {_listed(drawing, surfaces)}")


def _sheets_called(drawing: Drawing, text: str) -> list[PaperSheet]:
    """Sheets with this number or name, else those whose names begin with it."""
    wanted = text.strip().casefold()
    if wanted.isdecimal():
        return list(drawing.sheets[int(wanted) - 1 : int(wanted)]) if int(wanted) else []
    exact = [one for one in drawing.sheets if wanted in (one.name.casefold(), one.title.casefold())]
    begun = [one for one in drawing.sheets if wanted and one.title.casefold().startswith(wanted)]
    return exact or begun


def _view_called(sheet: PaperSheet, text: str, surfaces: Mapping[str, str]) -> str:
    """The name of a view of a sheet; InputError where it has none of this name."""
    wanted = _ids_called(text, surfaces)
    for view in sheet.views:
        if view.name.casefold() in wanted:
            return view.name
    known = _views(sheet, surfaces)
    remedy = (
        f"choose from {', '.join(known)}" if known else "choose the sheet of a plan, or leave out the view"
    )
    raise InputError(f"sheet {sheet.name} has no view '{text}'", remedy=remedy)


def _ids_called(text: str, surfaces: Mapping[str, str]) -> set[str]:
    """Names of views that are meant: as typed, or those of surfaces that people call so."""
    wanted = text.strip().casefold()
    return {wanted, *(key.casefold() for key, name in surfaces.items() if name.casefold() == wanted)}


def _views(sheet: PaperSheet, surfaces: Mapping[str, str]) -> list[str]:
    names = dict.fromkeys(view.name for view in sheet.views)
    return [f"{one} ({surfaces[one]})" if surfaces.get(one, one) != one else one for one in names]


def _listed(drawing: Drawing, surfaces: Mapping[str, str]) -> str:
    """The sheets by number and name, and the views of all."""
    sheets = "; ".join(f"{number} {one.title}" for number, one in enumerate(drawing.sheets, start=1))
    views = dict.fromkeys(view for one in drawing.sheets for view in _views(one, surfaces))
    return f"{sheets}{'; or a view: ' if views else ''}{', '.join(views)}"


def view_rect(sheet: PaperSheet, name: str) -> Rect:
    """Where a view with its heading lies on a sheet; LookupError where the sheet has no view of this name."""
    for view in sheet.views:
        if view.name == name:
            x0, y0, x1, y1 = view.rect
            return (x0 - _EDGE_MM, y0 - _BELOW_MM, x1 + _EDGE_MM, y1 + _EDGE_MM)
    raise LookupError(name)


def cropped(sheet: PaperSheet, marks: Iterable[Mark], rect: Rect) -> tuple[PaperSheet, tuple[Mark, ...]]:
    """A part of a sheet as a paper of its own: what begins in it, moved to its lower left."""
    by = (-rect[0], -rect[1])
    part = replace(sheet, width_mm=rect[2] - rect[0], height_mm=rect[3] - rect[1], views=(), items=())
    return part, tuple(_moved(mark, by) for mark in marks if _touches(mark, rect))


def _touches(mark: Mark, rect: Rect) -> bool:
    points = (mark.at,) if isinstance(mark, Writing) else mark.points
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return not (max(xs) < rect[0] or min(xs) > rect[2] or max(ys) < rect[1] or min(ys) > rect[3])


def _moved(mark: Mark, by: Point) -> Mark:
    match mark:
        case Stroke():
            return replace(mark, points=_shifted(mark.points, by))
        case Area():
            return replace(mark, points=_shifted(mark.points, by))
        case Writing():
            return replace(mark, at=(mark.at[0] + by[0], mark.at[1] + by[1]))


def _shifted(points: Sequence[Point], by: Point) -> tuple[Point, ...]:
    return tuple((x + by[0], y + by[1]) for x, y in points)
