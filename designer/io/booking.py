"""Projects and the shelf: what a project may use, and booking what it took and left, in the stock file."""

from pathlib import Path

from designer.core.bom.shelf import ShelfBalance, shelf_balance
from designer.core.errors import InputError
from designer.core.model.design import ShelfOffcut
from designer.core.model.plan import Plan
from designer.io.stock_file import (
    FILE_VARIABLE,
    booked,
    default_stock_file,
    load_shelf,
    pieces_for,
    save_shelf,
    unbooked,
)


def stock_file() -> Path:
    """The user's stock file. InputError where there is no place for one."""
    path = default_stock_file()
    if path is None:
        raise InputError("there is no home folder", remedy=f"name the stock file in {FILE_VARIABLE}")
    return path


def offcuts_for(project: Path | None) -> tuple[ShelfOffcut, ...]:
    """What a project may be planned with: all pieces, as if its file had not been booked yet.

    Raises InputError where the stock file cannot be used.
    """
    pieces = pieces_for(load_shelf(stock_file()), _key(project))
    return tuple(ShelfOffcut(id=one.id, product=one.product, length_mm=one.length_mm) for one in pieces)


def is_booked(project: Path | None) -> bool:
    """Whether a project file has been booked. Raises InputError where the stock file cannot be used."""
    return load_shelf(stock_file()).booking_of(_key(project)) is not None


def book(project: Path, name: str, plan: Plan) -> ShelfBalance:
    """Book what a plan takes from the shelf and leaves on it; an earlier booking is taken back first.

    Raises InputError where the stock file cannot be read or written.
    """
    path = stock_file()
    shelf = load_shelf(path)
    balance = shelf_balance(plan, {piece.id for piece in pieces_for(shelf, _key(project))})
    save_shelf(booked(shelf, _key(project), name, balance), path)
    return balance


def take_back(project: Path) -> None:
    """Undo the booking of a project file. InputError where it has none."""
    path = stock_file()
    shelf = load_shelf(path)
    if shelf.booking_of(_key(project)) is None:
        raise InputError("it has not been booked", where=str(project), remedy="see `trunkline stock list`")
    save_shelf(unbooked(shelf, _key(project)), path)


def balance_text(balance: ShelfBalance) -> str:
    """What was booked, in words."""
    metres = sum(remnant.length_mm for remnant in balance.left) / 1000.0
    used, left = _counted(len(balance.used), "piece"), _counted(len(balance.left), "remnant")
    return f"{used} taken from the shelf, {left} put on it ({metres:.2f} m)."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _key(project: Path | None) -> str:
    return "" if project is None else str(project.resolve())
