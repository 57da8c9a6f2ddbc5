"""Roof faces and obstacles from GeoJSON (RFC 7946), KML and KMZ, and placed modules to GeoJSON.

A roof face is a Polygon or MultiPolygon feature with the property `tilt_deg`, and where known `azimuth_deg`
(compass bearing of the way down the slope), `eave` (positions along it) and `building`. An obstacle is such a
feature with `kind: obstacle`. Longitude and latitude are those of WGS 84; heights are ignored. Ids may be
texts or numbers; a missing one becomes `face-N` or `obstacle-N` by the place in the file, a repeated one gets
`-2`, `-3` …; the parts of a MultiPolygon get `.1`, `.2` …. A face without a building is one of its own.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from designer.core.errors import InputError, TrunklineError
from designer.core.geometry.buildings import Building, by_building
from designer.core.geometry.faces import LonLat, RoofFace, RoofObstacle, outline_fault
from designer.core.limits import MOST_CORNERS
from designer.io.atomic import write_bytes_atomically
from designer.io.endings import KML_SUFFIXES
from designer.io.geojson_features import (
    Feature,
    Properties,
    Ring,
    decoded_feature,
    line,
    name_of,
    polygons,
    raw_features,
    text_of,
)
from designer.io.kml import kml_features

MAX_TILT_DEG = 85.0
"""A steeper face cannot be unfolded from its plan view: 1 mm there becomes 11 mm and more up the slope."""

MAX_LAT_DEG = 89.0
"""Nearer to a pole bearings mean nothing."""

MAX_SPAN_DEG = 0.02
"""No roof face is longer than this (2.2 km): such coordinates mean something else."""

DECIMALS = 10
"""Of a degree, in what is written: a hundredth of a millimetre."""


class RoofFile(Struct, frozen=True, kw_only=True):
    """What a file holds; `problems` are sentences about features that cannot be used, in order."""

    faces: tuple[RoofFace, ...]
    obstacles: tuple[RoofObstacle, ...]
    problems: tuple[str, ...] = ()

    def buildings(self) -> tuple[Building, ...]:
        """The faces and obstacles of each building, in the order of their first faces."""
        return by_building(self.faces, self.obstacles)


class PlacedModule(Struct, frozen=True, kw_only=True):
    """A module on a face, its row and place in the row counted from 1, its corners counter-clockwise."""

    face: str
    row: int
    col: int
    outline: tuple[LonLat, ...]


def read_roofs(path: Path, *, strict: bool = True, tilt_deg: float | None = None) -> RoofFile:
    """The roof faces and obstacles of a GeoJSON, KML or KMZ file; `tilt_deg` is for faces that tell none.

    Raises InputError where the file cannot be read, is not GeoJSON, is too large or holds no usable roof
    face, and for the first feature that cannot be used. With `strict=False` such features are skipped and
    reported in `problems` instead; an obstacle whose outline crosses itself is reported and kept, as leaving
    it out would put modules on it.
    """
    is_kml = path.suffix.lower() in KML_SUFFIXES
    reading = _Reading(path, strict=strict, tilt_deg=tilt_deg, noun="polygons" if is_kml else "features")
    for index, raw in enumerate(kml_features(path) if is_kml else raw_features(path)):
        reading.take(index, raw)
    return reading.result()


def write_modules(path: Path, modules: Iterable[PlacedModule]) -> None:
    """Write modules as a FeatureCollection of Polygons, one feature a line, whole or not at all.

    Raises InputError where the file cannot be written.
    """
    lines = ",\n".join(msgspec.json.encode(_module_feature(module)).decode() for module in modules)
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    write_bytes_atomically(path, text.encode())


class _Names:
    """Hands out every name once."""

    def __init__(self) -> None:
        self._last_number: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name itself, or with the first number from 2 that makes it another than those handed out."""
        candidate, number = name, self._last_number.get(name, 0)
        while candidate in self._last_number:
            number += 1
            candidate = f"{name}-{number}"
        self._last_number[name] = max(number, 1)
        self._last_number.setdefault(candidate, 1)
        return candidate


class _Reading:
    """Collects what is read, and decides what happens with a feature that cannot be used."""

    def __init__(self, path: Path, *, strict: bool, tilt_deg: float | None, noun: str) -> None:
        self._path = path
        self._strict = strict
        self._tilt_deg = tilt_deg
        self._noun = noun
        self._faces: list[RoofFace] = []
        self._obstacles: list[RoofObstacle] = []
        self._face_names, self._obstacle_names = _Names(), _Names()
        self._problems: list[TrunklineError] = []

    def take(self, index: int, raw: Raw) -> None:
        """Read one feature, the `index`-th of the file."""
        name = name_of(raw)
        place = f"{self._noun}[{index}]" + (f" '{name}'" if name else "")
        try:
            things = _things(decoded_feature(raw), index, self._tilt_deg)
        except InputError as error:
            self._report(error, place)
            return
        for thing in things:
            self._keep(thing, place)

    def result(self) -> RoofFile:
        """All that was read; raises InputError where that is no face at all."""
        if not self._faces:
            raise self._problems[0] if self._problems else self._no_face()
        return RoofFile(
            faces=tuple(self._faces),
            obstacles=tuple(self._obstacles),
            problems=tuple(problem.sentence() for problem in self._problems),
        )

    def _keep(self, thing: RoofFace | RoofObstacle, place: str) -> None:
        if isinstance(thing, RoofObstacle):
            if fault := outline_fault(thing.outline):
                remedy = "redraw it; until then all within its convex hull is kept clear"
                self._report(InputError(fault, remedy=remedy), place)
            unique = self._obstacle_names.unique(thing.id)
            self._obstacles.append(replace(thing, id=unique))
        elif fault := outline_fault(thing.outline, thing.holes):
            self._report(InputError(fault, remedy="redraw it as one simple ring"), place)
        else:
            unique = self._face_names.unique(thing.id)
            self._faces.append(replace(thing, id=unique, building=thing.building or unique))

    def _report(self, error: TrunklineError, place: str) -> None:
        located = error.within(place).within(str(self._path))
        if self._strict:
            raise located from error
        self._problems.append(located)

    def _no_face(self) -> InputError:
        remedy = "give it Polygon features with the property tilt_deg"
        return InputError("it holds no roof face", where=str(self._path), remedy=remedy)


