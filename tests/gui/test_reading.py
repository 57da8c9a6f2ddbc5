"""A file that takes long is read aside: the window paints and answers meanwhile, and waiting can be ended."""

import threading

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    pytest.skip("needs Qt", allow_module_level=True)

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget

from designer.core.errors import InputError
from designer.gui import reading
from designer.gui.reading import ReadingCancelledError, read_aside


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def waiting() -> list[QProgressDialog]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QProgressDialog) and one.isVisible()
    ]


def test_what_is_read_soon_needs_no_dialog(window) -> None:
    assert read_aside(lambda: 7, "Reading a.dxf …", window) == 7
    assert waiting() == []


def test_the_window_stays_alive_while_a_file_is_read(window) -> None:
    """The file ends only when the window has said that it waits."""
    seen, go = [], threading.Event()

    def look() -> None:
        seen.extend(one.labelText() for one in waiting())
        go.set()

    QTimer.singleShot(300, look)
    assert read_aside(lambda: go.wait(20), "Reading a.dxf …", window) is True
    assert seen == ["Reading a.dxf …"]
    assert waiting() == []
    assert QApplication.overrideCursor() is None


def test_waiting_can_be_ended_and_what_comes_later_is_forgotten(window, qtbot) -> None:
    go, ended = threading.Event(), threading.Event()

    def read() -> None:
        go.wait(20)
        ended.set()

    def cancel() -> None:
        (dialog,) = waiting()
        dialog.findChild(QPushButton).click()

    QTimer.singleShot(300, cancel)
    with pytest.raises(ReadingCancelledError):
        read_aside(read, "Reading a.dxf …", window)
    assert waiting() == []
    assert not ended.is_set(), "nobody waits for it"
    go.set()
    assert ended.wait(20)
    qtbot.wait(50)
    assert read_aside(lambda: 8, "Reading b.dxf …", window) == 8


@pytest.mark.parametrize("slow", [False, True])
def test_what_hinders_it_is_raised_where_it_is_waited_for(window, slow: bool) -> None:
    go = threading.Event()

    def read() -> None:
        if slow:
            go.wait(20)
        raise InputError("it is broken")

    QTimer.singleShot(300, go.set)
    with pytest.raises(InputError, match="it is broken"):
        read_aside(read, "Reading a.dxf …", window)
    assert reading.AT_ONCE_S < 0.3
