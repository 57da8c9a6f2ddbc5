"""One catalogue entry from raw data: shared figures and sources filled in, strictly decoded and checked.

Every CatalogError raised here names the field as its place; the reader of the file puts the entry and the
file before it.
"""

import math
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert

from designer.core.errors import CatalogError
from designer.core.geometry.edges import EdgeKind
from designer.core.limits import CATALOG_FILLED, CATALOG_LEVELS
from designer.core.model.names import nearest_name
from designer.core.model.provenance import Provenance
from designer.core.model.setback_preset import Height
from designer.core.model.trunk_family import PartPer
from designer.io.catalog_rules import RULES

Raw = dict[str, Any]
"""A table as TOML or JSON gives it."""

T = TypeVar("T", bound=Struct)

ID_FORM = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")

_SIGNED_NAMES = """
along_min_mm along_max_mm across_min_mm across_max_mm
beta_voc_pct_per_k alpha_isc_pct_per_k gamma_p_pct_per_k
"""

_ZERO_NAMES = """
min_mm long_share short_share clearance_mm top_below_rail_top_mm screws screw_spacing_mm
quantity price price_per_m price_per_reel torque_tolerance_nm
stripping_mm service_loop_mm dressing_mm slack_limit_mm port_length_mm port_width_mm
min_piece_mm min_supports_per_piece forbidden_middle_share attachment_distance_mm stagger_mm
mid_gap_mm end_overhang_mm row_gap_mm cantilever_mm cantilever_ratio joint_gap_mm
outside_attachment_overhang_mm splice_length_mm kerf_mm end_trim_mm least_remnant_mm stand_off_mm
clamp_overlap_mm end_clamp_outer_mm screws_per_attachment end_caps_per_rail clamp_long_share clamp_short_share
inverter_dc_lead_mm inverter_ac_lead_mm dc_slack_mm water_distance_mm
cable_price_per_m port_price port_cap_price end_cap_price link_price setbacks_mm ridge_mm
flat_ridge_gap_mm flat_valley_gap_mm
"""

ANY_SIGN = frozenset(_SIGNED_NAMES.split())
"""Figures that may be negative or zero."""

MAY_BE_ZERO = ANY_SIGN | frozenset(_ZERO_NAMES.split())
"""Figures that may be zero; every other number must be greater than zero."""

_CHOICES: Mapping[str, type[StrEnum]] = {"edges": EdgeKind, "setbacks_mm": EdgeKind, "of": Height}
"""What a figure may be chosen from, by a part of its place; parts of families are counted per `PartPer`."""

_NUMBERS = (float, int)
_NESTED = (dict, list)

_KINDS = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}


class Filling:
    """Fills in what the entries of a file leave to its shared tables.

    ``like = "NAME"`` takes over the table ``[common.NAME]`` beneath the entry's own figures;
    ``ref = "KEY"`` and a bare key in ``figures`` stand for the text and the mark of ``[sources.KEY]``.
    """

    def __init__(self, common: Mapping[str, Raw], sources: Mapping[str, Raw]) -> None:
        self._common, self._sources = common, sources
        self._left = CATALOG_FILLED

    def filled(self, node: Any, level: int = 0) -> Any:
        """`node` with what its file says once filled in.

        Raises CatalogError for a name that the file does not define, for tables that lie too deep in each
        other, as where a table is like itself, and where what was filled in is far more than a catalogue has.
        """
        if type(node) is list:
            return [self.filled(item, level) for item in node]
        if type(node) is not dict:
            return node
        if "like" in node:
            own = {key: value for key, value in node.items() if key != "like"}
            node = _overlaid(_named(node["like"], self._common, "common"), own)
        self._count(len(node), level)
        nested = [key for key, value in node.items() if type(value) in _NESTED]
        table = {**node, **{key: self.filled(node[key], level + 1) for key in nested}}
        return self._with_sources(table, nested)

    def _count(self, values: int, level: int) -> None:
        self._left -= values + 1
        if level > CATALOG_LEVELS:
            what = f"tables lie more than {CATALOG_LEVELS} deep in each other"
            raise CatalogError(what, remedy="let no table be 'like' itself")
        if self._left < 0:
            raise CatalogError("'like' makes it far too large", remedy="take out 'like' within [common]")

    def _with_sources(self, table: Raw, nested: Collection[str]) -> Raw:
        if "figures" in nested and type(table["figures"]) is dict:
            table["figures"] = {
                key: _named(value, self._sources, "sources") if isinstance(value, str) else value
                for key, value in table["figures"].items()
            }
        if "ref" in table:
            source = _named(table.pop("ref"), self._sources, "sources")
            if "source" not in table:
                table = {"source": source["text"], "verified": source["verified"], **table}
        return table


def _named(name: Any, tables: Mapping[str, Raw], kind: str) -> Raw:
    if not isinstance(name, str) or name not in tables:
        raise CatalogError(
            f"'{name}' is not in [{kind}]", remedy=_did_you_mean(str(name), tables) or "add it there"
        )
    table = tables[name]
    if not isinstance(table, Mapping):
        raise CatalogError(f"'{name}' in [{kind}] is no table", remedy="give its fields")
    return table


