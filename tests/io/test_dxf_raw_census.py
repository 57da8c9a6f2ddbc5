"""What a file stands for, counted in its lines: never more than it does, and before any of it is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.io import dxf_document as reading
from designer.io import dxf_raw_census as raw
from designer.io.dxf_census import MOST_THINGS, check_census
from designer.io.dxf_document import dxf_document
from designer.io.dxf_raw_census import _MODEL_SPACE, _contents, _count, check_raw_census
from designer.io.dxf_sketch import dxf_sketch
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


RAY = LINE.replace("LINE", "XLINE")
FAR = LINE.replace("100.0", "1e300")
NOWHERE = LINE.replace("0.0\n 20", "nan\n 20", 1)
ON_PAPER = LINE.replace("  8\n0\n", "  8\n0\n 67\n1\n")


@pytest.mark.parametrize(
    ("entities", "blocks", "words"),
    [
        (RAY * 2_000, "", "it holds 2,000 construction lines only"),
        (NOWHERE * 1_500 + FAR * 500, "", "2,000 lines without sound coordinates only"),
        (ON_PAPER * 2_000, "", "its layouts are not read"),
        ("", block("A", LINE * 2_000), "export the drawing again"),
        (insert("A"), block("A", RAY * 2_000) + block("B", LINE), "2,000 construction lines only"),
    ],
    ids=["construction lines", "no places", "on paper", "in a block that is nowhere", "of a block"],
)
def test_a_large_file_of_which_nothing_can_be_taken_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch, entities: str, blocks: str, words: str
) -> None:
    data = dxf(entities, blocks)
    with pytest.raises(InputError) as read:
        dxf_sketch(data)
    monkeypatch.setattr(raw, "_LARGE", 2_000)

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(reading, "_plain", fail)
    with pytest.raises(InputError, match=words) as unread:
        dxf_sketch(data)
    assert unread.value.sentence() == read.value.sentence()


@pytest.mark.parametrize("more", [LINE, insert("A")], ids=["in model space", "in a block"])
def test_one_entity_that_can_be_taken_has_a_large_file_read(
    monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    monkeypatch.setattr(raw, "_LARGE", 2_000)
    data = dxf(RAY * 2_000 + more, block("A", NOWHERE + LINE))
    assert len(dxf_sketch(data).strokes) == 1


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
