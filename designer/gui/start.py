"""Put the window together for a running QApplication."""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from designer import __version__
from designer.core.errors import TrunklineError
from designer.core.model.catalog import Catalog
from designer.edit.edits.starting import new_design
from designer.gui.heap import share_heap
from designer.gui.icons import app_icon
from designer.gui.memory import QuietCollector
from designer.gui.preferences import Preferences
from designer.gui.theme import Appearance, apply_theme, follow_system, set_appearance, theme_of
from designer.gui.voice import Voice
from designer.gui.window import MainWindow
from designer.gui.workspace import Workspace
from designer.io.catalogs import bundled_catalog, load_catalog

SWITCH_S = 0.0005
"""How long the planner's thread may keep the interpreter while the window wants it; Python's own is 5 ms."""


def start(
    application: QApplication,
    file: Path | None = None,
    *,
    preferences: Preferences | None = None,
    voice: Voice | None = None,
) -> MainWindow:
    """The window, not yet shown, with `file` opened where one is named."""
    application.setApplicationName("Trunkline")
    application.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("trunkline")
    application.setWindowIcon(app_icon())
    kept = preferences or Preferences()
    # the planner's thread gives way often, so that the window answers at once while a plan is made
    sys.setswitchinterval(SWITCH_S)
    share_heap()
    _dress(application, kept)
    catalog, problem = _catalog()
    workspace = Workspace(new_design("Untitled"), catalog)
    window = MainWindow(workspace, kept, voice)
    workspace.setParent(window)
    window.faults.install()
    collector = QuietCollector(workspace, window)
    collector.start()
    window.closed.connect(collector.stop)
    window.closed.connect(window.faults.uninstall)
    window.closed.connect(window.autosave.stop)
    window.closed.connect(window.documents.close)
    if problem:
        workspace.said.emit(problem)
    if file is not None:
        window.documents.take_in(file)
    return window


def _dress(application: QApplication, preferences: Preferences) -> None:
    """Put the chosen theme on, and follow the system as long as that is what was chosen."""
    chosen = preferences.theme
    known = {appearance.value for appearance in Appearance}
    set_appearance(application, Appearance(chosen) if chosen in known else Appearance.SYSTEM)

    def system_changed(dark: bool) -> None:
        if preferences.theme == Appearance.SYSTEM:
            apply_theme(application, theme_of(dark))

    follow_system(application, system_changed)


def _catalog() -> tuple[Catalog, str]:
    """The catalogue; where a person's own files cannot be used, the bundled one and the sentence why."""
    try:
        return load_catalog(), ""
    except TrunklineError as problem:
        return bundled_catalog(), problem.sentence()
