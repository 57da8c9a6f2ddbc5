"""Fixtures of the window's tests: a recording voice, folders of its own, waiting for the plan."""

import gc
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    collect_ignore_glob = ["*"]
else:
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from designer.core.planning import Planner
    from designer.gui import live_worker, memory
    from designer.gui.preferences import Preferences
    from designer.gui.start import start
    from designer.gui.window import MainWindow
    from designer.gui.workspace import PlanState
    from tests.gui.recording import RecordingVoice
    from tests.gui.searches import Search, limit_units, wait_until_improving

    assert find_spec("PySide6") is not None

    @pytest.fixture(autouse=True)
    def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Nothing is read from or written to the real home."""
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA", "HOME"):
            monkeypatch.setenv(name, str(tmp_path / "home"))
        return tmp_path / "home"

    @pytest.fixture(autouse=True)
    def tests_stay_aside(monkeypatch: pytest.MonkeyPatch) -> None:
        """What tests/conftest.py has set aside is not taken back by every window that closes."""
        monkeypatch.setattr(memory, "set_aside", gc.collect)
        monkeypatch.setattr(memory, "take_back", lambda: None)

    @pytest.fixture(scope="session", autouse=True)
    def clipboard_emptied() -> Iterator[None]:
        """Without a screen Qt keeps what was copied until Python is gone, and would crash at the very end."""
        yield
        if QApplication.instance() is not None:
            QApplication.clipboard().clear()

    @pytest.fixture(autouse=True)
    def no_key_is_held(qapp: QApplication) -> None:
        """A click with Shift leaves Shift held in Qt's books, for the mouse of the next test as well."""
        plain = QWidget()
        QTest.keyClick(plain, Qt.Key.Key_Shift)
        assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier

    @pytest.fixture(autouse=True)
    def no_button_is_held(qapp: QApplication) -> None:
        """A test that ends in the middle of a drag leaves its button held for the next one."""
        plain = QWidget()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            if QApplication.mouseButtons() & button:
                QTest.mouseRelease(plain, button)
        assert QApplication.mouseButtons() == Qt.MouseButton.NoButton

    @pytest.fixture
    def voice() -> RecordingVoice:
        """A voice that opens no dialog: it records what is said and answers as told."""
        return RecordingVoice()

    @pytest.fixture
    def preferences(tmp_path: Path) -> Preferences:
        """Preferences in a file of the test's own."""
        kept = Preferences(tmp_path / "window.ini")
        kept.theme = "light"
        kept.folder = tmp_path
        return kept

    @pytest.fixture
    def window(
        qtbot: QtBot, qapp: QApplication, voice: RecordingVoice, preferences: Preferences
    ) -> Iterator[MainWindow]:
        """The whole window with an empty project, shown."""
        # windows of tests without an event loop are still there, and every theme would be put on them too
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        made = start(qapp, preferences=preferences, voice=voice)
        qtbot.addWidget(made, before_close_func=let_go)
        made.resize(1280, 800)
        made.show()
        qtbot.waitExposed(made)
        qapp.processEvents()  # panels are made once the window stands
        return made

    @pytest.fixture
    def search(monkeypatch: pytest.MonkeyPatch) -> Iterator[Search]:
        """The search of every plan is held until it is let go."""
        made = Search()
        monkeypatch.setattr(live_worker, "HASTE_S", -1.0)
        monkeypatch.setattr(Planner, "plan", made.wrapped(Planner.plan))
        yield made
        made.held = False

    @pytest.fixture
    def improving(search: Search, window: MainWindow, qtbot: QtBot) -> MainWindow:
        """A window with the example on three branches, a first answer and some of it proven."""
        window.documents.open_example("gable")
        limit_units(window, 3)
        wait_until_improving(window, qtbot)
        return window

    def let_go(window: MainWindow) -> None:
        """Closing asks nothing, and the planner's thread ends."""
        window.workspace.session.mark_saved()
        window.live.stop()
        window.closed.emit()

    def wait_for_plan(qtbot: QtBot, window: MainWindow) -> None:
        """Until the plan is that of the current Design."""
        qtbot.waitUntil(lambda: not window.workspace.is_planning, timeout=20_000)
        assert window.workspace.state is PlanState.CURRENT, window.workspace.failure
