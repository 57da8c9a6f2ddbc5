"""The headless editing session: the current Design, its history, and who wants to know of changes.

History is a list of immutable Designs, so undo cannot be wrong and "unsaved" is `current is not saved`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec

from msgspec import Struct

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.validate import check_design

P = ParamSpec("P")


class Change(Struct, frozen=True):
    """One step of the history as listeners see it; an undo has the name of the edit it takes back."""

    old: Design
    new: Design
    name: str


class Revision(Struct, frozen=True):
    """A Design and the edit that made it; steps of one gesture share a `key`."""

    design: Design
    name: str = ""
    key: str = ""


Listener = Callable[[Change], None]


class Transaction:
    """A Design in the making; nothing of it is kept unless the `with` block ends without an exception."""

    def __init__(self, design: Design) -> None:
        self.design = design

    def apply(
        self, edit: Callable[Concatenate[Design, P], Design], *args: P.args, **options: P.kwargs
    ) -> Design:
        """Run an edit, a function from Design to Design, on the Design so far."""
        self.design = edit(self.design, *args, **options)
        return self.design


class Session:
    """One Design being edited, valid as it was opened.

    Every edit is checked before it is kept, so that it can always be saved.
    """

    def __init__(self, design: Design, catalog: Catalog) -> None:
        self.catalog = catalog
        self._revisions = [Revision(design)]
        self._at = 0
        self._saved: Design | None = design
        self._checked = design
        self._listeners: list[Listener] = []

    @property
    def design(self) -> Design:
        """The current Design."""
        return self._revisions[self._at].design

    @property
    def changed(self) -> bool:
        """Whether the current Design differs from the one last saved or opened."""
        return self.design is not self._saved

    @property
    def undo_name(self) -> str | None:
        """Name of the edit that `undo` would take back; None where there is none."""
        return self._revisions[self._at].name if self._at else None

    @property
    def redo_name(self) -> str | None:
        """Name of the edit that `redo` would bring back; None where there is none."""
        following = self._at + 1
        return self._revisions[following].name if following < len(self._revisions) else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` once after every change of the Design; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def transaction(self, name: str, *, key: str = "") -> Iterator[Transaction]:
        """Several edits as one step: ``with session.transaction("Move") as tx: tx.apply(move, ids)``."""
        making = Transaction(self.design)
        yield making
        self.commit(name, making.design, key=key)

    def commit(self, name: str, design: Design, *, key: str = "") -> bool:
        """Make `design` the current one; False, and no step, when it equals the current one.

        A step with the same non-empty `key` as the last one takes its place: one gesture is one step.
        Raises DesignError, and changes nothing, where the Design breaks an invariant.
        """
        old = self.design
        if design == old:
            return False
        check_design(design, self.catalog, checked=self._checked)
        self._checked = design
        del self._revisions[self._at + 1 :]
        last = self._revisions[-1]
        if key and last.key == key and last.design is not self._saved:
            self._revisions[-1] = Revision(design, name, key)
        else:
            self._revisions.append(Revision(design, name, key))
            self._at += 1
        self._tell(Change(old, design, name))
        return True

    def undo(self) -> bool:
        """Go back one step; False at the beginning."""
        name = self.undo_name
        return name is not None and self._go(self._at - 1, name)

    def redo(self) -> bool:
        """Go forward one step; False at the end."""
        name = self.redo_name
        return name is not None and self._go(self._at + 1, name)

    def mark_saved(self, design: Design | None = None) -> None:
        """The given Design, else the current one, is now on the disk."""
        self._saved = design or self.design

    def mark_unsaved(self) -> None:
        """What is open is on no disk: a recovered Design, an example."""
        self._saved = None

    def _go(self, at: int, name: str) -> bool:
        old = self.design
        self._at = at
        self._tell(Change(old, self.design, name))
        return True

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
