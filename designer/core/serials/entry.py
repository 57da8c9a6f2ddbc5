"""A line of a list of serial numbers, as it was read."""

from msgspec import Struct


class SerialEntry(Struct, frozen=True):
    """What a line says of an inverter, by its number in the file, from 1.

    `gateway` is None where the list has no such column. `flaw` says why the line cannot be used, `remedy`
    what to do; both are empty where nothing is wrong with it.
    """

    line: int
    inverter: str
    serial: str
    gateway: str | None = None
    flaw: str = ""
    remedy: str = ""
