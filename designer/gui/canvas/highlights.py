"""Outlines of what is selected, pointed at or lit up by a panel, found by id and kept while they hold."""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from designer.core.geometry.axes import Point
from designer.drawing.layers import LayerName
from designer.edit.picking.model import Kind
from designer.edit.picking.objects import outlines_of
from designer.edit.tools.base import Prompt, Wants
from designer.gui.canvas.pin_marks import pinned_places
from designer.gui.workspace import Workspace

_QUIET = frozenset({Kind.SURFACE, Kind.EDGE})
"""What lies under everything and would light up all the time."""

_DOT_MM = 30.0


class Outlines(Struct, frozen=True):
    """Rings, which may be filled, and open lines."""

    rings: QPainterPath
    lines: QPainterPath


class Highlights:
    """The outlines of the current view; each kind is made anew only when its ids or the design change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made: dict[str, tuple[frozenset[str], Outlines]] = {}
        self._pins: tuple[Point, ...] | None = None
        self.hovered = ""

    def forget(self) -> None:
        """Design, plan or view are others now."""
        self._made.clear()
        self._pins = None

    def pins(self) -> tuple[Point, ...]:
        """Where inverters are pinned; none while their layer is hidden."""
        if LayerName.INVERTER in self._workspace.hidden_layers:
            return ()
        if self._pins is None:
            self._pins = pinned_places(self._workspace)
        return self._pins

    def selected(self) -> Outlines:
        """Outlines of the selection."""
        return self._outlines("selected", self._workspace.selection)

    def lit(self) -> Outlines:
        """Outlines of what a panel points at."""
        return self._outlines("lit", self._workspace.highlighted)

    def under_cursor(self) -> Outlines:
        """Outline of what would be picked."""
        return self._outlines("hovered", frozenset({self.hovered} - {""}) - self._workspace.selection)

    def hover(self, at: Point | None) -> bool:
        """Note what lies under the cursor while things are picked; True when it changed."""
        before, self.hovered = self.hovered, self._found(at)
        return self.hovered != before

    def _found(self, at: Point | None) -> str:
        editor = self._workspace.editor
        if at is None or not picks(editor.prompt) or editor.command.name != "select":
            return ""
        reach = editor.aids.reach_px * editor.mm_per_px
        hits = editor.picker.at(at, reach)
        return next((hit.id for hit in hits[:1] if hit.kind not in _QUIET), "")

    def _outlines(self, what: str, ids: frozenset[str]) -> Outlines:
        known = self._made.get(what)
        if known is None or known[0] != ids:
            known = self._made[what] = (ids, self._found_outlines(ids))
        return known[1]

    def _found_outlines(self, ids: frozenset[str]) -> Outlines:
        if not ids:
            return outline_paths(())
        space = self._workspace
        lines = outlines_of(space.design, space.plan, space.catalog, space.editor.view, sorted(ids))
        return outline_paths(lines)


def outline_paths(lines: Iterable[tuple[Point, ...]]) -> Outlines:
    """Lines as two paths; one that ends where it starts is a ring, one of a single point a dot."""
    rings, open_lines = QPainterPath(), QPainterPath()
    for points in lines:
        if len(points) == 1:
            rings.addEllipse(QPointF(*points[0]), _DOT_MM, _DOT_MM)
        else:
            path = rings if points[0] == points[-1] else open_lines
            path.addPolygon(QPolygonF([QPointF(*point) for point in points]))
    return Outlines(rings, open_lines)


def picks(prompt: Prompt) -> bool:
    """Whether things rather than places are asked for."""
    return not prompt.snaps or prompt.wants is Wants.NOTHING
