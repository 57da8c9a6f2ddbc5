"""Widths of texts, compared with the font that papers are printed in."""

import string

from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.text_metrics import (
    LEAST_MM,
    LINE_STEP,
    fitted_height,
    fitted_lines,
    line_width,
    shortened,
    wrapped_lines,
)
from designer.export.pdf_fonts import register_fonts, text_width_pt
from designer.export.pdf_sheets import CAPITALS

LINES = st.text(
    string.ascii_letters + string.digits + string.punctuation + " äöüßéñ", min_size=1, max_size=60
)
WORDS = st.text(string.ascii_letters + " ", max_size=120)
WIDTHS = st.floats(5.0, 200.0)


@given(LINES, st.booleans())
def test_no_line_is_printed_wider_than_it_is_counted(text: str, bold: bool) -> None:
    register_fonts()
    printed = text_width_pt(text, 100.0, bold=bold)
    counted = line_width(text, 100.0 * CAPITALS, bold=bold)
    assert printed <= counted * 1.04
    assert counted <= printed * 1.9


@given(LINES, WIDTHS)
def test_a_fitted_text_fits(text: str, width: float) -> None:
    height = fitted_height(text, width, at_most_mm=5.0)
    assert height <= 5.0
    assert line_width(text, height) <= width * (1.0 + 1e-9)


@given(LINES, WIDTHS)
def test_a_shortened_text_fits_and_begins_like_the_whole(text: str, width: float) -> None:
    found = shortened(text, width, 2.0)
    assert found == "…" or line_width(found, 2.0) <= width
    assert text.startswith(found.removesuffix("…"))
    longer = [f"{text[:end].rstrip()}…" for end in range(1, len(text))]
    assert all(len(one) <= len(found) for one in (text, *longer) if line_width(one, 2.0) <= width)


@given(WORDS, WIDTHS)
def test_wrapping_loses_no_letter_and_fills_no_line_too_far(text: str, width: float) -> None:
    lines = wrapped_lines(text, width, 2.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) == 1 or line_width(line, 2.0) <= width for line in lines)


@given(LINES, WIDTHS, st.floats(2.0, 12.0))
def test_lines_of_a_form_fit_and_can_be_read(text: str, width: float, room: float) -> None:
    lines, height = fitted_lines(text, width, at_most_mm=5.0, room_mm=room)
    assert LEAST_MM - 1e-9 <= height <= 5.0
    assert all(line == "…" or len(line) == 1 or line_width(line, height) <= width + 1e-6 for line in lines)
    assert len(lines) == 1 or height * (1.0 + LINE_STEP) <= max(room, LEAST_MM * (1.0 + LINE_STEP)) + 1e-6
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
