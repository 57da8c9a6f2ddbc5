"""What differs is told by the sort of thing and how many."""

from msgspec.structs import replace

from designer.edit.difference import differences
from tests.sites import gable

OLD = gable()


def test_the_same_has_no_differences() -> None:
    assert differences(OLD, gable()) == ()


def test_modules_are_told_apart_from_their_rows() -> None:
    row = OLD.rows[0]
    new = replace(OLD, rows=(replace(row, modules=row.modules[:-2]), *OLD.rows[1:]))
    assert differences(OLD, new) == ("2 modules removed",)
    assert differences(new, OLD) == ("2 modules added",)


def test_what_was_moved_is_changed() -> None:
    row = OLD.rows[0]
    moved = replace(row.modules[0], along_mm=row.modules[0].along_mm + 1)
    rows = (replace(row, modules=(moved, *row.modules[1:])), *OLD.rows[1:])
    boxes = tuple(replace(box, x=box.x + 1) for box in OLD.boxes)
    assert differences(OLD, replace(OLD, rows=rows, boxes=boxes)) == (
        "1 module changed",
        f"{len(boxes)} box{'es' * (len(boxes) > 1)} changed",
    )


def test_a_surface_that_goes_takes_its_things_along() -> None:
    gone = OLD.surfaces[0]
    told = differences(OLD, replace(OLD, surfaces=OLD.surfaces[1:]))
    assert told[0] == "1 surface removed"
    assert any("obstacle" in line for line in told) is bool(gone.obstacles)


def test_facts_are_named() -> None:
    new = replace(OLD, name="x", settings=replace(OLD.settings, module_gap_mm=21.0))
    assert differences(OLD, new) == ("name changed", "settings changed")


def test_every_field_of_a_design_can_differ() -> None:
    """A field that is added to the Design is told as well."""
    from designer.edit import difference

    nested = {"obstacles", "water_lines", "modules"}
    told = set(difference._THINGS) - nested | set(difference._FACTS)
    assert told == set(OLD.__struct_fields__) - {"next_number"}
