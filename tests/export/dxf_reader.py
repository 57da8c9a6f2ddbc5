"""Reads a drawing back from its DXF, knowing only the drawing conventions and nothing of the program.

Coordinates are those of model space, where each surface lies somewhere in its own frame: `offset_of` gives
the way from a surface's own coordinates to them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import ezdxf
from ezdxf.document import Drawing as Document
from ezdxf.entities import DXFEntity, Insert, LWPolyline
from ezdxf.math import Matrix44, Vec3
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon

from designer.core.model.design import Surface

XY = tuple[float, float]
APP_ID = "TRUNKLINE"

ROUTE_KINDS = {"PV-TRUNK": "trunk-run", "PV-LINK": "link", "PV-ENDCABLE": "end-cable"}
HARDWARE_BLOCKS = {
    "PV_CLAMP_MID": "mid-clamp",
    "PV_CLAMP_END": "end-clamp",
    "PV_SPLICE": "splice",
    "PV_JOINT": "joint",
    "PV_ATTACHMENT": "attachment",
}


@dataclass(frozen=True)
class ModuleRecord:
    """A module: attributes and outline."""

    id: str
    surface: str
    row: int
    col: int
    type: str
    inverter: str
    port: str
    outline: Polygon


@dataclass(frozen=True)
class InverterRecord:
    """An inverter: attributes, mounting point, enclosure and clearance."""

    id: str
    surface: str
    model: str
    rail: str
    branch: str
    position: str
    phase: str
    serial: str
    mount: XY
    footprint: Polygon
    clearance: Polygon


@dataclass(frozen=True)
class HardwareRecord:
    """A clamp, splice, joint or attachment."""

    id: str
    kind: str
    rail: str
    surface: str
    footprint: Polygon


@dataclass(frozen=True)
class PieceRecord:
    """The label of a piece to cut, at its middle."""

    piece: str
    kind: str
    product: str
    length_mm: float
    ports: int
    branch: str
    at: XY
    surface: str


@dataclass(frozen=True)
class RailRecord:
    """A rail bar; `piece` is the label that lies on it, `run` the rail it is a bar of."""

    piece: str
    surface: str
    outline: Polygon

    @property
    def run(self) -> str:
        return self.piece.rsplit("-", 1)[0]


@dataclass(frozen=True)
class DropRecord:
    """A trunk port; no inverter = capped."""

    id: str
    branch: str
    index: int
    inverter: str
    at: XY
    surface: str


@dataclass(frozen=True)
class LineRecord:
    """A cable, lead or water line as drawn; `owner` is the id it carries."""

    layer: str
    owner: str
    surface: str
    points: tuple[XY, ...]

    @property
    def length_mm(self) -> float:
        return float(LineString(self.points).length)


@dataclass(frozen=True)
class BoxRecord:
    """A junction or distribution box."""

    id: str
    kind: str
    surface: str
    outline: Polygon


@dataclass(frozen=True)
class DimensionRecord:
    """A dimension: what it measures and what is written on it."""

    measurement: float
    text: str
    style: str
    points: tuple[XY, XY]


@dataclass(frozen=True)
class DrawingContents:
    """Everything that the conventions promise."""

    surfaces: dict[str, Polygon]
    obstacles: dict[str, Polygon]
    usable: dict[str, Polygon]
    water: tuple[LineRecord, ...]
    modules: tuple[ModuleRecord, ...]
    inverters: tuple[InverterRecord, ...]
    rails: tuple[RailRecord, ...]
    hardware: tuple[HardwareRecord, ...]
    drops: tuple[DropRecord, ...]
    pieces: tuple[PieceRecord, ...]
    routes: tuple[LineRecord, ...]
    leads: tuple[LineRecord, ...]
    boxes: tuple[BoxRecord, ...]
    dimensions: tuple[DimensionRecord, ...]
    texts: tuple[str, ...]

    def route_length_mm(self, piece: str) -> float:
        """Length drawn for a cable piece, over all surfaces."""
        return sum(route.length_mm for route in self.routes if route.owner == piece)

    def offset_of(self, surface: Surface) -> XY:
        """What to add to the surface's own coordinates."""
        x0, y0, _, _ = self.surfaces[surface.id].bounds
        return (x0 - min(x for x, _ in surface.outline), y0 - min(y for _, y in surface.outline))


def read_drawing(source: Path | Document) -> DrawingContents:
    """The contents of a DXF file or of a document already loaded."""
    document = ezdxf.readfile(source) if isinstance(source, Path) else source
    return _Reader(document).contents()


