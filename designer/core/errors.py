"""Errors a person can mend: what is wrong, where, and what to do about it."""

import re

LONGEST_PART = 600
"""Characters of each part of a sentence; a name in a foreign file may have millions."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would move the cursor of a terminal, turn the direction of writing round, or is half a character."""

GUESS = "did you mean"
"""How a remedy begins that is a question."""


class TrunklineError(Exception):
    """Base of every error that is shown to the user as one sentence.

    `what` says what is wrong, `where` names the place (a file, an object, a field; may be empty),
    `remedy` says what to do (may be empty). None of them ends in a full stop. All may quote foreign files, so
    the sentence shows them shortened and without characters that a terminal or a window would obey.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message: ``where: what; remedy.``, with a question mark where it ends in a guess."""
        head = f"{_shown(self.where)}: " if self.where else ""
        tail = f"; {_shown(self.remedy)}" if self.remedy else ""
        body = f"{head}{_shown(self.what)}{tail}"
        return f"{body}{'?' if body.rpartition('; ')[2].startswith(GUESS) else '.'}"

    def within(self, outer: str) -> "TrunklineError":
        """The same error with `outer` (usually a file name) put before the place."""
        where = f"{outer}: {self.where}" if self.where else outer
        return type(self)(self.what, where=where, remedy=self.remedy)


def _shown(text: str) -> str:
    """A part of a sentence as it may be shown: one line, its beginning and its end."""
    if len(text) > LONGEST_PART:
        half = LONGEST_PART // 2
        text = f"{text[:half]} … {text[-half:]}"
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


class InputError(TrunklineError):
    """A file or an option that cannot be used."""


class DesignError(TrunklineError):
    """A Design that breaks an invariant: a crossing outline, an unknown product, a length of zero."""


class CatalogError(TrunklineError):
    """A catalogue file that cannot be used, or a product that is not in the catalogue."""
