"""The bar above the cut plan: plan with the offcuts on the shelf, and book back what is left."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from designer.core.errors import TrunklineError
from designer.core.model.design import ShelfOffcut
from designer.edit.edits.offcuts import is_from_shelf, leave_offcuts, stock_products, use_offcuts
from designer.edit.figures import counted
from designer.gui.forms.elided import ElidedLabel
from designer.gui.refresher import RefreshedPanel
from designer.gui.workspace import PlanState, Workspace
from designer.io.booking import ProjectShelf, balance_text, book, offcuts_for, shelf_for, take_back

_USE_HINT = "Cut what lies on your shelf before anything is bought"
_BOOK_HINT = "Take the offcuts that this plan cuts off your shelf, and put on it what is left of its bars"
_BACK_HINT = "Undo the booking of this project"


class ShelfBar(RefreshedPanel):
    """Says what the shelf holds for this project; both ways of it are one click."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.use = QCheckBox("Use offcuts first")
        self.use.setToolTip(_USE_HINT)
        self.use.clicked.connect(lambda: self._use(self.use.isChecked()))
        self.book = _button("Book back", _BOOK_HINT, self._book)
        self.back = _button("Take booking back", _BACK_HINT, self._take_back)
        self.told = ElidedLabel()
        self.told.setProperty("role", "muted")
        self._lay_out()
        self.follow(
            self.refresh,
            workspace.plan_changed,
            workspace.design_changed,
            workspace.state_changed,
            workspace.catalog_changed,
            workspace.project_replaced,
            workspace.file_changed,
        )

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 10, 4)
        layout.setSpacing(10)
        layout.addWidget(self.use)
        layout.addWidget(self.told, 1)
        layout.addWidget(self.back)
        layout.addWidget(self.book)

    def refresh(self) -> None:
        """Read the shelf anew: another program may have changed it."""
        try:
            shelf = shelf_for(self._workspace.file)
        except TrunklineError as problem:
            self._show(problem.sentence(), there=False, booked=False)
            return
        here = self._of_use(shelf)
        sentence = self._missing(shelf) or self._sentence(here)
        self._show(sentence, there=bool(here), booked=shelf.is_booked)

    def _show(self, sentence: str, *, there: bool, booked: bool) -> None:
        used = any(is_from_shelf(offcut) for offcut in self._workspace.design.offcuts)
        self.told.setText(sentence)
        self.use.setChecked(used)
        self.use.setEnabled(there or used)
        self.back.setVisible(booked)
        self.book.setEnabled(self._workspace.state is PlanState.CURRENT)
        self.book.setText("Book anew" if booked else "Book back")

    def _of_use(self, shelf: ProjectShelf) -> tuple[ShelfOffcut, ...]:
        """Pieces on the shelf that this project can use."""
        products = stock_products(self._workspace.design, self._workspace.catalog)
        return tuple(piece for piece in shelf.offcuts() if piece.product in products)

    def _missing(self, shelf: ProjectShelf) -> str:
        """What the plan cuts that another project has taken from the shelf; empty for nothing."""
        plan = self._workspace.plan
        gone = shelf.gone(plan) if plan else ()
        verb = "is" if len(gone) == 1 else "are"
        return f"{', '.join(gone)} {verb} no longer on the shelf: use its offcuts anew" if gone else ""

    def _sentence(self, here: tuple[ShelfOffcut, ...]) -> str:
        if not here:
            return "No offcuts of this project's rail and cable on the shelf"
        metres = sum(piece.length_mm for piece in here) / 1000.0
        plan = self._workspace.plan
        ids = {piece.id for piece in here}
        cut = sum(stock.id in ids for stock in plan.cuts.stocks if not stock.new) if plan else 0
        return (
            f"{counted(len(here), 'offcut')} for this project on the shelf, {metres:.1f} m · {cut} cut here"
        )

    # What a person does

    def _use(self, on: bool) -> None:
        workspace = self._workspace
        if on:
            self._tried(
                lambda: workspace.edit(
                    "Use offcuts", use_offcuts, workspace.catalog, offcuts_for(workspace.file)
                )
            )
        else:
            workspace.edit("Leave the shelf alone", leave_offcuts)
        self.refresh()

    def _book(self) -> None:
        workspace = self._workspace
        plan, file = workspace.plan, workspace.file
        if file is None:
            workspace.said.emit("Save the project first: bookings are kept by its file.")
        elif plan is not None and workspace.state is PlanState.CURRENT:
            self._tried(lambda: workspace.said.emit(balance_text(book(file, workspace.design.name, plan))))
        self.refresh()

    def _take_back(self) -> None:
        file = self._workspace.file
        if file is not None:
            self._tried(lambda: take_back(file))
        self.refresh()

    def _tried(self, action: Callable[[], object]) -> None:
        """Do something with the stock file; say what hinders it."""
        try:
            action()
        except TrunklineError as problem:
            self._workspace.said.emit(problem.sentence())


def _button(text: str, hint: str, action: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(hint)
    button.clicked.connect(action)
    return button
