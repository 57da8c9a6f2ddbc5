"""Every dialog: settings page by page, export in its states, questions, pages, the report of a fault."""

from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from designer.edit.edits.setback_presets import take_setback_preset
from designer.gui.dialogs.export import ExportDialog
from designer.gui.dialogs.pages import ShortcutPage
from designer.gui.dialogs.report import FaultReport
from designer.gui.dialogs.settings import PAGES, SettingsDialog
from designer.gui.documents import PROJECTS
from tests.gui.pictures.registry import SCENES, scene
from tests.gui.pictures.studio import Scene, Studio


def _settings_scene(page: str) -> Scene:
    def shown(studio: Studio) -> QWidget:
        studio.open("gable")
        dialog = studio.window.show_settings()
        assert isinstance(dialog, SettingsDialog)
        dialog.show_page(page)
        return dialog

    return shown


for _page in PAGES:
    SCENES[f"settings-{_page.lower().replace(' ', '-')}"] = _settings_scene(_page)


@scene
def settings_setback_preset(studio: Studio) -> QWidget:
    studio.open("gable")
    space = studio.window.workspace
    space.edit("Change preset", take_setback_preset, space.catalog, "us-irc")
    dialog = studio.window.show_settings()
    assert isinstance(dialog, SettingsDialog)
    dialog.show_page("Layout")
    return dialog


@scene
def export(studio: Studio) -> QWidget:
    studio.open("gable")
    return studio.window.show_export()


def _exported(studio: Studio, folder: str) -> ExportDialog:
    studio.open("gable")
    dialog = studio.window.show_export()
    dialog.folder.setText(folder)
    dialog.start()
    studio.settle(3.0)
    return dialog


@scene
def export_done(studio: Studio) -> QWidget:
    return _exported(studio, str(studio.folder / "House"))


@scene
def export_refused(studio: Studio) -> QWidget:
    (studio.folder / "taken").write_text("")
    return _exported(studio, str(studio.folder / "taken"))


@scene
def shortcuts(studio: Studio) -> QWidget:
    return studio.window.show_shortcuts()


@scene
def shortcuts_search(studio: Studio) -> QWidget:
    page = studio.window.show_shortcuts()
    assert isinstance(page, ShortcutPage)
    page.search.setText("row")
    return page


@scene
def about(studio: Studio) -> QWidget:
    return studio.window.show_about()


@scene
def report(studio: Studio) -> QWidget:
    details = "Traceback (most recent call last):\nZeroDivisionError: division by zero\n"
    dialog = FaultReport(details, Path("recovery/House 2026-01-01 120000.trunkline"), None, studio.window)
    dialog.show()
    return dialog


@scene
def ask_to_save(studio: Studio) -> QPixmap:
    return studio.modal(lambda: studio.window.voice.ask_to_save("House Miller"))


@scene
def ask_to_replace(studio: Studio) -> QPixmap:
    names = ["drawing.dxf", "cut-list.csv", "bom.csv", "installation-map.pdf", "plan.json"]
    return studio.modal(lambda: studio.window.voice.ask_to_replace(names, Path("/home/anna/House Miller")))


@scene
def vanished_file(studio: Studio) -> QPixmap:
    gone = studio.folder / "House gone.trunkline"
    return studio.modal(lambda: studio.window.documents.open(gone))


@scene
def choose_file(studio: Studio) -> QPixmap:
    for name in ("House Miller.trunkline", "Barn.trunkline"):
        (studio.folder / name).write_text("{}")
    voice = studio.window.voice
    return studio.modal(lambda: voice.choose_to_open("Open a project", studio.folder, PROJECTS))
