"""What could not be taken of a drawing, in words."""

import pytest

from designer.core.geometry.left_out import left_out_words


@pytest.mark.parametrize(
    ("what", "one"),
    [
        ("wipeouts", "1 wipeout"),
        ("broken entities", "1 broken entity"),
        ("ACAD_PROXY entities", "1 ACAD_PROXY entity"),
        ("construction lines", "1 construction line"),
        ("references to missing blocks", "1 reference to a missing block"),
        ("lines without sound coordinates", "1 line without sound coordinates"),
        (
            "entity at the end, where the file was cut short",
            "1 entity at the end, where the file was cut short",
        ),
    ],
)
def test_one_of_a_kind_is_said_as_one(what: str, one: str) -> None:
    assert left_out_words([(what, 1), (what, 1200)]) == (one, f"1,200 {what}")
