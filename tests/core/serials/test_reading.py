"""The serial number in a typed or scanned text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.serials.reading import plain_serial, serial_in
from designer.io.catalogs import bundled_catalog

FORMATS = bundled_catalog().serials
HEX = st.text("0123456789ABCDEF", min_size=12, max_size=12)


@pytest.mark.parametrize(
    "text",
    [
        "116491626836",
        " 1164 9162 6836 ",
        "1164-91626836",
        "SN:116491626836",
        "S/N 1164 9162 6836",
        "HMS-2000-4T,116491626836",
        "http://example.org/?sn=116491626836&m=HMS",
        "116491626836;116491626836",
    ],
)
def test_the_number_is_found_in_what_scanners_send(text: str) -> None:
    assert serial_in(text, FORMATS) == "116491626836"


def test_where_no_single_number_is_in_it_all_of_the_text_is_the_number() -> None:
    assert serial_in("1164 9162 68", FORMATS) == "1164916268"
    assert serial_in("116491626836 116491626837", FORMATS) == "116491626836116491626837"
    assert serial_in("202100-12", ()) == "20210012"
    assert serial_in(" ", FORMATS) == ""
    assert serial_in("=1+1", FORMATS) == "=1+1", "a formula is no number, and is shown as it is"


@given(HEX, st.sampled_from(["{}", "{}\r\n", "sn={}", " {} ", "(21){}"]))
def test_any_number_survives_its_wrapping(serial: str, wrapping: str) -> None:
    assert serial_in(wrapping.format(serial.lower()), FORMATS) == serial


@given(st.text())
def test_any_text_gives_letters_and_digits_only_and_reading_again_changes_nothing(text: str) -> None:
    found = serial_in(text, FORMATS)
    assert found == plain_serial(found)
    assert serial_in(found, FORMATS) == found
