"""Outlines of clamps, splices, joints, attachments and bars, from rail coordinates to the surface."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from designer.core.geometry.axes import RailAxis, Rect, rect_xy, to_xy
from designer.core.geometry.intervals import Interval
from designer.core.model.plan import Hardware, HardwareKind, RailBar, RailRun
from designer.core.racking.bars import Breaking
from designer.core.racking.figures import Figures
from designer.core.racking.rails import CarriedRail
from designer.core.units import TOLERANCE_MM, rounded

_LETTERS = {
    HardwareKind.MID_CLAMP: "M",
    HardwareKind.END_CLAMP: "E",
    HardwareKind.ATTACHMENT: "A",
    HardwareKind.SPLICE: "S",
}


class Drafter:
    """Draws the parts of one surface's rails with the outlines of its rail system."""

    def __init__(self, surface: str, axis: RailAxis, figures: Figures) -> None:
        self._surface = surface
        self._axis = axis
        self._figures = figures
        self._system = figures.system

    def run(self, carried: CarriedRail, breaking: Breaking) -> RailRun:
        """The rail with its bars."""
        rail, support = carried.rail, carried.support
        ends = (support.start_mm, *breaking.breaks, support.end_mm)
        bars = (
            RailBar(piece=f"{rail.id}-{number}", start_mm=rounded(start), end_mm=rounded(end))
            for number, (start, end) in enumerate(pairwise(ends), start=1)
        )
        return RailRun(
            id=rail.id,
            surface=self._surface,
            row_id=rail.row,
            line=rail.line,
            product=self._system.id,
            axis=self._axis,
            across_mm=rail.across_mm,
            start_mm=rounded(support.start_mm),
            end_mm=rounded(support.end_mm),
            bars=tuple(bars),
            width_mm=self._system.profile_width_mm,
            modules=tuple(seat.module for seat in rail.block.seats),
            also=rail.also,
        )

    def hardware(self, carried: CarriedRail, breaking: Breaking) -> Iterator[Hardware]:
        """Clamps, attachments and splices of a rail."""
        system, attachments = self._system, carried.support.attachments
        yield from self._clamps(carried)
        yield from self._row_of(
            HardwareKind.ATTACHMENT,
            carried,
            attachments,
            system.attachment_along_mm,
            system.attachment_across_mm,
        )
        yield from self._row_of(
            HardwareKind.SPLICE,
            carried,
            breaking.breaks,
            self._figures.splice_length_mm,
            system.profile_width_mm,
        )

    def joints(self, rails: Sequence[CarriedRail]) -> Iterator[Hardware]:
        """Joints of rows, rails given along them: between ends that only a joint can have parted."""
        lines: dict[float, list[CarriedRail]] = {}
        for found in rails:
            lines.setdefault(found.rail.across_mm, []).append(found)
        numbers: Counter[str] = Counter()
        for before, after in (pair for line in sorted(lines) for pair in pairwise(lines[line])):
            ends = (before.support.end_mm, after.support.start_mm)
            if TOLERANCE_MM < ends[1] - ends[0] <= self._figures.widest_joint_mm + TOLERANCE_MM:
                numbers[before.rail.row] += 1
                name = f"{before.rail.row}/J{numbers[before.rail.row]}"
                outline = _about_rail(before, ends, self._system.profile_width_mm)
                yield self._part(name, HardwareKind.JOINT, before, outline)

    def _clamps(self, carried: CarriedRail) -> Iterator[Hardware]:
        counts: Counter[HardwareKind] = Counter()
        for clamp in carried.rail.block.clamps:
            counts[clamp.kind] += 1
            name = f"{carried.rail.id}/{_LETTERS[clamp.kind]}{counts[clamp.kind]}"
            half, middle = self._system.clamp_length_mm / 2.0, carried.rail.across_mm
            low, high = clamp.across or (middle - half, middle + half)
            yield self._part(name, clamp.kind, carried, (clamp.start_mm, low, clamp.end_mm, high))

    def _row_of(
        self,
        kind: HardwareKind,
        carried: CarriedRail,
        places: Sequence[float],
        along_mm: float,
        across_mm: float,
    ) -> Iterator[Hardware]:
        """Equal parts with their middles at `places`."""
        for number, place in enumerate(places, start=1):
            ends = (place - along_mm / 2.0, place + along_mm / 2.0)
            name = f"{carried.rail.id}/{_LETTERS[kind]}{number}"
            yield self._part(name, kind, carried, _about_rail(carried, ends, across_mm))

    def _part(self, name: str, kind: HardwareKind, carried: CarriedRail, outline: Rect) -> Hardware:
        """A part by its outline in rail coordinates."""
        u0, v0, u1, v1 = outline
        x, y = to_xy(self._axis, (u0 + u1) / 2.0, (v0 + v1) / 2.0)
        x0, y0, x1, y1 = rect_xy(self._axis, u0, v0, u1, v1)
        return Hardware(
            id=name,
            kind=kind,
            rail=carried.rail.id,
            surface=self._surface,
            x=rounded(x),
            y=rounded(y),
            footprint=(rounded(x0), rounded(y0), rounded(x1), rounded(y1)),
        )


def _about_rail(carried: CarriedRail, ends: Interval, width_mm: float) -> Rect:
    """The outline between two places along a rail, so wide about the rail's middle."""
    middle, half = carried.rail.across_mm, width_mm / 2.0
    return (ends[0], middle - half, ends[1], middle + half)
