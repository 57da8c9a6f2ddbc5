"""What a scanned line means while serial numbers are entered: a number, a gateway, an inverter's name."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import PlacedInverter, Plan
from designer.core.serials.judging import judge_serial
from designer.core.serials.reading import plain_serial, serial_in
from designer.edit.edits.serials import report_to, set_gateways, set_serials
from designer.part_names import PartNames
from designer.wording import sentence

_MISREAD = frozenset({"serial-malformed", "serial-of-gateway"})
"""Findings that ask for another scan, where others ask to compare or to check."""


class Noted(Struct, frozen=True):
    """The Design with a number noted, and what is strange about it, empty where nothing is.

    `misread` says that the remark asks for another scan: the next number is for the same inverter.
    """

    design: Design
    serial: str
    remark: str
    misread: bool


def gateway_in(catalog: Catalog, text: str) -> str:
    """The serial number of a gateway in a scanned text, by what it begins with; empty where there is none."""
    serial = serial_in(text, catalog.serials)
    known = (form for form in catalog.serials if form.holds(serial))
    return serial if any(serial.startswith(tuple(form.gateways)) for form in known) else ""


def inverter_named(plan: Plan, text: str) -> PlacedInverter | None:
    """The inverter whose id a text is, in any case; its label holds that before a number is known."""
    word = text.strip().casefold()
    return next((one for one in plan.inverters if one.id.casefold() == word), None)


def note_serial(
    design: Design, catalog: Catalog, inverter: PlacedInverter, text: str, gateway: str = ""
) -> Noted:
    """The Design with the number in a scanned text noted for an inverter that reports to `gateway`, if given.

    Raises InputError for a text without a letter or digit, and for a number that another inverter has: a
    scanner that reads a label twice must not spoil the next place.
    """
    serial = serial_in(text, catalog.serials)
    if not serial:
        raise InputError(f"'{text.strip()}' is no serial number", remedy="scan the label again")
    others = [name for name, own in design.serials.items() if plain_serial(own) == serial]
    if others and inverter.id not in others:
        remedy = f"scan the label of {inverter.id}, or go to {others[0]} and clear it"
        raise InputError(f"{serial} is the number of {others[0]} already", remedy=remedy)
    noted = set_serials(design, {inverter.id: serial})
    if gateway and len(noted.settings.dtu_serials) > 1:
        noted = report_to(noted, [inverter.id], gateway)
    names, findings = PartNames(catalog), tuple(judge_serial(catalog, inverter, serial))
    remark = "; ".join(sentence(finding, names) for finding in findings)
    return Noted(noted, serial, remark, misread=any(finding.code in _MISREAD for finding in findings))


def add_gateway(design: Design, serial: str) -> Design:
    """The Design with one more gateway; inverters that have a number go on reporting to the one before."""
    before = design.settings.dtu_serials
    wider = set_gateways(design, (*before, serial))
    if len(before) == 1 and len(wider.settings.dtu_serials) > 1:
        numbered = [name for name in design.serials if name not in design.reports]
        wider = report_to(wider, numbered, before[0])
    return wider


def next_open(walk: Sequence[str], design: Design, after: str) -> str | None:
    """The next inverter without a number behind `after`, around the end; None where all have one."""
    start = walk.index(after) + 1 if after in walk else 0
    order = (*walk[start:], *walk[:start])
    return next((name for name in order if not design.serials.get(name)), None)
