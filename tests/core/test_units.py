import pytest

from designer.core.units import parse_length
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
