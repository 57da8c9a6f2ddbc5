"""What a file stands for, counted in its lines: never more than it does, and before any of it is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.io import dxf_document as reading
from designer.io.dxf_census import MOST_THINGS, check_census
from designer.io.dxf_document import dxf_document
from designer.io.dxf_raw_census import _MODEL_SPACE, _contents, _count, check_raw_census
from tests.effort import examples
from tests.io.dxf_texts import LINE, block, doubling, dxf, insert


def count(data: bytes) -> int:
    return _count(_contents(data), _MODEL_SPACE, {}, 0)


def grid(name: str, columns: int, rows: int) -> str:
    return insert(name, f" 70\n{columns}\n 71\n{rows}\n 44\n1.0\n 45\n1.0\n")


def test_blocks_are_counted_as_often_as_they_are_put_in() -> None:
    inner = block("A", LINE * 3)
    outer = block("B", LINE + insert("a") + grid("A", 2, 5))
    assert count(dxf(LINE * 2, inner + outer)) == 2
    assert count(dxf(LINE * 2 + insert("B"), inner + outer)) == 2 + 1 + 1 + 11 * 4
    assert count(dxf(insert("A") + insert("missing"), block("A", insert("A")))) == 3


def test_a_value_that_looks_like_a_code_is_none() -> None:
    """A colour of 70 before the place at 10 would be ten columns."""
    coloured = insert("A").replace(" 10\n0.0\n", " 62\n70\n 10\n0.0\n")
    assert count(dxf(coloured, block("A", LINE))) == 2


def test_a_large_file_with_a_bomb_in_it_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(reading, "_plain", fail)
    bomb = dxf(LINE * 5_000 + grid("A", 32_767, 32_767), block("A", LINE))
    with pytest.raises(InputError, match=r"about 10\^9 entities; 300,000 at most"):
        dxf_document(bomb)
    with pytest.raises(InputError, match=r"about 10\^12 entities"):
        dxf_document(doubling(40))


PLACED = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 40), st.integers(1, 40)), max_size=4)


@settings(max_examples=examples(40))
@given(st.lists(PLACED, min_size=1, max_size=4))
def test_what_is_refused_unread_would_be_refused_when_read(levels: list[list[tuple[int, int, int]]]) -> None:
    """Blocks that hold lines and those before them; the last level is model space."""
    texts = [
        LINE + "".join(grid(f"B{which}", columns, rows) for which, columns, rows in level if which < number)
        for number, level in enumerate(levels)
    ]
    data = dxf(texts[-1], "".join(block(f"B{number}", text) for number, text in enumerate(texts[:-1])))
    refused = count(data) > MOST_THINGS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "check_raw_census", lambda _: None)
        document = dxf_document(data).document
    try:
        check_census(document)
    except InputError:
        return
    assert not refused
    check_raw_census(data)
