"""Parts of a work in processes of their own: answers in order, bounds told, an end when nobody wants them."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from designer.core.caching.hands import own_hands
from designer.core.caching.pace import Pace, PlanningCancelled, SharedBounds, never, unhurried
from designer.io.crew import Crew, processors


def doubled(part, pace):
    """Where it ran, and what it came to."""
    pace()
    pace.tell(float(part))
    return os.getpid(), 2 * part


def rested(part, _pace):
    """When it was done."""
    time.sleep(part)
    return time.monotonic()


def endless(_part, pace):
    while True:
        pace()
        time.sleep(0.005)


def talkative(part, pace):
    pace.tell(1.0)
    endless(part, pace)


def ends_its_process(part, _pace):
    if os.getpid() != part:
        os._exit(3)
    return "done at home"


def refused(_part, _pace):
    raise ZeroDivisionError("no such plan")


def test_answers_come_in_the_order_of_the_parts_from_other_processes():
    answers = Crew(2).each(doubled, [3, 1, 2], [unhurried] * 3)
    assert [value for _, value in answers] == [6, 2, 4]
    assert os.getpid() not in {process for process, _ in answers}
    assert not multiprocessing.active_children()


def test_one_processor_or_one_part_needs_no_other_process():
    for crew, parts in ((Crew(1), [1, 2]), (Crew(2), [1])):
        answers = crew.each(doubled, parts, [unhurried] * len(parts))
        assert {process for process, _ in answers} == {os.getpid()}


def test_what_needs_no_answer_is_done_here_while_others_have_more_to_do():
    done = []
    answers = Crew(2).each(
        rested, [0.0, 1.5], [unhurried] * 2, lambda known: done.append((time.monotonic(), known))
    )
    ((at, known),) = done
    assert at < max(answers), "the longer part had not ended by then"
    assert known == [answers[0], None]


def waited_for(part, _pace):
    """Its name, as soon as there is a file of that name."""
    while not part.exists():
        time.sleep(0.01)
    return part.name


def test_more_is_done_here_as_more_answers_come(tmp_path):
    parts = [tmp_path / name for name in ("first", "second", "third")]
    parts[0].touch()
    seen = []

    def lets_the_next_one_end(known):
        seen.append(known)
        parts[len(seen)].touch()

    answers = Crew(3).each(waited_for, parts, [unhurried] * 3, lets_the_next_one_end)
    assert answers == ["first", "second", "third"]
    assert seen == [["first", None, None], ["first", "second", None]]


def test_what_fails_meanwhile_ends_the_others():
    def fails(_answers):
        raise PlanningCancelled

    with pytest.raises(PlanningCancelled):
        Crew(2).each(rested, [0.0, 60.0], [unhurried] * 2, fails)
    assert not multiprocessing.active_children()


def test_what_is_done_aside_has_another_process_even_alone():
    ((process, answer),) = Crew(1, aside=True).each(doubled, [4], [unhurried])
    assert answer == 8
    assert process != os.getpid()


def test_what_parts_tell_is_heard_as_a_sum():
    heard = []
    bounds = SharedBounds(Pace(never, heard.append), [0.0, 0.0])
    Crew(2).each(doubled, [3, 4], [bounds.pace_of(0), bounds.pace_of(1)])
    assert len(heard) == 2
    assert heard[-1] == bounds.whole() == 7.0


def test_work_that_nobody_wants_any_more_ends_at_once():
    asked = []

    def enough():
        asked.append(time.monotonic())
        return len(asked) > 5

    with pytest.raises(PlanningCancelled):
        Crew(2).each(endless, [1, 2], [Pace(enough)] * 2)
    assert len(asked) == 6
    assert not multiprocessing.active_children()


def test_a_part_whose_process_ends_is_done_here():
    assert Crew(2).each(ends_its_process, [os.getpid()] * 2, [unhurried] * 2) == ["done at home"] * 2


_AT_WORK = """
import signal
from designer.core.caching.pace import Pace
from designer.io.crew import Crew
from tests.io.test_crew import talkative
signal.signal(signal.SIGINT, signal.default_int_handler)
asked = lambda: print("asked", flush=True)
told = lambda bound: print("told", flush=True)
try:
    Crew(2).each(talkative, [1, 2], [Pace(asked, told)] * 2)
except KeyboardInterrupt:
    print("stopped")
"""


def at_work_until(moment):
    """A program whose crew is at work, in a group of processes of its own."""
    program = subprocess.Popen(
        [sys.executable, "-c", _AT_WORK],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    while program.stdout.readline() != f"{moment}\n":
        assert program.poll() is None
    return program


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and groups of POSIX")


@posix_only
@pytest.mark.parametrize("moment", ["asked", "told"], ids=["while_they_begin", "while_they_work"])
def test_an_interrupt_from_the_terminal_is_heard_here_only(moment):
    program = at_work_until(moment)
    os.killpg(program.pid, signal.SIGINT)
    said, complained = program.communicate(timeout=60)
    assert (said.split()[-1], complained) == ("stopped", "")


@posix_only
def test_processes_end_by_themselves_when_the_program_is_killed():
    program = at_work_until("told")
    program.kill()
    _, complained = program.communicate(timeout=60)  # returns once nobody has its output any more
    assert complained == ""


def test_what_a_part_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError, match="no such plan"):
        Crew(2).each(refused, [1, 2], [unhurried] * 2)


def test_where_no_process_may_begin_the_work_is_done_here(monkeypatch):
    def none_more(*_parts):
        raise OSError("no more processes")

    monkeypatch.setattr("designer.io.crew._started", none_more)
    answers = Crew(2).each(doubled, [1, 2], [unhurried] * 2)
    assert answers == own_hands.each(doubled, [1, 2], [unhurried] * 2)


def test_this_program_has_a_processor():
    assert processors() >= 1
