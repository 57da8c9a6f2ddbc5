"""Which inverters go into the list of which OpenDTU, and which into none, and why."""

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from designer.core.errors import InputError
from designer.drawing.stations import Station

MOST_INVERTERS = 10
"""INV_MAX_COUNT of OpenDTU's include/Configuration.h."""

LENGTH = 12
"""Hexadecimal digits of a serial number."""


class Shares(Struct, frozen=True):
    """The inverters of each gateway, in their order; and a sentence for those that are in no list.

    Where the project has no gateway, the only list has no name.
    """

    lists: Mapping[str, tuple[Station, ...]]
    left_out: tuple[str, ...] = ()


def is_readable(serial: str) -> bool:
    """Whether OpenDTU can hold a serial number."""
    return len(serial) == LENGTH and not set(serial) - set("0123456789ABCDEF")


def shares_of(stations: Sequence[Station], gateways: Sequence[str]) -> Shares:
    """The stations by the gateway they report to, of the project's `gateways`.

    Raises InputError where no inverter can be listed, two have one number, or more report to one gateway than
    an OpenDTU holds.
    """
    _check_twice(stations)
    several = len(gateways) > 1
    lists: dict[str, tuple[Station, ...]] = {}
    for one in stations:
        if is_readable(one.serial) and (one.gateway or not several):
            lists[one.gateway] = (*lists.get(one.gateway, ()), one)
    left_out = tuple(_left_out(stations, several=several))
    if not lists:
        why = "; ".join(("no inverter can be listed for OpenDTU", *left_out))
        raise InputError(why, remedy="enter serial numbers first")
    _check_room(lists)
    return Shares(lists, left_out)


def _left_out(stations: Sequence[Station], *, several: bool) -> Iterator[str]:
    """A sentence for each reason; what is no serial number is told by itself."""
    without = [one.inverter for one in stations if not one.serial]
    if without:
        yield f"left out: {', '.join(without)}, without a serial number"
    for one in stations:
        if one.serial and not is_readable(one.serial):
            what = f"{LENGTH} digits 0 to 9 and A to F"
            yield f"left out: {one.inverter}, as {one.serial} is no serial number for OpenDTU ({what})"
    homeless = [one.inverter for one in stations if several and is_readable(one.serial) and not one.gateway]
    if homeless:
        yield f"left out: {', '.join(homeless)}, reporting to none of the DTUs"


def _check_twice(stations: Sequence[Station]) -> None:
    owner: dict[str, str] = {}
    for one in stations:
        if is_readable(one.serial) and owner.setdefault(one.serial, one.inverter) != one.inverter:
            raise InputError(
                f"{owner[one.serial]} and {one.inverter} have the same serial number {one.serial}",
                remedy="look at both labels, and enter the numbers that are on them",
            )


def _check_room(lists: Mapping[str, Sequence[Station]]) -> None:
    full = {gateway: own for gateway, own in lists.items() if len(own) > MOST_INVERTERS}
    if not full:
        return
    told = " and ".join(f"{len(own)} inverters report to {_named(gateway)}" for gateway, own in full.items())
    needed = math.ceil(sum(len(own) for own in lists.values()) / MOST_INVERTERS)
    remedy = (
        f"have {needed} DTUs in the project and share the inverters among them, in the panel of serial "
        "numbers or by trunkline serials --share"
    )
    raise InputError(f"{told}, an OpenDTU holds {MOST_INVERTERS}", remedy=remedy)


def _named(gateway: str) -> str:
    return f"DTU {gateway}" if gateway else "no DTU in particular"
