"""Why an inverter may not hang at a place on its rail: what is in the way, and by how many millimetres.

For the window, which asks while an inverter is dragged: only what lies near the place is looked at.
"""

from collections.abc import Iterator
from itertools import pairwise

from designer.core.findings import Finding, Location, error
from designer.core.geometry.axes import Rect, rect_uv, to_xy
from designer.core.geometry.intervals import Interval, contains
from designer.core.inverters.enclosure import footprint
from designer.core.inverters.leads import connector, reach_mm
from designer.core.inverters.obstructions import back_boxes, rail_rect
from designer.core.inverters.windows import sheltered
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.design import Design
from designer.core.model.plan import PlacedInverter, Plan, RailRun, RowLine, SurfacePlan
from designer.core.units import TOLERANCE_MM


def reasons(
    design: Design, catalog: Catalog, plan: Plan, inverter_id: str, along_mm: float
) -> tuple[Finding, ...]:
    """What forbids the mounting point `along_mm` on the inverter's rail line; empty where nothing does.

    `plan` is that of `design`; KeyError where it holds no such inverter. A pinned inverter may be moved, so
    its pin is no reason. Codes: `place-off-rail`, `place-in-the-open`, `place-beyond-modules` (under those of
    other inverters), `place-taken` (by a clamp, attachment, splice, joint, box, other rail or other
    inverter), `lead-too-short`, and `place-not-allowed` where none of them explains it.
    """
    part, one = _found(plan, inverter_id)
    if not one.pinned and contains(one.allowed, along_mm, tolerance=TOLERANCE_MM):
        return ()
    found = tuple(_Place(design, catalog, part, one, along_mm).reasons())
    if found or one.pinned:
        return found
    nearest = min(abs(min(max(along_mm, low), high) - along_mm) for low, high in one.allowed)
    at = Location(one.surface, *to_xy(one.axis, along_mm, one.across_mm))
    return (error("place-not-allowed", one.id, at=at, missing_mm=round(nearest, 1)),)


def _found(plan: Plan, inverter_id: str) -> tuple[SurfacePlan, PlacedInverter]:
    for part in plan.surfaces:
        for inverter in part.inverters:
            if inverter.id == inverter_id:
                return part, inverter
    raise KeyError(inverter_id)


