"""Names and torques of parts as the installer's sheet prints them, from the catalogue."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from designer.core.model.catalog import Inverter
from designer.core.model.provenance import Provenance
from designer.core.model.rail_system import RailSystem
from designer.core.model.trunk_family import Part, PartPer, TrunkFamily
from designer.drawing.directory import Directory

_GROUND = "ground"


class Torque(Struct, frozen=True):
    """A screw or cap, its torque as printed, and where the figure comes from."""

    what: str
    torque: str
    source: str
    verified: bool


def torques(directory: Directory) -> list[Torque]:
    """Every torque that this project needs, of inverters, trunk families and rails."""
    catalog, plan = directory.catalog, directory.plan
    inverters = [catalog.inverter(name) for name in _different(unit.product for unit in plan.inverters)]
    families = [catalog.family(name) for name in _different(branch.family for branch in plan.branches)]
    rails = [catalog.rail(name) for name in _different(rail.product for rail in plan.rails)]
    found = [_mount_torque(inverter) for inverter in inverters]
    found += [torque for family in families for torque in _part_torques(family)]
    found += [torque for rail in rails for torque in _rail_torques(rail)]
    return list(dict.fromkeys(found))


def length_text(length_mm: float) -> str:
    """A length in mm to a tenth, without needless decimals; what rounds to nothing is 0, not -0."""
    return f"{round(length_mm, 1) + 0.0:.1f}".removesuffix(".0")


def torque_text(value_nm: float, tolerance_nm: float | None = None) -> str:
    """``9 N·m`` or ``4.0 ± 0.5 N·m``."""
    if tolerance_nm:
        return f"{value_nm:.1f} ± {tolerance_nm:.1f} N·m"
    return f"{value_nm:g} N·m"


def part_torque(part: Part | None) -> str:
    """The torque of a part with its tolerance; empty when there is none."""
    if part is None or part.torque_nm is None:
        return ""
    return torque_text(part.torque_nm, part.torque_tolerance_nm)


def part_for(family: TrunkFamily, per: PartPer) -> Part | None:
    """The first part of a family that is counted by `per`."""
    return next((part for part in family.parts if part.per is per), None)


def grounding_part(family: TrunkFamily) -> Part | None:
    """What bonds the bracket to the rail where the site asks for it."""
    return next((part for part in family.parts if _GROUND in f"{part.id} {part.description}".lower()), None)


def tools(family: TrunkFamily) -> list[str]:
    """Names of the tools, which are the parts needed once per project."""
    return [part_name(part) for part in family.parts if part.per is PartPer.PROJECT and part.quantity]


def part_name(part: Part) -> str:
    """What a part is called: its description up to the first remark."""
    return re.split(r"[,:;(]", part.description, maxsplit=1)[0].strip() or part.id


def name_or(part: Part | None, fallback: str) -> str:
    """The name of a part, or what such a part is called where the catalogue has none."""
    return part_name(part) if part else fallback


def names_for(family: TrunkFamily, per: PartPer, fallback: str) -> str:
    """The names of all parts counted by `per`, such as the two halves of a splice."""
    names = dict.fromkeys(part_name(part) for part in family.parts if part.per is per)
    return " and ".join(names) or fallback


def _different(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _mount_torque(inverter: Inverter) -> Torque:
    mount = inverter.mount
    what = f"{inverter.model}: {mount.screw} screw on the rail"
    return _torque(what, torque_text(mount.torque_nm), inverter.provenance, ("mount.torque_nm", "mount"))


def _part_torques(family: TrunkFamily) -> list[Torque]:
    """Parts with a torque; the screws of the inverter stand with the inverter."""
    parts = [part for part in family.parts if part.torque_nm is not None and part.per is not PartPer.SCREW]
    return [_torque(part.description, part_torque(part), part.provenance, ("torque_nm",)) for part in parts]


def _rail_torques(rail: RailSystem) -> list[Torque]:
    named = (
        ("mid clamp", "mid_clamp_torque_nm", rail.mid_clamp_torque_nm),
        ("end clamp", "end_clamp_torque_nm", rail.end_clamp_torque_nm),
        ("rail splice", "splice_torque_nm", rail.splice_torque_nm),
        (rail.attachment_name, "attachment_torque_nm", rail.attachment_torque_nm),
    )
    maker = f"{rail.maker} {rail.model}"
    found = [
        _torque(f"{maker}: {name}", torque_text(value), rail.provenance, (figure,))
        for name, figure, value in named
        if value is not None
    ]
    missing = [name for name, _, value in named if value is None]
    if missing:
        found.append(Torque(f"{maker}: {', '.join(missing)}", "by the maker's instructions", "", True))
    return found


def _torque(what: str, torque: str, provenance: Provenance, figures: Sequence[str]) -> Torque:
    named = next((provenance.figures[figure] for figure in figures if figure in provenance.figures), None)
    source = named or provenance.of(figures[0])
    return Torque(what, torque, source.text, source.verified)
