import pytest

from designer.core.units import parse_length


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
    ],
)
def test_typed_lengths_are_read_in_their_unit(text, mm):
    assert parse_length(text) == pytest.approx(mm)


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1e400", "3 miles", "--3"])
def test_what_is_no_length_is_refused_with_the_text(text):
    with pytest.raises(ValueError, match="is not a length"):
        parse_length(text)
