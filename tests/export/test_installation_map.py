"""The installation map, read back from the printed file and checked on its layout."""

import re
from collections import Counter
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PageObject, PdfReader

from designer.core.geometry.axes import Orientation, Rect
from designer.core.model.design import Customer, Design, Products, Settings
from designer.core.model.plan import Plan
from designer.export.pdf_fonts import fitted, register_fonts, text_width_pt, wrapped
from designer.export.pdf_installation_map import installation_map_pdf
from designer.export.pdf_map_cells import mark_rect
from designer.export.pdf_map_layout import MapLayout, lay_out
from designer.export.pdf_map_rects import area, overlap, overlaps
from designer.export.pdf_map_side import up_bearing_deg
from designer.export.pdf_map_view import Fields, view_of
from tests.export.pdf_sample import LONG_MM, SHORT_MM, Roof, house, sample, sample_catalog

CATALOG = sample_catalog()
PT_PER_MM = 72 / 25.4
A4 = Fields(297.0)
SIXTY = Roof("S1", "Hall south", 20, 6, 180.0)


def pages(design: Design, plan: Plan, date: str = "2025-03-01") -> list[PageObject]:
    return list(PdfReader(BytesIO(installation_map_pdf(design, plan, CATALOG, date=date))).pages)


def texts(design: Design, plan: Plan) -> list[str]:
    return [page.extract_text() for page in pages(design, plan)]


def words(text: str) -> set[str]:
    return set(text.split())


def test_every_surface_has_a_sheet_with_its_modules_inverters_and_inputs() -> None:
    design, plan = house()
    east, west = texts(design, plan)
    for text, surface in ((east, plan.surfaces[0]), (west, plan.surfaces[1])):
        for module in surface.modules:
            assert re.search(rf"^{module.id}\n{module.inverter} · in {module.port}$", text, re.MULTILINE)
        for unit in surface.inverters:
            assert re.search(rf"^{unit.id} · B\d+ no\. \d+ · drop \d+$", text, re.MULTILINE)
    assert not words(west) & {module.id for module in plan.surfaces[0].modules}


def test_the_caption_of_a_cell_names_branch_position_and_drop_from_the_plan() -> None:
    design, plan = house()
    whole = "\n".join(texts(design, plan))
    for branch in plan.branches:
        for position, unit in enumerate(branch.inverters, start=1):
            drop = next(drop.index for drop in branch.drops if drop.inverter == unit)
            assert f"{unit} · {branch.id} no. {position} · drop {drop}\n" in whole


def test_header_carries_customer_surface_products_date_and_sheet_number() -> None:
    design, plan = house()
    east, west = texts(design, plan)
    for text in (east, west):
        for field in ("Erika Mustermann", "Am Hang 7, 79100 Freiburg", "2026-014", "Acme Sol 440 M"):
            assert field in text
        assert "Hoymiles HMS-1000-2T" in text
        assert "2025-03-01" in text
        assert "35°" in text
    assert "90°" in east
    assert "1 of 2" in east
    assert "270°" in west
    assert "2 of 2" in west


def test_entered_serials_fill_their_cells_and_the_others_stay_open() -> None:
    design, plan = house(serials=3)
    whole = "\n".join(texts(design, plan))
    assert len(design.serials) == 3
    for inverter, serial in design.serials.items():
        assert re.search(rf"^{inverter} · .*\n{serial}$", whole, re.MULTILINE)
    assert whole.count("serial number label") == len(plan.inverters) - 3


def test_dtu_serials_are_printed_where_the_design_knows_them() -> None:
    design, plan = house(settings=Settings(dtu_serials=("10F7A1234567", "10D3B7654321")))
    for text in texts(design, plan):
        assert "10F7A1234567" in text
        assert "10D3B7654321" in text


def test_vacant_drops_are_marked_for_a_cap_and_every_branch_end_is_named() -> None:
    design, plan = house()
    whole = "\n".join(texts(design, plan))
    vacant = [drop for branch in plan.branches for drop in branch.drops if not drop.inverter]
    assert vacant
    for drop in vacant:
        assert f"{drop.index} cap\n" in whole
    for branch in plan.branches:
        assert re.search(rf"^{branch.id}$", whole, re.MULTILINE)


def test_modules_are_printed_to_the_scale_that_the_sheet_names() -> None:
    design, plan = sample(Roof("S1", "South", 4, 2, 180.0))
    (page,) = pages(design, plan)
    denominator = int(re.search(r"1 : (\d+)", page.extract_text())[1])
    expected = sorted(round(side / denominator * PT_PER_MM, 1) for side in (LONG_MM, SHORT_MM))
    assert Counter(rectangles(page))[tuple(expected)] == len(plan.modules)


