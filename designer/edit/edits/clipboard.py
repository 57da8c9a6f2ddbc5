"""Copy and paste, also from one project to another: things of a Design as JSON."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.axes import Orientation, Point, RailAxis, to_uv, to_xy
from designer.core.limits import CLIP_BYTES
from designer.core.model.design import (
    Box,
    Bridge,
    Design,
    DimensionNote,
    Obstacle,
    Pairing,
    Row,
    Surface,
    TextNote,
    WaterLine,
)
from designer.core.model.places import check_leaves
from designer.core.units import rounded
from designer.edit.edits.copied_bridges import copied_bridges
from designer.edit.edits.numbering import (
    BOX,
    DIMENSION,
    MODULE,
    OBSTACLE,
    ROW,
    TEXT,
    WATER_LINE,
    Numberer,
)
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.roof import add_surface, with_surface
from designer.edit.edits.site import placed_beside
from designer.edit.picking.objects import all_in_view
from designer.edit.view import surface_view

FORMAT = "trunkline-clip"
VERSION = 2
"""The first one had neither the module nor bridges, and is read as well."""


class Things(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Things that lie on one surface, in its coordinates."""

    axis: RailAxis = RailAxis.EAVE
    rows: tuple[Row, ...] = ()
    boxes: tuple[Box, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    water_lines: tuple[WaterLine, ...] = ()
    dimensions: tuple[DimensionNote, ...] = ()
    texts: tuple[TextNote, ...] = ()
    pairings: tuple[Pairing, ...] = ()


class Clip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is on the clipboard: whole surfaces with what lies on them, and things without their surface.

    `module` is that of the project they come from, `bridges` are those between two of the surfaces.
    """

    format: str
    version: int
    module: str = ""
    surfaces: tuple[tuple[Surface, Things], ...] = ()
    loose: tuple[Things, ...] = ()
    bridges: tuple[Bridge, ...] = ()


def copied(design: Design, ids: Iterable[str]) -> bytes:
    """The things with these ids as JSON; b"" where none of them can be copied.

    A surface takes everything on it along, and two of them a bridge between them. What is planned, cables and
    inverters, is planned anew.
    """
    chosen = frozenset(ids)
    whole = [surface for surface in design.surfaces if surface.id in chosen]
    names = {surface.id for surface in whole}
    others = [surface for surface in design.surfaces if surface.id not in chosen]
    loose = (_chosen_on(design, surface, chosen) for surface in others)
    clip = Clip(
        format=FORMAT,
        version=VERSION,
        module=design.products.module,
        surfaces=tuple((_bare(surface), _all_on(design, surface)) for surface in whole),
        loose=tuple(things for things in loose if things != Things(axis=things.axis)),
        bridges=tuple(one for one in design.bridges if {one.from_surface, one.to_surface} <= names),
    )
    return msgspec.json.encode(clip) if clip.surfaces or clip.loose else b""


def pasted(design: Design, data: bytes, surface_id: str, at: Point) -> Design:
    """The Design with what `copied` made of another one, or of itself, under new ids.

    The lower left corner of loose things comes to `at` on a surface; whole surfaces are set beside the
    others. Modules stay what they were where this project has another one, which would overlap or stand
    apart in their places. Raises InputError where the data is none of ours, KeyError for an unknown surface.
    """
    clip = decoded(data)
    module = clip.module if clip.module != design.products.module else ""
    copy_of: dict[str, str] = {}
    for surface, things in clip.surfaces:
        design = add_surface(design, placed_beside(design, replace(surface, id="")))
        copy_of[surface.id] = design.surfaces[-1].id
        design = _added(design, _of_module(things, module), design.surfaces[-1], (0.0, 0.0))
    design = _bridged(design, clip.bridges, copy_of)
    if clip.loose:
        target = design.surface(surface_id)
        low = _low_corner(clip.loose, target.rail_axis)
        for things in clip.loose:
            by = (at[0] - low[0], at[1] - low[1])
            design = _added(design, _of_module(things, module), design.surface(surface_id), by)
    return design


def _bridged(design: Design, bridges: Iterable[Bridge], copy_of: Mapping[str, str]) -> Design:
    """The Design with bridges between surfaces that were pasted; those of no such surfaces are left out."""
    numbers = Numberer(design)
    new = copied_bridges(bridges, copy_of, numbers)
    return numbers.stamped(replace(design, bridges=(*design.bridges, *new)))


def _of_module(things: Things, module: str) -> Things:
    """The things with their rows of this module, where they have none of their own."""
    if not module:
        return things
    return replace(things, rows=tuple(replace(row, module=row.module or module) for row in things.rows))


def decoded(data: bytes) -> Clip:
    """The clip in a text of the clipboard; InputError where it holds none."""
    if len(data) > CLIP_BYTES:
        raise InputError("the clipboard holds too much to paste", remedy="copy less at once")
    try:
        clip = msgspec.json.decode(data, type=Clip)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _nothing() from error
    if clip.format != FORMAT:
        raise _nothing()
    if not 1 <= clip.version <= VERSION:
        raise InputError("the clipboard comes from another version", remedy="use the same version for both")
    check_leaves(clip)
    return clip


def _nothing() -> InputError:
    return InputError("there is nothing on the clipboard that can be pasted", remedy="copy something first")


def _bare(surface: Surface) -> Surface:
    return replace(surface, obstacles=(), water_lines=())


def _all_on(design: Design, surface: Surface) -> Things:
    return _chosen_on(design, surface, all_in_view(design, surface_view(surface.id)))


def _chosen_on(design: Design, surface: Surface, ids: frozenset[str]) -> Things:
    rows = tuple(row for old in design.rows_on(surface.id) for row in _chosen_row(old, ids))
    kept = {module.id for row in rows for module in row.modules}
    return Things(
        axis=surface.rail_axis,
        rows=rows,
        boxes=tuple(box for box in design.boxes if box.surface == surface.id and box.id in ids),
        obstacles=tuple(part for part in surface.obstacles if part.id in ids),
        water_lines=tuple(part for part in surface.water_lines if part.id in ids),
        dimensions=tuple(n for n in design.dimensions if n.surface == surface.id and n.id in ids),
        texts=tuple(n for n in design.texts if n.surface == surface.id and n.id in ids),
        pairings=tuple(pair for pair in design.pairings if kept.issuperset(pair.modules)),
    )


def _chosen_row(row: Row, ids: frozenset[str]) -> Iterator[Row]:
    every = row.id in ids
    modules = tuple(module for module in row.modules if every or module.id in ids)
    removed = tuple(module for module in row.removed if every or module.id in ids)
    if modules or removed:
        yield replace(row, modules=modules, removed=removed)


def _low_corner(loose: Iterable[Things], axis: RailAxis) -> Point:
    """The lower left corner of all things as they come to lie on rails of this axis.

    InputError where there are none.
    """
    points = [point for things in loose for point in _places(things, axis)]
    if not points:
        raise _nothing()
    return (min(x for x, _ in points), min(y for _, y in points))


def _places(things: Things, axis: RailAxis) -> Iterator[Point]:
    for row in things.rows:
        for module in (*row.modules, *row.removed):
            yield to_xy(axis, module.along_mm, row.across_mm)
    for box in things.boxes:
        yield (box.x - box.width_mm / 2, box.y - box.height_mm / 2)
    for obstacle in things.obstacles:
        yield from obstacle.outline
    for line in things.water_lines:
        yield from line.points
    for dimension in things.dimensions:
        yield from (dimension.first, dimension.second)
    yield from (text.at for text in things.texts)


def _added(design: Design, things: Things, surface: Surface, by: Point) -> Design:
    """The Design with things on a surface, moved, all under new ids."""
    numbers = Numberer(design)
    names: dict[str, str] = {}
    rows = tuple(_new_row(row, things.axis, surface, by, numbers, names) for row in things.rows)
    obstacles = tuple(_new_obstacle(part, by, numbers) for part in things.obstacles)
    lines = tuple(_new_line(part, by, numbers) for part in things.water_lines)
    boxes = tuple(
        replace(
            box, id=numbers.new(BOX), surface=surface.id, x=rounded(box.x + by[0]), y=rounded(box.y + by[1])
        )
        for box in things.boxes
    )
    dimensions = tuple(_new_dimension(note, surface, by, numbers) for note in things.dimensions)
    texts = tuple(
        replace(note, id=numbers.new(TEXT), surface=surface.id, at=_moved(note.at, by))
        for note in things.texts
    )
    design = with_surface(
        design,
        surface.id,
        lambda old: replace(
            old,
            obstacles=(*old.obstacles, *obstacles),
            water_lines=(*old.water_lines, *lines),
        ),
    )
    return numbers.stamped(
        replace(
            design,
            rows=(*design.rows, *rows),
            boxes=(*design.boxes, *boxes),
            dimensions=(*design.dimensions, *dimensions),
            texts=(*design.texts, *texts),
            pairings=(*design.pairings, *_new_pairings(things.pairings, names)),
        )
    )


def _new_row(
    row: Row, axis: RailAxis, surface: Surface, by: Point, numbers: Numberer, names: dict[str, str]
) -> Row:
    """The row on a surface; on rails that run the other way its modules turn with it."""
    along, across = to_uv(surface.rail_axis, *by)
    every = (*row.modules, *row.removed)
    names.update((module.id, numbers.new(MODULE)) for module in every)
    modules, removed = (
        tuple(
            replace(module, id=names[module.id], along_mm=rounded(module.along_mm + along))
            for module in group
        )
        for group in (row.modules, row.removed)
    )
    return replace(
        row,
        id=numbers.new(ROW),
        surface=surface.id,
        orientation=row.orientation if axis is surface.rail_axis else _turned(row.orientation),
        across_mm=rounded(row.across_mm + across),
        modules=modules,
        removed=removed,
    )


def _turned(orientation: Orientation) -> Orientation:
    return Orientation.LANDSCAPE if orientation is Orientation.PORTRAIT else Orientation.PORTRAIT


def _new_obstacle(part: Obstacle, by: Point, numbers: Numberer) -> Obstacle:
    return replace(part, id=numbers.new(OBSTACLE), outline=tuple(_moved(point, by) for point in part.outline))


def _new_line(part: WaterLine, by: Point, numbers: Numberer) -> WaterLine:
    return replace(part, id=numbers.new(WATER_LINE), points=tuple(_moved(point, by) for point in part.points))


def _new_dimension(note: DimensionNote, surface: Surface, by: Point, numbers: Numberer) -> DimensionNote:
    return replace(
        note,
        id=numbers.new(DIMENSION),
        surface=surface.id,
        first=_moved(note.first, by),
        second=_moved(note.second, by),
    )


def _new_pairings(pairings: Iterable[Pairing], names: dict[str, str]) -> Iterator[Pairing]:
    for pairing in pairings:
        if all(name in names for name in pairing.modules):
            yield Pairing(modules=tuple(names[name] for name in pairing.modules))


def _moved(point: Point, by: Point) -> Point:
    return committed_point((point[0] + by[0], point[1] + by[1]))
