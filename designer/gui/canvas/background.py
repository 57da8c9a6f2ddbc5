"""Everything below what moves: grid, underlays and the picture of the view, painted when they change."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from designer.drawing.layers import LayerName
from designer.edit.underlay_places import underlays_in
from designer.edit.view import View
from designer.gui.canvas.backdrop import Backdrop
from designer.gui.canvas.batches import Picture
from designer.gui.canvas.grid import paint_grid
from designer.gui.canvas.navigator import Navigator
from designer.gui.canvas.picture_painter import Painting, paint_picture
from designer.gui.canvas.transform import Viewport
from designer.gui.canvas.underlays import UnderlayPainter
from designer.gui.theme import Theme, current_theme
from designer.gui.workspace import PlanState, Workspace

RENDER_AFTER_MS = 35
"""How long a shifted picture may be shown before it is painted anew."""


class Background(QObject):
    """Keeps the backdrop as the workspace, the theme and what is seen ask for."""

    def __init__(
        self, canvas: QWidget, workspace: Workspace, navigator: Navigator, pictures: Mapping[View, Picture]
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._workspace = workspace
        self._navigator = navigator
        self._pictures = pictures
        self._theme: Theme = current_theme()
        self._hidden: frozenset[str] = frozenset()
        self._painted_stale = False
        self._underlays = UnderlayPainter()
        self._backdrop = Backdrop()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RENDER_AFTER_MS)
        self._later.timeout.connect(self._render_and_update)

    @property
    def picture(self) -> Picture | None:
        """The picture of the view less what gives way to the preview."""
        picture = self._pictures.get(self._navigator.view)
        return picture.without(self._hidden) if picture else None

    # What is another now

    def repaint(self) -> None:
        """What lies below has changed."""
        self._backdrop.invalidate()
        self._canvas.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme from now on."""
        self._theme = theme
        self.repaint()

    def hide(self, ids: frozenset[str]) -> None:
        """Leave out what gives way to the preview."""
        if ids != self._hidden:
            self._hidden = ids
            self.repaint()

    def follow_state(self) -> None:
        """The plan is another or becomes one; a first answer and the whole one are painted alike."""
        if self._is_stale() is not self._painted_stale:
            self.repaint()

    # Painting

    def make_ready(self) -> None:
        """Paint anew what is not as it should be: at once, or soon where that takes long."""
        ratio = self._canvas.devicePixelRatioF()
        if self._backdrop.is_current(self._navigator.viewport, ratio):
            return
        if not self._backdrop.serves(ratio):
            self._render()
        elif not self._later.isActive():
            self._later.start()

    def show(self, painter: QPainter) -> None:
        """Put it on the canvas."""
        self._backdrop.show(painter, self._navigator.viewport, self._theme.canvas_background)

    def _render(self) -> None:
        self._later.stop()
        viewport, ratio = self._navigator.viewport, self._canvas.devicePixelRatioF()
        self._backdrop.render(viewport, ratio, self._theme.canvas_background, self._paint)

    def _render_and_update(self) -> None:
        self._render()
        self._canvas.update()

    def _paint(self, painter: QPainter, viewport: Viewport) -> None:
        """From below to above."""
        space, theme = self._workspace, self._theme
        self._painted_stale = self._is_stale()
        if space.editor.aids.grid:
            paint_grid(painter, viewport, theme)
        if LayerName.UNDERLAY not in space.hidden_layers:
            there = underlays_in(space.design, self._navigator.view)
            self._underlays.paint(painter, viewport, there, theme)
        picture = self.picture
        if picture is not None:
            how = Painting(
                theme=theme,
                viewport=viewport,
                hidden_layers=space.hidden_layers,
                stale=self._painted_stale,
            )
            paint_picture(painter, picture, how)

    def _is_stale(self) -> bool:
        return self._workspace.state not in (PlanState.CURRENT, PlanState.IMPROVING)
