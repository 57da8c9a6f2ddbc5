"""Every reader of foreign files as the fuzzer sees it: a file goes in, a value or one sentence comes out.

The program is imported inside the functions, so that a coverage-guided fuzzer can instrument it.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz import samples
from tests.fuzz.bundles import unbundled


class Reader(NamedTuple):
    """A reader: the ending that its files have, what reads them, sound files to begin with, and what is
    instrumented beside the program."""

    suffix: str
    read: Callable[[Path], object]
    seeds: Callable[[], Iterable[bytes]]
    words: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    longest: int = 20_000


def _project(file: Path) -> object:
    from designer.io.project import encode_project, load_project

    design = load_project(file)
    return encode_project(design)  # what is read can be written


def _map(file: Path) -> object:
    from designer.core.errors import InputError
    from designer.core.geometry.faces import unfold_building
    from designer.edit.edits.mapped_roofs import add_faces
    from designer.edit.edits.starting import new_design
    from designer.io.geojson import read_roofs

    design = new_design("fuzz")
    for building in read_roofs(file, strict=False, tilt_deg=30.0).buildings():
        try:
            design = add_faces(design, unfold_building(building.faces, building.obstacles))
        except InputError:
            continue
    return design


def _drawing(file: Path) -> object:
    from designer.core.errors import TrunklineError
    from designer.core.geometry.sketch import in_millimetres, layer_counts
    from designer.edit.edits.sketch_choices import Meaning, SketchChoices
    from designer.edit.edits.sketching import take_sketch
    from designer.edit.edits.starting import new_design
    from designer.io.sketches import read_sketch

    sketch = read_sketch(file)
    layer_counts(sketch)
    near = in_millimetres(sketch, sketch.unit_mm or 1.0)
    design = new_design("fuzz")
    for meaning in (Meaning.UNDERLAY, Meaning.SURFACE):
        try:
            wanted = SketchChoices(name="fuzz", meanings=dict.fromkeys(sketch.layers, meaning))
            design = take_sketch(design, near, wanted).design
        except TrunklineError:
            continue
    return design


def _returned(file: Path) -> object:
    from designer.io.dxf_returned import read_returned

    return read_returned(file)


def _pieces(file: Path) -> object:
    from designer.cli.cut_input import read_pieces

    return read_pieces(file)


def _cec(file: Path) -> object:
    from designer.io.cec import catalog_bytes, read_cec

    return catalog_bytes(read_cec(file))


def _catalog(file: Path) -> object:
    from designer.io.catalogs import read_sheet

    return read_sheet(file)


def _serials(file: Path) -> object:
    from designer.io.serial_lists import read_serial_list

    return read_serial_list(file)


def _picture(file: Path) -> object:
    from designer.io.pictures import read_picture

    return read_picture(file)


def _photo(file: Path) -> object:
    from designer.io.label_photos import codes_of

    return codes_of(file)  # in the program this is done in another process, which is ended after a time


def _pdf(file: Path) -> object:
    from designer.io.pdf_pages import pdf_pages, read_page

    pdf_pages(file)
    return read_page(file)


def _stock(file: Path) -> object:
    from designer.io.stock_file import encode_shelf, load_shelf

    return encode_shelf(load_shelf(file))


def _backup(file: Path) -> object:
    from designer.export.opendtu import opendtu_config
    from designer.io.device_backups import read_backup

    return opendtu_config((), read_backup(file))


def _layers(file: Path) -> object:
    from designer.export.layer_presets import read_preset

    return read_preset(file)


def _sheets(file: Path) -> object:
    from designer.export.sheet_templates import read_template

    return read_template(file)


def _labels(file: Path) -> object:
    from designer.export.label_sheets import read_label_sheet

    return read_label_sheet(file)


def _clip(file: Path) -> object:
    from designer.edit.edits.clipboard import pasted

    design = _gable()
    return pasted(design, file.read_bytes(), design.surfaces[0].id, (0.0, 0.0))


@cache
def _gable() -> Any:
    from designer.io.examples import example_path
    from designer.io.project import load_project

    return load_project(example_path("gable"))


def _autosave(file: Path) -> object:
    from designer.io.autosaves import state_in

    return state_in(file)


def _lock(file: Path) -> object:
    from designer.io.lock import Lock, acquire

    found = acquire(file)
    if isinstance(found, Lock):
        found.release()
    return found


_GEO = ("type", "FeatureCollection", "features", "Polygon", "MultiPolygon", "coordinates", "tilt_deg", "eave")
_XML = (
    "<![CDATA[",
    "<!DOCTYPE",
    "<!ENTITY",
    "&#0;",
    "<Placemark>",
    "<Polygon>",
    "<coordinates>",
    "altitudeMode",
)
_DXF = (
    "SECTION",
    "ENDSEC",
    "INSERT",
    "BLOCK",
    "ENDBLK",
    "LWPOLYLINE",
    "SPLINE",
    "HATCH",
    "MTEXT",
    "POLYLINE",
)
_NUMBERS = (
    "NaN",
    "inf",
    "1e300",
    "-1e308",
    "1e-300",
    "99999999999999999999",
    "-0",
    "null",
    "true",
    "[]",
    "{}",
)
_TOML = ("[[", "]]", "like = ", "ref = ", "'''", '"""', "[common.", "[sources.", ".", "inf", "nan")

