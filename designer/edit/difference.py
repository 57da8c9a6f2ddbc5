"""In what one state of a project differs from another, in a few words for a person."""

from collections.abc import Hashable, Iterator, Mapping

from msgspec.structs import replace

from designer.core.model.design import Design
from designer.edit.figures import counted

_THINGS = {
    "surfaces": "surface",
    "obstacles": "obstacle",
    "water_lines": "water line",
    "rows": "row",
    "modules": "module",
    "boxes": "box",
    "bridges": "bridge",
    "pins": "pinned inverter",
    "pairings": "pairing",
    "locks": "locked branch",
    "kept": "kept branch",
    "waypoints": "waypoint",
    "dimensions": "dimension",
    "texts": "text",
    "underlays": "underlay",
    "pictures": "picture",
    "serials": "serial number",
    "reports": "DTU choice",
    "offcuts": "offcut",
    "approvals": "accepted finding",
}
_FACTS = {
    "name": "name",
    "region": "region",
    "products": "products",
    "customer": "customer",
    "sheets": "title blocks",
    "climate": "climate",
    "settings": "settings",
    "plane": "place on the map",
    "foreign": "data of other programs",
}


def differences(old: Design, new: Design) -> tuple[str, ...]:
    """Lines such as ``3 modules added``, in the order of the file; none where the Designs are alike."""
    return (*_things(old, new), *_facts(old, new))


def _things(old: Design, new: Design) -> Iterator[str]:
    before, after = _by_sort(old), _by_sort(new)
    for sort, word in _THINGS.items():
        a, b = before[sort], after[sort]
        counts = {
            "added": len(b.keys() - a.keys()),
            "removed": len(a.keys() - b.keys()),
            "changed": sum(a[key] != b[key] for key in a.keys() & b.keys()),
        }
        for what, count in counts.items():
            if count:
                yield f"{counted(count, word)} {what}"


def _facts(old: Design, new: Design) -> Iterator[str]:
    for field, word in _FACTS.items():
        if getattr(old, field) != getattr(new, field):
            yield f"{word} changed"


def _by_sort(design: Design) -> Mapping[str, Mapping[Hashable, object]]:
    """All things of a Design by their sort and what they are known by, each without those it holds."""
    plain = (
        "boxes",
        "bridges",
        "locks",
        "waypoints",
        "dimensions",
        "texts",
        "underlays",
        "pictures",
        "offcuts",
    )
    return {
        **{sort: {one.id: one for one in getattr(design, sort)} for sort in plain},
        "surfaces": {one.id: replace(one, obstacles=(), water_lines=()) for one in design.surfaces},
        "obstacles": {thing.id: thing for one in design.surfaces for thing in one.obstacles},
        "water_lines": {thing.id: thing for one in design.surfaces for thing in one.water_lines},
        "rows": {one.id: replace(one, modules=(), removed=()) for one in design.rows},
        "modules": {module.id: (row.id, module) for row in design.rows for module in row.modules},
        "pins": {one.inverter: one for one in design.pins},
        "pairings": dict.fromkeys(design.pairings),
        "kept": dict.fromkeys(design.kept),
        "serials": dict(design.serials),
        "reports": dict(design.reports),
        "approvals": dict.fromkeys(design.approvals),
    }
