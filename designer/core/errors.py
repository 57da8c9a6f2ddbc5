"""Errors a person can mend: what is wrong, where, and what to do about it."""

GUESS = "did you mean"
"""How a remedy begins that is a question."""


class TrunklineError(Exception):
    """Base of every error that is shown to the user as one sentence.

    `what` says what is wrong, `where` names the place (a file, an object, a field; may be empty),
    `remedy` says what to do (may be empty). None of them ends in a full stop.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message: ``where: what; remedy.``, with a question mark where it ends in a guess."""
        head = f"{self.where}: " if self.where else ""
        tail = f"; {self.remedy}" if self.remedy else ""
        body = f"{head}{self.what}{tail}"
        return f"{body}{'?' if body.rpartition('; ')[2].startswith(GUESS) else '.'}"

    def within(self, outer: str) -> "TrunklineError":
        """The same error with `outer` (usually a file name) put before the place."""
        where = f"{outer}: {self.where}" if self.where else outer
        return type(self)(self.what, where=where, remedy=self.remedy)


class InputError(TrunklineError):
    """A file or an option that cannot be used."""


class DesignError(TrunklineError):
    """A Design that breaks an invariant: a crossing outline, an unknown product, a length of zero."""


class CatalogError(TrunklineError):
    """A catalogue file that cannot be used, or a product that is not in the catalogue."""
