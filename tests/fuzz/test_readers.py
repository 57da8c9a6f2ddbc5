"""Every reader takes a damaged file or refuses it in a sentence; what fuzzing has found stays found.

Long runs are a command: `python -m tests.fuzz READER --seconds 600`.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.fuzz.bundles import bundled, unbundled
from tests.fuzz.damage import damaged
from tests.fuzz.finds import Finds, place_of, shrunk
from tests.fuzz.readers import READERS
from tests.fuzz.trial import fault_in

CORPUS = Path(__file__).parent / "corpus"

NEVER_SLOW = float("inf")
"""Speed is measured by benchmarks; a busy machine must not fail a test."""

EXAMPLES = {"pdf": 2, "returned": 6, "dxf": 6, "clipboard": 20}
"""Of readers that take long; of all others there are `USUAL`."""

USUAL = 40


@pytest.mark.parametrize("name", READERS)
def test_sound_files_are_read(name: str) -> None:
    for seed in READERS[name].seeds():
        assert fault_in(name, seed, NEVER_SLOW) == ("", "")


@pytest.mark.parametrize(
    ("name", "file"),
    [(file.parent.name, file) for file in sorted(CORPUS.glob("*/*"))],
    ids=str,
)
def test_what_was_found_is_mended(name: str, file: Path) -> None:
    assert fault_in(name, file.read_bytes(), NEVER_SLOW) == ("", "")


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(name: str) -> None:
    @settings(max_examples=examples(EXAMPLES.get(name, USUAL)), suppress_health_check=list(HealthCheck))
    @given(damaged(name))
    def try_one(data: bytes) -> None:
        assert fault_in(name, data, NEVER_SLOW) == ("", "")

    try_one()


@settings(max_examples=20)
@given(st.dictionaries(st.text("abc/.", min_size=1, max_size=9), st.binary(max_size=50), max_size=3))
def test_a_bundle_is_the_archive_it_was_made_of(entries: dict[str, bytes]) -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    again = unbundled(bundled(stream.getvalue()))
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == entries or any(b"\n#entry " in content for content in entries.values())


def test_of_each_fault_the_smallest_input_is_kept(tmp_path: Path) -> None:
    finds = Finds(tmp_path)
    assert finds.note(b"long one", "fault") is True
    assert finds.note(b"longer one", "fault") is False
    assert finds.note(b"one", "fault", "details") is True
    assert [file.read_bytes() for file in tmp_path.glob("*.bin")] == [b"one"]
    assert "details" in next(tmp_path.glob("*.txt")).read_text()


def test_an_input_is_shrunk_to_what_shows_the_fault() -> None:
    def fault_of(data: bytes) -> str:
        return "here" if b"xy" in data else ""

    assert shrunk(b"a" * 100 + b"xy" + b"b" * 100, fault_of, "here") == b"xy"


def test_faults_at_one_place_are_one_fault() -> None:
    places = set()
    for value in ("a", "b"):
        try:
            int(value)
        except ValueError as error:
            places.add(place_of(error))
    assert len(places) == 1
    assert "ValueError" in places.pop()


def test_a_reader_that_raises_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """A harness that takes every error for a refusal would find nothing."""
    broken = READERS["stock"]._replace(read=lambda _: {}["missing"])
    monkeypatch.setitem(READERS, "stock", broken)
    fault, details = fault_in("stock", b"{}")
    assert "KeyError" in fault
    assert "missing" in details
