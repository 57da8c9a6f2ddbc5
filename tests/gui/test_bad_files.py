"""Files that cannot be used, opened from the window or dropped on it: one sentence, and nothing is lost."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from designer.gui.voice import Answer
from designer.gui.window import MainWindow
from designer.io.examples import example_path
from tests.gui.hands import wait
from tests.gui.recording import RecordingVoice

GOOD = example_path("gable").read_bytes()


def changed(change: Callable[[dict], object]) -> bytes:
    document = json.loads(GOOD)
    change(document)
    return json.dumps(document).encode()


def moved(text: str) -> bytes:
    """The project with the first corner of its first surface at a number written like this."""
    first = json.loads(GOOD)["design"]["surfaces"][0]["outline"][0][0]
    document = json.loads(GOOD)
    document["design"]["surfaces"][0]["outline"][0][0] = "HERE"
    assert first is not None
    return json.dumps(document).replace('"HERE"', text).encode()


def with_version(version: object) -> bytes:
    return changed(lambda document: document.update(version=version, needs="9.1"))


PROJECTS = {
    "empty": b"",
    "truncated": GOOD[: len(GOOD) // 2],
    "all but the last brace": GOOD.rstrip()[:-1],
    "zeros": b"\0" * 4096,
    "not UTF-8": GOOD.replace(b"surface", b"s\xff\xferface", 1),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
    "another format": b'{"format": "someone-else", "version": 1}',
    "a list": b"[1, 2, 3]",
    "nested too deep": b'{"format": "trunkline-project", "version": 1, "design": ' + b"[" * 200_000,
    "newer": with_version(99),
    "version as text": with_version("1"),
    "version huge": with_version(10**30),
    "version negative": with_version(-1),
    "a huge number": moved("1e300"),
    "infinite": moved("1e999"),
    "not a number": moved("NaN"),
    "very many digits": moved("9" * 5000),
    "a number as text": moved('"12"'),
    "null": moved("null"),
    "no surfaces field": changed(lambda document: document["design"].pop("surfaces")),
    "surfaces as a number": changed(lambda document: document["design"].update(surfaces=3)),
    "unknown product": changed(lambda document: document["design"]["products"].update(module="no-such")),
    "unknown region": changed(lambda document: document["design"].update(region="atlantis")),
    "misspelled field": changed(lambda document: document["design"].update(climat={})),
    "the same id twice": changed(
        lambda document: document["design"]["surfaces"].append(document["design"]["surfaces"][0])
    ),
    "design missing": changed(lambda document: document.pop("design")),
    "a very long name": changed(lambda document: document["design"].update(name="x" * 100_000)),
}

FACE = {"type": "Feature", "properties": {"id": "f1", "tilt_deg": 30, "azimuth_deg": 180}}


def roofs(geometry: object, **properties: object) -> bytes:
    face = {**FACE, "properties": {**FACE["properties"], **properties}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [face]}).encode()


def polygon(*ring: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}


SQUARE = ((11.0, 48.0), (11.0001, 48.0), (11.0001, 48.00005), (11.0, 48.00005), (11.0, 48.0))

ROOFS = {
    "empty": b"",
    "truncated": roofs(polygon(*SQUARE))[:-30],
    "zeros": b"\0" * 100,
    "a list": b"[]",
    "no features": b'{"type": "FeatureCollection", "features": []}',
    "features as text": b'{"type": "FeatureCollection", "features": "many"}',
    "features of nothing": b'{"type": "FeatureCollection", "features": [null, 7, {}]}',
    "no geometry": roofs(None),
    "a point": roofs({"type": "Point", "coordinates": [11.0, 48.0]}),
    "two corners": roofs(polygon(SQUARE[0], SQUARE[1], SQUARE[0])),
    "a line": roofs(polygon((11.0, 48.0), (11.0001, 48.0), (11.0002, 48.0), (11.0, 48.0))),
    "bow tie": roofs(polygon(SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0])),
    "metres for degrees": roofs(polygon((4e6, 5e6), (4e6 + 10, 5e6), (4e6 + 10, 5e6 + 6), (4e6, 5e6))),
    "infinite": roofs(polygon(*SQUARE)).replace(b"11.0001", b"1e999"),
    "text for numbers": roofs(polygon(*SQUARE)).replace(b"11.0001", b'"east"'),
    "tilt as text": roofs(polygon(*SQUARE), tilt_deg="steep"),
    "tilt beyond the sky": roofs(polygon(*SQUARE), tilt_deg=1e9),
    "nested too deep": b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000,
}


@pytest.fixture
def at_work(window: MainWindow) -> MainWindow:
    """The window with a project that was changed and may be left."""
    window.documents.open_example("hip")
    window.workspace.edit("Rename", lambda design: replace(design, name="mine"))
    window.voice.answer = Answer.DISCARD  # type: ignore[attr-defined]
    return window


def drop(window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    wait(5)


def told_once_and_nothing_lost(
    window: MainWindow, voice: RecordingVoice, do: Callable[[], object], what: str = ""
) -> None:
    design, undo, file = window.workspace.design, window.workspace.session.undo_name, window.documents.file
    do()
    assert len(voice.told) == 1, (what, voice.told)
    sentence = voice.told[0]
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    assert len(sentence) < 500, len(sentence)
    assert "Traceback" not in sentence
    assert window.workspace.design is design
    assert window.workspace.session.undo_name == undo
    assert window.workspace.session.changed
    assert window.documents.file == file
    voice.told.clear()


def test_projects_that_cannot_be_used(at_work: MainWindow, voice: RecordingVoice, tmp_path: Path) -> None:
    each_told_once(at_work, voice, at_work.documents.open, written(PROJECTS, tmp_path, ".trunkline"))
    assert all((tmp_path / f"{name}.trunkline").read_bytes() == data for name, data in PROJECTS.items())


def test_roofs_that_cannot_be_used(at_work: MainWindow, voice: RecordingVoice, tmp_path: Path) -> None:
    each_told_once(at_work, voice, at_work.documents.import_roofs, written(ROOFS, tmp_path, ".geojson"))


def written(files: Mapping[str, bytes], folder: Path, suffix: str) -> list[Path]:
    places = [folder / f"{name}{suffix}" for name in files]
    for place, data in zip(places, files.values(), strict=True):
        place.write_bytes(data)
    return places


def each_told_once(
    window: MainWindow, voice: RecordingVoice, use: Callable[[Path], object], files: list[Path]
) -> None:
    for file in files:
        told_once_and_nothing_lost(window, voice, partial(use, file), file.name)
        told_once_and_nothing_lost(window, voice, partial(drop, window, file), file.name)


def test_a_folder_with_a_projects_name(at_work: MainWindow, voice: RecordingVoice, tmp_path: Path) -> None:
    (tmp_path / "folder.trunkline").mkdir()
    told_once_and_nothing_lost(at_work, voice, lambda: drop(at_work, tmp_path / "folder.trunkline"))


@pytest.mark.parametrize("name", ["in the way/mine", "x" * 300, "\0", "missing/mine"])
def test_a_place_that_cannot_be_written(
    name: str, at_work: MainWindow, voice: RecordingVoice, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("a file")
    voice.to_save = tmp_path / name
    told_once_and_nothing_lost(at_work, voice, at_work.documents.save)
    told_once_and_nothing_lost(at_work, voice, at_work.documents.save_as)
    assert sorted(file.name for file in tmp_path.glob("*.tmp")) == []


def test_closing_with_a_save_that_fails_keeps_the_window(
    at_work: MainWindow, voice: RecordingVoice, tmp_path: Path
) -> None:
    voice.answer, voice.to_save = Answer.SAVE, tmp_path / "missing" / "mine.trunkline"
    told_once_and_nothing_lost(at_work, voice, at_work.close)
    assert at_work.isVisible()
