"""What the entries of all catalogue files must agree about: ids, trunk families, phases and markets.

A later file may replace whole entries of earlier ones. What was replaced still counts as known here, so that
no bundled entry is at fault because a person's own file took another's place.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from designer.core.errors import CatalogError
from designer.core.model.catalog import BranchLimit, Inverter, Region
from designer.core.model.names import nearest_remedy
from designer.core.model.trunk_family import TrunkFamily
from designer.io.catalog_entries import refuse_unknown
from designer.io.catalog_sheet import Sheet


def check_agreement(sheets: Sequence[Sheet]) -> None:
    """Check the entries of all files, given in the order in which later ones replace earlier ones.

    Raises CatalogError that names file, entry, field and remedy.
    """
    families = [(sheet, family) for sheet in sheets for family in sheet.families.values()]
    known = dict.fromkeys(family.id for _, family in families)
    for sheet in sheets:
        for inverter in sheet.inverters.values():
            place = f"{sheet.name}: inverter '{inverter.id}': families"
            refuse_unknown(inverter.families, known, place, kind="trunk family")
    regions = dict.fromkeys(region_id for sheet in sheets for region_id in sheet.regions)
    for sheet, family in families:
        for product in family.products:
            place = f"{sheet.name}: family '{family.id}': products: '{product.id}': regions"
            refuse_unknown(product.regions, regions, place, kind="region")
    _check_limits(sheets)
    _check_phases(sheets)
    _check_ids(sheets)


def _check_limits(sheets: Sequence[Sheet]) -> None:
    """A printed limit that fits no cable or no market would never count, and currents would in its place."""
    regions = [region for sheet in sheets for region in sheet.regions.values()]
    conductors: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        for family in sheet.families.values():
            conductors.setdefault(family.id, {}).update((one.conductor, None) for one in family.products)
    for sheet in sheets:
        for inverter in sheet.inverters.values():
            known = {name: None for family in inverter.families for name in conductors[family]}
            for number, limit in enumerate(inverter.branch_limits, start=1):
                place = f"{sheet.name}: inverter '{inverter.id}': branch_limits: '{number}'"
                _check_conductor(limit, known, f"{place}: conductor")
                _check_market(inverter, limit, regions, place)


def _check_conductor(limit: BranchLimit, known: Mapping[str, None], place: str) -> None:
    if limit.conductor not in known:
        what = f"no trunk cable of the inverter's families has the conductor '{limit.conductor}'"
        raise CatalogError(what, where=place, remedy=nearest_remedy(limit.conductor, known))


def _check_market(inverter: Inverter, limit: BranchLimit, regions: Sequence[Region], place: str) -> None:
    if limit.region:
        known = dict.fromkeys(region.id for region in regions)
        refuse_unknown([limit.region], known, f"{place}: region", kind="region")
    voltages = {
        region.line_voltage_v if inverter.phases == 3 else region.voltage_v
        for region in regions
        if limit.region in {"", region.id}
    }
    if not any(math.isclose(limit.voltage_v, voltage) for voltage in voltages):
        kind = "line to line voltages" if inverter.phases == 3 else "voltages"
        whose = f"'{limit.region}'" if limit.region else "the regions"
        given = ", ".join(f"{voltage:g}" for voltage in sorted(voltages))
        what = f"it is {limit.voltage_v:g}, but the {kind} of {whose} are {given}"
        raise CatalogError(what, where=f"{place}: voltage_v", remedy="give the one that the limit is for")


def _check_phases(sheets: Sequence[Sheet]) -> None:
    """The file at fault is that of the inverter, or that of the family where it came later."""
    families: dict[str, tuple[int, TrunkFamily]] = {
        family.id: (number, family)
        for number, sheet in enumerate(sheets)
        for family in sheet.families.values()
    }
    inverters: dict[str, tuple[int, Inverter]] = {
        inverter.id: (number, inverter)
        for number, sheet in enumerate(sheets)
        for inverter in sheet.inverters.values()
    }
    for own, inverter in inverters.values():
        for name in inverter.families:
            number, family = families[name]
            if family.phases == inverter.phases:
                continue
            if number > own:
                place, other = f"{sheets[number].name}: family '{name}'", f"inverter '{inverter.id}'"
                what = f"it is {family.phases}, but {other}, which plugs in, has {inverter.phases}"
            else:
                place = f"{sheets[own].name}: inverter '{inverter.id}'"
                what = f"it is {inverter.phases}, but its family '{name}' has {family.phases}"
            raise CatalogError(what, where=f"{place}: phases", remedy="make both the same")


class _Holder(NamedTuple):
    """What bears an id: where it stands, in words what it is, and the family it belongs to, if any.

    `cut` is how a trunk cable is cut, which its family says.
    """

    file: str
    place: str
    kind: str
    family: str
    value: Any
    cut: str = ""

    def is_same(self, other: "_Holder") -> bool:
        """Whether both mean one product."""
        return (self.kind, self.value, self.cut) == (other.kind, other.value, other.cut)


def _check_ids(sheets: Sequence[Sheet]) -> None:
    """Lists, stock and lookups know a product by its id alone, so that none may mean two things.

    A cable or part that is the same in every figure may stand in several families, a trunk cable where all of
    them cut it alike.
    """
    found: dict[str, _Holder] = {}
    for holder in _holders(sheets):
        first = found.setdefault(holder.value.id, holder)
        if first.is_same(holder):
            continue
        owner = f" of family '{first.family}'" if first.family else ""
        cut = first.cut if first.value == holder.value else ""
        what = f"the id is already taken by the {cut}{first.kind}{owner} in {first.file}"
        remedy = "give it an id of its own"
        if first.family:
            remedy += f", or replace the whole family '{first.family}'"
        raise CatalogError(what, where=f"{holder.file}: {holder.place}", remedy=remedy)


def _holders(sheets: Sequence[Sheet]) -> list[_Holder]:
    """All that bears an id and is not replaced by a later file."""
    later: set[tuple[str, str]] = set()
    found: list[_Holder] = []
    for sheet in reversed(sheets):
        tables: dict[str, Mapping[str, Any]] = {
            "module": sheet.modules,
            "inverter": sheet.inverters,
            "family": sheet.families,
            "rail": sheet.rails,
            "region": sheet.regions,
        }
        kept = [
            _Holder(sheet.name, f"{kind} '{key}'", kind, "", entry)
            for kind, entries in tables.items()
            for key, entry in entries.items()
            if (kind, key) not in later
        ]
        later.update((holder.kind, holder.value.id) for holder in kept)
        found = [one for holder in kept for one in (holder, *_members(holder))] + found
    return found


def _members(holder: _Holder) -> Iterator[_Holder]:
    """The cables and parts of a trunk family; nothing for other entries."""
    family = holder.value
    if not isinstance(family, TrunkFamily):
        return
    wiring = "field-wired " if family.field_wired else "moulded "
    for table, kind, cut in (
        ("products", "trunk cable", wiring),
        ("bulk", "bulk cable", ""),
        ("parts", "part", ""),
    ):
        for one in getattr(family, table):
            place = f"{holder.place}: {table}: '{one.id}'"
            yield _Holder(holder.file, place, kind, family.id, one, cut)
