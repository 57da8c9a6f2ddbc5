"""Copies of things where their sources lie, each with an id of its own; what follows moves them away."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from msgspec.structs import replace

from designer.core.model.design import (
    Box,
    Bridge,
    Design,
    DimensionNote,
    Obstacle,
    Row,
    RowModule,
    Surface,
    TextNote,
    WaterLine,
)
from designer.edit.edits.copied_bridges import copied_bridges
from designer.edit.edits.numbering import (
    BOX,
    BRIDGE,
    DIMENSION,
    MODULE,
    OBSTACLE,
    ROW,
    SURFACE,
    TEXT,
    WATER_LINE,
    Numberer,
)
from designer.edit.edits.row_parts import chosen_part

T = TypeVar("T", Obstacle, WaterLine, Box, Bridge, DimensionNote, TextNote)
OnSurface = TypeVar("OnSurface", Row, Box, DimensionNote, TextNote)


def duplicated(design: Design, ids: Collection[str]) -> tuple[Design, frozenset[str]]:
    """The Design with a copy of everything named lying on its source, and the ids of the copies.

    Modules of one row become modules of one new row. With a surface all that lies on it is copied, and with
    both of its surfaces a bridge. What belongs to one place only is not copied: waypoints, pins, locks,
    pairings, serial numbers.
    """
    maker = _Duplicator(design, frozenset(ids))
    return maker.made(), frozenset(maker.copies)


class _Duplicator:
    """Makes copies in the order of the Design, so that numbers follow what a person sees."""

    def __init__(self, design: Design, ids: frozenset[str]) -> None:
        self._design, self._ids = design, ids
        self._numbers = Numberer(design)
        self._copy_of: dict[str, str] = {}
        self.copies: set[str] = set()

    def made(self) -> Design:
        design = self._design
        whole = [surface for surface in design.surfaces if surface.id in self._ids]
        partly = tuple(
            surface if surface in whole else self._with_copies(surface) for surface in design.surfaces
        )
        design = replace(
            design,
            surfaces=partly,
            rows=(*design.rows, *self._rows(self._design.rows, self._off(whole))),
            boxes=self._kept_and_copied(design.boxes, BOX, whole),
            bridges=(*design.bridges, *self._copied(self._bridges_off(whole), BRIDGE)),
            dimensions=self._kept_and_copied(design.dimensions, DIMENSION, whole),
            texts=self._kept_and_copied(design.texts, TEXT, whole),
        )
        for surface in whole:
            design = self._with_surface(design, surface)
        over = copied_bridges(self._design.bridges, self._copy_of, self._numbers)
        design = replace(design, bridges=(*design.bridges, *over))
        return self._numbers.stamped(design)

    def _bridges_off(self, whole: Iterable[Surface]) -> list[Bridge]:
        """The bridges that touch none of the surfaces that are copied whole."""
        names = {surface.id for surface in whole}
        return [one for one in self._design.bridges if not {one.from_surface, one.to_surface} & names]

    def _off(self, whole: Iterable[Surface]) -> Callable[[Row | Box | DimensionNote | TextNote], bool]:
        """Whether a thing lies on none of the surfaces that are copied whole."""
        names = {surface.id for surface in whole}
        return lambda thing: thing.surface not in names

    def _with_copies(self, surface: Surface) -> Surface:
        return replace(
            surface,
            obstacles=(*surface.obstacles, *self._copied(surface.obstacles, OBSTACLE)),
            water_lines=(*surface.water_lines, *self._copied(surface.water_lines, WATER_LINE)),
        )

    def _kept_and_copied(
        self, things: tuple[OnSurface, ...], letter: str, whole: Iterable[Surface]
    ) -> tuple[OnSurface, ...]:
        off = self._off(whole)
        copies: list[OnSurface] = [
            replace(one, id=self._new(letter)) for one in things if one.id in self._ids and off(one)
        ]
        return things + tuple(copies)

    def _copied(self, things: Iterable[T], letter: str) -> list[T]:
        return [replace(one, id=self._new(letter)) for one in things if one.id in self._ids]

    def _rows(self, rows: Iterable[Row], off: Callable[[Row], bool]) -> list[Row]:
        parts = (chosen_part(row, self._ids) for row in rows if off(row))
        return [self._row(part) for part in parts if part is not None and part.modules]

    def _row(self, row: Row, surface: str = "") -> Row:
        name = self._new(ROW)
        modules = tuple(self._module(module) for module in row.modules)
        return replace(row, id=name, surface=surface or row.surface, modules=modules, removed=())

    def _module(self, module: RowModule) -> RowModule:
        return replace(module, id=self._new(MODULE))

    def _new(self, letter: str) -> str:
        name = self._numbers.new(letter)
        self.copies.add(name)
        return name

    def _with_surface(self, design: Design, source: Surface) -> Design:
        """The Design with a copy of a surface and of all that lies on it."""
        name = self._copy_of[source.id] = self._new(SURFACE)
        copy = replace(
            source,
            id=name,
            name=free_name(design, source.name),
            obstacles=tuple(replace(one, id=self._numbers.new(OBSTACLE)) for one in source.obstacles),
            water_lines=tuple(replace(one, id=self._numbers.new(WATER_LINE)) for one in source.water_lines),
        )
        old = self._design
        rows = [self._row(row, name) for row in old.rows_on(source.id) if row.modules]
        return replace(
            design,
            surfaces=(*design.surfaces, copy),
            rows=(*design.rows, *rows),
            boxes=(*design.boxes, *self._moved_over(old.boxes, source.id, name, BOX)),
            dimensions=(*design.dimensions, *self._moved_over(old.dimensions, source.id, name, DIMENSION)),
            texts=(*design.texts, *self._moved_over(old.texts, source.id, name, TEXT)),
        )

    def _moved_over(
        self, things: Iterable[OnSurface], source: str, target: str, letter: str
    ) -> list[OnSurface]:
        return [
            replace(one, id=self._numbers.new(letter), surface=target)
            for one in things
            if one.surface == source
        ]


def free_name(design: Design, name: str) -> str:
    """A name for a surface that none has yet: the one asked for, or it with a number behind."""
    taken = {surface.name for surface in design.surfaces}
    stem = re.sub(r" \d+$", "", name)
    options = (f"{stem} {number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(option for option in options if option not in taken)
