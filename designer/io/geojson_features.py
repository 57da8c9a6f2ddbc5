"""GeoJSON as such: the features of a file, strictly decoded, with messages that name the place."""

import re
from itertools import islice
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct

from designer.core.errors import InputError
from designer.core.geometry.faces import LonLat
from designer.core.limits import GEOJSON_BYTES, GEOJSON_COMMAS, GEOJSON_POSITIONS
from designer.limited import limited_bytes

_Position = Annotated[list[float], Meta(min_length=2)]
_Polygon = Annotated[list[list[_Position]], Meta(min_length=1)]
_Name = str | int | float | None
_Decoded = TypeVar("_Decoded")

Ring = tuple[LonLat, ...]
"""A ring without its closing point."""

_SPLIT = "split it into smaller files"
_REMEDY = "export it again as a GeoJSON FeatureCollection"
_PLAIN_NAMES = {
    "int": "a number",
    "float": "a number",
    "str": "a text",
    "bool": "yes or no",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
}


class Geometry(Struct):
    """A geometry whose coordinates are not yet decoded."""

    type: str
    coordinates: Raw = Raw(b"null")


class Properties(Struct):
    """The properties that mean something here; all others are ignored."""

    kind: str | None = None
    id: _Name = None
    building: _Name = None
    tilt_deg: float | None = None
    azimuth_deg: float | None = None
    eave: list[_Position] | None = None
    type: str | int | float | bool | None = None


class Feature(Struct):
    """One feature of a collection."""

    type: str
    id: _Name = None
    properties: Properties | None = None
    geometry: Geometry | None = None


class _Collection(Struct):
    type: str = ""
    features: list[Raw] | None = None


class _Head(Struct):
    id: _Name = None


def raw_features(path: Path) -> list[Raw]:
    """The features of a file, each still as JSON text.

    Raises InputError where the file cannot be read, is too large, or is not a FeatureCollection in JSON.
    """
    try:
        content = _content(path)
        collection = _decoded(content, _Collection)
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error
    if collection.type != "FeatureCollection" or collection.features is None:
        raise InputError("it is not a GeoJSON FeatureCollection", where=str(path), remedy=_REMEDY)
    return collection.features


def decoded_feature(raw: Raw) -> Feature:
    """The feature; raises InputError where it is not one or a property has the wrong type."""
    feature = _decoded(raw, Feature)
    if feature.type != "Feature":
        raise InputError(f"its type is '{feature.type}' instead of 'Feature'", remedy=_REMEDY)
    return feature


def name_of(raw: Raw) -> str:
    """The id of a feature, however broken the rest is; empty where it has none."""
    try:
        return text_of(msgspec.json.decode(raw, type=_Head).id)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def text_of(name: _Name) -> str:
    """A name as text; a number without a fraction as an integer, nothing as an empty text."""
    if isinstance(name, float) and name.is_integer():
        name = int(name)
    return "" if name is None else str(name).strip()


def polygons(feature: Feature) -> list[list[Ring]]:
    """The polygons of a feature, each a list of rings, the outline first.

    Raises InputError where the geometry is neither a Polygon nor a MultiPolygon.
    """
    geometry = feature.geometry
    if geometry is not None and geometry.type == "Polygon":
        return [_rings(_decoded(geometry.coordinates, _Polygon, "geometry.coordinates"))]
    if geometry is not None and geometry.type == "MultiPolygon":
        parts = _decoded(geometry.coordinates, list[_Polygon], "geometry.coordinates")
        return [_rings(part) for part in parts]
    kind = "missing" if geometry is None else f"a {geometry.type}"
    raise InputError(f"its geometry is {kind}", remedy="draw it as a Polygon or MultiPolygon")


def line(positions: list[_Position]) -> Ring:
    """Positions as longitude and latitude, heights left out."""
    return tuple((position[0], position[1]) for position in positions)


def _rings(polygon: list[list[_Position]]) -> list[Ring]:
    rings = [line(ring) for ring in polygon]
    return [ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring for ring in rings]


def _content(path: Path) -> bytes:
    content = limited_bytes(path, GEOJSON_BYTES, remedy=_SPLIT).removeprefix(b"\xef\xbb\xbf")
    positions = re.finditer(rb"\[\s*[-+0-9.]", content)
    if next(islice(positions, GEOJSON_POSITIONS, None), None) is not None:
        raise InputError(f"it holds more than {GEOJSON_POSITIONS:,} positions", remedy=_SPLIT)
    if (
        content.count(b",") > GEOJSON_COMMAS
    ):  # what they part is kept, with 72 bytes each, until it is decoded
        raise InputError("it holds far more values than a map of roofs", remedy=_SPLIT)
    return content


def _decoded(content: bytes | Raw, kind: type[_Decoded], place: str = "") -> _Decoded:
    """The value in `content`; raises InputError that names the place inside it."""
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), place) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _no_json(str(error), len(bytes(content))) from error
    except RecursionError as error:
        raise InputError("it is nested too deeply to be GeoJSON", remedy=_REMEDY) from error


def _misfit(message: str, place: str) -> InputError:
    """The error for well-formed JSON of another shape, such as a text where a number is wanted."""
    what, _, path = message.partition(" - at `$")
    where = (place + path.rstrip("`")).removeprefix(".")
    what = re.sub("`([a-z| ]+)`", _plain_names, what[:1].lower() + what[1:])
    return InputError(what, where=where, remedy="correct it, or export the file again as GeoJSON")


def _plain_names(types: re.Match[str]) -> str:
    """The kinds of value in a message of the decoder, in plain words; that nothing is wanted goes unsaid."""
    names = [name for name in types[1].split(" | ") if name != "null" or types[1] == "null"]
    return " or ".join(dict.fromkeys(_PLAIN_NAMES.get(name, name) for name in names))


def _no_json(message: str, length: int) -> InputError:
    if "truncated" in message or f"(byte {length})" in message:
        return InputError("it is truncated: its end is missing", remedy="copy or export it again")
    detail = message.removeprefix("JSON is malformed: ")
    return InputError(
        f"it is not JSON ({detail})", remedy=f"{_REMEDY}; NaN and Infinity are not numbers in JSON"
    )
