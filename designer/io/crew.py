"""Parts of a work side by side, each in a process of its own, as many at a time as there are processors.

Threads would take turns: planning is Python for the most part.
"""

import contextlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from msgspec import Struct

from designer.core.caching.hands import own_hands
from designer.core.caching.pace import Pace

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

    A process ends with its part. Where one cannot begin, or ends before its part is done, that part is done
    in this process.
    """

    def __init__(self, processes: int | None = None) -> None:
        """So many processes at once; by default as many as there are processors for this program."""
        self._most = processors() if processes is None else processes

    def each(self, work: Callable[[T, Pace], A], parts: Sequence[T], paces: Sequence[Pace]) -> list[A]:
        """What a function of a module answers for each part: see `Hands`."""
        if self._most < 2 or len(parts) < 2:
            return own_hands.each(work, parts, paces)
        answers = _Shift(work, parts, paces, self._most).answers()
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
    """The parts of one work, by their numbers."""

    def __init__(self, work: _Work, parts: Sequence[Any], paces: Sequence[Pace], most: int) -> None:
        self._work, self._parts, self._paces, self._most = work, parts, paces, most
        self._waiting = list(range(len(parts)))[::-1]
        self._running: dict[Connection, tuple[int, BaseProcess]] = {}
        self._answers: list[_Answer | None] = [None] * len(parts)

    def answers(self) -> list[_Answer | None]:
        """The answers; None where there is none."""
        try:
            while self._waiting or self._running:
                self._begin()
                for pipe in wait(list(self._running), _LOOK_S):
                    self._hear(pipe)
                for number, _ in self._running.values():
                    self._paces[number]()
        finally:
            for pipe in list(self._running):
                self._end(pipe)
        return self._answers

    def _begin(self) -> None:
        """As many processes as there may be; none where the system lets none begin."""
        while self._waiting and len(self._running) < self._most:
            number = self._waiting.pop()
            with contextlib.suppress(OSError):
                pipe, process = _started(self._work, self._parts[number])
                self._running[pipe] = (number, process)

    def _hear(self, pipe: Any) -> None:
        number, _ = self._running[pipe]
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            message = _Failed()
        match message:
            case float():
                self._paces[number].tell(message)
            case _Answer():
                self._answers[number] = message
                self._end(pipe)
            case _:
                self._end(pipe)

    def _end(self, pipe: Connection) -> None:
        _, process = self._running.pop(pipe)
        process.kill()
        process.join()
        pipe.close()


def _started(work: _Work, part: Any) -> tuple[Connection, BaseProcess]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work, part), daemon=True)
    try:
        process.start()
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return ours, process


def _serve(pipe: Connection, work: _Work, part: Any) -> None:
    """What the other process does. It ends as soon as nobody listens any more."""
    parent = multiprocessing.parent_process()
    pace = Pace(lambda: parent is not None and not parent.is_alive(), pipe.send)
    for message in _messages(work, part, pace):
        with contextlib.suppress(OSError):
            pipe.send(message)


def _messages(work: _Work, part: Any, pace: Pace) -> Iterator[_Answer | _Failed]:
    try:
        yield _Answer(work(part, pace))
    except Exception:
        yield _Failed()
