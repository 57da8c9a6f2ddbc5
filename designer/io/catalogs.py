"""The catalogue: the bundled files, and a person's own folder of files that adds to them and overrides them.

A file is TOML or JSON with the tables ``module``, ``inverter``, ``family``, ``rail``, ``region``,
``setbacks`` and ``serials`` (lists of entries), ``assumptions`` (one table), ``sources`` and ``common`` (see
`designer.io.catalog_entries`).
"""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from designer.core.errors import CatalogError, InputError
from designer.core.limits import CATALOG_FILES, CATALOG_JSON_BYTES, JSON_VALUES, TOML_BYTES
from designer.core.model.catalog import Assumptions, Catalog, Inverter, Module, Region
from designer.core.model.provenance import Source
from designer.core.model.rail_system import RailSystem
from designer.core.model.serial_format import SerialFormat
from designer.core.model.setback_preset import SetbackPreset
from designer.core.model.trunk_family import TrunkFamily
from designer.core.resources import resource_root
from designer.io.catalog_agreement import check_agreement
from designer.io.catalog_entries import Filling, Raw, T, decoded, refuse_unknown
from designer.io.catalog_sheet import Sheet
from designer.io.personal import configuration_folder
from designer.io.strict_json import values_in
from designer.limited import limited_bytes, parsed_toml

FOLDER_VARIABLE = "TRUNKLINE_CATALOG"
"""Environment variable that names a person's own catalogue folder."""

SUFFIXES = (".toml", ".json")

_TABLES = (
    "module",
    "inverter",
    "family",
    "rail",
    "region",
    "setbacks",
    "serials",
    "assumptions",
    "sources",
    "common",
)


def default_user_folder() -> Path | None:
    """The person's own catalogue folder, whether it exists or not; None where there is no home folder."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    try:
        return configuration_folder() / "trunkline" / "catalog"
    except RuntimeError:  # Path.home() finds no home
        return None


def load_catalog(user_folder: Path | None = None) -> Catalog:
    """The bundled catalogue with a person's own files over it.

    Without `user_folder` the default one is used where it exists. Entries of its files replace bundled ones
    of the same id, files are taken in the order of their names. Raises CatalogError that names file, entry,
    field and remedy.
    """
    if user_folder is not None and not user_folder.is_dir():
        raise CatalogError(
            "there is no such folder", where=str(user_folder), remedy="name a catalogue folder"
        )
    folder = user_folder or default_user_folder()
    if folder is None or not folder.is_dir():
        return bundled_catalog()
    own = tuple(read_sheet(path) for path in catalog_files(folder))
    return _merged(_bundled_sheets() + own) if own else bundled_catalog()


@cache
def bundled_catalog() -> Catalog:
    """The catalogue that comes with the program; read once in a process."""
    return _merged(_bundled_sheets())


@cache
def _bundled_sheets() -> tuple[Sheet, ...]:
    return tuple(read_sheet(path) for path in catalog_files(resource_root() / "catalog"))


def catalog_files(folder: Path) -> list[Path]:
    """The catalogue files in a folder, by their names. CatalogError where there are absurdly many."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file()]
    if len(found) > CATALOG_FILES:
        what = f"it holds {len(found):,} files; {CATALOG_FILES:,} at most are read"
        raise CatalogError(what, where=str(folder), remedy="name a catalogue folder")
    return sorted(found)


def read_sheet(path: Path) -> Sheet:
    """Read and check one catalogue file. Raises CatalogError naming file, entry, field and remedy."""
    try:
        return _sheet(path.name, _parsed(path))
    except CatalogError as error:
        raise error.within(str(path)) from None
    except RecursionError:
        raise CatalogError("it is nested too deeply", where=str(path), remedy="use simpler tables") from None


def _parsed(path: Path) -> Raw:
    is_json = path.suffix.lower() == ".json"
    try:
        most = CATALOG_JSON_BYTES if is_json else TOML_BYTES
        data = limited_bytes(path, most, remedy="split it into smaller files")
        raw = _json(data) if is_json else parsed_toml(data)
    except InputError as error:
        where = error.where.removeprefix(str(path))  # which is put before it for all errors of the file
        raise CatalogError(error.what, where=where, remedy=error.remedy) from None
    if not isinstance(raw, dict):
        raise CatalogError("it holds no tables", remedy="this is no catalogue file")
    return raw


def _json(data: bytes) -> object:
    if values_in(data) > JSON_VALUES:
        raise InputError(f"it holds more than {JSON_VALUES:,} values", remedy="split it into smaller files")
    try:
        return msgspec.json.decode(data)
    except RecursionError as error:
        raise InputError("it is nested too deeply", remedy="this is no catalogue file") from error
    except ValueError as error:  # JSON and text decoding errors are ValueErrors
        raise InputError(f"it is not JSON ({error})", remedy="correct the file") from error


