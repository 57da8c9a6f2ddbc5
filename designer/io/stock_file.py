"""The stock file: offcuts on a user's own shelf, shared by all projects. docs/stock-file.md describes it.

Pieces get running names that are never given out twice. What a project took and left is kept as a booking, so
that booking a changed plan of the same project anew takes back what was booked before.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from designer.core.bom.shelf import ShelfBalance
from designer.core.errors import InputError, TrunklineError
from designer.core.limits import STOCK_BYTES
from designer.io.atomic import write_bytes_atomically
from designer.io.personal import configuration_folder
from designer.io.pretty_json import pretty_json
from designer.io.strict_json import parse_json
from designer.io.strict_shape import check_shape
from designer.limited import limited_bytes

FORMAT = "trunkline-stock"
VERSION = 1
FILE_VARIABLE = "TRUNKLINE_STOCK"
PREFIX = "shelf-"
LONGEST_MM = 1e9


class ShelfPiece(Struct, frozen=True, kw_only=True):
    """An offcut on the shelf; `origin` says where it is from."""

    id: str
    product: str
    length_mm: float
    origin: str = ""


class Booking(Struct, frozen=True, kw_only=True):
    """What a project file took from the shelf, and what it left on it."""

    file: str
    project: str
    taken: tuple[ShelfPiece, ...] = ()
    left: tuple[ShelfPiece, ...] = ()


class Shelf(Struct, frozen=True, kw_only=True):
    """Everything in the stock file."""

    pieces: tuple[ShelfPiece, ...] = ()
    bookings: tuple[Booking, ...] = ()
    next_number: int = 1

    @property
    def ids(self) -> frozenset[str]:
        """Ids of all pieces."""
        return frozenset(piece.id for piece in self.pieces)

    def booking_of(self, file: str) -> Booking | None:
        """What a project file has booked; None where it has not."""
        return next((booking for booking in self.bookings if booking.file == file), None)


def default_stock_file() -> Path | None:
    """The user's stock file, or the one that TRUNKLINE_STOCK names; None where there is no home folder."""
    named = os.environ.get(FILE_VARIABLE)
    if named:
        return Path(named)
    try:
        return configuration_folder() / "trunkline" / "stock.json"
    except RuntimeError:
        return None


def load_shelf(path: Path) -> Shelf:
    """The shelf in a stock file; an empty one where there is no file yet.

    Raises InputError, naming file, place and remedy, where it cannot be read or is no stock file.
    """
    if not os.path.lexists(path):
        return Shelf()
    data = limited_bytes(path, STOCK_BYTES, remedy="choose a stock file")
    try:
        return decode_shelf(data)
    except TrunklineError as error:
        raise error.within(str(path)) from error


