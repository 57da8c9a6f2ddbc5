"""The properties of what is selected; of the project and the surface looked at while nothing is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Section
from designer.edit.properties.sheet import sheet_of
from designer.gui.forms.property_form import PropertyForm
from designer.gui.refresher import RefreshedPanel
from designer.gui.workspace import Workspace


class PropertiesDock(RefreshedPanel):
    """Shows and changes the properties of all selected things at once."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.properties = PropertyForm(workspace, self._sections)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.properties)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setMinimumWidth(180)
        self.follow(
            self.properties.refresh,
            workspace.selection_changed,
            workspace.design_changed,
            workspace.plan_changed,
            workspace.view_changed,
            workspace.catalog_changed,
            workspace.project_replaced,
        )

    def _sections(self, facts: Facts) -> tuple[Section, ...]:
        return sheet_of(facts, sorted(self._workspace.selection))
