"""The short version of the crash test, and that its judge sees what it is to see.

The long one is a command: `python -m tests.crash --rounds 500`.
"""

import sys
from pathlib import Path

import pytest

from tests.conftest import QT_IS_HERE
from tests.crash.judge import judge, judge_file
from tests.crash.log import Entry, Log, read_log

END = 100.0


def session(edits: int, *, unfinished: bool = False) -> list[Entry]:
    """A start and edits, one a second up to the end."""
    log = [Entry("start", END - edits - 1, "0")]
    for number in range(1, edits + 1):
        at = END - edits + number - 1
        log += [Entry("edit", at, str(number)), Entry("done", at, str(number))]
    return [*log, Entry("edit", END, "cut short")] if unfinished else log


def test_nothing_is_lost_where_the_last_state_is_found() -> None:
    verdict = judge(session(30, unfinished=True), "30", END, 30.0)
    assert (verdict.lost_edits, verdict.faults) == (0, ())


def test_an_edit_that_was_not_finished_may_be_found_or_not() -> None:
    assert judge(session(3, unfinished=True), "cut short", END, 30.0).faults == ()


def test_twenty_edits_may_be_lost_and_no_more() -> None:
    assert judge(session(40), "20", END, 30.0).lost_edits == 20
    assert judge(session(40), "20", END, 30.0).faults == ()
    assert judge(session(40), "19", END, 30.0).faults == ("21 edits are lost",)


def test_edits_that_are_too_old_may_not_be_lost() -> None:
    assert judge(session(12), "0", END, 11.5).faults == ("an edit of 12.0 s before the end is lost",)


def test_what_was_saved_may_not_be_lost() -> None:
    log = session(3)
    log.insert(5, Entry("saved", END, "2"))
    assert judge(log, "1", END, 30.0).faults == ("the next start shows something older than the last save",)
    assert judge(log, "2", END, 30.0).faults == ()


def test_a_state_that_never_was_is_a_fault() -> None:
    assert judge(session(3), "other", END, 30.0).faults


def test_undo_makes_the_same_state_twice_and_the_later_one_counts() -> None:
    log = [*session(3), Entry("edit", END, "2"), Entry("done", END, "2")]
    assert judge(log, "2", END, 30.0).lost_edits == 0


def test_the_file_holds_the_last_save_or_one_that_was_going_on() -> None:
    log = [Entry("file", 0.0, "a"), Entry("saving", 1.0, "b"), Entry("saved", 1.1, "b")]
    going_on = [*log, Entry("saving", 2.0, "c")]
    assert judge_file(log, "b") == []
    assert judge_file(going_on, "b") == judge_file(going_on, "c") == []
    assert judge_file(log, "a")
    assert judge_file(going_on, "a")
    assert judge_file(log, None)


def test_a_line_that_was_cut_off_by_the_kill_is_left_out(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    log.note("edit", "Ä")
    with (tmp_path / "log").open("ab") as stream:
        stream.write(b'["done", 1.')
    assert [entry.digest for entry in read_log(tmp_path / "log")] == ["Ä"]


@pytest.mark.skipif(not QT_IS_HERE, reason="the window needs Qt")
@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_the_program_keeps_its_promises_when_it_is_killed(tmp_path: Path) -> None:
    from tests.crash.harness import Harness

    fashions = ("killed in a save", "killed at the disk", "power loss")
    rounds = list(Harness(tmp_path / "Häuser", seed=7).rounds(3, fashions))
    assert [fault for one in rounds for fault in one.verdict.faults] == []
    assert sum(one.edits for one in rounds) > 0
