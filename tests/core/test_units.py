import pytest

from designer.core.units import AmbiguousNumberError, parse_length, typed_length
from designer.drawing.length_units import LengthUnit, length_text


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("3500", 3500),
        ("3.5m", 3500),
        ("3,5 m", 3500),
        ("12'6\"", 3810),
        ("6ft", 1828.8),
        ("10in", 254),
        ("-20", -20),
        ("2 cm", 20),
        ("12'6 1/2\"", 150.5 * 25.4),
        ("12'-6-1/2\"", 150.5 * 25.4),
        ("6-1/2in", 6.5 * 25.4),
        ('-3/16"', -3 * 25.4 / 16),
        ("12′6″", 3810),
        ("12’6''", 3810),
    ],
)
def test_typed_lengths_are_read_in_their_unit(text, mm):
    assert parse_length(text) == pytest.approx(mm)


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1e400", "3 miles", "--3", "1/2", '1/0"'])
def test_what_is_no_length_is_refused_with_the_text(text):
    with pytest.raises(ValueError, match="is not a length"):
        parse_length(text)


@pytest.mark.parametrize("sixteenths", [1, 24, 191, 192, 193, 2405, -7])
def test_lengths_as_sheets_in_feet_write_them_are_read_back(sixteenths):
    length = sixteenths * 25.4 / 16
    assert parse_length(length_text(length, LengthUnit.FEET)) == pytest.approx(length)


@pytest.mark.parametrize("text", ["1'234", "1'000", "10'005", "1’000", "1'234'000.5"])
def test_a_mark_for_thousands_is_no_mark_for_feet(text):
    whole = text.replace("'", "").replace("’", "")
    with pytest.raises(ValueError, match=f"is not a length; write {whole}, or feet and inches"):
        parse_length(text)


def test_inches_beside_feet_are_less_than_a_foot():
    with pytest.raises(ValueError, match="is not a length: 13 inches are a foot or more"):
        parse_length("1'-13\"")


@pytest.mark.parametrize(
    ("text", "small", "whole"),
    [("1.200", "1.2", "1200"), ("3,000 mm", "3", "3000"), ("-12.345", "-12.3450", "-12345")],
)
def test_a_typed_number_that_two_countries_read_as_two_is_asked_for_again(text, small, whole):
    with pytest.raises(AmbiguousNumberError, match=f"may be {small} or {whole} mm; write {whole} or {small}"):
        typed_length(text)


@pytest.mark.parametrize(
    ("text", "mm"),
    [("1.2", 1.2), ("0.500", 0.5), ("1.200 m", 1200), ("1234.567", 1234.567), ("-1.2340", -1.234)],
)
def test_typed_numbers_with_one_meaning_are_taken(text, mm):
    assert typed_length(text) == pytest.approx(mm)
