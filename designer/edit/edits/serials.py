"""Edits of serial numbers: those of inverters, those of gateways, and which inverter reports to which."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.model.design import Design
from designer.core.serials.reading import plain_serial


def set_serials(design: Design, serials: Mapping[str, str]) -> Design:
    """The Design with serial numbers noted by the ids of inverters; an empty one is forgotten."""
    noted = {**design.serials, **{name: plain_serial(text) for name, text in serials.items()}}
    kept = {name: text for name, text in noted.items() if text or name not in serials}
    return replace(design, serials=kept)


def set_gateways(design: Design, serials: Iterable[str]) -> Design:
    """The Design with these gateways, each once; who reports to one that is gone is told by a finding."""
    plain = dict.fromkeys(plain_serial(text) for text in serials)
    own = tuple(serial for serial in plain if serial)
    return replace(design, settings=replace(design.settings, dtu_serials=own))


def report_to(design: Design, inverters: Iterable[str], gateway: str) -> Design:
    """The Design with inverters reporting to a gateway; an empty one leaves it open.

    InputError for a gateway that the project does not have.
    """
    own = plain_serial(gateway)
    known = [plain_serial(text) for text in design.settings.dtu_serials]
    if own and own not in known:
        raise InputError(f"the project has no DTU {own}", remedy="add it to the project settings first")
    names = set(inverters)
    reports = {name: text for name, text in design.reports.items() if name not in names}
    return replace(design, reports={**reports, **dict.fromkeys(sorted(names), own)} if own else reports)