def _sheet(name: str, raw: Raw) -> Sheet:
    refuse_unknown(raw, _TABLES, kind="table")
    sources = {key: _source(key, value) for key, value in _table(raw, "sources").items()}
    common = _table(raw, "common")
    filling = Filling(common, sources)
    assumptions = filling.filled(_table(raw, "assumptions"))
    _refuse_unknown_assumptions(assumptions)
    return Sheet(
        name=name,
        modules=_entries(raw, "module", Module, filling),
        inverters=_entries(raw, "inverter", Inverter, filling),
        families=_entries(raw, "family", TrunkFamily, filling),
        rails=_entries(raw, "rail", RailSystem, filling),
        regions=_entries(raw, "region", Region, filling),
        setbacks=_entries(raw, "setbacks", SetbackPreset, filling),
        serials=_entries(raw, "serials", SerialFormat, filling),
        assumptions=assumptions,
    )


def _table(raw: Raw, name: str) -> Raw:
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise CatalogError("it must be a table", where=name, remedy=f"write it as [{name}]")
    return table


def _source(key: str, raw: Any) -> Raw:
    """A source as a table; a bare text is one that was not verified."""
    if not isinstance(raw, str | dict):
        remedy = "write where it was read, in quotes, or { text = ..., verified = true }"
        raise CatalogError("it must be text or a table", where=f"sources.{key}", remedy=remedy)
    try:
        source = decoded({"text": raw} if isinstance(raw, str) else raw, Source)
    except CatalogError as error:
        raise error.within(f"sources.{key}") from None
    return {"text": source.text, "verified": source.verified}


def _refuse_unknown_assumptions(raw: Raw) -> None:
    refuse_unknown(raw, Assumptions.__struct_fields__, "assumptions")


def _entries(raw: Raw, name: str, kind: type[T], filling: Filling) -> dict[str, T]:
    """The entries of one table by id, in the order of the file."""
    rows = raw.get(name, [])
    if not isinstance(rows, list):
        raise CatalogError("it must be a list of entries", where=name, remedy=f"write [[{name}]]")
    entries: dict[str, T] = {}
    for number, row in enumerate(rows, start=1):
        try:
            entry = decoded(filling.filled(row), kind)
        except CatalogError as error:
            raise error.within(_place(name, number, row)) from None
        entry_id = str(row["id"]) if "id" in row else ""
        if entry_id in entries:
            raise CatalogError(
                "the id stands twice in this file", where=_place(name, number, row), remedy="change one"
            )
        entries[entry_id] = entry
    return entries


def _place(name: str, number: int, row: Any) -> str:
    entry_id = row.get("id") if isinstance(row, dict) else None
    return f"{name} '{entry_id}'" if entry_id else f"{name} {number}"


def _merged(sheets: Iterable[Sheet]) -> Catalog:
    """One catalogue of all sheets; a later entry takes the place of an earlier one of the same id."""
    sheets = tuple(sheets)
    families = {key: value for sheet in sheets for key, value in sheet.families.items()}
    check_agreement(sheets)
    return Catalog(
        modules=tuple({key: value for sheet in sheets for key, value in sheet.modules.items()}.values()),
        inverters=tuple({key: value for sheet in sheets for key, value in sheet.inverters.items()}.values()),
        families=tuple(families.values()),
        rails=tuple({key: value for sheet in sheets for key, value in sheet.rails.items()}.values()),
        regions=tuple({key: value for sheet in sheets for key, value in sheet.regions.items()}.values()),
        assumptions=_assumptions(sheets),
        setbacks=tuple({key: value for sheet in sheets for key, value in sheet.setbacks.items()}.values()),
        serials=tuple({key: value for sheet in sheets for key, value in sheet.serials.items()}.values()),
    )


def _assumptions(sheets: Iterable[Sheet]) -> Assumptions:
    raw: Raw = {}
    for sheet in sheets:
        if sheet.assumptions:
            raw = _with_own_assumptions(raw, sheet) if raw else sheet.assumptions
            try:
                assumptions = decoded(raw, Assumptions)
            except CatalogError as error:
                raise error.within(f"{sheet.name}: assumptions") from None
    return assumptions


def _with_own_assumptions(base: Raw, sheet: Sheet) -> Raw:
    """`base` with the sheet's figures over it, each with the sheet's source or its name as its source."""
    own = sheet.assumptions
    given = own.get("provenance", {"source": f"the person's own catalogue, {sheet.name}"})
    source = {"text": given.get("source", ""), "verified": given.get("verified", False)}
    figures = {field: source for field in own if field != "provenance"} | given.get("figures", {})
    below = base["provenance"]
    return {**base, **own, "provenance": {**below, "figures": {**below.get("figures", {}), **figures}}}
