"""`trunkline stock`: the shelf that projects share."""

import json
import os
import shutil

import msgspec
import pytest

from designer.io import booking
from designer.io.examples import example_path
from designer.io.lock import Owner, acquire, lock_path
from designer.io.project import load_project

RAIL = "k2-singlerail-36"


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    path = tmp_path / "own" / "stock.json"
    monkeypatch.setenv("TRUNKLINE_STOCK", str(path))
    return path


@pytest.fixture
def house(tmp_path):
    return shutil.copy(example_path("gable"), tmp_path / "house.trunkline")


def on_shelf(run):
    return json.loads(run("stock", "list", "--json").stdout)


def lengths(run):
    return sorted(piece["length_mm"] for piece in on_shelf(run))


def test_pieces_are_added_listed_and_removed(run):
    assert run("stock", "list").stdout == "The shelf is empty.\n"
    assert "2 pieces" in run("stock", "add", RAIL, "2.5m", "1800", "--from", "yard").stdout
    shown = run("stock", "list").stdout
    assert "shelf-1" in shown
    assert "yard" in shown
    assert "holds no other" in run("stock", "list", "--product", "other").stdout
    run("stock", "remove", "shelf-1")
    assert lengths(run) == [1800]


def test_a_project_uses_the_shelf_first_and_books_back_what_is_left(run, house):
    run("stock", "add", RAIL, "6000", "800")
    assert "2 pieces from the shelf" in run("stock", "use", house).stdout
    assert "1 offcut," in run("plan", house).stdout
    before = sum(lengths(run))
    assert "1 piece taken from the shelf, 1 remnant put on it" in run("stock", "book", house).stdout
    assert len(on_shelf(run)) == 2
    booked = lengths(run)
    run("stock", "book", house)
    assert lengths(run) == booked
    assert run("stock", "book", house, "--undo").exit_code == 0
    assert sum(lengths(run)) == before


def test_a_project_can_be_planned_without_the_shelf_again(run, house):
    run("stock", "add", RAIL, "4000")
    run("stock", "use", house)
    assert len(load_project(house).offcuts) == 1
    run("stock", "use", house, "--not")
    assert load_project(house) == load_project(example_path("gable"))


def test_pieces_of_other_products_are_left_on_the_shelf(run, house):
    run("stock", "add", "k2-crossrail-48-x", "4000")
    assert "0 pieces" in run("stock", "use", house).stdout


def test_a_second_project_finds_what_the_first_one_left(run, house, tmp_path):
    run("stock", "add", RAIL, "6000")
    run("stock", "use", house)
    run("stock", "book", house)
    assert [one["origin"] for one in on_shelf(run)] == ["Gabled house"]
    other = shutil.copy(example_path("gable"), tmp_path / "other.trunkline")
    run("stock", "use", other)
    assert {offcut.id for offcut in load_project(other).offcuts} == {one["id"] for one in on_shelf(run)}


def test_a_plan_that_cuts_what_another_project_has_taken_is_not_booked(run, house, tmp_path):
    """Both would count on the same piece of rail, and one of them lacks it on the roof."""
    run("stock", "add", RAIL, "6000")
    other = shutil.copy(example_path("gable"), tmp_path / "other.trunkline")
    run("stock", "use", house)
    run("stock", "use", other)
    assert run("stock", "book", house).exit_code == 0
    left = on_shelf(run)
    refused = run("stock", "book", other)
    assert refused.exit_code == 2
    assert "its plan cuts shelf-1, no longer on the shelf" in refused.stderr
    assert on_shelf(run) == left
    run("stock", "use", other)
    assert run("stock", "book", other).exit_code == 0


def test_two_programs_do_not_change_the_shelf_at_once(run, shelf, monkeypatch):
    monkeypatch.setattr(booking, "_PATIENCE_S", 0.0)
    run("stock", "add", RAIL, "6000")
    held = acquire(lock_path(shelf))
    assert "another program is changing it" in run("stock", "add", RAIL, "4000").stderr
    held.release()
    assert run("stock", "add", RAIL, "4000").exit_code == 0
    assert lengths(run) == [4000, 6000]
    assert list(shelf.parent.iterdir()) == [shelf]


def test_a_shelf_that_another_computer_left_held_is_taken_over(run, shelf, monkeypatch):
    monkeypatch.setattr(booking, "_PATIENCE_S", 0.1)
    run("stock", "add", RAIL, "6000")
    left = lock_path(shelf)
    left.write_bytes(msgspec.json.encode(Owner("anna", "roof-office", 7, "2026-04-11T09:30:00+00:00", "t")))
    os.utime(left, (left.stat().st_mtime - 60.0,) * 2)
    assert run("stock", "add", RAIL, "4000").exit_code == 0
    assert lengths(run) == [4000, 6000]


def test_a_plain_list_may_be_cut_from_the_shelf(run, tmp_path):
    run("stock", "add", RAIL, "4000")
    path = tmp_path / "list.csv"
    path.write_text("length_mm,quantity\n3900,2\n", encoding="utf-8")
    found = json.loads(run("cut", path, "--stock", "4400", "--shelf", RAIL, "--json").stdout)
    assert [(one["stock"], one["offcut"]) for one in found["patterns"]] == [
        ("shelf-1", True),
        ("4400", False),
    ]


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (("add", "k2-single", "100"), "did you mean k2-singlerail-36"),
        (("add", RAIL, "abc"), "not a length"),
        (("add", RAIL, "0"), "the length is 0 mm"),
        (("add", "hms-trunk-10awg-2.0m", "4000"), "holds no reels"),
        (("remove", "shelf-7"), "no piece shelf-7"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run, command, what):
    result = run("stock", *command)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert what in result.stderr


def test_a_project_that_was_not_booked_cannot_be_taken_back(run, house):
    assert "has not been booked" in run("stock", "book", house, "--undo").stderr


def test_a_damaged_stock_file_is_named(run, shelf):
    shelf.parent.mkdir()
    shelf.write_text("{}", encoding="utf-8")
    result = run("stock", "list")
    assert result.exit_code == 2
    assert f"{shelf}: it is no stock file" in result.stderr
