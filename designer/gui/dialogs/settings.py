"""The project's settings beside the drawing: every entry is taken over at once, and can be undone."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Section
from designer.edit.properties.sheet import project_sheet
from designer.edit.properties.tables import project, setbacks
from designer.gui.forms.plain import PlainLabel
from designer.gui.forms.property_form import PropertyForm
from designer.gui.forms.scrolled import Scrolled
from designer.gui.refresher import Refresher
from designer.gui.screen_room import open_with
from designer.gui.workspace import Workspace

PAGES = {
    "Project": (project.PROJECT, project.CUSTOMER, project.SHEETS, project.MONITORING),
    "Products": (project.PRODUCTS, project.CLIMATE),
    "Layout": (project.MODULES, setbacks.SETBACKS),
    "Rails and inverters": (project.RACKING, project.INVERTERS),
    "Trunk cable": (project.TRUNK,),
}
"""The pages, and the groups of settings on each."""

_PAGE_HEIGHT = 30

_EXPLANATION = "Entries are taken over at once and can be undone. Pale is what holds while a field is empty."


class SettingsDialog(QDialog):
    """Project, customer, products, climate and rules, on pages."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Project settings")
        self.setModal(False)
        self.pages = QListWidget()
        self.stack = QStackedWidget()
        self.forms = {
            name: PropertyForm(workspace, _only(groups), titles=False) for name, groups in PAGES.items()
        }
        self._lay_out()
        self.pages.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.pages.setCurrentRow(0)
        open_with(self, 680, 480)
        self._refresher = Refresher(
            self,
            self._refresh,
            workspace.design_changed,
            workspace.catalog_changed,
            workspace.project_replaced,
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing old is seen."""
        self._refresher.now()
        super().showEvent(event)

    def _lay_out(self) -> None:
        for name, form in self.forms.items():
            item = QListWidgetItem(name, self.pages)
            item.setSizeHint(QSize(0, _PAGE_HEIGHT))
            self.stack.addWidget(Scrolled(form))
        self.pages.setAccessibleName("Pages")
        self.pages.setFixedWidth(160)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.pages)
        body.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(_line())
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        explanation = PlainLabel(_EXPLANATION)
        explanation.setWordWrap(True)
        explanation.setProperty("role", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(16)
        foot.addWidget(explanation, 1)
        foot.addWidget(buttons)
        return foot

    def show_page(self, name: str) -> None:
        """Show the page with this name."""
        self.pages.setCurrentRow(list(PAGES).index(name))

    def _refresh(self) -> None:
        for form in self.forms.values():
            form.refresh()


def _only(groups: tuple[str, ...]) -> Callable[[Facts], tuple[Section, ...]]:
    """The project's settings of some groups."""
    return partial(_sections, groups)


def _sections(groups: tuple[str, ...], facts: Facts) -> tuple[Section, ...]:
    (section,) = project_sheet(facts)
    lines = tuple(line for line in section.lines if line.field.group in groups)
    ordered = sorted(lines, key=lambda line: groups.index(line.field.group))
    return (replace(section, lines=tuple(ordered)),)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    return line