def _things(feature: Feature, index: int, tilt_deg: float | None) -> Sequence[RoofFace | RoofObstacle]:
    """The parts of one feature; raises InputError where it is neither face nor obstacle, or out of range."""
    properties = feature.properties or Properties()
    if properties.tilt_deg is None:
        properties.tilt_deg = tilt_deg
    parts = polygons(feature)
    for ring in (ring for part in parts for ring in part):
        _check_ring(ring)
    name = text_of(feature.id) or text_of(properties.id)
    if properties.kind == "obstacle":
        names = _part_names(name or f"obstacle-{index + 1}", len(parts))
        return [_obstacle(name, properties, part) for name, part in zip(names, parts, strict=True)]
    if properties.kind not in {None, "roof"}:
        raise InputError(
            f"its kind is '{properties.kind}'", remedy="the kinds read are 'roof' and 'obstacle'"
        )
    names = _part_names(name or f"face-{index + 1}", len(parts))
    return [_face(name, properties, part) for name, part in zip(names, parts, strict=True)]


def _part_names(name: str, count: int) -> list[str]:
    return [name] if count == 1 else [f"{name}.{number}" for number in range(1, count + 1)]


def _face(name: str, properties: Properties, rings: Sequence[Ring]) -> RoofFace:
    eave = line(properties.eave or [])
    _check_positions(eave, "properties.eave")
    return RoofFace(
        id=name,
        building=text_of(properties.building),
        tilt_deg=_tilt_deg(properties.tilt_deg),
        azimuth_deg=_azimuth_deg(properties.azimuth_deg),
        outline=rings[0],
        holes=tuple(rings[1:]),
        eave=eave or None,
    )


def _obstacle(name: str, properties: Properties, rings: Sequence[Ring]) -> RoofObstacle:
    return RoofObstacle(
        id=name,
        building=text_of(properties.building),
        type="" if properties.type is None else str(properties.type),
        outline=rings[0],
    )


def _tilt_deg(tilt_deg: float | None) -> float:
    if tilt_deg is None:
        raise InputError(
            "tilt_deg is missing",
            where="properties",
            remedy="give the slope there or by --tilt, 0 for a flat roof",
        )
    if not 0.0 <= tilt_deg <= MAX_TILT_DEG:
        remedy = f"give the slope in degrees, 0 (flat) to {MAX_TILT_DEG:g}"
        raise InputError(f"tilt_deg {tilt_deg:g} is out of range", where="properties", remedy=remedy)
    return tilt_deg


def _azimuth_deg(azimuth_deg: float | None) -> float | None:
    if azimuth_deg is not None and not 0.0 <= azimuth_deg <= 360.0:
        remedy = "give the compass bearing down the slope, 0 to 360 (0 north, 90 east, 180 south)"
        raise InputError(f"azimuth_deg {azimuth_deg:g} is out of range", where="properties", remedy=remedy)
    return azimuth_deg


def _check_ring(ring: Ring) -> None:
    _check_positions(ring, "geometry")
    if len(ring) > MOST_CORNERS:
        what = f"a ring has {len(ring):,} corners; {MOST_CORNERS:,} at most can be planned with"
        raise InputError(what, where="geometry", remedy="simplify it")
    if len(ring) < 3:
        raise InputError(
            "a ring has fewer than three corners", where="geometry", remedy="redraw it or take it out"
        )
    lon_0, lat_0 = ring[0]
    for lon, lat in ring:
        if abs((lon - lon_0 + 180.0) % 360.0 - 180.0) > MAX_SPAN_DEG or abs(lat - lat_0) > MAX_SPAN_DEG:
            remedy = "check its coordinates; no roof is that large"
            raise InputError(f"a ring is longer than {MAX_SPAN_DEG:g}°", where="geometry", remedy=remedy)


def _check_positions(positions: Iterable[LonLat], where: str) -> None:
    for lon, lat in positions:
        if not (-180.0 <= lon <= 180.0 and -MAX_LAT_DEG <= lat <= MAX_LAT_DEG):
            what = f"longitude {lon:.9g}, latitude {lat:.9g} is out of range"
            remedy = f"give degrees of WGS 84, longitude (±180) before latitude (±{MAX_LAT_DEG:g})"
            raise InputError(what, where=where, remedy=remedy)


def _module_feature(module: PlacedModule) -> dict[str, object]:
    corners = [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in module.outline]
    return {
        "type": "Feature",
        "properties": {"kind": "module", "face": module.face, "row": module.row, "col": module.col},
        "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]},
    }