class _Place:
    """A mounting point that is asked about, in rail coordinates."""

    def __init__(
        self, design: Design, catalog: Catalog, part: SurfacePlan, one: PlacedInverter, along_mm: float
    ) -> None:
        self.design, self.catalog, self.part, self.one, self.along = design, catalog, part, one, along_mm
        self.inverter: Inverter = catalog.inverter(one.product)
        own = design.settings.clearance_mm
        self.clearance = self.inverter.clearance_mm if own is None else own
        self.rect = footprint(self.inverter.mount, along_mm, one.across_mm, one.side)
        run = next(rail for rail in part.rails if rail.id == one.rail)
        line = RowLine(one.row_id, run.line_in(one.row_id) or 0)
        self.runs = [rail for rail in part.rails if line in rail.lines]

    def reasons(self) -> Iterator[Finding]:
        """Findings in the order in which a person would check."""
        yield from self._off_rail()
        yield from self._not_under_modules()
        for rect, owner in self._standing():
            depth = self._depth(rect)
            if depth > TOLERANCE_MM:
                yield self._error(
                    "place-taken", owner, missing_mm=round(depth, 1), clearance_mm=self.clearance
                )
        yield from self._short_leads()

    def _error(self, code: str, *others: str, **params: float) -> Finding:
        at = Location(self.one.surface, *to_xy(self.one.axis, self.along, self.one.across_mm))
        return error(code, self.one.id, *others, at=at, **params)

    def _off_rail(self) -> Iterator[Finding]:
        """Both screws stand on one run of the rail."""
        half = self.inverter.mount.screw_spacing_mm / 2
        missing = min(_outside((self.along - half, self.along + half), _ends(rail)) for rail in self.runs)
        if missing > TOLERANCE_MM:
            yield self._error("place-off-rail", self.one.rail, missing_mm=round(missing, 1))

    def _not_under_modules(self) -> Iterator[Finding]:
        """The enclosure lies under one module of its own, apart from those of its neighbours."""
        row = [module for module in self.part.modules if module.row_id == self.one.row_id]
        rects = {module.id: rect_uv(self.one.axis, module.rect) for module in row}
        spans = sorted((rect[0], rect[2]) for rect in rects.values())
        gaps = [after[0] - before[1] for before, after in pairwise(spans)]
        inset = max(0.0, (self.clearance - min(gaps, default=self.clearance)) / 2)
        own = [rect for name, rect in rects.items() if name in self.one.modules]
        missing = min(self._sticks_out(rect, 0.0) for rect in rects.values())
        beyond = min((self._sticks_out(rect, inset) for rect in own), default=0.0)
        if missing > TOLERANCE_MM:
            yield self._error("place-in-the-open", missing_mm=round(missing, 1))
        elif beyond > TOLERANCE_MM:
            yield self._error("place-beyond-modules", missing_mm=round(beyond, 1))

    def _sticks_out(self, rect: Rect, inset_mm: float) -> float:
        """How far the enclosure sticks out of a module that is shortened by an inset at both ends."""
        u0, v0, u1, v1 = self.rect
        along = _outside((u0, u1), (rect[0] + inset_mm, rect[2] - inset_mm))
        return max(along, _outside((v0, v1), sheltered((rect[1], rect[3]), self.runs)))

    def _standing(self) -> Iterator[tuple[Rect, str]]:
        """All that an enclosure keeps clear of, in rail coordinates."""
        axis = self.one.axis
        yield from ((rect_uv(axis, hardware.footprint), hardware.id) for hardware in self.part.hardware)
        yield from ((rail_rect(rail), rail.id) for rail in self.part.rails if rail not in self.runs)
        others = (other for other in self.part.inverters if other.id != self.one.id)
        yield from ((rect_uv(axis, other.footprint), other.id) for other in others)
        yield from self._boxes()

    def _boxes(self) -> Iterator[tuple[Rect, str]]:
        """Junction boxes of modules nearby, and AC boxes."""
        axis = self.one.axis
        for module in self.part.modules:
            if self._depth(rect_uv(axis, module.rect)) > 0.0:
                for rect in back_boxes(module, self.catalog):
                    yield rect_uv(axis, rect), f"{module.id}/box"
        for box in self.design.boxes:
            if box.surface == self.one.surface:
                half_w, half_h = box.width_mm / 2, box.height_mm / 2
                yield rect_uv(axis, (box.x - half_w, box.y - half_h, box.x + half_w, box.y + half_h)), box.id

    def _depth(self, rect: Rect) -> float:
        """How far the grown enclosure would have to move along its rail to leave a rectangle; 0 if apart."""
        u0, v0, u1, v1 = self.rect
        clear = self.clearance
        across = min(v1 + clear - rect[1], rect[3] - v0 + clear)
        return max(0.0, min(u1 + clear - rect[0], rect[2] - u0 + clear)) if across > 1e-6 else 0.0

    def _short_leads(self) -> Iterator[Finding]:
        u0, v0, u1, v1 = self.rect
        middle = ((u0 + u1) / 2, (v0 + v1) / 2)
        for module in self.part.modules:
            if module.id in self.one.modules:
                u, v = connector(module, self.one.axis, self.catalog)
                length = abs(u - middle[0]) + abs(v - middle[1])
                reach = reach_mm(module, self.inverter, self.catalog)
                if length > reach + TOLERANCE_MM:
                    yield self._error(
                        "lead-too-short",
                        module.id,
                        length_mm=round(length, 1),
                        reach_mm=round(reach, 1),
                        missing_mm=round(length - reach, 1),
                    )


def _ends(rail: RailRun) -> Interval:
    return (rail.start_mm, rail.end_mm)


def _outside(span: Interval, cover: Interval) -> float:
    """How far a span sticks out of a cover."""
    return max(cover[0] - span[0], span[1] - cover[1], 0.0)
