"""Ways to fill the surface looked at, side by side: a person picks by picture and figures."""

from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.core.errors import TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.rows import module_rects
from designer.edit.fill_variants import VARIANT_WORDS, Prospect, Variant, fill_variants, prospect
from designer.edit.tools.fill import FillTool
from designer.edit.view import ViewKind
from designer.gui.forms.elided import ElidedLabel
from designer.gui.forms.empty import EmptyLabel
from designer.gui.plots.fill_card import CardPicture, FillCard
from designer.gui.plots.prospecting import Found, Prospecting
from designer.gui.refresher import RefreshedPanel
from designer.gui.workspace import Workspace

_NOTHING = "No surface to fill: look at one, and ways to fill it are shown here side by side"

FILL = "fill"
"""The command of the tool that shows a way on the roof."""


class _Ground(Struct, frozen=True, eq=False):
    """What figures hold for: they are of this very Design, catalogue and surface, with these numbers."""

    design: Design
    catalog: Catalog
    surface: str
    numbers: FillChoice

    def is_as(self, other: "_Ground | None") -> bool:
        return (
            other is not None
            and self.design is other.design
            and self.catalog is other.catalog
            and (self.surface, self.numbers) == (other.surface, other.numbers)
        )


class FillsPanel(RefreshedPanel):
    """Cards of all ways. They are worked out one after the other, beside what happens in the window.

    A click shows a way on the roof by the fill tool; a double click or the button takes it over.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ground: _Ground | None = None
        self._ways: tuple[Variant, ...] = ()
        self._waiting: list[Variant] = []
        self.prospects: dict[str, Prospect] = {}
        self.cards = {word: FillCard("") for word in VARIANT_WORDS}
        self.head = ElidedLabel()
        self.head.setProperty("role", "muted")
        self.nothing = EmptyLabel(_NOTHING)
        self.take = QPushButton("Take it over")
        self.take.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._prospecting = Prospecting(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work_out_next)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 10, 4)
        head.addWidget(self.head, 1)
        head.addWidget(self.take)
        shelf = QWidget()
        self._shelf = QHBoxLayout(shelf)
        self._shelf.setContentsMargins(8, 0, 8, 6)
        self._shelf.setSpacing(8)
        for card in self.cards.values():
            self._shelf.addWidget(card)
        self._shelf.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName("Ways to fill")
        self.area.setWidget(shelf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.nothing, 1)
        self.setMinimumSize(120, 60)

    def _connect(self) -> None:
        workspace = self._workspace
        for word, card in self.cards.items():
            card.clicked.connect(partial(self.choose, word))
            card.taken.connect(self.take_over)
        self.take.clicked.connect(self.take_over)
        self.follow(
            self.refresh,
            workspace.design_changed,
            workspace.catalog_changed,
            workspace.view_changed,
            workspace.tool_changed,
            workspace.overlay_changed,
            workspace.project_replaced,
        )

    # What a person does

    def choose(self, word: str) -> None:
        """Show a way on the roof."""
        editor = self._workspace.editor
        surface = self._surface()
        ways = fill_variants(self._workspace.design.surface(surface), self._numbers()) if surface else ()
        way = next((one for one in ways if one.word == word), None)
        if way is None:
            return
        if not isinstance(editor.tool, FillTool):
            editor.start(FILL)
        editor.offer(way.choice)

    def take_over(self) -> None:
        """Take over what the fill tool shows."""
        editor = self._workspace.editor
        if isinstance(editor.tool, FillTool):
            editor.confirm()

    # Showing

    def refresh(self) -> None:
        """Show the ways for the surface looked at; figures that still hold stay."""
        surface = self._surface()
        for part in (self.head, self.take, self.area):
            part.setVisible(bool(surface))
        self.nothing.setVisible(not surface)
        tool = self._workspace.editor.tool
        self.take.setEnabled(bool(surface) and isinstance(tool, FillTool))
        if not surface:
            self._ground, self._waiting = None, []
            return
        self.head.setText(self._heading(surface))
        space = self._workspace
        ground = _Ground(space.design, space.catalog, surface, self._numbers())
        if not ground.is_as(self._ground):
            self._begin(ground)
        self._mark_shown()
        if self._waiting and not self._timer.isActive():
            self._timer.start()

    def _mark_shown(self) -> None:
        """Check the card of what the fill tool shows: the way it was told, else one that gives the same."""
        tool = self._workspace.editor.tool
        shown = ""
        if isinstance(tool, FillTool):
            ways = self._ways
            same = (word for word, one in self.prospects.items() if _same_rows(one.design, tool.shown))
            shown = next((way.word for way in ways if way.choice == tool.choice), "") or next(same, "")
        for word, card in self.cards.items():
            if word == shown and not card.isChecked():
                self.area.ensureWidgetVisible(card)
            card.setChecked(word == shown)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What was left to do when the panel was hidden is done now."""
        super().showEvent(event)
        if self._waiting:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is worked out that nobody sees."""
        self._timer.stop()
        super().hideEvent(event)

    def _heading(self, surface: str) -> str:
        name = self._workspace.design.surface(surface).name
        return f"{name}: click a way to see it on the roof, Enter or a double click takes it over"

    def _surface(self) -> str:
        """The surface looked at; empty where there is none."""
        view = self._workspace.editor.view
        known = any(one.id == view.surface for one in self._workspace.design.surfaces)
        return view.surface if view.kind is ViewKind.SURFACE and known else ""

    def _numbers(self) -> FillChoice:
        """The numbers asked for, in a choice that is otherwise plain."""
        tool = self._workspace.editor.tool
        asked = tool.choice if isinstance(tool, FillTool) else FillChoice()
        plain = FillChoice()
        return replace(
            asked,
            mode=plain.mode,
            aligned_columns=plain.aligned_columns,
            halves=plain.halves,
            block_only=plain.block_only,
        )

    # Working out

    def _begin(self, ground: _Ground) -> None:
        self._ground = ground
        self._ways = fill_variants(ground.design.surface(ground.surface), ground.numbers)
        self._waiting, self.prospects = list(self._ways), {}
        titles = {way.word: way.title for way in self._ways}
        for word, card in self.cards.items():
            card.set_title(titles.get(word, ""))
            card.setVisible(word in titles)
            card.show_figures(None, None)
            card.mark_most(False)

    def _work_out_next(self) -> None:
        ground = self._ground
        if ground is None or not self._waiting or self._prospecting.is_busy:
            return
        way = self._waiting.pop(0)
        self._prospecting.begin(
            partial(prospect, ground.design, ground.catalog, ground.surface, way),
            partial(self._take, ground, way),
        )

    def _take(self, ground: _Ground, way: Variant, found: Found) -> None:
        """Show what became of a way, unless others are wanted by now; and go on."""
        if ground is self._ground:
            if isinstance(found, TrunklineError):
                self.cards[way.word].show_problem(found.sentence())
            elif found is not None:
                self.prospects[way.word] = found
                self._show(found, ground)
        if self._waiting and self.isVisible():
            self._timer.start()

    def _show(self, made: Prospect, ground: _Ground) -> None:
        surface = made.design.surface(ground.surface)
        rects = module_rects(made.design, ground.catalog, ground.surface)
        obstacles = [obstacle.outline for obstacle in surface.obstacles]
        picture = CardPicture(surface.outline, obstacles, tuple(rects.values()))
        self.cards[made.variant.word].show_figures(made.figures, picture)
        most = max(one.figures.modules for one in self.prospects.values())
        for word, one in self.prospects.items():
            self.cards[word].mark_most(one.figures.modules == most > 0)
        self._mark_shown()


def _same_rows(design: Design, other: Design | None) -> bool:
    return other is not None and design.rows == other.rows
