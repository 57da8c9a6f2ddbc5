"""Parts of a work side by side, each in a process of its own, as many at a time as there are processors.

Threads would take turns: planning is Python for the most part.
"""

import contextlib
import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from msgspec import Struct

from designer.core.caching.hands import Meanwhile, nothing, own_hands
from designer.core.caching.pace import Pace
from designer.io.helpers import begin, hear_no_interrupts

T = TypeVar("T")
A = TypeVar("A")
_Work = Callable[[Any, Pace], Any]

_LOOK_S = 0.03
"""How often a pace is asked while others work."""


class _Answer(Struct, frozen=True):
    """What a part came to; messages before it are bounds."""

    value: Any


class _Failed(Struct, frozen=True):
    """The work raised something: it is done again where that can be seen."""


class Crew:
    """Hands of this machine: see `Hands`.

    Processes end with the work. Where none can begin, or one ends before its part is done, that part is done
    in this process.
    """

    def __init__(self, processes: int | None = None, *, aside: bool = False) -> None:
        """So many processes at once; by default as many as there are processors for this program.

        What is done `aside` has another process even where it is the only one: this one goes on, and keeps
        nothing of the memory that the work took.
        """
        self._most = processors() if processes is None else processes
        self._fewest = 1 if aside else 2

    def each(
        self,
        work: Callable[[T, Pace], A],
        parts: Sequence[T],
        paces: Sequence[Pace],
        meanwhile: Meanwhile = nothing,
    ) -> list[A]:
        """What a function of a module answers for each part: see `Hands`.

        What is to be done meanwhile is done as soon as a process has no more to do, and with each answer from
        then on.
        """
        most = min(self._most, len(parts))
        if most < self._fewest:
            return own_hands.each(work, parts, paces)
        answers = _Shift(work, parts, paces).answers(most, meanwhile)
        return [
            work(part, pace) if answer is None else answer.value
            for part, pace, answer in zip(parts, paces, answers, strict=True)
        ]


def processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Shift:
    """The parts of one work, by their numbers, and the processes that do them."""

    def __init__(self, work: _Work, parts: Sequence[Any], paces: Sequence[Pace]) -> None:
        self._work, self._parts, self._paces = work, parts, paces
        self._waiting = list(range(len(parts)))[::-1]
        self._processes: dict[Connection, BaseProcess] = {}
        self._doing: dict[Connection, int] = {}
        self._answers: list[_Answer | None] = [None] * len(parts)

    def answers(self, processes: int, meanwhile: Meanwhile) -> list[_Answer | None]:
        """The answers; None where there is none."""
        try:
            self._begin(processes)
            for pipe in list(self._processes):  # all are begun by now: while one gets its part others begin
                self._next(pipe)
            seen = processes  # so many have something to do
            while self._doing:
                if not self._waiting and len(self._doing) < seen:
                    seen = len(self._doing)
                    meanwhile([None if answer is None else answer.value for answer in self._answers])
                for heard in wait(list(self._doing), _LOOK_S):
                    self._hear(heard)
                for number in self._doing.values():
                    self._paces[number]()
        finally:
            for pipe in list(self._processes):
                self._end(pipe)
        return self._answers

    def _begin(self, processes: int) -> None:
        """As many processes as the system lets begin."""
        with contextlib.suppress(OSError):
            for _ in range(processes):
                pipe, process = _started(self._work)
                self._processes[pipe] = process

    def _next(self, pipe: Connection) -> None:
        """Give a process its next part; it ends where there is none, or where it takes none."""
        if not self._waiting:
            self._end(pipe)
            return
        number = self._waiting.pop()
        try:
            pipe.send(self._parts[number])
        except OSError:
            self._end(pipe)
        else:
            self._doing[pipe] = number

    def _hear(self, pipe: Any) -> None:
        number = self._doing[pipe]
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            del self._doing[pipe]
            self._end(pipe)
            return
        if isinstance(message, float):
            self._paces[number].tell(message)
            return
        if isinstance(message, _Answer):
            self._answers[number] = message
        del self._doing[pipe]
        self._next(pipe)

    def _end(self, pipe: Connection) -> None:
        process = self._processes.pop(pipe)
        process.kill()
        process.join()
        pipe.close()


def _started(work: _Work) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    try:
        begin(process)
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return ours, process


def _serve(pipe: Connection, work: _Work) -> None:
    """What the other process does: part after part, until nobody listens any more."""
    hear_no_interrupts()
    parent = multiprocessing.parent_process()
    pace = Pace(lambda: parent is not None and not parent.is_alive(), pipe.send)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(_answered(work, pipe.recv(), pace))


def _answered(work: _Work, part: Any, pace: Pace) -> _Answer | _Failed:
    try:
        return _Answer(work(part, pace))
    except Exception:
        return _Failed()