def rectangles(page: PageObject) -> list[tuple[float, ...]]:
    """Short and long side, in points, of every rectangle that is drawn as a closed path."""
    content = page.get_contents().get_data().decode("latin-1")
    number = r"(-?[\d.]+)"
    path = rf"n {number} {number} m {number} {number} l {number} {number} l {number} {number} l h"
    found = []
    for match in re.finditer(path, content):
        x0, y0, _, _, x1, y1, _, _ = map(float, match.groups())
        found.append(tuple(sorted((round(abs(x1 - x0), 1), round(abs(y1 - y0), 1)))))
    return found


def test_a_large_surface_is_split_and_every_inverter_stands_on_exactly_one_sheet() -> None:
    design, plan = sample(SIXTY)
    assert len(plan.inverters) == 60
    overview, *tiles = texts(design, plan)
    assert 4 <= len(tiles) <= 9
    for number, text in enumerate([overview, *tiles], start=1):
        assert f"{number} of {len(tiles) + 1}" in text
    for number in range(2, len(tiles) + 2):
        assert f"Sheet {number}" in overview
    for unit in plan.inverters:
        assert sum(f"{unit.id} · B" in text for text in tiles) == 1
    for module in plan.modules:
        assert sum(f"{module.id}\n" in text for text in tiles) == 1


def test_a_label_that_would_hide_a_drop_or_an_inverter_lies_beside_its_modules() -> None:
    design, plan = sample(Roof("S1", "Single", 3, 2, 180.0, orientation=Orientation.PORTRAIT), inputs=1)
    beside = [cell.inverter for cell in laid_out(design, plan).cells.values() if cell.beside]
    assert len(beside) == 1
    (text,) = texts(design, plan)
    assert f"{beside[0]} · B1 no." in text
    for drop in plan.branches[0].drops:
        assert re.search(rf"^ ?{drop.index}( cap)?$", text, re.MULTILINE)


def test_a_branch_whose_cable_alone_runs_over_a_sheet_is_among_its_branches() -> None:
    design, plan = sample(SIXTY)
    (sheet,) = (text for text in texts(design, plan)[1:] if re.search(r"^ ?BXS1$", text, re.MULTILINE))
    for branch in plan.branches:
        assert f"{branch.id} · {len(branch.inverters)} inverters" in sheet


def test_labels_without_room_are_numbered_in_walking_order_on_sheets_of_their_own() -> None:
    design, plan = sample(Roof("S1", "Small", 12, 5, 180.0, size_mm=(1000.0, 500.0)), inputs=1)
    plan_sheet, *cells = texts(design, plan)
    listed = [
        (int(number), unit)
        for text in cells
        for number, unit in re.findall(r"^(\d+)\n(I\d+) · B", text, re.MULTILINE)
    ]
    assert [number for number, _ in listed] == list(range(1, 61))
    assert {unit for _, unit in listed} == {unit.id for unit in plan.inverters}
    first_row = [f"I{n}" for n in range(1, 13)]
    second_row = [f"I{n}" for n in range(24, 12, -1)]
    assert [unit for _, unit in listed[:24]] == [*first_row, *second_row]
    assert {str(number) for number, _ in listed} <= words(plan_sheet)
    used = [str(drop.index) for branch in plan.branches for drop in branch.drops if drop.inverter]
    assert not Counter(used) - Counter(plan_sheet.split())


def test_a_plan_without_inverters_and_branches_is_drawn() -> None:
    design, plan = house()
    bare = Plan(
        surfaces=tuple(
            replace(
                each,
                inverters=(),
                modules=tuple(replace(module, inverter="", port=0) for module in each.modules),
            )
            for each in plan.surfaces
        )
    )
    east, _ = texts(design, bare)
    assert "M1" in words(east)
    assert "no inverter" in east


def test_surfaces_without_modules_are_drawn_only_when_none_has_any() -> None:
    design, plan = house()
    without = tuple(replace(each, modules=(), inverters=(), rails=(), hardware=()) for each in plan.surfaces)
    assert len(pages(design, Plan(surfaces=(plan.surfaces[0], without[1])))) == 1
    assert len(pages(design, Plan(surfaces=without))) == 2


def test_a_design_without_surfaces_gives_a_page_that_says_so() -> None:
    products = Products(module="acme-440", inverter="HMS-1000-2T", family="hms-trunk", rail="rail-36")
    empty = Design(name="", region="eu", products=products)
    (page,) = pages(empty, Plan(surfaces=()))
    assert "no surface" in page.extract_text()


def test_an_inverter_without_a_branch_says_so() -> None:
    design, plan = house()
    whole = "\n".join(texts(design, replace(plan, branches=())))
    assert whole.count("· no branch\n") == len(plan.inverters)


def test_greek_cyrillic_and_accented_names_print() -> None:
    customer = Customer(name="Жанна Łukasiewicz", address="Οδός Ερμού 7, Αθήνα", project_number="Ω ≤ 4")
    design, plan = sample(Roof("S1", "Крыша Süd", 4, 2, 180.0), customer=customer, name="Κτίριο")
    (text,) = texts(design, plan)
    for name in ("Жанна Łukasiewicz", "Οδός Ερμού 7, Αθήνα", "Κτίριο · Ω ≤ 4", "Крыша Süd"):
        assert name in text


