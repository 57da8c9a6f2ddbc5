"""Roofs drawn on a map and saved as KML or KMZ: their polygons as features of GeoJSON, read as those are.

OGC KML 2.3: coordinates are longitude, latitude and height. Heights count where they are not those of the
ground; from them follows the slope. Further properties (tilt_deg, azimuth_deg, building, kind, type) are read
from ExtendedData.
"""

import io
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

import msgspec
import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from msgspec import Raw

from designer.core.errors import InputError
from designer.core.geometry.geodesy import LocalPlane
from designer.core.geometry.slopes import slope_of
from designer.core.limits import KML_BYTES, KML_COMMAS, KML_DEPTH, KML_ELEMENTS, KMZ_ENTRIES, KMZ_UNPACKED
from designer.io.archives import Archive
from designer.io.plain_text import plain
from designer.limited import limited_bytes

_LARGE = "save only the roofs as KML"
_PROPERTIES = frozenset({"tilt_deg", "azimuth_deg", "building", "kind", "type"})
_FIGURES = frozenset({"tilt_deg", "azimuth_deg"})
_IN_SPACE = frozenset({"absolute", "relativeToGround"})


def kml_features(path: Path) -> list[Raw]:
    """The polygons of a file as features of GeoJSON, each still as text.

    Raises InputError, naming the file, where it cannot be read, is no KML, too large, or holds no polygon.
    """
    try:
        data = limited_bytes(path, KML_BYTES, remedy=_LARGE)
        features = list(_features(_root(_unpacked(data))))
        if not features:
            raise InputError("it holds no polygon", remedy="draw the roofs as polygons and save them as KML")
        return features
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error


def _unpacked(data: bytes) -> bytes:
    """The KML in a KMZ archive; never more of it than a KML may have, whatever the archive says."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    archive = Archive(data, most_entries=KMZ_ENTRIES, most_bytes=KMZ_UNPACKED, remedy=_LARGE)
    names = [name for name in archive.names if name.lower().endswith(".kml")]
    if not names:
        raise InputError("it is no KMZ archive with a KML in it", remedy="save it as KML")
    content = archive.content(names[0])
    if len(content) > KML_BYTES:
        raise InputError(f"its KML is larger than {KML_BYTES / 1e6:,.0f} MB", remedy=_LARGE)
    return content


def _root(data: bytes) -> Element:
    if data.count(b"<") > 2 * KML_ELEMENTS:
        raise InputError(f"it has more than {KML_ELEMENTS:,} elements", remedy=_LARGE)
    if data.count(b",") > KML_COMMAS:
        raise InputError(f"it has more than {KML_COMMAS // 2:,} corners", remedy=_LARGE)
    parser = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        raise InputError(
            "it is no sound XML", where=f"line {line}, column {column + 1}", remedy="save it as KML again"
        ) from error
    except DefusedXmlException as error:
        what = "it defines entities or document types, which no KML needs"
        raise InputError(what, remedy="save it as KML again") from error
    except (ValueError, LookupError, RecursionError) as error:
        raise InputError("it is no sound XML", remedy="save it as KML again") from error
    if _tag(root) != "kml":
        raise InputError("it is no KML", remedy="choose a file that a map program saved as KML")
    return root


class _Shallow(TreeBuilder):
    """Builds the tree of an XML text, and refuses one whose elements lie absurdly deep in each other."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Begin an element."""
        self._depth += 1
        if self._depth > KML_DEPTH:
            what = f"its elements lie more than {KML_DEPTH} deep in each other"
            raise InputError(what, remedy="save it as KML again")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)


def _tag(element: Element) -> str:
    """Name without namespace: KML comes in several."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _features(root: Element) -> Iterator[Raw]:
    for placemark in root.iter():
        if _tag(placemark) == "Placemark":
            polygons = [part for part in placemark.iter() if _tag(part) == "Polygon"]
            if polygons:
                yield _feature(placemark, polygons)


def _feature(placemark: Element, polygons: list[Element]) -> Raw:
    rings = [_rings(polygon) for polygon in polygons]
    properties = _properties(placemark)
    slope = None if "tilt_deg" in properties else _slope(polygons[0], rings[0])
    geometry: dict[str, object] = {"type": "MultiPolygon", "coordinates": rings}
    if len(rings) == 1:
        geometry = {"type": "Polygon", "coordinates": rings[0]}
    feature = {
        "type": "Feature",
        "id": _text(placemark, "name")[:64],
        "properties": {**(slope or {}), **properties},
        "geometry": geometry,
    }
    return Raw(msgspec.json.encode(feature))


def _text(parent: Element, tag: str) -> str:
    return next((plain(child.text or "") for child in parent if _tag(child) == tag), "")


def _properties(placemark: Element) -> dict[str, Any]:
    """The properties that mean something, from Data and SimpleData."""
    found: dict[str, Any] = {}
    for part in placemark.iter():
        name = part.get("name", "")
        if name in _PROPERTIES and _tag(part) in {"Data", "SimpleData"}:
            text = _text(part, "value") if _tag(part) == "Data" else plain(part.text or "")
            found[name] = _figure(text, name) if name in _FIGURES else text
    return found


def _figure(text: str, name: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise InputError(f"'{text[:30]}' is no number", where=name, remedy="give degrees") from error


def _rings(polygon: Element) -> list[list[list[float]]]:
    """The outer ring first, then holes."""
    outer = [ring for part in polygon if _tag(part) == "outerBoundaryIs" for ring in _coordinates(part)]
    inner = [ring for part in polygon if _tag(part) == "innerBoundaryIs" for ring in _coordinates(part)]
    return [*outer[:1], *inner]


def _coordinates(boundary: Element) -> Iterator[list[list[float]]]:
    for part in boundary.iter():
        if _tag(part) == "coordinates":
            yield [_position(text) for text in (part.text or "").split()]


def _position(text: str) -> list[float]:
    try:
        numbers = [float(number) for number in text.split(",") if number]
    except ValueError:
        numbers = []
    if len(numbers) < 2 or not all(map(math.isfinite, numbers)):
        raise InputError(
            f"'{plain(text)[:40]}' is no longitude,latitude",
            where="coordinates",
            remedy="save it as KML again",
        )
    return numbers[:3]


def _slope(polygon: Element, rings: list[list[list[float]]]) -> dict[str, float] | None:
    """Tilt and azimuth of a polygon whose corners have heights of their own."""
    ring = rings[0] if rings else []
    if _text(polygon, "altitudeMode") not in _IN_SPACE or len(ring) < 3 or any(len(one) < 3 for one in ring):
        return None
    points = np.array(ring)
    if not (np.abs(points[:, 0]).max() <= 180.0 and np.abs(points[:, 1]).max() <= 85.0):
        return None
    flat = LocalPlane(lon_deg=ring[0][0], lat_deg=ring[0][1]).to_plane(points[:, :2])
    slope = slope_of(np.column_stack((flat, points[:, 2] * 1000.0)))
    return None if slope is None else {"tilt_deg": slope.tilt_deg, "azimuth_deg": slope.azimuth_deg}
