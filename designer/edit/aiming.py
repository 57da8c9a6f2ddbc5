"""From the place of the cursor to the point that is meant."""

from collections.abc import Callable, Collection

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.edit.aids import Aids
from designer.edit.constrain import constrained, with_fields
from designer.edit.snapping.engine import Snapper
from designer.edit.snapping.model import Guide, SnapResult
from designer.edit.tools.base import Modifier, Prompt, Wants


class Aim:
    """What the cursor is caught by now, what was typed into its fields, and the points taken so far.

    In this order: object snaps, then ortho, polar, alignment and grid give a point; typed fields then hold
    its length, angle or size.
    """

    def __init__(self) -> None:
        self.snap: SnapResult | None = None
        self.guides: tuple[Guide, ...] = ()
        self.locked: dict[str, float] = {}
        self.modifiers: frozenset[Modifier] = frozenset()
        self.snapping = True
        self.points: list[Point] = []
        """Points that the running tool was given; the cursor can be brought in line with them."""
        self._turn = 0

    def restart(self) -> None:
        """Another tool begins."""
        self.locked = {}
        self.points = []
        self.moved()

    def taken(self, point: Point) -> None:
        """The tool was given a point."""
        self.locked = {}
        self.points.append(point)
        self.moved()

    def based_on(self, base: Point | None) -> None:
        """The tool goes on from a point: those taken after it were refused or taken back."""
        if base in self.points:
            last = len(self.points) - self.points[::-1].index(base)
            del self.points[last:]

    def aimless(self) -> None:
        """No point is asked for: nothing catches the cursor, and no guides lead to it."""
        self.snap, self.guides = None, ()

    def moved(self) -> None:
        """The cursor is elsewhere: the best candidate counts again."""
        self._turn = 0

    def next_candidate(self) -> None:
        """The next snap candidate counts, as long as the cursor stays."""
        self._turn += 1

    def meant(
        self, raw: Point, prompt: Prompt, aids: Aids, mm_per_px: float, snapper: Callable[[], Snapper]
    ) -> Point:
        """The point that a cursor place stands for; tells `snap` and `guides`."""
        self.snap, self.guides = None, ()
        if prompt.wants is not Wants.POINT or not prompt.snaps:
            return raw
        point = self._pointed_at(raw, prompt, aids, mm_per_px, snapper)
        if not self.locked or prompt.base is None:
            return point
        self.snap = None
        return with_fields(prompt, point, self.locked)

    def _pointed_at(
        self, raw: Point, prompt: Prompt, aids: Aids, mm_per_px: float, snapper: Callable[[], Snapper]
    ) -> Point:
        if self.snapping and aids.snap and (found := self._caught(raw, prompt, aids, mm_per_px, snapper())):
            self.snap, self.guides = found, found.guides
            return found.point
        ortho = aids.ortho != (Modifier.SHIFT in self.modifiers)
        held = replace(aids, ortho=ortho)
        point, self.guides = constrained(raw, prompt, held, mm_per_px, tracked=self._tracked())
        return point

    def _caught(
        self, raw: Point, prompt: Prompt, aids: Aids, mm_per_px: float, snapper: Snapper
    ) -> SnapResult | None:
        reach = aids.reach_px * mm_per_px
        found = snapper.candidates(raw, reach, kinds=aids.kinds, base=prompt.base, grid_mm=aids.grid_mm)
        return found[self._turn % len(found)] if found else None

    def _tracked(self) -> Collection[Point]:
        """The first and the last point of the running tool."""
        return (*self.points[:1], *self.points[1:][-1:])
