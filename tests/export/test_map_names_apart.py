"""The installation map: names of sheets, ports, modules and end caps hide nothing of each other."""

import re
from io import BytesIO
from itertools import pairwise

from msgspec.structs import replace
from pypdf import PageObject, PdfReader

from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.export.pdf_canvas import PT_PER_MM
from designer.export.pdf_fonts import text_width_pt
from designer.export.pdf_installation_map import installation_map_pdf
from designer.export.pdf_map_layout import MapLayout, lay_out
from designer.export.pdf_map_plan import PORT_RADIUS_MM, name_rects
from designer.export.pdf_map_rects import overlaps
from designer.export.pdf_map_view import Fields, view_of
from tests.export.pdf_sample import Roof, sample, sample_catalog

A4 = Fields(297.0)


def pages(design: Design, plan: Plan) -> list[PageObject]:
    data = installation_map_pdf(design, plan, sample_catalog(), date="2025-03-01")
    return list(PdfReader(BytesIO(data)).pages)


def laid_out(design: Design, plan: Plan) -> MapLayout:
    return lay_out(design.surfaces[0], plan.surfaces[0], plan.branches, design.boxes, A4.room_mm)


def test_sheets_on_an_overview_are_named_apart_however_narrow_their_parts() -> None:
    design, plan = sample(Roof("S1", "Carport", 120, 1, 180.0))
    overview, *tiles = pages(design, plan)
    spans: dict[int, tuple[float, float]] = {}

    def visit(text: str, _: object, place: list[float], __: object, size: float) -> None:
        if (told := re.fullmatch(r"\s*(?:Sheet )?(\d+)\s*", text)) and place[4] < A4.plan[2] * PT_PER_MM:
            width = text_width_pt(text.strip(), size * place[0], bold=True)
            spans[int(told[1])] = (place[4], place[4] + width)

    overview.extract_text(visitor_text=visit)
    assert list(spans) == list(range(2, len(tiles) + 2))
    assert len(tiles) > 10
    assert all(before[1] < after[0] for before, after in pairwise(spans.values()))


def test_a_port_in_the_corner_of_a_module_hides_nothing_of_what_is_written_there() -> None:
    design, plan = sample(Roof("S1", "Shed", 4, 1, 180.0))
    layout = laid_out(design, plan)
    module, own = plan.modules[1], layout.tiles[0]
    at = (module.rect[0], module.rect[3] - 4.4 * layout.denominator)
    first, *others = plan.branches
    drop = replace(first.drops[0], x=at[0], y=at[1])
    moved = replace(plan, branches=(replace(first, drops=(drop, *first.drops[1:])), *others))
    found: list[float] = []

    def visit(text: str, _: object, place: list[float], __: object, ___: object) -> None:
        if text.strip() == f"{module.inverter} · in {module.port}":
            found.append(place[4] / PT_PER_MM)

    pages(design, moved)[0].extract_text(visitor_text=visit)
    port_mm = view_of(own.window, layout.denominator, A4.plan).point(at)[0]
    assert found
    assert found[0] >= port_mm + PORT_RADIUS_MM


def test_an_end_cap_is_not_drawn_behind_the_name_of_a_module() -> None:
    design, plan = sample(Roof("S1", "Shed", 4, 1, 180.0))
    layout = laid_out(design, plan)
    view = view_of(layout.tiles[0].window, layout.denominator, A4.plan)
    x0, _, _, y1 = plan.modules[1].rect
    first, *others = plan.branches
    end, before, *rest = first.drops
    y = y1 - 4.4 * layout.denominator
    drops = (replace(end, x=x0, y=y), replace(before, x=x0 - 500.0, y=y), *rest)
    moved = replace(plan, branches=(replace(first, drops=drops), *others))
    found: list[tuple[float, float]] = []

    def visit(text: str, _: object, place: list[float], __: object, ___: object) -> None:
        if text.strip() == first.id and place[4] < A4.plan[2] * PT_PER_MM:
            found.append((place[4] / PT_PER_MM, place[5] / PT_PER_MM))

    pages(design, moved)[0].extract_text(visitor_text=visit)
    assert len(found) == 1
    x, y = found[0]
    names = name_rects(view, layout.tiles[0], plan.surfaces[0])
    assert not any(overlaps((x, y, x + 3.0, y + 1.8), name) for name in names)
