"""What is on the roof, surface by surface, as nodes of a tree."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from designer.core.errors import CatalogError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Box, Design, Row, Surface
from designer.edit.figures import counted
from designer.edit.properties.tables.words import BOXES, OBSTACLES, ORIENTATIONS


class NodeKind(StrEnum):
    """What a node stands for; its value is the name of its icon."""

    SURFACE = "surface"
    ROW = "row"
    OBSTACLE = "obstacle"
    BOX = "box"
    WATER_LINE = "water-line"


class Node(Struct, frozen=True, kw_only=True):
    """A thing or a group of things. `ids` are what is selected with it, `surface` is where it lies."""

    key: str
    kind: NodeKind
    name: str
    surface: str
    ids: tuple[str, ...]
    modules: int = 0
    peak_w: float = 0.0
    note: str = ""
    children: tuple["Node", ...] = ()


def roof_nodes(design: Design, catalog: Catalog) -> tuple[Node, ...]:
    """A node for each surface; below it its things, grouped by kind."""
    return tuple(_surface(design, catalog, surface) for surface in design.surfaces)


def _surface(design: Design, catalog: Catalog, surface: Surface) -> Node:
    rows = tuple(_row(design, catalog, row) for row in design.rows_on(surface.id))
    children = [
        _group(surface, NodeKind.ROW, "row", rows),
        _group(surface, NodeKind.OBSTACLE, "obstacle", tuple(_obstacles(surface))),
        _group(surface, NodeKind.BOX, "box", tuple(_boxes(design, surface))),
        _group(surface, NodeKind.WATER_LINE, "water line", tuple(_water_lines(surface))),
    ]
    return Node(
        key=surface.id,
        kind=NodeKind.SURFACE,
        name=surface.name,
        surface=surface.id,
        ids=(surface.id,),
        modules=sum(row.modules for row in rows),
        peak_w=sum(row.peak_w for row in rows),
        note=f"{surface.id}, {surface.tilt_deg:g}° steep, facing {surface.azimuth_deg:g}°",
        children=tuple(group for group in children if group.children),
    )


def _group(surface: Surface, kind: NodeKind, noun: str, children: tuple[Node, ...]) -> Node:
    return Node(
        key=f"{surface.id}/{kind.value}",
        kind=kind,
        name=counted(len(children), noun),
        surface=surface.id,
        ids=tuple(name for child in children for name in child.ids),
        modules=sum(child.modules for child in children),
        peak_w=sum(child.peak_w for child in children),
        children=children,
    )


def _row(design: Design, catalog: Catalog, row: Row) -> Node:
    product = row.module or design.products.module
    return Node(
        key=row.id,
        kind=NodeKind.ROW,
        name=f"{row.id}, {ORIENTATIONS[row.orientation].lower()}",
        surface=row.surface,
        ids=tuple(module.id for module in row.modules) or (row.id,),
        modules=len(row.modules),
        peak_w=len(row.modules) * _power_w(catalog, product),
        note=f"{catalog.names.get(product, product)}, {row.across_mm:g} mm across the rails",
    )


def _power_w(catalog: Catalog, product: str) -> float:
    try:
        return catalog.module(product).power_w
    except CatalogError:
        return 0.0


def _obstacles(surface: Surface) -> Iterator[Node]:
    for obstacle in surface.obstacles:
        name = f"{obstacle.id}, {OBSTACLES[obstacle.kind].lower()}"
        yield _thing(NodeKind.OBSTACLE, obstacle.id, name, surface)


def _boxes(design: Design, surface: Surface) -> Iterator[Node]:
    for box in design.boxes:
        if box.surface == surface.id:
            yield _thing(NodeKind.BOX, box.id, _box_name(box), surface)


def _box_name(box: Box) -> str:
    return f"{box.id}, {BOXES[box.kind].lower()}"


def _water_lines(surface: Surface) -> Iterator[Node]:
    for line in surface.water_lines:
        yield _thing(NodeKind.WATER_LINE, line.id, line.id, surface)


def _thing(kind: NodeKind, name: str, title: str, surface: Surface) -> Node:
    return Node(key=name, kind=kind, name=title, surface=surface.id, ids=(name,))
