"""The properties of every kind of thing, and what fields say of a bad entry."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea

from designer.gui.docks.properties import PropertiesDock
from tests.gui.pictures.designs import everything
from tests.gui.pictures.registry import SCENES, scene
from tests.gui.pictures.studio import Scene, Studio

THINGS = {
    "surface": ("S1",),
    "surfaces": ("S1", "S2"),
    "row": ("M1", "M2", "M3", "M4", "M5", "M6"),
    "module": ("M2",),
    "obstacle": ("O1",),
    "water-line": ("W1",),
    "inverter": ("I3",),
    "inverter-pinned": ("I1",),
    "branch": ("B1",),
    "box": ("X1",),
    "bridge": ("G1",),
    "waypoint": ("P1",),
    "dimension": ("D1",),
    "text": ("T1",),
    "mixed": ("O1", "T1", "M1", "X1"),
}


def _form_scene(ids: tuple[str, ...]) -> Scene:
    def shown(studio: Studio) -> None:
        studio.show(everything())
        assert studio.plan
        studio.select(*ids)

    return shown


for _name, _ids in THINGS.items():
    SCENES[f"properties-{_name}"] = _form_scene(_ids)


def _properties(studio: Studio, *ids: str) -> PropertiesDock:
    studio.show(everything())
    assert studio.plan
    studio.select(*ids)
    shown = studio.window.stacks.show("properties")
    studio.settle()
    assert isinstance(shown, PropertiesDock)
    return shown


@scene
def properties_bad_entry(studio: Studio) -> None:
    form = _properties(studio, "S1").properties.form
    field = form.widget_of("tilt_deg")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "95")
    QTest.keyClick(field, Qt.Key.Key_Return)

    def back() -> None:
        QTest.keyClick(field, Qt.Key.Key_Escape)

    studio.on_rest(back)


@scene
def properties_list(studio: Studio) -> None:
    """The list of a combo box."""
    shown = _properties(studio, "O1")
    shown.findChildren(QComboBox)[0].showPopup()


@scene
def properties_product_search(studio: Studio) -> None:
    """The list from which a product is chosen."""
    studio.open("gable")
    shown = studio.window.stacks.show("properties")
    studio.settle()
    box = shown.findChildren(QComboBox)[1]
    box.setFocus()
    box.showPopup()


@scene
def properties_scrolled(studio: Studio) -> None:
    """The end of a long form."""
    shown = _properties(studio, "S1")
    bar = shown.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
