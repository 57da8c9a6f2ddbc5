"""Placing surfaces and site plan on a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from designer.core.errors import DesignError
from designer.drawing.layout import FRAME_MM, TITLE_HEIGHT_MM, TITLE_WIDTH_MM, Arrangement, Cell, arrange
from designer.drawing.length_units import LengthUnit
from designer.drawing.style import Style


def _cell(width: float, height: float, x: float = 0.0, y: float = 0.0) -> Cell:
    return Cell(
        bounds=(x, y, x + width, y + height), left_mm=800.0, right_mm=300.0, bottom_mm=900.0, top_mm=700.0
    )


def _places(cells: list[Cell], arrangement: Arrangement) -> list[object]:
    return [
        box(
            cell.bounds[0] + dx - cell.left_mm,
            cell.bounds[1] + dy - cell.bottom_mm,
            cell.bounds[2] + dx + cell.right_mm,
            cell.bounds[3] + dy + cell.top_mm,
        )
        for cell, (dx, dy) in zip(cells, arrangement.offsets, strict=True)
    ]


SIZES = st.tuples(st.floats(500, 90_000), st.floats(500, 60_000), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))


@given(st.lists(SIZES, min_size=1, max_size=12))
def test_cells_lie_apart_within_the_frame_and_off_the_title_block(sizes: list[tuple[float, ...]]) -> None:
    cells = [_cell(*size) for size in sizes]
    arrangement = arrange(lambda _: cells)
    sheet, scale = arrangement.sheet, arrangement.sheet.scale
    tolerance = 10.0  # places are rounded to a centimetre
    frame = box(*sheet.rect).buffer(tolerance - FRAME_MM * scale, join_style="mitre")
    right, bottom = sheet.rect[2] - FRAME_MM * scale, FRAME_MM * scale
    title = box(right - TITLE_WIDTH_MM * scale, bottom, right, bottom + TITLE_HEIGHT_MM * scale).buffer(
        -tolerance, join_style="mitre"
    )
    places = _places(cells, arrangement)
    for number, place in enumerate(places):
        assert frame.covers(place)
        assert not title.intersects(place)
        for other in places[:number]:
            assert place.buffer(-tolerance).disjoint(other.buffer(-tolerance))


def test_a_house_goes_on_the_smallest_paper_at_a_fine_scale() -> None:
    arrangement = arrange(lambda _: [_cell(9000, 5000), _cell(9000, 5000), _cell(8000, 9000)])
    assert arrangement.sheet.name == "A3"
    assert arrangement.sheet.scale == 75.0


def test_what_is_too_large_for_any_paper_at_a_fine_scale_gets_a_coarse_one() -> None:
    arrangement = arrange(lambda _: [_cell(400_000, 200_000)])
    assert arrangement.sheet.name == "A0"
    assert arrangement.sheet.scale == 400.0


def test_what_is_too_large_for_architects_scales_gets_one_of_engineers() -> None:
    arrangement = arrange(lambda _: [_cell(200_000, 100_000)], unit=LengthUnit.FEET)
    assert (arrangement.sheet.name, arrangement.sheet.scale) == ("ANSI E", 240.0)


def test_cells_are_asked_for_at_the_scale_that_is_tried() -> None:
    asked: list[float] = []

    def cells_at(style: Style) -> list[Cell]:
        asked.append(style.scale)
        return [_cell(9000, 5000)]

    arrangement = arrange(cells_at)
    assert asked[-1] == arrangement.sheet.scale
    assert asked == sorted(asked)


def test_an_empty_site_is_an_empty_sheet() -> None:
    assert arrange(lambda _: []).offsets == ()


def test_surfaces_of_no_earthly_size_are_refused_with_a_sentence() -> None:
    with pytest.raises(DesignError, match="too far apart"):
        arrange(lambda _: [_cell(1e12, 1e12)])