def save_shelf(shelf: Shelf, path: Path) -> None:
    """Write the shelf, atomically; its folder is made where it is missing. Raises InputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        what = f"the folder cannot be made ({reason})"
        remedy = f"name another file in {FILE_VARIABLE}"
        raise InputError(what, where=str(path.parent), remedy=remedy) from error
    write_bytes_atomically(path, encode_shelf(shelf))


def encode_shelf(shelf: Shelf) -> bytes:
    """The content of a stock file: the same bytes for the same shelf."""
    return pretty_json({"format": FORMAT, "version": VERSION, "shelf": msgspec.to_builtins(shelf)})


def decode_shelf(data: bytes) -> Shelf:
    """The shelf in the content of a stock file; raises InputError without naming the file."""
    document = parse_json(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError("it is no stock file", remedy=f"name another one in {FILE_VARIABLE} or move it away")
    if document.get("version") != VERSION:
        what = f"its format version is not {VERSION}"
        raise InputError(what, where="version", remedy="open it with a newer Trunkline")
    raw = document.get("shelf")
    check_shape(raw, msgspec.inspect.type_info(Shelf), "shelf")
    shelf = msgspec.convert(raw, Shelf)
    _check(shelf)
    return shelf


def _check(shelf: Shelf) -> None:
    seen: set[str] = set()
    for piece in shelf.pieces:
        where = f"pieces {piece.id}"
        if not 0.0 < piece.length_mm <= LONGEST_MM:
            raise InputError(f"the length is {piece.length_mm:g} mm", where=where, remedy="give one above 0")
        if piece.id in seen:
            raise InputError("there are two of this id", where=where, remedy="give one of them another id")
        if _number(piece.id) >= shelf.next_number:
            remedy = f"set next_number to {_number(piece.id) + 1} or more"
            raise InputError("the id could be given out twice", where=where, remedy=remedy)
        seen.add(piece.id)


def _number(piece_id: str) -> int:
    """The running number of an id; an id of another form is refused."""
    digits = piece_id.removeprefix(PREFIX)
    if piece_id == digits or not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise InputError(
            "it cannot be an id", where=f"pieces {piece_id[:40]}", remedy=f"write it like {PREFIX}12"
        )
    return int(digits)


def with_pieces(shelf: Shelf, product: str, lengths_mm: Iterable[float], origin: str) -> Shelf:
    """The shelf with more pieces of a product."""
    number = shelf.next_number
    fresh = tuple(
        ShelfPiece(id=f"{PREFIX}{number + place}", product=product, length_mm=length, origin=origin)
        for place, length in enumerate(lengths_mm)
    )
    return replace(shelf, pieces=(*shelf.pieces, *fresh), next_number=number + len(fresh))


def without_pieces(shelf: Shelf, ids: Iterable[str]) -> Shelf:
    """The shelf without some pieces. InputError for one that is not on it."""
    gone = set(ids)
    if unknown := sorted(gone - shelf.ids):
        raise InputError(f"there is no piece {unknown[0]} on the shelf", remedy="see `trunkline stock list`")
    return replace(shelf, pieces=tuple(piece for piece in shelf.pieces if piece.id not in gone))


def unbooked(shelf: Shelf, file: str) -> Shelf:
    """The shelf as if a project file had never been booked: what it took is back, what it left is gone.

    Pieces that it left and that have been used up since stay used up.
    """
    old = shelf.booking_of(file)
    if old is None:
        return shelf
    gone = {piece.id for piece in old.left}
    kept = (piece for piece in shelf.pieces if piece.id not in gone)
    bookings = tuple(booking for booking in shelf.bookings if booking.file != file)
    return replace(shelf, pieces=tuple(sorted((*kept, *old.taken), key=_order)), bookings=bookings)


def booked(shelf: Shelf, file: str, project: str, balance: ShelfBalance) -> Shelf:
    """The shelf after a project file took and left what its plan says.

    An earlier booking is taken back. A remnant that it left already is the same piece as before, on the shelf
    or used up since, so that no metal is there twice.
    """
    old, before = shelf.booking_of(file), unbooked(shelf, file)
    taken = tuple(piece for piece in before.pieces if piece.id in balance.used)
    known = list(old.left) if old else []
    number, left = before.next_number, []
    for remnant in balance.left:
        same = next(
            (p for p in known if (p.product, p.length_mm) == (remnant.product, remnant.length_mm)), None
        )
        if same is None:
            same = ShelfPiece(
                id=f"{PREFIX}{number}", product=remnant.product, length_mm=remnant.length_mm, origin=project
            )
            number += 1
        else:
            known.remove(same)
        left.append(same)
    there = [piece for piece in left if piece.id in shelf.ids or _number(piece.id) >= before.next_number]
    pieces = [*(piece for piece in before.pieces if piece.id not in balance.used), *there]
    booking = Booking(file=file, project=project, taken=taken, left=tuple(left))
    return Shelf(
        pieces=tuple(sorted(pieces, key=_order)),
        bookings=(*before.bookings, booking),
        next_number=number,
    )


def pieces_for(shelf: Shelf, file: str) -> tuple[ShelfPiece, ...]:
    """What a project file may use: all pieces, as if it had not been booked yet."""
    return unbooked(shelf, file).pieces


def _order(piece: ShelfPiece) -> int:
    return _number(piece.id)
