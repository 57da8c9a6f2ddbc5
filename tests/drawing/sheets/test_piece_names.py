"""Names of many pieces in few words, from which each can be read again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.sheets.piece_names import grouped_text, short_stock, span_text

NUMBERS = st.lists(st.integers(1, 60), min_size=1, max_size=40, unique=True).map(sorted)
PIECES = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from("LU"), st.integers(1, 9), st.integers(1, 9)).map(
        lambda one: f"R{one[0]}.{one[1]}{one[2]}-{one[3]}"
    ),
    min_size=1,
    max_size=40,
    unique=True,
)


@given(NUMBERS)
def test_spans_name_every_bar_and_no_other(numbers: list[int]) -> None:
    named: list[int] = []
    for part in span_text([f"R{number}" for number in numbers]).split(", "):
        ends = [int(end.removeprefix("R")) for end in part.split(" to ")]
        named += range(ends[0], ends[-1] + 1)
    assert named == numbers


@given(PIECES)
def test_groups_name_every_piece_and_no_other(pieces: list[str]) -> None:
    named = []
    for group in grouped_text(pieces).split("; "):
        whole, parts = re.fullmatch(r"(R\d+\.)(.*)", group).groups()  # type: ignore[union-attr]
        named += [whole + part for part in parts.split(", ")]
    assert sorted(named) == sorted(pieces)


def test_names_that_are_not_numbered_stay_apart() -> None:
    assert span_text(["shelf", "R1", "R2", "C3"]) == "shelf, R1 to R2, C3"
    assert grouped_text(["B1-T1", "B2-T1"]) == "B1-T1, B2-T1"
    assert short_stock("R497-k2-crossrail-48-x") == "R497"
