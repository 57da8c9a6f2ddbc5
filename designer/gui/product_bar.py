"""The product bar: surface switcher, and the products that the plan is made with."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from designer.core.model.design import Products
from designer.edit.edits.products import set_products
from designer.edit.properties.tables.products import trunk_name
from designer.edit.view import SITE, ViewKind, surface_view
from designer.gui.forms.elided_button import ElidedButton
from designer.gui.forms.plain import PlainLabel, plain_tip
from designer.gui.workspace import Workspace

SITE_ENTRY = "Site plan"
LONGEST_NAME = 30
APART_PX = 10
"""Between a product and the caption of the next one."""

CAPTIONED_PX = 560
"""A narrower bar has no captions."""


class SurfaceSwitcher(QComboBox):
    """Which surface is looked at; the site plan stands first."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setAccessibleName("Surface")
        self.setToolTip("Surface that is looked at")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(14)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the drawing
        self.activated.connect(self._chosen)
        for signal in (workspace.design_changed, workspace.view_changed, workspace.project_replaced):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the surfaces that there are, and the one looked at."""
        entries = [("", SITE_ENTRY), *((one.id, one.name) for one in self._workspace.design.surfaces)]
        view = self._workspace.editor.view
        with QSignalBlocker(self):
            if entries != [(self.itemData(at), self.itemText(at)) for at in range(self.count())]:
                self.clear()
                for surface_id, name in entries:
                    self.addItem(name, surface_id)
            self.setPlaceholderText("New surface")
            wanted = view.surface if view.kind is ViewKind.SURFACE else ""
            self.setCurrentIndex(-1 if view.kind is ViewKind.BLANK else self.findData(wanted))

    def _chosen(self, at: int) -> None:
        surface_id = str(self.itemData(at))
        self._workspace.editor.look(surface_view(surface_id) if surface_id else SITE)


class ProductBar(QWidget):
    """Module, inverter, trunk cable and rail, each a button with a menu."""

    modules_asked = Signal()
    """The person wants to choose another module from the catalogue."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._captions: list[QLabel] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(2)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.module = self._button(layout, "Module", None)
        self.module.clicked.connect(self.modules_asked)
        self.inverter = self._button(layout, "Inverter", self._inverters)
        self.trunk = self._button(layout, "Trunk", self._trunks)
        self.rail = self._button(layout, "Rail", self._rails)
        for signal in (workspace.design_changed, workspace.catalog_changed, workspace.project_replaced):
            signal.connect(self.refresh)
        self.refresh()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the buttons alone."""
        buttons = [self.module, self.inverter, self.trunk, self.rail]
        width = sum(button.minimumSizeHint().width() for button in buttons)
        return QSize(width + len(buttons) * APART_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, it is for the names: what they are of is said by their tips."""
        super().resizeEvent(event)
        for caption in self._captions:
            caption.setVisible(self.width() >= CAPTIONED_PX)

    def refresh(self) -> None:
        """Show the chosen products by their makers' names."""
        catalog, products = self._workspace.catalog, self._workspace.design.products
        module, inverter = catalog.module(products.module), catalog.inverter(products.inverter)
        family, rail = catalog.family(products.family), catalog.rail(products.rail)
        trunk = (
            family.product(products.trunk).description if products.trunk else f"{family.maker}, best pitch"
        )
        self._show(self.module, f"{module.maker} {module.model}", "Module; click to choose another")
        self._show(self.inverter, f"{inverter.maker} {inverter.model}", "Inverter")
        self._show(self.trunk, trunk, "AC trunk cable")
        self._show(self.rail, f"{rail.maker} {rail.model}", "Rail")

    @staticmethod
    def _show(button: QToolButton, name: str, tip: str) -> None:
        button.setText(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")
        button.setToolTip(plain_tip(f"{tip}: {name}"))

    def _button(self, layout: QHBoxLayout, label: str, fill: Callable[[QMenu], None] | None) -> QToolButton:
        caption = PlainLabel(label)
        caption.setProperty("role", "muted")
        self._captions.append(caption)
        if layout.count():
            layout.addSpacing(APART_PX)
        button = ElidedButton()
        button.setAccessibleName(label)
        button.setProperty("role", "product")
        if fill is not None:
            menu = QMenu(button)
            menu.aboutToShow.connect(lambda: fill(menu))
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout.addWidget(caption)
        layout.addWidget(button)
        return button

    def _inverters(self, menu: QMenu) -> None:
        own = self._workspace.design.products
        entries = (
            (
                f"{one.maker} {one.model}",
                one.id == own.inverter,
                {"inverter": one.id, **_family(own, one.families)},
            )
            for one in self._workspace.catalog.inverters
        )
        self._fill(menu, entries)

    def _trunks(self, menu: QMenu) -> None:
        own = self._workspace.design.products
        inverter = self._workspace.catalog.inverter(own.inverter)
        entries: list[tuple[str, bool, dict[str, str | None]]] = []
        for name in inverter.families:
            family = self._workspace.catalog.family(name)
            here = own.family == family.id
            best: dict[str, str | None] = {"family": family.id, "trunk": None}
            entries.append((f"{family.maker}: best pitch", here and own.trunk is None, best))
            entries += [
                (
                    trunk_name(product),
                    here and own.trunk == product.id,
                    {"family": family.id, "trunk": product.id},
                )
                for product in sorted(family.products, key=lambda one: (one.conductor, one.pitch_mm))
            ]
        self._fill(menu, entries)

    def _rails(self, menu: QMenu) -> None:
        own = self._workspace.design.products.rail
        rails = self._workspace.catalog.rails
        self._fill(menu, ((f"{one.maker} {one.model}", one.id == own, {"rail": one.id}) for one in rails))

    def _fill(self, menu: QMenu, entries: Iterable[tuple[str, bool, dict[str, str | None]]]) -> None:
        menu.clear()
        for text, chosen, products in entries:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(lambda _=False, given=products: self._choose(given))

    def _choose(self, products: dict[str, str | None]) -> None:
        self._workspace.edit(
            "Change product", lambda design: set_products(design, self._workspace.plan, **products)
        )


def _family(own: Products, families: tuple[str, ...]) -> dict[str, str | None]:
    """The trunk family that goes with an inverter: the chosen one where it fits, else the inverter's own."""
    return {} if own.family in families else {"family": families[0]}
