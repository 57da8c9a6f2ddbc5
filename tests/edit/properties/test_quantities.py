"""How values are typed and written."""

import pytest

from designer.edit.properties.quantities import Quantity, plain, shown, typed, unit_of, with_unit


@pytest.mark.parametrize(
    ("quantity", "text", "value"),
    [
        (Quantity.LENGTH, "3500", 3500.0),
        (Quantity.LENGTH, "3.5m", 3500.0),
        (Quantity.LENGTH, "12'6\"", 3810.0),
        (Quantity.LENGTH, "1234.5678", 1234.568),
        (Quantity.METRES, "3.5", 3500.0),
        (Quantity.METRES, "3500 mm", 3500.0),
        (Quantity.ANGLE, "35°", 35.0),
        (Quantity.ANGLE, "35,5", 35.5),
        (Quantity.BEARING, "-90", 270.0),
        (Quantity.BEARING, "360", 0.0),
        (Quantity.PERCENT, "1.5 %", 1.5),
        (Quantity.TEMPERATURE, "-12 °C", -12.0),
        (Quantity.COUNT, " 12 ", 12),
        (Quantity.TEXT, "  South   face ", "South face"),
        (Quantity.LINES, "Am Hang 4\n86899 Landsberg\n", "Am Hang 4\n86899 Landsberg"),
    ],
)
def test_what_is_typed_is_understood_in_the_quantitys_unit(quantity, text, value) -> None:
    assert typed(quantity, text) == value


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity.LENGTH, "wide"),
        (Quantity.ANGLE, "steep"),
        (Quantity.ANGLE, "1e3"),
        (Quantity.ANGLE, "nan"),
        (Quantity.BEARING, "south"),
        (Quantity.COUNT, "2.5"),
        (Quantity.COUNT, ""),
        (Quantity.PERCENT, "2 %%"),
    ],
)
def test_what_is_no_value_is_refused_with_the_text_and_an_example(quantity, text) -> None:
    with pytest.raises(ValueError, match="write it like") as refusal:
        typed(quantity, text)
    assert f"'{text}'" in str(refusal.value)


@pytest.mark.parametrize(("quantity", "text"), [(Quantity.LENGTH, "1,200"), (Quantity.PRESSURE, "2.400 Pa")])
def test_a_number_that_may_be_in_thousands_is_not_taken_for_a_thousandth(quantity, text) -> None:
    with pytest.raises(ValueError, match=r"; write (1200 or 1,2|2400 or 2\.4)"):
        typed(quantity, text)


@pytest.mark.parametrize(
    ("quantity", "value", "text"),
    [
        (Quantity.LENGTH, 3500.0, "3500"),
        (Quantity.LENGTH, 1234.5, "1234.5"),
        (Quantity.METRES, 26123.0, "26.12"),
        (Quantity.PEAK, 2640.0, "2.64"),
        (Quantity.ANGLE, -0.0, "0"),
        (Quantity.COUNT, 7, "7"),
        (Quantity.FLAG, True, "yes"),
        (Quantity.LENGTH, None, ""),
        (Quantity.PEAK, 1e11, "100000000"),
        (Quantity.COST, 413.7, "413.70"),
        (Quantity.COST, 1e8, "100000000.00"),
    ],
)
def test_values_are_written_plainly(quantity, value, text) -> None:
    assert shown(quantity, value) == text


def test_a_unit_stands_apart_from_its_number_but_for_degrees() -> None:
    assert with_unit(Quantity.LENGTH, 1200.0) == "1200 mm"
    assert with_unit(Quantity.ANGLE, 35.0) == "35°"
    assert with_unit(Quantity.COUNT, 7) == "7"
    assert with_unit(Quantity.LENGTH, None) == ""


def test_texts_and_flags_have_no_unit() -> None:
    assert [unit_of(one) for one in (Quantity.TEXT, Quantity.FLAG, Quantity.PRODUCT)] == ["", "", ""]


def test_numbers_never_become_minus_nought() -> None:
    assert plain(-0.0001, 2) == "0"