@pytest.mark.parametrize("long", ["wordy name " * 30, "x" * 400])
def test_long_names_stay_within_the_page(long: str) -> None:
    design, plan = sample(
        Roof("S1", long, 4, 2, 180.0), customer=Customer(name=long, address=long), name=long
    )
    (page,) = pages(design, plan)
    places: list[tuple[float, float]] = []

    def note(text: str, outer: list[float], inner: list[float], _font: object, _size: object) -> None:
        if text.strip():
            x, y = inner[4], inner[5]
            places.append((outer[0] * x + outer[2] * y + outer[4], outer[1] * x + outer[3] * y + outer[5]))

    page.extract_text(visitor_text=note)
    assert places
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places)
    assert "…" in page.extract_text()


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = (installation_map_pdf(*house(serials=2), CATALOG, date="today") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("azimuth", "up"), [(180.0, 0.0), (90.0, 270.0), (270.0, 90.0), (0.0, 180.0)])
def test_up_on_the_paper_is_against_the_azimuth(azimuth: float, up: float) -> None:
    design, _ = sample(Roof("S1", "South", 2, 1, azimuth))
    assert up_bearing_deg(design.surfaces[0]) == up


ROOFS = st.builds(
    Roof,
    id=st.just("S1"),
    name=st.just("Any"),
    cols=st.integers(1, 14),
    rows=st.integers(1, 6),
    azimuth_deg=st.just(180.0),
    orientation=st.sampled_from(Orientation),
    size_mm=st.tuples(st.floats(1400.0, 2400.0), st.floats(700.0, 1350.0)),
)


@given(text=st.text(max_size=60), room=st.floats(20.0, 300.0), bold=st.booleans())
def test_fitted_text_is_never_wider_than_its_room(text: str, room: float, bold: bool) -> None:
    register_fonts()
    shown, size = fitted(text, room, 8.0, least_pt=5.0, bold=bold)
    assert text_width_pt(shown, size, bold=bold) <= room
    assert shown == text or shown.endswith("…")
    lines = wrapped(text, room, 6.0, lines=2, bold=bold)
    assert len(lines) <= 2
    assert all(text_width_pt(line, 6.0, bold=bold) <= room for line in lines)


@settings(max_examples=40, deadline=None)
@given(roof=ROOFS, inputs=st.sampled_from([1, 2, 4]))
def test_tiles_share_out_the_modules_and_keep_each_inverter_whole(roof: Roof, inputs: int) -> None:
    design, plan = sample(roof, inputs=inputs)
    layout = laid_out(design, plan)
    shared_out = Counter(module for tile in layout.tiles for module in tile.modules)
    assert shared_out == Counter(module.id for module in plan.modules)
    for unit in plan.inverters:
        home = [tile for tile in layout.tiles if unit.id in tile.inverters]
        assert len(home) == 1
        assert set(unit.modules) <= home[0].modules


@settings(max_examples=40, deadline=None)
@given(roof=ROOFS, inputs=st.sampled_from([1, 2, 4]))
def test_cells_lie_on_their_own_modules_or_beside_all_in_the_plan_field_apart_and_hide_no_drop(
    roof: Roof, inputs: int
) -> None:
    design, plan = sample(roof, inputs=inputs)
    layout = laid_out(design, plan)
    rects = {module.id: module.rect for module in plan.modules}
    modules = {unit.id: [rects[name] for name in unit.modules] for unit in plan.inverters}
    for cell in layout.cells.values():
        if cell.beside:
            assert not any(overlaps(cell.rect, rect) for rect in rects.values())
        else:
            assert inside(cell.rect, around(modules[cell.inverter]))
        tile = next(tile for tile in layout.tiles if cell.inverter in tile.inverters)
        assert inside(view_of(tile.window, layout.denominator, A4.plan).rect(cell.rect), A4.plan)
    for first, second in combinations(layout.cells.values(), 2):
        assert not overlaps(first.rect, second.rect)
    marks = [mark_rect(drop, layout.denominator) for branch in plan.branches for drop in branch.drops]
    for cell in layout.cells.values():
        assert not any(overlaps(mark, cell.rect) for mark in marks)
        assert all(overlap(unit.footprint, cell.rect) < area(unit.footprint) / 2 for unit in plan.inverters)


def laid_out(design: Design, plan: Plan) -> MapLayout:
    return lay_out(design.surfaces[0], plan.surfaces[0], plan.branches, design.boxes, A4.room_mm)


def around(rects: list[Rect]) -> Rect:
    lows, highs = [rect[:2] for rect in rects], [rect[2:] for rect in rects]
    return (
        min(x for x, _ in lows),
        min(y for _, y in lows),
        max(x for x, _ in highs),
        max(y for _, y in highs),
    )


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner[0] >= outer[0] - 1e-6
        and inner[1] >= outer[1] - 1e-6
        and inner[2] <= outer[2] + 1e-6
        and inner[3] <= outer[3] + 1e-6
    )