def attributes_of(insert: Insert) -> dict[str, str]:
    """Attributes of a block reference by tag; each tag once."""
    tags = [attribute.dxf.tag for attribute in insert.attribs]
    assert len(tags) == len(set(tags)), f"{insert.dxf.name} carries a tag twice"
    return {attribute.dxf.tag: attribute.dxf.text for attribute in insert.attribs}


def owner_of(entity: DXFEntity) -> str:
    """The id in the extended data of a plain line; empty without."""
    if not entity.has_xdata(APP_ID):
        return ""
    return next(str(tag.value) for tag in entity.get_xdata(APP_ID) if tag.code == 1000)


def block_outlines(insert: Insert, layer: str) -> list[Polygon]:
    """Closed polylines of the referenced block on a layer, as they lie in model space."""
    matrix = insert.matrix44()
    return [
        Polygon(_through(matrix, entity))
        for entity in insert.block()
        if isinstance(entity, LWPolyline) and entity.closed and entity.dxf.layer == layer
    ]


def _through(matrix: Matrix44, polyline: LWPolyline) -> list[XY]:
    points = list(matrix.transform_vertices([Vec3(x, y) for x, y in polyline.get_points("xy")]))
    assert all(abs(point.z) < 1e-9 for point in points)
    return [(point.x, point.y) for point in points]


