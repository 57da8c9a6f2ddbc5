"""Every menu: of the menu bar, under the right mouse button, of the product bar and of the drawing aids."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton

from designer.edit.aids import Aid
from designer.gui.aid_menus import MENUS
from designer.gui.menus import TITLES
from tests.gui.pictures.designs import everything
from tests.gui.pictures.registry import SCENES, scene
from tests.gui.pictures.studio import Scene, Studio, middle

SUBMENUS = {"recent": ("File", "Open recent"), "examples": ("File", "Open example")} | {
    name.lower(): ("View", name) for name in ("Theme", "Panels")
}


def _menu_scene(*path: str) -> Scene:
    def shown(studio: Studio) -> None:
        studio.open("gable")
        studio.select(studio.plan.branches[0].id)
        studio.menu(*path)

    return shown


for _title in TITLES.values():
    SCENES[f"menu-{_title.replace('&', '').lower()}"] = _menu_scene(_title.replace("&", ""))
for _name, _path in SUBMENUS.items():
    SCENES[f"menu-{_name}"] = _menu_scene(*_path)


@scene
def menu_recent_files(studio: Studio) -> None:
    for number in range(3):
        studio.window.preferences.remember(studio.folder / f"House {number + 1}.trunkline")
    studio.open("gable")
    studio.menu("File", "Open recent")


def _context_scene(*ids: str) -> Scene:
    def shown(studio: Studio) -> None:
        studio.show(everything())
        assert studio.plan
        studio.move((9900.0, 3000.0))
        studio.select(*ids)
        place = studio.window.canvas.viewport.to_px((6000.0, 4600.0)).toPoint()
        studio.editor.cursor = None
        studio.window.show_context_menu(studio.window.canvas.mapToGlobal(place))

    return shown


for _kind, _ids in {
    "nothing": (),
    "module": ("M2",),
    "inverter": ("I1",),
    "branch": ("B1",),
    "surface": ("S1",),
    "many": ("M2", "O1", "T1"),
}.items():
    SCENES[f"context-{_kind}"] = _context_scene(*_ids)


def _aid_scene(aid: Aid) -> Scene:
    def shown(studio: Studio) -> None:
        studio.open("gable")
        action = studio.window.commands[f"aid-{aid.value}"]
        buttons = studio.window.status.findChildren(QToolButton)
        button = next(one for one in buttons if one.defaultAction() is action)
        button.customContextMenuRequested.emit(QPoint(4, -button.height() * 8))

    return shown


for _aid in MENUS:
    SCENES[f"aid-menu-{_aid.value}"] = _aid_scene(_aid)


def _product_scene(name: str) -> Scene:
    def shown(studio: Studio) -> None:
        studio.open("gable")
        button: QToolButton = getattr(studio.window.products, name)
        menu = button.menu()
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    return shown


for _product in ("inverter", "trunk", "rail"):
    SCENES[f"product-menu-{_product}"] = _product_scene(_product)


@scene
def surface_switcher(studio: Studio) -> None:
    studio.open("hip")
    studio.window.switcher.showPopup()


@scene
def context_under_cursor(studio: Studio) -> None:
    studio.open("gable")
    at = middle(studio.plan.surfaces[0].modules[2].rect)
    studio.move(at)
    place = studio.window.canvas.viewport.to_px(at).toPoint()
    studio.window.show_context_menu(studio.window.canvas.mapToGlobal(place))
