"""Every dialog: settings page by page, export in its states, questions, pages, the report of a fault."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from designer.edit.difference import differences
from designer.edit.edits.setback_presets import take_setback_preset
from designer.gui.dialogs.about import AboutPage
from designer.gui.dialogs.export import ExportDialog
from designer.gui.dialogs.pages import ShortcutPage
from designer.gui.dialogs.recovery import Offer
from designer.gui.dialogs.report import FaultReport
from designer.gui.dialogs.settings import PAGES, SettingsDialog
from designer.gui.documents import PROJECTS
from designer.io.examples import example_path
from designer.io.lock import Busy, Owner
from designer.io.project import load_project
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
def about_licences(studio: Studio) -> QWidget:
    page = studio.window.show_about()
    assert isinstance(page, AboutPage)
    page.tabs.setCurrentWidget(page.licences)
    page.licences.table.show_selected(["shapely (GEOS)"])
    return page


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
def ask_to_end_export(studio: Studio) -> QPixmap:
    return studio.modal(studio.window.voice.ask_to_end_export)


def _recovered(studio: Studio) -> QPixmap:
    space = studio.window.workspace
    saved = load_project(example_path("hip"))
    recovered = replace(
        saved, rows=saved.rows[1:], boxes=tuple(replace(box, x=box.x + 400) for box in saved.boxes)
    )
    offer = Offer(
        name="House Miller",
        file=Path("/home/anna/House Miller.trunkline"),
        written="2026-04-11 09:30",
        saved_at="2026-04-11 09:10",
        catalog=space.catalog,
        recovered=recovered,
        saved=saved,
        lines=differences(saved, recovered),
    )
    return studio.modal(lambda: studio.window.voice.offer_recovery([offer]))


@scene
def recovered_work(studio: Studio) -> QPixmap:
    return _recovered(studio)


@scene
def recovered_work_of_two(studio: Studio) -> QPixmap:
    gable = load_project(example_path("gable"))
    other = Offer(
        name="Untitled",
        file=None,
        written="2026-04-11 09:32",
        saved_at="",
        catalog=studio.window.workspace.catalog,
        recovered=gable,
        saved=None,
        lines=(),
    )
    return studio.modal(lambda: studio.window.voice.offer_recovery([other, other]))


OWNER = Owner("anna", "roof-office", 7, "2026-04-11T07:30:00+00:00", "t")


@scene
def open_elsewhere(studio: Studio) -> QPixmap:
    return studio.modal(lambda: studio.window.voice.ask_about_owner("House Miller.trunkline", Busy(OWNER)))


@scene
def open_elsewhere_stale(studio: Studio) -> QPixmap:
    busy = Busy(OWNER, silent_s=11_000.0)
    return studio.modal(lambda: studio.window.voice.ask_about_owner("House Miller.trunkline", busy))


@scene
def changed_elsewhere(studio: Studio) -> QPixmap:
    return studio.modal(lambda: studio.window.voice.ask_about_rival("House Miller.trunkline"))


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
