"""The rails of a surface before they are cut: two under every block, carried by their attachments."""

import math
from collections.abc import Iterable, Iterator

from msgspec import Struct

from designer.core.geometry.intervals import Interval, IntervalSet
from designer.core.model.plan import RowLine
from designer.core.racking.attachments import Stretch, Support, SupportLimits, support
from designer.core.racking.blocks import Block
from designer.core.racking.figures import Figures
from designer.core.racking.lanes import Lanes
from designer.core.racking.mask import RoofMask
from designer.core.racking.rows import SeatRow
from designer.core.racking.tributary import HeavyStretch, loaded
from designer.core.racking.wind_limits import WindLimits
from designer.core.racking.zones import RailPair
from designer.core.units import rounded


class Rail(Struct, frozen=True, kw_only=True, gc=False):
    """A rail under a block: `line` 0 is the row's lower one, 1 the upper one; `across_mm` is its middle.

    `also` are its places in other rows that lie on it, `heavy` the stretches where it carries two. With no
    clamp at its ends it `may_end_short` of its overhang where something is in the way.
    """

    id: str
    row: str
    line: int
    across_mm: float
    block: Block
    also: tuple[RowLine, ...] = ()
    heavy: tuple[HeavyStretch, ...] = ()
    may_end_short: bool = False


class CarriedRail(Struct, frozen=True, kw_only=True, gc=False):
    """A rail, its attachments, and its ends after lengthening; `limits` are those it had to keep."""

    rail: Rail
    support: Support
    limits: SupportLimits


def rails_of(row: SeatRow, pair: RailPair, blocks: Iterable[Block]) -> Iterator[tuple[Rail, Rail]]:
    """Lower and upper rail of each block, named L1, U1, L2, U2, … after the row."""
    for number, block in enumerate(blocks, start=1):
        lower, upper = (
            Rail(
                id=f"{row.id}.{letter}{number}", row=row.id, line=line, across_mm=rounded(across), block=block
            )
            for line, (letter, across) in enumerate((("L", pair.lower_mm), ("U", pair.upper_mm)))
        )
        yield lower, upper


def carried(
    rails: Iterable[Rail], figures: Figures, mask: RoofMask, wind: WindLimits
) -> dict[str, CarriedRail]:
    """All rails of a surface with their attachments, by id.

    Rails are taken in the order in which they begin, so that each knows the lengthened end of the one before
    it in its line, and leaves the next one the end that its modules ask for.
    """
    rails = sorted(rails, key=lambda rail: (rail.block.start_mm, rail.across_mm, rail.id))
    lanes = Lanes(figures.system.profile_width_mm, figures.system.joint_gap_mm)
    for rail in rails:
        lanes.add(rail.id, rail.across_mm, rail.block.start_mm, rail.block.end_mm)
    places = _Places(figures, mask)
    found: dict[str, CarriedRail] = {}
    for rail in rails:
        limits = loaded(wind.on(rail.across_mm), rail.heavy, figures)
        support = _support(rail, lanes, places, figures, limits)
        lanes.lengthen(rail.id, support.start_mm, support.end_mm)
        found[rail.id] = CarriedRail(rail=rail, support=support, limits=limits)
    return found


def _support(rail: Rail, lanes: Lanes, places: "_Places", figures: Figures, limits: SupportLimits) -> Support:
    floor, ceiling = lanes.room(rail.id)
    low, high = places.ground(rail, figures.system.profile_width_mm / 2.0)
    start, end = rail.block.start_mm, rail.block.end_mm
    if rail.may_end_short:
        start = max(start, min(low, rail.block.first_mm))
        end = min(end, max(high, rail.block.last_mm))
    stretch = Stretch(
        start_mm=rounded(start),
        end_mm=rounded(end),
        floor_mm=max(floor, low),
        ceiling_mm=min(ceiling, high),
    )
    return support(places.on(rail.across_mm), stretch, limits)


class _Places:
    """Rafter positions that take an attachment, and free ground, asked for once per line across."""

    def __init__(self, figures: Figures, mask: RoofMask) -> None:
        self._system = figures.system
        self._mask = mask
        self._known: dict[float, tuple[float, ...]] = {}
        self._ground: dict[float, IntervalSet] = {}

    def ground(self, rail: Rail, half_mm: float) -> Interval:
        """How far a rail may be lengthened over free roof, from its outer modules on."""
        free = self._ground.get(rail.across_mm)
        if free is None:
            free = self._ground[rail.across_mm] = self._mask.free_ground(rail.across_mm, half_mm)
        first, last = rail.block.first_mm, rail.block.last_mm
        low = next((low for low, high in free if low <= first <= high), -math.inf)
        high = next((high for low, high in free if low <= last <= high), math.inf)
        return low, high

    def on(self, across_mm: float) -> tuple[float, ...]:
        known = self._known.get(across_mm)
        if known is None:
            along, across = self._system.attachment_along_mm, self._system.attachment_across_mm
            known = self._known[across_mm] = self._mask.attachment_places(across_mm, along, across)
        return known
