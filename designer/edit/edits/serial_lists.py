"""A list of serial numbers taken over: what fits the plan, and a sentence for each line that does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import InputError, TrunklineError
from designer.core.model.design import Design
from designer.core.serials.entry import SerialEntry
from designer.core.serials.reading import plain_serial
from designer.edit.edits.serials import set_gateways, set_serials

MOST_NAMED = 6
"""Ids in a message; more help nobody."""


class Taken(Struct, frozen=True):
    """The Design with what could be taken, how many numbers that were, and why other lines were not."""

    design: Design
    numbers: int
    refusals: tuple[str, ...] = ()


def take_list(design: Design, inverters: Iterable[str], entries: Sequence[SerialEntry]) -> Taken:
    """A list for the inverters with these ids taken over, all of it but the lines that cannot be used.

    Cells that are empty leave what is noted; gateways that are new join the project's. Inverters are found in
    capitals and in small letters. Raises InputError where no line at all can be used.
    """
    known = {name.casefold(): name for name in inverters}
    flaws = dict(_flaws(entries, known))
    sound = [entry for entry in entries if entry.line not in flaws]
    refusals = tuple(f"line {line}: {flaws[line].sentence()}" for line in sorted(flaws))
    if flaws and not sound:
        first = next(iter(sorted(flaws)))
        error = flaws[first]
        raise InputError(error.what, where=f"line {first}", remedy=error.remedy)
    serials = {known[one.inverter.casefold()]: one.serial for one in sound if plain_serial(one.serial)}
    reports = {known[one.inverter.casefold()]: plain_serial(one.gateway or "") for one in sound}
    reports = {name: gateway for name, gateway in reports.items() if gateway}
    design = set_serials(design, serials)
    design = set_gateways(design, (*design.settings.dtu_serials, *reports.values()))
    return Taken(_reporting(design, reports), len(serials), refusals)


def _flaws(entries: Sequence[SerialEntry], known: Mapping[str, str]) -> Iterator[tuple[int, TrunklineError]]:
    """Lines that cannot be used, with the reason."""
    first: dict[tuple[str, str], tuple[str, SerialEntry]] = {}
    for entry in entries:
        if entry.flaw:
            yield entry.line, InputError(entry.flaw, remedy=entry.remedy)
        elif entry.inverter.casefold() not in known:
            what = f"there is no inverter '{entry.inverter}'"
            yield entry.line, InputError(what, remedy=_those_there_are(tuple(known.values())))
        else:
            yield from _contradictions(entry, first)


def _those_there_are(names: Sequence[str]) -> str:
    """No guess: of ids that differ in a figure none is nearer than another."""
    if not names:
        return "put modules on a surface first"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"write ids as serials.csv has them: {', '.join(names[:MOST_NAMED])}{more}"


def _contradictions(
    entry: SerialEntry, first: dict[tuple[str, str], tuple[str, SerialEntry]]
) -> Iterator[tuple[int, TrunklineError]]:
    """Where an inverter has two numbers or DTUs, neither is taken: nobody knows which one is right."""
    for kind, text in (("serial", entry.serial), ("gateway", entry.gateway or "")):
        own = plain_serial(text)
        if own:
            before, line = first.setdefault((kind, entry.inverter.casefold()), (own, entry))
            if before != own:
                lines = f"lines {line.line} and {entry.line}"
                what = f"inverter {entry.inverter} has both {before} and {own} ({lines})"
                error = InputError(what, remedy="keep one of them")
                yield from ((line.line, error), (entry.line, error))


def _reporting(design: Design, reports: Mapping[str, str]) -> Design:
    """The Design with these reports; of a sole gateway nothing need be said."""
    if len(design.settings.dtu_serials) < 2:
        return design
    return replace(design, reports={**design.reports, **reports})
