"""The edit that takes over what was changed in a CAD: outlines, what stands on them, modules, boxes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.axes import Orientation, Point, Rect, rect_uv, tilted_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.returned import ReturnedDrawing
from designer.edit.edits.moving import moved
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.returned_lines import Change, changed_lines, changed_outline
from designer.edit.edits.returned_modules import ALIKE_MM, Matched, matched_modules
from designer.edit.edits.returned_places import SAME_MM, Lying, lying
from designer.edit.edits.rows import NewModules, add_modules, remove_modules
from designer.edit.figures import counted, length_text
from designer.edit.view import surface_view

_NAMED = 6
"""Ids named in one sentence; of more the first ones are."""


class Returned(Struct, frozen=True):
    """The changes found in a drawing, and what is passed over, in words without a full stop."""

    changes: tuple[Change, ...]
    told: tuple[str, ...] = ()

    def applied(self, design: Design) -> Design:
        """The Design with all changes."""
        for change in self.changes:
            design = change.edit(design)
        return design


def changes_in(design: Design, catalog: Catalog, drawing: ReturnedDrawing) -> Returned:
    """What was changed in a drawing of a Design since it was exported.

    Raises InputError where none of the Design's surfaces is found in it.
    """
    places = lying(design, catalog, drawing)
    if not places:
        remedy = "open the project that was exported, or import the drawing as underlay"
        raise InputError("none of its outlines is a surface of this project", remedy=remedy)
    matched = matched_modules(design, catalog, drawing, places)
    changes: list[Change] = []
    told = [
        f"surface {one.name} is not in the drawing and stays as it is"
        for one in design.surfaces
        if one.id not in places
    ]
    for surface in design.surfaces:
        if surface.id in places:
            changes += changed_outline(surface, places[surface.id], told)
            changes += changed_lines(surface, drawing, places)
    for one in matched:
        changes += _modules(design, catalog, one, told)
    changes += _boxes(design, drawing, places)
    return Returned(tuple(changes), tuple(told))


def _modules(design: Design, catalog: Catalog, one: Matched, told: list[str]) -> Iterator[Change]:
    surface = design.surface(one.surface)
    if one.slanting:
        told.append(
            f"{surface.name}: {_names(one.slanting)} stand aslant, which rows cannot; they stay as they are"
        )
    if one.gone:
        gone = frozenset(one.gone)
        text = f"{surface.name}: {counted(len(gone), 'module')} taken out ({_names(one.gone)})"
        yield Change(text, lambda design: remove_modules(design, gone))
    for by, names in _by_step(one.moved).items():
        yield _moving(catalog, surface, by, names)
    for new, count in _new_rows(design, catalog, surface, one.added, told):
        text = f"{surface.name}: {counted(count, 'module')} added"
        yield Change(text, _adding_modules(new))


def _adding_modules(new: NewModules) -> Callable[[Design], Design]:
    return lambda design: add_modules(design, new).design


def _moving(catalog: Catalog, surface: Surface, by: Point, names: Sequence[str]) -> Change:
    ids, view = frozenset(names), surface_view(surface.id)
    text = f"{surface.name}: {counted(len(ids), 'module')} moved {_ways(by)} ({_names(names)})"
    return Change(text, lambda design: moved(design, catalog, ids, by, view))


def _ways(by: Point) -> str:
    ways = ((by[0], "right", "left"), (by[1], "up", "down"))
    return " and ".join(_way(*way) for way in ways if abs(way[0]) >= SAME_MM)


def _way(step_mm: float, ahead: str, back: str) -> str:
    return f"{length_text(abs(step_mm))} {ahead if step_mm > 0.0 else back}"


def _by_step(steps: Iterable[tuple[str, Point]]) -> dict[Point, list[str]]:
    """Modules that were moved by the same step, to a tenth of a millimetre."""
    groups: dict[Point, list[str]] = {}
    for name, (dx, dy) in steps:
        groups.setdefault((round(dx, 1) + 0.0, round(dy, 1) + 0.0), []).append(name)
    return groups


def _new_rows(
    design: Design, catalog: Catalog, surface: Surface, rects: Iterable[Rect], told: list[str]
) -> Iterator[tuple[NewModules, int]]:
    """Rectangles as modules of the project's product, row by row."""
    rows: dict[tuple[Orientation, float], list[float]] = {}
    product = catalog.module(design.products.module)
    strange = 0
    for rect in rects:
        u0, v0, u1, v1 = rect_uv(surface.rail_axis, rect)
        for orientation in Orientation:
            wide, deep = tilted_extent(
                surface.rail_axis, orientation, product.length_mm, product.width_mm, 0.0
            )
            if abs(u1 - u0 - wide) < ALIKE_MM and abs(v1 - v0 - deep) < ALIKE_MM:
                rows.setdefault((orientation, round(v0, 1)), []).append(round(u0, 1))
                break
        else:
            strange += 1
    if strange:
        told.append(
            f"{surface.name}: {counted(strange, 'module')} of another size than {product.id} left out"
        )
    for (orientation, across), along in rows.items():
        new = NewModules(surface=surface.id, orientation=orientation, across_mm=across, along_mm=tuple(along))
        yield new, len(along)


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


# Boxes


def _boxes(design: Design, drawing: ReturnedDrawing, places: Mapping[str, Lying]) -> Iterator[Change]:
    """Boxes that were moved; one that was deleted stays, as branches end in it."""
    for box in design.boxes:
        place = places.get(box.surface)
        own = [one for one in drawing.boxes if one.id == box.id]
        if place is None or not own:
            continue
        x, y = own[0].at[0] - place.offset[0], own[0].at[1] - place.offset[1]
        if max(abs(x - box.x), abs(y - box.y)) >= SAME_MM:
            yield Change(f"box {box.id} moved", _putting_box(box.id, committed_point((x, y))))


def _putting_box(box_id: str, at: Point) -> Callable[[Design], Design]:
    def change(design: Design) -> Design:
        boxes = (replace(one, x=at[0], y=at[1]) if one.id == box_id else one for one in design.boxes)
        return replace(design, boxes=tuple(boxes))

    return change
