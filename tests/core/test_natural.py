"""Names with numbers in the order of people."""

from designer.core.natural import natural


def test_names_with_numbers_are_counted_like_people_do() -> None:
    assert sorted(["B10", "B2", "A", "b1a"], key=natural) == ["A", "b1a", "B2", "B10"]
