"""The figures of catalogue entries one by one: name, value, and where each was read."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import fields

from designer.core.model.catalog import BackBox, BranchLimit, ClampClass
from designer.core.model.provenance import Provenance, Source
from designer.core.model.rail_system import StockBar
from designer.core.model.setback_preset import CoverageRule, SetbackPreset
from designer.core.model.trunk_family import Part, TrunkFamily

TITLE_FIELDS = ("id", "maker", "model", "name", "description", "note", "unit", "letter", "provenance")
"""Fields that name an entry instead of giving a figure."""


class Figure(NamedTuple):
    """One figure of a product: its name in the file, its value and where it was read; None = nowhere."""

    name: str
    value: str
    source: Source | None


def figures_of(entry: Any) -> list[Figure]:
    """The figures of an entry with a provenance, nested tables with dotted names."""
    return list(_rows(entry, entry.provenance))


def parts_of(entry: object) -> tuple[Any, ...]:
    """What a trunk family consists of; nothing for other products."""
    if isinstance(entry, TrunkFamily):
        return (*entry.products, *entry.bulk, *entry.parts)
    return ()


def _rows(value: Struct, provenance: Provenance, prefix: str = "") -> Iterator[Figure]:
    """A row for every figure, nested tables with dotted names; empty texts and lists have none."""
    for field in fields(value):
        own, path = getattr(value, field.name), f"{prefix}{field.name}"
        if field.name in TITLE_FIELDS or own in ("", (), {}) or _has_provenance(own):
            continue
        if own is None:
            if not isinstance(value, Part | SetbackPreset | CoverageRule):  # there None is no rule, no price
                yield Figure(path, "not known", None)
        elif field.name == "branch_limits":
            yield from (Figure(path, _plain(limit), Source(limit.source, limit.verified)) for limit in own)
        elif isinstance(own, Struct):
            yield from _rows(own, provenance, f"{path}.")
        elif not prefix or own != field.default:  # a nested rule at its default is no rule
            yield Figure(path, _plain(own), _source_of(path, provenance))


def _has_provenance(value: object) -> bool:
    return isinstance(value, tuple) and any(hasattr(item, "provenance") for item in value)


def _source_of(path: str, provenance: Provenance) -> Source:
    """Source of a figure, else that of the table it lies in, else that of the whole entry."""
    head = path.partition(".")[0]
    return provenance.figures.get(path) or provenance.of(head)


def _plain(value: Any) -> str:
    """A figure as text: lists joined by commas, tables as ``key: value``."""
    if isinstance(value, tuple):
        return ", ".join(_scalar(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_scalar(item)}" for key, item in value.items())
    return _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:.10g}"
        case Struct():
            return _in_words(value)
    return str(value)


def _in_words(value: Struct) -> str:
    """A table within a list, in a few words."""
    match value:
        case StockBar():
            return f"{value.length_mm:g}" + (f" ({value.article})" if value.article else "")
        case BackBox():
            return (
                f"{value.long_mm:g} × {value.short_mm:g} at {value.long_share:.0%}, {value.short_share:.0%}"
            )
        case BranchLimit():
            region = f" in {value.region}" if value.region else ""
            return f"{value.units} on {value.conductor}, {value.voltage_v:g} V{region}"
        case ClampClass():
            sides = (("long", value.long), ("short", value.short))
            zones = ", ".join(f"{side} {zone.min_mm:g} to {zone.max_mm:g}" for side, zone in sides if zone)
            return f"{zones} at {value.pressure_pa:g}/{value.uplift_pa:g} Pa"
    return str(value)
