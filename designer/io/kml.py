"""Roofs drawn on a map and saved as KML or KMZ: their polygons as features of GeoJSON, read as those are.

OGC KML 2.3: coordinates are longitude, latitude and height. Heights count where they are not those of the
ground; from them follows the slope. Further properties (tilt_deg, azimuth_deg, building, kind, type) are read
from ExtendedData.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Raw

from designer.core.errors import InputError
from designer.core.geometry.geodesy import LocalPlane
from designer.core.geometry.slopes import slope_of
from designer.io.limited import limited_bytes
from designer.io.plain_text import plain

MAX_BYTES = 10_000_000
MOST_ELEMENTS = 300_000
MOST_ENTRIES = 2_000
"""Files in a KMZ archive."""

_LARGE = "save only the roofs as KML"
_PROPERTIES = frozenset({"tilt_deg", "azimuth_deg", "building", "kind", "type"})
_FIGURES = frozenset({"tilt_deg", "azimuth_deg"})
_IN_SPACE = frozenset({"absolute", "relativeToGround"})


def kml_features(path: Path) -> list[Raw]:
    """The polygons of a file as features of GeoJSON, each still as text.

    Raises InputError, naming the file, where it cannot be read, is no KML, too large, or holds no polygon.
    """
    try:
        data = limited_bytes(path, MAX_BYTES, remedy=_LARGE)
        features = list(_features(_root(_unpacked(data) if zipfile.is_zipfile(io.BytesIO(data)) else data)))
        if not features:
            raise InputError("it holds no polygon", remedy="draw the roofs as polygons and save them as KML")
        return features
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error


def _unpacked(data: bytes) -> bytes:
    """The KML in a KMZ archive; never more of it than a KML may have, whatever the archive says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [one for one in entries if one.filename.lower().endswith(".kml")]
            if len(entries) > MOST_ENTRIES or not names:
                raise InputError("it is no KMZ archive with a KML in it", remedy="save it as KML")
            with archive.open(names[0]) as stream:
                content = stream.read(MAX_BYTES + 1)
    except InputError:
        raise
    except Exception as error:  # BadZipFile, zlib.error, NotImplementedError, RuntimeError for a password …
        raise InputError("its archive is broken", remedy="save it as KML") from error
    if len(content) > MAX_BYTES:
        raise InputError(f"its KML is larger than {MAX_BYTES / 1e6:,.0f} MB", remedy=_LARGE)
    return content


def _root(data: bytes) -> Element:
    if data.count(b"<") > 2 * MOST_ELEMENTS:
        raise InputError(f"it has more than {MOST_ELEMENTS:,} elements", remedy=_LARGE)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
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
    if len(numbers) < 2 or not np.isfinite(numbers).all():
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
