"""Inverters as a crew comes past them: number, place, serial number, gateway, and the modules on inputs."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from designer.core.model.plan import PlacedInverter, Plan
from designer.core.serials.reading import plain_serial
from designer.core.serials.reports import gateway_of
from designer.drawing.directory import Directory, walking_order


class Order(StrEnum):
    """In which order a crew walks past the inverters."""

    ROWS = "rows"
    """Surface by surface, row by row from the lowest, turning at row ends."""
    BRANCH = "branch"
    """Branch by branch, from the far end to the feed."""


class Channel(Struct, frozen=True):
    """A DC input with the module on it and its peak power, W; an unused one has none."""

    port: int
    module: str = ""
    product: str = ""
    power_w: float = 0.0


class Station(Struct, frozen=True, kw_only=True):
    """An inverter: its number on the installation map, where it hangs, and what it is connected to.

    `position` counts from the far end of the branch, from 1; 0 = on no branch. `serial` and `gateway` are
    plain, and empty where none is known.
    """

    number: int
    inverter: str
    product: str
    surface: str
    row: int
    branch: str
    position: int
    serial: str
    gateway: str
    channels: tuple[Channel, ...]

    @property
    def seat(self) -> str:
        """Branch and place in it, empty for an inverter on no branch."""
        return f"{self.branch}/{self.position}" if self.branch else ""


def walk(plan: Plan, order: Order = Order.ROWS) -> tuple[str, ...]:
    """The ids of all inverters in walking order; those on no branch come last along the branches."""
    rows = tuple(inverter.id for inverter in rows_walked(plan))
    if order is Order.ROWS:
        return rows
    there = frozenset(rows)
    along = [name for branch in plan.branches for name in branch.inverters if name in there]
    return tuple(dict.fromkeys((*along, *rows)))


def rows_walked(plan: Plan) -> Iterator[PlacedInverter]:
    """The inverters of all surfaces, row by row; their places in it are their numbers on the map."""
    for surface in plan.surfaces:
        yield from walking_order(surface)


def stations(directory: Directory, order: Order = Order.ROWS) -> tuple[Station, ...]:
    """A station per inverter, in the order asked for; numbers are always those of the map."""
    numbers = {name: number for number, name in enumerate(walk(directory.plan), start=1)}
    return tuple(_station(directory, name, numbers[name]) for name in walk(directory.plan, order))


def _station(directory: Directory, name: str, number: int) -> Station:
    inverter = directory.inverters[name]
    seat = directory.seats.get(name)
    return Station(
        number=number,
        inverter=name,
        product=inverter.product,
        surface=directory.surface_name(inverter.surface),
        row=directory.row_number(inverter.row_id),
        branch=seat.branch if seat else "",
        position=seat.position if seat else 0,
        serial=plain_serial(directory.serial(name)),
        gateway=plain_serial(gateway_of(directory.design, name)),
        channels=tuple(_channels(directory, inverter)),
    )


def _channels(directory: Directory, inverter: PlacedInverter) -> Iterator[Channel]:
    """All inputs of an inverter, also those without a module."""
    inputs = directory.catalog.inverter(inverter.product).inputs
    for port in range(1, max(inputs, len(inverter.modules)) + 1):
        module = _at(inverter.modules, port)
        placed = directory.modules.get(module)
        if placed is None:
            yield Channel(port)
        else:
            power = directory.catalog.module(placed.product).power_w
            yield Channel(port, module, placed.product, power)


def _at(modules: Sequence[str], port: int) -> str:
    return modules[port - 1] if port <= len(modules) else ""