READERS: Mapping[str, Reader] = {
    "project": Reader(".trunkline", _project, samples.projects, _NUMBERS),
    "geojson": Reader(".geojson", _map, samples.maps, (*_GEO, *_NUMBERS)),
    "kml": Reader(".kml", _map, samples.kmls, _XML, ("xml", "defusedxml", "zipfile")),
    "dxf": Reader(".dxf", _drawing, samples.drawings, (*_DXF, *_NUMBERS), ("ezdxf",)),
    "returned": Reader(".dxf", _returned, samples.returned, (*_DXF, *_NUMBERS), ("ezdxf",), 60_000),
    "points": Reader(".csv", _drawing, samples.points, ("surface", "chimney", '"', ";", *_NUMBERS), ("csv",)),
    "pieces": Reader(".csv", _pieces, samples.pieces, ('"', "3.5m", "12'6\"", *_NUMBERS), ("csv",)),
    "cec": Reader(".csv", _cec, samples.cec_lists, ('"', *_NUMBERS), ("csv",)),
    "catalog": Reader(".toml", _catalog, samples.catalogs, _TOML, ("tomllib",)),
    "catalog-json": Reader(".json", _catalog, samples.json_catalogs, ("like", "ref", "common", *_NUMBERS)),
    "serials": Reader(".csv", _serials, samples.serial_lists, ("Inverter", "Serial number", '"'), ("csv",)),
    "workbook": Reader(".xlsx", _serials, samples.workbooks, _XML[:4], ("openpyxl", "zipfile", "defusedxml")),
    "picture": Reader(".png", _picture, samples.pictures, ("IHDR", "IDAT", "Exif", "RIFF"), ("PIL",)),
    "photo": Reader(".png", _photo, samples.photos, ("IHDR", "IDAT", "%!PS-Adobe-3.0 EPSF-3.0"), ("PIL",)),
    "pdf": Reader(".pdf", _pdf, samples.pdfs, ("obj", "endobj", "stream", "/Length", "/Kids", "/Count")),
    "stock": Reader(".json", _stock, samples.stocks, ("shelf-", *_NUMBERS)),
    "backup": Reader(".json", _backup, samples.backups, ("inverters", "channel", *_NUMBERS)),
    "layers": Reader(".toml", _layers, samples.layer_presets, (*_TOML, "{number}"), ("tomllib",)),
    "sheets": Reader(".toml", _sheets, samples.sheet_templates, _TOML, ("tomllib",)),
    "labels": Reader(".toml", _labels, samples.label_sheets, _TOML, ("tomllib",)),
    "clipboard": Reader(".json", _clip, samples.clips, _NUMBERS),
    "autosave": Reader(".autosave", _autosave, samples.autosaves, _NUMBERS),
    "lock": Reader(".lock", _lock, samples.locks, ("user", "host", "pid", *_NUMBERS)),
}
"""Every reader by its name on the command line."""


def read_bytes(name: str, data: bytes) -> object:
    """What a reader makes of a file with this content. Raises TrunklineError, and nothing else."""
    reader = READERS[name]
    file = _scratch() / f"fuzz-{os.getpid()}{reader.suffix}"
    file.write_bytes(unbundled(data))
    return reader.read(file)


@cache
def _scratch() -> Path:
    """A folder of this process; `tests.fuzz` says by TMPDIR where, and clears it away."""
    return Path(tempfile.mkdtemp(prefix="trunkline-fuzz-"))
