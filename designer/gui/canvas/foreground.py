"""Everything over the picture: highlights, preview, guides, snap mark, rulers, scale bar, north arrow."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from designer.gui.canvas.furniture import north_deg, paint_north_arrow, paint_scale_bar
from designer.gui.canvas.highlights import Highlights
from designer.gui.canvas.overlay import paint_guides, paint_outlines, paint_shapes
from designer.gui.canvas.pin_marks import paint_pins
from designer.gui.canvas.rulers import THICKNESS_PX, paint_rulers
from designer.gui.canvas.snap_marks import paint_snap_mark
from designer.gui.canvas.transform import Viewport
from designer.gui.canvas.welcome import is_empty, paint_welcome
from designer.gui.theme import Theme
from designer.gui.workspace import Workspace


class Screen(Protocol):
    """What is painted on."""

    theme: Theme
    show_rulers: bool

    @property
    def viewport(self) -> Viewport:
        """The part of the plane that is seen."""
        ...

    @property
    def cursor_px(self) -> QPointF | None:
        """The pixel under the cursor."""
        ...

    @property
    def boxes_at_cursor(self) -> QRectF | None:
        """Where the boxes at the cursor stand, px; None while there are none."""
        ...


class Foreground:
    """Paints what changes with every move of the mouse; it is quick, as it has little to paint."""

    def __init__(self, workspace: Workspace, highlights: Highlights) -> None:
        self._workspace = workspace
        self._highlights = highlights

    def paint(self, painter: QPainter, screen: Screen) -> None:
        """From below to above."""
        viewport, theme = screen.viewport, screen.theme
        self._paint_highlights(painter, viewport, theme)
        paint_pins(painter, self._highlights.pins(), viewport, theme)
        editor = self._workspace.editor
        if is_empty(self._workspace):
            paint_welcome(painter, viewport, theme)
        paint_guides(painter, editor.guides, viewport, theme)
        paint_shapes(painter, editor.response.preview, viewport, theme, screen.boxes_at_cursor)
        if editor.snap is not None and screen.cursor_px is not None:
            paint_snap_mark(painter, editor.snap.kind, viewport.to_px(editor.snap.point), theme)
        self._paint_furniture(painter, screen)

    def _paint_highlights(self, painter: QPainter, viewport: Viewport, theme: Theme) -> None:
        found = self._highlights
        paint_outlines(painter, found.selected(), viewport, theme.selected, width_px=2.2, filled=0.14)
        paint_outlines(painter, found.lit(), viewport, theme.warning, width_px=2.4, filled=0.2)
        paint_outlines(painter, found.under_cursor(), viewport, theme.highlight, width_px=1.4, filled=0.07)

    def _paint_furniture(self, painter: QPainter, screen: Screen) -> None:
        viewport, theme = screen.viewport, screen.theme
        turn = north_deg(self._workspace.design, self._workspace.editor.view)
        if turn is not None:
            paint_north_arrow(painter, viewport, theme, turn)
        paint_scale_bar(painter, viewport, theme, THICKNESS_PX if screen.show_rulers else 0.0)
        if screen.show_rulers:
            paint_rulers(painter, viewport, theme, screen.cursor_px)
