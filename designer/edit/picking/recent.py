"""Remembering the last few answers of a function of Designs and Plans.

A Design is never changed, so two questions about the very same value have the same answer. Comparing or
hashing 20,000 modules would cost more than most answers: values are told apart by identity.
"""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from designer.edit.view import View

P = ParamSpec("P")
T = TypeVar("T")

_SMALL = (str, View)
"""Types that are compared by value."""


def recent(kept: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorator: the last `kept` answers are given again for the same positional arguments."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        answers: deque[tuple[tuple[object, ...], T]] = deque(maxlen=kept)

        @wraps(function)
        def remembered(*args: P.args, **options: P.kwargs) -> T:
            for before, answer in tuple(answers):
                if _same(before, args):
                    return answer
            answer = function(*args, **options)
            answers.appendleft((args, answer))
            return answer

        return remembered

    return decorate


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return all(
        old is new or (isinstance(new, _SMALL) and old == new) for old, new in zip(before, now, strict=True)
    )
