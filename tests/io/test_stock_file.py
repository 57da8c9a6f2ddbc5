"""The stock file: pieces, bookings, and that no metal is lost or there twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.bom.shelf import LeftOver, ShelfBalance
from designer.core.errors import InputError
from designer.io.stock_file import (
    Shelf,
    booked,
    decode_shelf,
    default_stock_file,
    encode_shelf,
    load_shelf,
    pieces_for,
    save_shelf,
    unbooked,
    with_pieces,
    without_pieces,
)

TWO = with_pieces(Shelf(), "rail", [2500.0, 1800.0], "yard")


def balance(*used, left=()):
    return ShelfBalance(
        used=used, left=tuple(LeftOver(stock="R1", product="rail", length_mm=length) for length in left)
    )


def lengths(shelf):
    return sorted(piece.length_mm for piece in shelf.pieces)


def test_pieces_get_names_that_are_never_given_out_twice():
    assert [piece.id for piece in TWO.pieces] == ["shelf-1", "shelf-2"]
    later = with_pieces(without_pieces(TWO, ["shelf-2"]), "rail", [900.0], "")
    assert [piece.id for piece in later.pieces] == ["shelf-1", "shelf-3"]


def test_taking_off_what_is_not_there_is_refused():
    with pytest.raises(InputError, match="no piece shelf-9"):
        without_pieces(TWO, ["shelf-1", "shelf-9"])


def test_a_booking_takes_what_is_used_and_adds_what_is_left():
    after = booked(TWO, "/a", "A", balance("shelf-1", left=[700.0, 1200.0]))
    assert lengths(after) == [700.0, 1200.0, 1800.0]
    assert {piece.origin for piece in after.pieces} == {"yard", "A"}
    assert lengths(unbooked(after, "/a")) == [1800.0, 2500.0]


def test_booking_the_same_plan_again_changes_nothing():
    once = booked(TWO, "/a", "A", balance("shelf-1", left=[700.0, 700.0]))
    assert booked(once, "/a", "A", balance("shelf-1", left=[700.0, 700.0])) == once


def test_booking_a_changed_plan_takes_the_earlier_booking_back():
    once = booked(TWO, "/a", "A", balance("shelf-1", left=[700.0]))
    again = booked(once, "/a", "A", balance("shelf-2", left=[900.0]))
    assert lengths(again) == [900.0, 2500.0]


def test_a_remnant_that_another_project_used_up_does_not_come_back():
    first = booked(TWO, "/a", "A", balance(left=[700.0]))
    second = booked(first, "/b", "B", balance("shelf-3"))
    assert lengths(second) == [1800.0, 2500.0]
    assert lengths(booked(second, "/a", "A", balance(left=[700.0]))) == [1800.0, 2500.0]


def test_a_booked_project_may_use_what_it_took_and_not_what_it_left():
    after = booked(TWO, "/a", "A", balance("shelf-1", left=[700.0]))
    assert [piece.id for piece in pieces_for(after, "/a")] == ["shelf-1", "shelf-2"]
    assert [piece.id for piece in pieces_for(after, "/b")] == ["shelf-2", "shelf-3"]


jobs = st.lists(
    st.tuples(
        st.sampled_from(["/a", "/b", "/c"]),
        st.integers(0, 3),
        st.lists(st.sampled_from([500.0, 700.0, 900.0]), max_size=3),
    ),
    max_size=8,
)


@given(jobs)
def test_whatever_is_booked_the_file_is_read_again_and_no_piece_is_there_twice(bookings):
    shelf = TWO
    for file, count, left in bookings:
        mine = pieces_for(shelf, file)
        shelf = booked(shelf, file, file, balance(*(piece.id for piece in mine[:count]), left=left))
        assert len(shelf.ids) == len(shelf.pieces)
        taken = {piece.id for booking in shelf.bookings for piece in booking.taken}
        assert not taken & shelf.ids
        assert decode_shelf(encode_shelf(shelf)) == shelf


def test_a_file_that_is_not_there_is_an_empty_shelf_and_its_folder_is_made(tmp_path):
    path = tmp_path / "deep" / "stock.json"
    assert load_shelf(path) == Shelf()
    save_shelf(TWO, path)
    assert load_shelf(path) == TWO


def test_the_file_may_be_named_by_a_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("TRUNKLINE_STOCK", str(tmp_path / "own.json"))
    assert default_stock_file() == tmp_path / "own.json"


GOOD = encode_shelf(TWO).decode()


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"trunkline-stock"', '"other"', "no stock file"),
        ('"version": 1', '"version": 2', "format version"),
        ("2500.0", "-1", "the length is -1 mm"),
        ("2500.0", '"long"', "length_mm"),
        ("shelf-2", "shelf-1", "two of this id"),
        ("shelf-2", "mine", "cannot be an id"),
        ("shelf-2", "shelf-9", "given out twice"),
        ('"origin"', '"orgin"', "orgin"),
        ("{", "", "it is not JSON"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_name(tmp_path, old, new, what):
    path = tmp_path / "stock.json"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_shelf(path)
    assert str(path) in refused.value.sentence()
    assert what in refused.value.sentence()


def test_a_folder_in_the_way_is_told(tmp_path):
    with pytest.raises(InputError):
        load_shelf(tmp_path)
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="the folder cannot be made"):
        save_shelf(TWO, blocked / "stock.json")


def test_a_shelf_without_fields_has_their_defaults():
    assert decode_shelf(b'{"format": "trunkline-stock", "version": 1, "shelf": {}}') == Shelf()
    assert replace(TWO, pieces=()).next_number == 3