def _overlaid(base: Raw, own: Raw) -> Raw:
    """`own` laid over `base`, table by table."""
    both = dict(base)
    for key, value in own.items():
        below = base.get(key)
        both[key] = _overlaid(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return both


def decoded(raw: Any, kind: type[T]) -> T:
    """The value that `raw` describes, with no field unknown, of a wrong type or out of bounds."""
    if not isinstance(raw, dict):
        raise CatalogError("it must be a table", remedy="give its fields")
    try:
        value = convert(raw, kind)
    except ValidationError as error:
        refuse_unknown(raw, kind.__struct_fields__)  # a misspelt field is the likely reason for a missing one
        raise _readable(str(error)) from None
    _check_struct(value, raw)
    return value


def refuse_unknown(
    names: Collection[str], known: Collection[str], where: str = "", kind: str = "field"
) -> None:
    """Raise CatalogError for the first name that is not a known one."""
    for name in names:
        if name not in known:
            remedy = _did_you_mean(name, known) or f"known are {', '.join(known)}"
            raise CatalogError(f"there is no {kind} '{name}'", where=where, remedy=remedy)


def _did_you_mean(name: str, known: Collection[str]) -> str:
    near = nearest_name(name, known)
    return "" if near is None else f"did you mean '{near}'"


def _readable(message: str) -> CatalogError:
    """The codec's message in the words of the file."""
    what, _, path = message.partition(" - at `$")
    where = path.strip("`").lstrip(".")
    if missing := re.search(r"missing required field `(\w+)`", what):
        field = missing.group(1)
        example = ' = { source = "where it was read", verified = false }' if field == "provenance" else ""
        return CatalogError(f"{field} is missing", where=where, remedy=f"add {field}{example}")
    if what.startswith("Invalid enum value"):
        choice = what.removeprefix("Invalid enum value ")
        known = next((kinds for name, kinds in _CHOICES.items() if name in where), PartPer)
        return CatalogError(f"{choice} is unknown", where=where, remedy=f"use one of {', '.join(known)}")
    words = re.sub(r"`([^`]*)`", lambda match: _kind_words(match.group(1)), what)
    expected, _, given = words.removeprefix("Expected ").partition(", got ")
    return CatalogError(f"it must be {expected}, not {given}", where=where, remedy="correct the value")


def _kind_words(types: str) -> str:
    names = [name for name in types.split(" | ") if name != "null"] or ["null"]
    return " or ".join(_KINDS.get(name, name) for name in names)


@cache
def _fields(kind: type[Struct]) -> frozenset[str]:
    return frozenset(kind.__struct_fields__)


def _check_struct(value: Struct, raw: Raw) -> None:
    """Check the given fields of a struct; fields left at their defaults need no check."""
    if not raw.keys() <= _fields(type(value)):
        refuse_unknown(raw, value.__struct_fields__)
    for name, given in raw.items():
        kind = type(given)
        if kind is str and name != "id":
            continue
        if kind in _NUMBERS and (given > 0 or name in ANY_SIGN) and abs(given) <= LARGEST_FIGURE:
            continue  # nearly all fields end here, and a list may have twenty thousand entries
        try:
            _check_value(getattr(value, name), given, name)
        except CatalogError as error:
            raise error.within(name) from None
    if rule := RULES.get(type(value)):
        rule(value)
    provenance = getattr(value, "provenance", None)
    if provenance is not None and provenance.figures:
        _check_figures(value, provenance)


def _check_value(value: Any, given: Any, name: str) -> None:
    kind = type(value)
    if kind in _NUMBERS:
        _check_number(value, name)
    elif kind is str:
        if name == "id" and not ID_FORM.fullmatch(value):
            remedy = "use small letters and digits, joined by hyphens, dots or underscores"
            raise CatalogError(f"'{value}' is not a usable id", remedy=remedy)
    elif isinstance(value, Struct):
        _check_struct(value, given)
    elif kind is tuple:
        for number, (item, below) in enumerate(zip(value, given, strict=True), start=1):
            _check_item(item, below, name, number)
    elif kind is dict:
        for key, item in value.items():
            _check_item(item, given[key], name, key)


def _check_item(item: Any, given: Any, name: str, label: object) -> None:
    try:
        _check_value(item, given, name)
    except CatalogError as error:
        raise error.within(f"'{getattr(item, 'id', label)}'") from None


def _check_number(value: float, name: str) -> None:
    if not math.isfinite(value):
        raise CatalogError(f"it is {value}, which is no number", remedy="give a finite number")
    if abs(value) > LARGEST_FIGURE:
        raise CatalogError(f"it is {value:g}, which no product is", remedy="check its unit")
    allowed = value > 0 or name in (MAY_BE_ZERO if value == 0 else ANY_SIGN)
    if not allowed:
        least = "zero or more" if name in MAY_BE_ZERO else "greater than zero"
        raise CatalogError(f"it is {value:g} but must be {least}", remedy="correct the figure")


def _check_figures(value: Struct, provenance: Provenance) -> None:
    """Sources are given for figures that exist; ``mount.screws`` means a field of a nested table."""
    for figure in provenance.figures:
        head, _, rest = figure.partition(".")
        refuse_unknown([head], value.__struct_fields__, "provenance: figures")
        owner = getattr(value, head)
        if rest and owner is not None:
            refuse_unknown([rest], getattr(owner, "__struct_fields__", ()), f"provenance: figures: {head}")


LARGEST_FIGURE = 1e7
"""No length (10 km), power, voltage or price of a product is larger."""
