"""What of a traceback may stand in a log: the program's own places, and nothing of persons and files."""

import traceback
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.design import Customer, TextNote
from designer.io import personal
from designer.io.redaction import HIDDEN, designs_in, private_texts, redacted
from tests.effort import examples
from tests.sites import gable

HOME = Path("/home/anna.berger")
NAMED = replace(
    gable(),
    name="Haus Morgenroth",
    customer=Customer(name="Anna Berger", address="Lindenweg 417\n86899 Landsberg", project_number="K-2031"),
    texts=(TextNote(id="T1", surface="S1", at=(0.0, 0.0), text="Schlüssel bei Obermaier"),),
)
TELLING = ("Morgenroth", "Anna", "Berger", "Lindenweg", "417", "86899", "Landsberg", "2031", "Obermaier")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", classmethod(lambda _: HOME))
    monkeypatch.setattr(personal, "state_folder", lambda: tmp_path)


def details_of(failure: BaseException) -> str:
    try:
        raise failure
    except BaseException as caught:
        return "".join(traceback.format_exception(caught))


def logged(details: str) -> str:
    log = personal.write_log(details, private_texts(NAMED))
    assert log is not None
    return log.read_text(encoding="utf-8")


def test_the_log_of_a_failing_session_names_no_person_project_address_or_folder() -> None:
    file = HOME / "Dächer" / "Haus Morgenroth.trunkline"
    failures = [
        FileNotFoundError(2, "No such file or directory", str(file)),
        KeyError(NAMED.name),
        ValueError(f"{NAMED.customer!r} of {NAMED.texts!r}"),
        RuntimeError(f"cannot write {file} for anna berger"),
        OSError(r"C:\Users\anna.berger\Haus Morgenroth.dxf and \\server\Berger\plan.dxf"),
    ]
    for failure in failures:
        text = logged(details_of(failure))
        assert type(failure).__name__ in text
        assert "test_redaction.py" in text  # where it failed is kept
        for word in (*TELLING, "/home", "Users", "server", "Dächer"):
            assert word.lower() not in text.lower()


def test_what_was_raised_and_where_is_kept() -> None:
    text = redacted(
        details_of(ZeroDivisionError("rail R3.1 of 0 mm in Haus Morgenroth")), private_texts(NAMED)
    )
    assert f"ZeroDivisionError: rail R3.1 of 0 mm in {HIDDEN} {HIDDEN}" in text
    assert 'File "tests/io/test_redaction.py", line ' in text
    assert "raise failure" in text


def test_frames_are_named_from_their_package_on() -> None:
    frames = (
        '  File "/opt/x/site-packages/shapely/ops.py", line 3, in union\n'
        '  File "C:\\Users\\anna\\designer\\core\\units.py", line 7, in f\n'
        '  File "/usr/lib/python3.11/json/decoder.py", line 1, in g'
    )
    assert redacted(frames).splitlines() == [
        '  File "site-packages/shapely/ops.py", line 3, in union',
        '  File "designer/core/units.py", line 7, in f',
        '  File "decoder.py", line 1, in g',
    ]


def test_slashes_that_are_no_paths_stay() -> None:
    said = "ValueError: 3/4 of N/mm² in S1/R2 and 12 m/s, see plan.json"
    assert redacted(said) == said


def test_the_designs_at_work_are_found() -> None:
    def plan(design: object) -> None:
        raise KeyError(design)

    def go_on() -> None:
        try:
            plan(NAMED)
        except KeyError as problem:
            raise RuntimeError from problem

    with pytest.raises(RuntimeError) as caught:
        go_on()
    assert any(one is NAMED for one in designs_in(caught.value))


@settings(max_examples=examples(40), deadline=None)
@given(
    st.text(st.characters(categories=["L"]), min_size=3, max_size=12),
    st.text(max_size=30),
    st.text(max_size=30),
)
def test_no_word_of_a_private_text_is_left_in_a_message(word: str, before: str, after: str) -> None:
    for line in redacted(f"{before} {word} {after}", [word]).splitlines():
        assert f" {word} " not in f" {line} " or line.lstrip().startswith('File "')
