"""The catalogue: search products, read their figures, use them."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.edit.edits.fitting import fits, fitting_families
from designer.edit.edits.products import set_products
from designer.edit.properties.edits.rows import set_row_fields, set_row_module
from designer.edit.properties.tables.products import family_label
from designer.gui.catalogue.details import ProductDetails
from designer.gui.catalogue.importing import CecImporter
from designer.gui.catalogue.kinds import (
    INVERTERS,
    KINDS,
    MODULES,
    TRUNK,
    Kind,
    TrunkRow,
    project_products,
    used_products,
)
from designer.gui.forms.plain import PlainLabel
from designer.gui.icons import icon
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.model import RowModel
from designer.gui.tables.search import SearchField
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace
from designer.io.catalogs import FOLDER_VARIABLE, default_user_folder

_LIST_SHARE, _DETAILS_SHARE = 3, 2
_NAMES = [kind.name for kind in KINDS]


class CatalogDock(RefreshedPanel):
    """Browses the products of every kind and puts them to use."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._filled: dict[str, Catalog] = {}
        self._used: frozenset[str] = frozenset()
        self.tabs = QTabBar()
        self.search = SearchField("Search maker, model, power, size")
        self.views = {kind.name: self._view(kind) for kind in KINDS}
        self.details = ProductDetails()
        self.notice = _Notice()
        self.use_button = QPushButton("Use in project")
        self.rows_button = QPushButton("Use for selected rows")
        self.import_button = QToolButton()
        self._lay_out()
        self._connect()

    def _view(self, kind: Kind) -> TableView[Any]:
        model: RowModel[Any] = RowModel(
            kind.columns(lambda name: name in self._used), lambda row: row.id, search=kind.search
        )
        view = TableView(model, kind.title, self)
        view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        view.set_empty_text("Nothing in the catalogue matches the search")
        view.chosen.connect(self._show_details)
        view.opened.connect(lambda _key: self.use())
        return view

    def _lay_out(self) -> None:
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Kind of product")
        self._stack = QStackedWidget()
        for kind in KINDS:
            self.tabs.addTab(kind.title)
            self._stack.addWidget(self.views[kind.name])
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._stack)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, _LIST_SHARE)
        splitter.setStretchFactor(1, _DETAILS_SHARE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addLayout(self._search_bar())
        layout.addWidget(splitter, 1)
        layout.addWidget(self.notice)
        layout.addLayout(self._button_bar())

    def _search_bar(self) -> QHBoxLayout:
        self.count = PlainLabel()
        self.count.setProperty("role", "muted")
        self.import_button.setIcon(icon("import"))
        self.import_button.setAccessibleName("Import CEC list")
        self.import_button.setToolTip("Import CEC list… – add its modules to your own catalogue")
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 6, 6)
        bar.setSpacing(6)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        bar.addWidget(self.import_button)
        return bar

    def _button_bar(self) -> QHBoxLayout:
        self.use_button.setToolTip("Make it the project's product (double click does the same)")
        self.rows_button.setToolTip("Use it for the rows of the selected modules only")
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(6)
        bar.addWidget(self.use_button)
        bar.addWidget(self.rows_button)
        bar.addStretch(1)
        return bar

    def _connect(self) -> None:
        workspace = self._workspace
        self.tabs.currentChanged.connect(self._kind_changed)
        self.search.textChanged.connect(self._filter)
        self.search.down.connect(self._into_list)
        self.use_button.clicked.connect(self.use)
        self.rows_button.clicked.connect(self.use_for_rows)
        self.import_button.clicked.connect(self._ask_for_list)
        workspace.project_replaced.connect(self._show_own)
        self.follow(
            self.refresh,
            workspace.catalog_changed,
            workspace.design_changed,
            workspace.selection_changed,
            workspace.project_replaced,
        )

    # Showing

    @property
    def kind(self) -> str:
        """The kind of products shown: modules, inverters, trunk or rails."""
        return _NAMES[self.tabs.currentIndex()]

    @property
    def view(self) -> TableView[Any]:
        """The table of that kind."""
        return self.views[self.kind]

    def show_kind(self, kind: str) -> None:
        """Show the products of a kind, ready to be searched."""
        self.tabs.setCurrentIndex(_NAMES.index(kind))
        self.search.setFocus()

    def refresh(self) -> None:
        """Fill the table of the kind shown when the catalogue is another; mark what is in use."""
        catalog, kind = self._workspace.catalog, self.tabs.currentIndex()
        if self._filled.get(self.kind) is not catalog:
            self._filled[self.kind] = catalog
            self.view.rows.set_rows(KINDS[kind].rows(catalog))
            if not self.view.selected_keys():
                self.view.show_selected(project_products(self._workspace.design))
        used = used_products(self._workspace.design)
        if used != self._used:
            self._used = used
            self.view.viewport().update()
        self._count()
        self._show_details()
        self._show_misfit()

    def _show_own(self) -> None:
        """Another project: its products are selected, not those of the one before."""
        for view in self.views.values():
            view.show_selected(project_products(self._workspace.design))

    def _kind_changed(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.view.rows.set_filter(self.search.text())
        self.refresh()

    def _into_list(self) -> None:
        self.view.enter()

    def _filter(self, text: str) -> None:
        self.view.rows.set_filter(text)
        self._count()

    def _count(self) -> None:
        rows = self.view.rows
        shown, total = rows.shown_count, rows.total_count
        self.count.setText(f"{shown} of {total}" if shown != total else str(total))

    def product(self) -> Any:
        """The product that is selected; None where none is."""
        rows = self.view.rows
        return next((rows.row(rows.place_of(key)) for key in self.view.selected_keys()), None)

    def _show_details(self) -> None:
        product = self.product()
        self.details.show_product(product, self._workspace.catalog.names)
        self.use_button.setEnabled(product is not None)
        usable = product is not None and self.kind in (MODULES, INVERTERS)
        self.rows_button.setEnabled(usable and bool(self._selected_rows()))

    # Using

    def use(self) -> None:
        """Make the selected product the project's."""
        product = self.product()
        if product is None:
            return
        match self.kind:
            case "modules":
                self._set("Use another module", module=product.id)
            case "inverters":
                self._set("Use another inverter", inverter=product.id)
            case "rails":
                self._set("Use another rail", rail=product.id)
            case _:
                self._use_trunk(product)

    def _use_trunk(self, row: TrunkRow) -> None:
        self._set("Use another trunk cable", family=row.family.id, trunk=row.product.id)

    def _set(self, name: str, **products: str | None) -> None:
        workspace = self._workspace
        done = workspace.edit(name, lambda design: set_products(design, workspace.plan, **products))
        if done and not fits(workspace.design, workspace.catalog):
            workspace.said.emit(_misfit(workspace.design, workspace.catalog))

    def use_for_rows(self) -> None:
        """Use the selected module or inverter for the rows of the selected modules only."""
        product, rows = self.product(), self._selected_rows()
        if product is None or not rows:
            return
        workspace = self._workspace
        if self.kind == MODULES:
            workspace.edit("Use another module in rows", set_row_module, workspace.catalog, rows, product.id)
        elif self.kind == INVERTERS:
            workspace.edit(
                "Use another inverter in rows",
                lambda design: set_row_fields(design, rows, inverter=product.id),
            )

    def _selected_rows(self) -> tuple[str, ...]:
        """Rows that are selected, or have a selected module."""
        chosen = self._workspace.selection
        return tuple(
            row.id
            for row in self._workspace.design.rows
            if row.id in chosen or any(module.id in chosen for module in row.modules)
        )

    def _show_misfit(self) -> None:
        """Say that inverter and trunk family do not fit, and offer the family that does."""
        design, catalog = self._workspace.design, self._workspace.catalog
        families = fitting_families(design, catalog)
        if fits(design, catalog) or not families or self.kind not in (INVERTERS, TRUNK):
            self.notice.hide()
            return
        offers = [
            (family_label(one), partial(self._set, "Use another trunk family", family=one.id))
            for one in families
        ]
        self.notice.show_offers(_misfit(design, catalog), offers)

    # Import

    def _ask_for_list(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Import CEC module list", str(Path.home()), "CEC module list (*.csv);;All files (*)"
        )
        if name:
            self.import_list(Path(name))

    def import_list(self, path: Path) -> None:
        """Add the modules of a CEC list to the person's own catalogue."""
        folder = default_user_folder()
        if folder is None:
            self._workspace.said.emit(f"There is no home folder; name a folder in {FOLDER_VARIABLE}.")
            return
        self.import_button.setEnabled(False)
        self._workspace.said.emit(f"Reading {path.name} …")
        importer = CecImporter()
        importer.done.connect(self._imported)
        importer.failed.connect(self._not_imported)
        importer.start(path, folder)

    def _imported(self, sentence: str, catalog: object) -> None:
        assert isinstance(catalog, Catalog)
        self.import_button.setEnabled(True)
        self._workspace.replace_catalog(catalog)
        self._workspace.said.emit(sentence)

    def _not_imported(self, sentence: str) -> None:
        self.import_button.setEnabled(True)
        self._workspace.said.emit(sentence)


class _Notice(QFrame):
    """A sentence with buttons for what may be done about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.text = PlainLabel()
        self.text.setWordWrap(True)
        self.text.setProperty("role", "warning")
        self.buttons: list[QPushButton] = []
        self._bar = QHBoxLayout()
        self._bar.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 2)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addLayout(self._bar)
        self.hide()

    def show_offers(self, sentence: str, offers: list[tuple[str, Any]]) -> None:
        """Show the sentence with a button for each offer."""
        self.text.setText(sentence)
        while item := self._bar.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.buttons = []
        for label, action in offers:
            button = QPushButton(f"Use {label}")
            button.clicked.connect(action)
            self._bar.addWidget(button)
            self.buttons.append(button)
        self._bar.addStretch(1)
        self.show()


def _misfit(design: Design, catalog: Catalog) -> str:
    """What does not fit, and what would."""
    names = " or ".join(family_label(one) for one in fitting_families(design, catalog))
    inverter = catalog.inverter(design.products.inverter)
    own = next((family_label(one) for one in catalog.families if one.id == design.products.family), "")
    return f"{inverter.maker} {inverter.model} does not plug into {own}; it plugs into {names}."
