"""A fault of the program keeps the work, tells once and leaves the program usable."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from designer.core.model.design import Customer, Design
from designer.gui.dialogs.report import FaultReport
from designer.gui.faults import Faults
from designer.io.project import load_project
from tests.gui.recording import RecordingVoice
from tests.sites import gable


@pytest.fixture
def faults(qapp: object, voice: RecordingVoice) -> Iterator[Faults]:
    made = Faults(gable, voice.report)
    made.install()
    yield made
    made.uninstall()


def raised(failure: BaseException) -> BaseException:
    try:
        raise failure
    except BaseException as caught:
        return caught


def test_an_uncaught_exception_is_reported_with_a_copy_of_the_work(
    faults: Faults, voice: RecordingVoice, qtbot: QtBot, own_folders: Path
) -> None:
    failure = raised(ZeroDivisionError("the reason"))
    sys.excepthook(type(failure), failure, failure.__traceback__)
    qtbot.waitUntil(lambda: bool(voice.reports))
    ((details, kept, log),) = voice.reports
    assert "the reason" in details
    assert kept is not None
    assert own_folders in kept.parents
    assert load_project(kept) == gable()
    assert log is not None
    assert "the reason" in log.read_text(encoding="utf-8")


def test_neither_report_nor_log_names_the_customer(
    qapp: object, voice: RecordingVoice, own_folders: Path
) -> None:
    named = replace(gable(), customer=Customer(name="Anna Berger", address="Lindenweg 4"))
    Faults(lambda: named, voice.report).report(
        f"KeyError: {named.customer!r} in /media/Berger/house.trunkline"
    )
    ((details, _, log),) = voice.reports
    assert log is not None
    for text in (details, log.read_text(encoding="utf-8")):
        assert "KeyError" in text
        assert not any(word in text for word in ("Anna", "Berger", "Lindenweg", "media"))


def test_one_on_another_thread_is_reported_on_the_windows_thread(
    faults: Faults, voice: RecordingVoice, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ValueError("elsewhere")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert voice.reports == []
    qtbot.waitUntil(lambda: bool(voice.reports))
    assert "elsewhere" in voice.reports[0][0]


def test_a_copy_that_cannot_be_written_hides_nothing(
    faults: Faults, voice: RecordingVoice, own_folders: Path
) -> None:
    own_folders.parent.mkdir(parents=True, exist_ok=True)
    own_folders.write_text("in the way")
    faults.report("details")
    assert voice.reports == [("details", None, None)]


def test_the_report_is_copied_whole(qtbot: QtBot) -> None:
    report = FaultReport("Traceback: the reason", Path("kept.trunkline"), None)
    qtbot.addWidget(report)
    report.add("another one")
    report.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Trunkline" in text
    assert "the reason" in text
    assert "another one" in text


@pytest.mark.parametrize("broken", [False, True], ids=["whole", "broken design"])
def test_where_no_report_can_be_shown_what_is_written_out_names_nobody(
    qapp: object, capsys: pytest.CaptureFixture[str], own_folders: Path, broken: bool
) -> None:
    named = replace(gable(), customer=Customer(name="Anna Berger", address="Lindenweg 4"))
    place = "/media/Berger/house.trunkline"

    def tell(*_: object) -> None:
        raise OSError(place)

    def design() -> Design:
        if broken:
            raise RuntimeError("no design")
        return named

    details = f"KeyError in {place}" if broken else f"KeyError: {named.customer!r}"
    Faults(design, tell).report(details)
    written = capsys.readouterr().err
    assert "KeyError" in written
    for word in ("Anna", "Berger", "Lindenweg", "media"):
        assert word not in written