class _Reader:
    def __init__(self, document: Document) -> None:
        self._modelspace = document.modelspace()
        self._polylines = list(self._modelspace.query("LWPOLYLINE"))
        self._references = list(self._modelspace.query("INSERT"))
        self._surfaces = {owner_of(line): Polygon(_xy(line)) for line in self._lines("PV-ROOF", closed=True)}

    def contents(self) -> DrawingContents:
        pieces = tuple(self._piece(insert) for insert in self._inserts("PV_PIECE"))
        return DrawingContents(
            surfaces=self._surfaces,
            obstacles={
                owner_of(line): Polygon(_xy(line)) for line in self._lines("PV-OBSTACLE", closed=True)
            },
            usable=self._usable(),
            water=tuple(self._records(["PV-WATER"])),
            modules=tuple(self._module(insert) for insert in self._inserts("PV_MODULE_")),
            inverters=tuple(self._inverter(insert) for insert in self._inserts("PV_INVERTER_")),
            rails=self._rails(pieces),
            hardware=tuple(
                self._hardware(insert) for name in HARDWARE_BLOCKS for insert in self._inserts(name)
            ),
            drops=tuple(self._drop(insert) for insert in self._inserts("PV_DROP")),
            pieces=pieces,
            routes=tuple(self._records(ROUTE_KINDS)),
            leads=tuple(self._records(["PV-DC"])),
            boxes=tuple(self._box(insert) for insert in self._inserts("PV_BOX")),
            dimensions=tuple(_dimension(entity) for entity in self._modelspace.query("DIMENSION")),
            texts=tuple(entity.dxf.text for entity in self._modelspace.query("TEXT")),
        )

    def _lines(self, layer: str, *, closed: bool) -> list[LWPolyline]:
        found = [entity for entity in self._polylines if entity.dxf.layer == layer]
        assert all(line.closed == closed for line in found), f"{layer} holds lines of the wrong sort"
        return found

    def _inserts(self, block: str) -> list[Insert]:
        """References to a block, or to all that begin with a name ending in an underline."""
        return [
            entity
            for entity in self._references
            if entity.dxf.name == block or (block.endswith("_") and entity.dxf.name.startswith(block))
        ]

    def _surface_at(self, x: float, y: float) -> str:
        """The surface that a place lies on, or the one nearest by: cables and boxes may lie beside."""
        place = Point(x, y)
        return min(self._surfaces, key=lambda name: self._surfaces[name].distance(place))

    def _records(self, layers: Iterable[str]) -> Iterator[LineRecord]:
        for layer in layers:
            for line in self._lines(layer, closed=False):
                points = tuple(_xy(line))
                yield LineRecord(layer, owner_of(line), self._surface_at(*points[0]), points)

    def _usable(self) -> dict[str, Polygon]:
        """Rings of the usable area, outer and inner alike, put together by the even-odd rule."""
        found: dict[str, Polygon] = {name: Polygon() for name in self._surfaces}
        for line in self._lines("PV-SETBACK", closed=True):
            ring = Polygon(_xy(line))
            name = self._surface_at(*ring.representative_point().coords[0])
            found[name] = found[name].symmetric_difference(ring)
        return found

    def _module(self, insert: Insert) -> ModuleRecord:
        values = attributes_of(insert)
        (outline,) = block_outlines(insert, "PV-MODULE")
        assert insert.dxf.layer == "PV-MODULE"
        return ModuleRecord(
            id=values["ID"],
            surface=values["SURFACE"],
            row=int(values["ROW"]),
            col=int(values["COL"]),
            type=values["TYPE"],
            inverter=values["INVERTER"],
            port=values["PORT"],
            outline=outline,
        )

    def _inverter(self, insert: Insert) -> InverterRecord:
        values = attributes_of(insert)
        (footprint,) = block_outlines(insert, "PV-INVERTER")
        (clearance,) = block_outlines(insert, "PV-CLEARANCE")
        assert insert.dxf.layer == "PV-INVERTER"
        return InverterRecord(
            id=values["ID"],
            surface=values["SURFACE"],
            model=values["MODEL"],
            rail=values["RAIL"],
            branch=values["BRANCH"],
            position=values["POSITION"],
            phase=values["PHASE"],
            serial=values["SERIAL"],
            mount=_place(insert),
            footprint=footprint,
            clearance=clearance,
        )

    def _hardware(self, insert: Insert) -> HardwareRecord:
        values = attributes_of(insert)
        (footprint,) = block_outlines(insert, insert.dxf.layer)
        return HardwareRecord(
            id=values["ID"],
            kind=HARDWARE_BLOCKS[insert.dxf.name],
            rail=values["RAIL"],
            surface=self._surface_at(*_place(insert)),
            footprint=footprint,
        )

    def _rails(self, pieces: Iterable[PieceRecord]) -> tuple[RailRecord, ...]:
        """Rail bars, each with the one label of a bar that lies in its middle."""
        labels = [piece for piece in pieces if piece.kind == "rail"]
        outlines = [Polygon(_xy(line)) for line in self._lines("PV-RAIL", closed=True)]
        tree = STRtree([Point(label.at) for label in labels])
        nearest = [int(tree.nearest(outline.centroid)) for outline in outlines]
        assert sorted(nearest) == list(range(len(labels))), "bars and their labels do not pair up"
        return tuple(
            self._rail(outline, labels[number]) for outline, number in zip(outlines, nearest, strict=True)
        )

    def _rail(self, outline: Polygon, label: PieceRecord) -> RailRecord:
        assert outline.centroid.distance(Point(label.at)) < 1e-3, f"{label.piece} does not lie in the middle"
        return RailRecord(label.piece, label.surface, outline)

    def _drop(self, insert: Insert) -> DropRecord:
        values = attributes_of(insert)
        at = _place(insert)
        return DropRecord(
            id=values["ID"],
            branch=values["BRANCH"],
            index=int(values["INDEX"]),
            inverter=values["INVERTER"],
            at=at,
            surface=self._surface_at(*at),
        )

    def _piece(self, insert: Insert) -> PieceRecord:
        values = attributes_of(insert)
        at = _place(insert)
        return PieceRecord(
            piece=values["PIECE"],
            kind=values["KIND"],
            product=values["PRODUCT"],
            length_mm=float(values["LENGTH_MM"]),
            ports=int(values["PORTS"]),
            branch=values["BRANCH"],
            at=at,
            surface=self._surface_at(*at),
        )

    def _box(self, insert: Insert) -> BoxRecord:
        values = attributes_of(insert)
        (outline,) = block_outlines(insert, "PV-BOX")
        return BoxRecord(values["ID"], values["KIND"], self._surface_at(*_place(insert)), outline)


def _dimension(entity: DXFEntity) -> DimensionRecord:
    picture = entity.get_geometry_block()
    assert picture is not None, "a dimension without its picture"
    (text,) = [part.dxf.text for part in picture if part.dxftype() == "TEXT"]
    first, second = entity.dxf.defpoint2, entity.dxf.defpoint3
    return DimensionRecord(
        measurement=float(entity.get_measurement()),
        text=text,
        style=entity.dxf.dimstyle,
        points=((first.x, first.y), (second.x, second.y)),
    )


def _place(insert: Insert) -> XY:
    point = insert.dxf.insert
    assert point.z == 0.0
    return (point.x, point.y)


def _xy(line: LWPolyline) -> list[XY]:
    assert line.dxf.elevation == 0.0
    return [(x, y) for x, y in line.get_points("xy")]
