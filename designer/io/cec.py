"""Import of the public CEC module list (``CEC Modules.csv`` of SAM, also in pvlib) as a catalogue file.

The list has a header row, a row of units and a row of variable names; lengths are in metres, the
temperature coefficients of voltage and current in V/K and A/K. Rows without length and width are left out:
an area alone does not say how a module lies on a roof.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from designer.core.errors import InputError
from designer.core.limits import CATALOG_JSON_BYTES, CEC_BYTES
from designer.core.model.catalog import Module
from designer.core.model.provenance import Provenance
from designer.io.atomic import write_bytes_atomically
from designer.io.csv_rows import csv_rows, csv_text

FILE_NAME = "cec-modules.json"
"""Name of the written catalogue file: a later import takes the place of an earlier one."""

SOURCE_KEY = "cec"

_REQUIRED = ("Name", "STC", "Length", "Width", "I_sc_ref", "V_oc_ref", "I_mp_ref", "V_mp_ref", "beta_oc")
_POWER_COEFFICIENTS = ("gamma_r", "gamma_pmp")
"""The coefficient of power, as older lists (also pvlib's) and newer ones of SAM name it."""

_WITH_DIGIT = re.compile(r"(\S+(?:\s+[^\s\d]+)*)\s+(\S*\d.*)")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


class CecImport(Struct, frozen=True, kw_only=True):
    """What was read: the modules with a size, and how many rows were left out and why."""

    modules: tuple[Module, ...]
    source: str
    without_size: int
    unreadable: int


def import_cec(path: Path, folder: Path) -> CecImport:
    """Read the list at `path` and write it as a catalogue file into `folder`, which is made where missing.

    Raises InputError where the file is no such list, holds no usable module, or cannot be written.
    """
    found = read_cec(path)
    if not found.modules:
        raise InputError(
            "no module in it has a length and a width", where=str(path), remedy="use another list"
        )
    content = catalog_bytes(found)
    if len(content) > CATALOG_JSON_BYTES:  # the catalogue with it could not be read again
        raise InputError("it holds too many modules", where=str(path), remedy="take out those you never use")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"the folder cannot be made ({reason})", where=str(folder), remedy="choose another"
        ) from None
    write_bytes_atomically(folder / FILE_NAME, content)
    return found


def read_cec(path: Path) -> CecImport:
    """The modules of a CEC list. Raises InputError where the file cannot be read or is no such list."""
    text = csv_text(path, most_bytes=CEC_BYTES)
    try:
        return _read_rows((row for _, row in csv_rows(text)), path)
    except InputError as error:
        raise error.within(str(path)) from error


def _read_rows(rows: Iterator[list[str]], path: Path) -> CecImport:
    header = [name.strip() for name in next(rows, [])]
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        what = f"it is not the CEC module list: {', '.join(missing)} missing in the first row"
        raise InputError(what, remedy="use the file CEC Modules.csv of SAM or pvlib")
    modules: list[Module] = []
    taken: dict[str, int] = {}
    without_size = unreadable = 0
    versions: dict[str, None] = {}
    provenance = Provenance(source=SOURCE_KEY)
    for cells in rows:
        if cells[0] in {"Units", "[0]"}:
            continue
        row = dict(zip(header, cells, strict=False))
        if not _length_mm(row.get("Length", "")) or not _length_mm(row.get("Width", "")):
            without_size += 1
            continue
        try:
            modules.append(_module(row, taken, provenance))
        except (ValueError, KeyError):
            unreadable += 1
            continue
        versions[row.get("Version", "")] = None
    source = _source(path, versions)
    return CecImport(modules=tuple(modules), source=source, without_size=without_size, unreadable=unreadable)


def _source(path: Path, versions: Iterable[str]) -> str:
    known = ", ".join(islice((version[:40] for version in versions if version), 3))
    return f"CEC module list, {path.name}" + (f", {known}" if known else "")


def _length_mm(cell: str) -> float:
    """Millimetres of a length in metres; 0 where the cell gives none."""
    try:
        metres = float(cell)
    except ValueError:
        return 0.0
    return round(metres * 1000.0, 3) if 0.0 < metres < math.inf else 0.0


def _module(row: dict[str, str], taken: dict[str, int], provenance: Provenance) -> Module:
    """One row as a module. Raises ValueError or KeyError where a figure is missing or no number."""
    name = " ".join(row["Name"].split())
    maker, model = _maker_and_model(name, row.get("Manufacturer", "").strip())
    sides = sorted((_length_mm(row["Length"]), _length_mm(row["Width"])))
    voc_v, isc_a = _positive(row["V_oc_ref"]), _positive(row["I_sc_ref"])
    return Module(
        id=_free_id(name, taken),
        maker=maker,
        model=model,
        power_w=_positive(row["STC"]),
        length_mm=sides[1],
        width_mm=sides[0],
        provenance=provenance,
        voc_v=voc_v,
        isc_a=isc_a,
        vmp_v=_positive(row["V_mp_ref"]),
        imp_a=_positive(row["I_mp_ref"]),
        beta_voc_pct_per_k=round(100.0 * _finite(row["beta_oc"]) / voc_v, 4),
        alpha_isc_pct_per_k=round(100.0 * _finite(row["alpha_sc"]) / isc_a, 4)
        if row.get("alpha_sc")
        else None,
        gamma_p_pct_per_k=next((_finite(row[key]) for key in _POWER_COEFFICIENTS if row.get(key)), None),
        cells=int(_positive(row["N_s"])) if row.get("N_s") else None,
        note=row.get("Technology", ""),
    )


def _finite(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError(cell)
    return value


def _positive(cell: str) -> float:
    value = _finite(cell)
    if value <= 0.0:
        raise ValueError(cell)
    return value


def _maker_and_model(name: str, maker: str) -> tuple[str, str]:
    """Split a name; without a column for the maker the model starts at the first later word with a digit."""
    if maker:
        return maker, name.removeprefix(maker).strip() or name
    if split := _WITH_DIGIT.fullmatch(name):
        return split.group(1), split.group(2)
    first, _, rest = name.partition(" ")
    return first, rest or first


def _free_id(name: str, taken: dict[str, int]) -> str:
    """A catalogue id for a name; a number is put behind it where two names make the same one.

    `taken` has the last number by id, so that a list of one name over and over is not searched each time.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = f"cec-{_SEPARATORS.sub('-', plain).strip('-')}".rstrip("-")
    free, number = base, taken.get(base, 1)
    while free in taken:
        number += 1
        free = f"{base}-{number}"
    taken[base] = number
    taken.setdefault(free, 1)
    return free


def catalog_bytes(found: CecImport) -> bytes:
    """The modules as a JSON catalogue file, one module a line; figures that are not known are left out."""
    head = msgspec.json.encode({SOURCE_KEY: {"text": found.source, "verified": False}})
    lines = b",\n".join(msgspec.json.encode(_known_figures(module)) for module in found.modules)
    return b'{"sources": ' + head + b',\n"module": [\n' + lines + b"\n]}\n"


def _known_figures(module: Module) -> dict[str, object]:
    figures = {name: getattr(module, name) for name in module.__struct_fields__ if name != "provenance"}
    known: dict[str, object] = {name: value for name, value in figures.items() if value not in (None, "", ())}
    return {**known, "provenance": {"ref": SOURCE_KEY}}
