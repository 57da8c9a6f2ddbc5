"""Which inverters go into the list of which OpenDTU, and which into none, and why."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.serials.reading import plain_serial
from designer.drawing.stations import Station

MOST_INVERTERS = 10
"""INV_MAX_COUNT of OpenDTU's include/Configuration.h."""

LENGTH = 12
"""Hexadecimal digits of a serial number."""


class Shares(Struct, frozen=True):
    """The inverters of each gateway, in their order; and a sentence for those that are in no list.

    Where the project has no gateway, the only list has no name. `too_many` are gateways without a list, as
    more report to them than an OpenDTU holds, with the problem.
    """

    lists: Mapping[str, tuple[Station, ...]]
    left_out: tuple[str, ...] = ()
    too_many: Mapping[str, InputError] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for all that is in no list."""
        return (*self.left_out, *(f"left out: {problem.sentence()}" for problem in self.too_many.values()))


def is_readable(serial: str) -> bool:
    """Whether OpenDTU can hold a serial number."""
    return len(serial) == LENGTH and not set(serial) - set("0123456789ABCDEF")


def shares_of(stations: Sequence[Station], gateways: Sequence[str]) -> Shares:
    """The stations by the gateway they report to, of the project's `gateways`.

    Raises InputError where no inverter can be listed, two have one number, or more report to every gateway
    than an OpenDTU holds.
    """
    _check_twice(stations)
    known = frozenset(plain_serial(text) for text in gateways)
    lists: dict[str, tuple[Station, ...]] = {}
    for one in stations:
        gateway = one.gateway if known else ""
        if is_readable(one.serial) and (gateway in known or not known):
            lists[gateway] = (*lists.get(gateway, ()), one)
    left_out = tuple(_left_out(stations, known))
    if not lists:
        why = "; ".join(("no inverter can be listed for OpenDTU", *left_out))
        numbered = any(is_readable(one.serial) for one in stations)
        remedy = "share the inverters among the DTUs first" if numbered else "enter serial numbers first"
        raise InputError(why, remedy=remedy)
    too_many = _too_many(lists)
    if len(too_many) == len(lists):
        raise next(iter(too_many.values()))
    fitting = {gateway: own for gateway, own in lists.items() if gateway not in too_many}
    return Shares(fitting, left_out, too_many)


def _left_out(stations: Sequence[Station], known: Collection[str]) -> Iterator[str]:
    """A sentence for each reason; what is no serial number is told by itself."""
    without = [one.inverter for one in stations if not one.serial]
    if without:
        yield f"left out: {', '.join(without)}, without a serial number"
    for one in stations:
        if one.serial and not is_readable(one.serial):
            what = f"{LENGTH} digits 0 to 9 and A to F"
            yield f"left out: {one.inverter}, as {one.serial} is no serial number for OpenDTU ({what})"
    homeless = [one for one in stations if known and is_readable(one.serial) and one.gateway not in known]
    for gateway in dict.fromkeys(one.gateway for one in homeless):
        names = ", ".join(one.inverter for one in homeless if one.gateway == gateway)
        to = f"to DTU {gateway}, which the project does not have" if gateway else "to none of the DTUs"
        yield f"left out: {names}, reporting {to}"


def _check_twice(stations: Sequence[Station]) -> None:
    owner: dict[str, str] = {}
    for one in stations:
        if is_readable(one.serial) and owner.setdefault(one.serial, one.inverter) != one.inverter:
            raise InputError(
                f"{owner[one.serial]} and {one.inverter} have the same serial number {one.serial}",
                remedy="look at both labels, and enter the numbers that are on them",
            )


def _too_many(lists: Mapping[str, Sequence[Station]]) -> dict[str, InputError]:
    """The gateways to which more report than an OpenDTU holds."""
    needed = math.ceil(sum(len(own) for own in lists.values()) / MOST_INVERTERS)
    remedy = (
        f"share the inverters evenly among {needed} DTUs or more, in the panel of serial numbers or by "
        "trunkline serials --share evenly"
    )
    return {
        gateway: InputError(
            f"{len(own)} inverters report to {_named(gateway)}, an OpenDTU holds {MOST_INVERTERS}",
            remedy=remedy,
        )
        for gateway, own in lists.items()
        if len(own) > MOST_INVERTERS
    }


def _named(gateway: str) -> str:
    return f"DTU {gateway}" if gateway else "no DTU in particular"
