"""Projects and the shelf: what a project may use, and booking what it took and left, in the stock file."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from designer.core.bom.shelf import ShelfBalance, shelf_balance
from designer.core.errors import InputError
from designer.core.model.design import ShelfOffcut
from designer.core.model.plan import Plan
from designer.io.lock import Busy, acquire, lock_path
from designer.io.stock_file import (
    FILE_VARIABLE,
    PREFIX,
    Shelf,
    ShelfPiece,
    booked,
    default_stock_file,
    load_shelf,
    pieces_for,
    save_shelf,
    unbooked,
)

_PATIENCE_S, _PAUSE_S = 3.0, 0.02
"""So long another program that changes the stock file is waited for, looking so often."""


def stock_file() -> Path:
    """The user's stock file. InputError where there is no place for one."""
    path = default_stock_file()
    if path is None:
        raise InputError("there is no home folder", remedy=f"name the stock file in {FILE_VARIABLE}")
    return path


class ProjectShelf(Struct, frozen=True):
    """The shelf as a project sees it: all pieces, as if its file had not been booked yet."""

    pieces: tuple[ShelfPiece, ...]
    is_booked: bool

    def offcuts(self) -> tuple[ShelfOffcut, ...]:
        """What the project may be planned with."""
        return tuple(
            ShelfOffcut(id=one.id, product=one.product, length_mm=one.length_mm) for one in self.pieces
        )

    def gone(self, plan: Plan) -> tuple[str, ...]:
        """What a plan cuts of the shelf that is there no more, as another project has taken it."""
        there = {piece.id for piece in self.pieces}
        cut = (stock.id for stock in plan.cuts.stocks if not stock.new)
        return tuple(name for name in cut if name.startswith(PREFIX) and name not in there)


def shelf_for(project: Path | None) -> ProjectShelf:
    """The shelf as it is now. Raises InputError where the stock file cannot be used."""
    return _seen_by(project, load_shelf(stock_file()))


def offcuts_for(project: Path | None) -> tuple[ShelfOffcut, ...]:
    """What a project may be planned with. Raises InputError where the stock file cannot be used."""
    return shelf_for(project).offcuts()


def book(project: Path, name: str, plan: Plan) -> ShelfBalance:
    """Book what a plan takes from the shelf and leaves on it; an earlier booking is taken back first.

    Raises InputError where the plan cuts what is there no more, or the stock file cannot be read or written.
    """
    with _shelf_held() as path:
        shelf = load_shelf(path)
        seen = _seen_by(project, shelf)
        if gone := seen.gone(plan):
            what = f"its plan cuts {', '.join(gone)}, no longer on the shelf"
            raise InputError(what, where=str(project), remedy="plan it with the offcuts of the shelf anew")
        balance = shelf_balance(plan, {piece.id for piece in seen.pieces})
        save_shelf(booked(shelf, _key(project), name, balance), path)
    return balance


def take_back(project: Path) -> None:
    """Undo the booking of a project file. InputError where it has none."""
    with _shelf_held() as path:
        shelf = load_shelf(path)
        if shelf.booking_of(_key(project)) is None:
            remedy = "see `trunkline stock list`"
            raise InputError("it has not been booked", where=str(project), remedy=remedy)
        save_shelf(unbooked(shelf, _key(project)), path)


def change_shelf(change: Callable[[Shelf], Shelf]) -> None:
    """Change what lies on the shelf. Raises InputError where the stock file cannot be read or written."""
    with _shelf_held() as path:
        save_shelf(change(load_shelf(path)), path)


def balance_text(balance: ShelfBalance) -> str:
    """What was booked, in words."""
    metres = sum(remnant.length_mm for remnant in balance.left) / 1000.0
    used, left = _counted(len(balance.used), "piece"), _counted(len(balance.left), "remnant")
    return f"{used} taken from the shelf, {left} put on it ({metres:.2f} m)."


@contextmanager
def _shelf_held() -> Iterator[Path]:
    """The stock file, which nobody else changes meanwhile: what they booked in between would be lost.

    InputError where somebody does for long; where no lock can be made it is done without. Nobody takes long:
    what a silent program on another computer has left is taken over.
    """
    path = stock_file()
    held = acquire(lock_path(path))
    until = time.monotonic() + _PATIENCE_S
    while isinstance(held, Busy) and time.monotonic() < until:
        time.sleep(_PAUSE_S)
        held = acquire(lock_path(path))
    if isinstance(held, Busy) and held.silent_s > _PATIENCE_S:
        held = acquire(lock_path(path), take_over=True)
    if isinstance(held, Busy):
        what = "another program is changing it"
        raise InputError(what, where=str(path), remedy="try again in a moment")
    try:
        yield path
    finally:
        if held is not None:
            held.release()


def _seen_by(project: Path | None, shelf: Shelf) -> ProjectShelf:
    key = _key(project)
    return ProjectShelf(tuple(pieces_for(shelf, key)), shelf.booking_of(key) is not None)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _key(project: Path | None) -> str:
    return "" if project is None else str(project.resolve())
