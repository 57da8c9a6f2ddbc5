"""Names of blocks and the book they are kept in."""

from designer.drawing.blocks import (
    BlockBook,
    attribute_places,
    block_name,
    common_size,
    form_lines,
    spot_texts,
)
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role, Spot
from designer.drawing.shapes import corners


def _block(name: str, width: float = 10.0) -> Block:
    shape = Polyline(
        points=corners((0.0, 0.0, width, 5.0)), closed=True, layer=LayerName.MODULE, role=Role.MODULE
    )
    return Block(name=name, layer=LayerName.MODULE, shapes=(shape,), attributes=("ID", "KIND"))


def test_a_name_holds_only_letters_digits_hyphens_and_underlines() -> None:
    assert block_name("PV_MODULE", "Acme M440/30 (Glas-Glas)", "P") == "PV_MODULE_Acme_M440_30_Glas-Glas_P"


def test_the_same_block_is_kept_once() -> None:
    book = BlockBook()
    assert book.add(_block("A")) == book.add(_block("A")) == "A"
    assert len(book.blocks()) == 1


def test_another_block_of_the_same_name_gets_a_number_and_keeps_it() -> None:
    book = BlockBook()
    assert [book.add(_block("A", width)) for width in (1.0, 2.0, 3.0, 2.0, 1.0)] == [
        "A",
        "A_2",
        "A_3",
        "A_2",
        "A",
    ]


def test_names_that_differ_in_case_only_are_one_name() -> None:
    book = BlockBook()
    assert book.add(_block("Type-a", 1.0)) == "Type-a"
    assert book.add(_block("TYPE-A", 2.0)) == "TYPE-A_2"
    assert book.add(_block("TYPE-A", 1.0)) == "Type-a"


def test_the_common_size_is_the_most_frequent_one() -> None:
    assert common_size([(1.0, 1.0), (3.0, 2.0), (3.0, 2.0)]) == (3.0, 2.0)


def test_attributes_stand_below_each_other() -> None:
    (x0, y0), (x1, y1) = attribute_places(_block("A"))
    assert x0 == x1
    assert y1 < y0


def _form_texts(value: str) -> list[tuple[str, float, float]]:
    """Texts of a field of 30 x 5 mm that takes two lines: what they say, their height, where they stand."""
    spots = (
        Spot(at=(1.0, 1.0), height_mm=2.5, width_mm=30.0, room_mm=4.5),
        Spot(at=(1.0, 1.0), height_mm=2.5, width_mm=30.0, room_mm=4.5, further=True),
    )
    block = Block(name="F", layer=LayerName.TITLE, shapes=(), attributes=("A", "A_2"), spots=spots)
    lines = (*form_lines(spots[0], value), "")
    reference = BlockReference(
        block="F",
        at=(0.0, 0.0),
        attributes=(("A", lines[0]), ("A_2", lines[1])),
        layer=LayerName.TITLE,
        role=Role.TITLE,
    )
    return [(text.text, text.height_mm, text.at[1]) for text in spot_texts(block, reference)]


def test_a_short_value_of_a_form_stands_alone_at_its_foot() -> None:
    assert _form_texts("Short")[0] == ("Short", 2.5, 1.0)
    assert _form_texts("Short")[1][0] == ""


def test_a_long_value_of_a_form_stands_on_two_lines_above_each_other() -> None:
    (first, height, above), (second, other, below) = _form_texts("Holder of a really long name")
    assert f"{first} {second}" == "Holder of a really long name"
    assert 1.8 <= height == other <= 2.5
    assert above - below > height


def test_what_has_no_room_on_two_lines_of_a_form_is_shortened() -> None:
    (_, height, _), (second, _, _) = _form_texts("Holder of a name that no form in the world has room for")
    assert second.endswith("…")
    assert height >= 1.8
