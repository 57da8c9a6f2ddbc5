"""The installer's sheet, read back from the printed file."""

import re
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from designer.core.findings import error
from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.model.design import Customer, Design, Products, Settings
from designer.core.model.plan import PieceKind, Plan, StepKind
from designer.core.model.trunk_family import PartPer
from designer.drawing.directory import Directory
from designer.drawing.tape import Tape
from designer.drawing.torques import length_text, torque_text, torques
from designer.export.pdf_installer_sheet import installer_sheet_pdf
from designer.export.pdf_sheet_inverters import nearest_edge, screw_positions
from designer.io.catalogs import bundled_catalog
from tests.export.pdf_sample import Roof, house, hoymiles, sample, sample_catalog

CATALOG = sample_catalog()


def texts(design: Design, plan: Plan, date: str = "2025-03-01") -> list[str]:
    """The text of every page, lines as printed."""
    reader = PdfReader(BytesIO(installer_sheet_pdf(design, plan, CATALOG, date=date)))
    return [page.extract_text() for page in reader.pages]


def flowing(design: Design, plan: Plan) -> str:
    """The whole text with line breaks undone."""
    return " ".join(" ".join(texts(design, plan)).split())


@cache
def house_text() -> str:
    """The whole text for the sample house as it is."""
    return flowing(*house())


def house_chapters() -> dict[str, str]:
    """The chapters of its branches."""
    return chapters(house_text())


def chapters(text: str) -> dict[str, str]:
    """The text of the chapter of every branch."""
    parts = re.split(r"Branch (B\d+) Inverters / limit", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_branch_has_the_steps_in_the_order_of_the_guide() -> None:
    found = house_chapters()
    assert set(found) == {"B1", "B2"}
    for text in found.values():
        assert re.findall(r"Step (\d) [A-Z]", text)[:6] == ["1", "2", "3", "4", "5", "6"]
    assert " ".join(found.values()).count("Step 7 Set up the monitoring") == 1


def test_the_first_page_sums_up_the_project() -> None:
    design, plan = house(settings=Settings(dtu_serials=("10F7A1234567",)))
    first = " ".join(texts(design, plan)[0].split())
    for field in (
        "Erika Mustermann",
        "Am Hang 7, 79100 Freiburg",
        "2026-014",
        "2025-03-01",
        "14 · 6.16 kWp",
        "7 · 7.00 kVA",
        "10F7A1234567",
        "3 / 7",
        "13.05 / 32",
        "2.28 V · 0.99 %",
    ):
        assert field in first
    for line in plan.bom:
        assert line.product in first
        assert f"{line.quantity:g} {line.unit}" in first


def test_torques_come_from_the_catalogue_with_source_and_doubt() -> None:
    design, plan = house()
    doubtful = replace(CATALOG, rails=tuple(replace(rail, splice_torque_nm=None) for rail in CATALOG.rails))
    found = {torque.what: torque for torque in torques(Directory(design, plan, doubtful))}
    assert found["HMS-1000-2T: M8 x 25 screw on the rail"].torque == "9 N·m"
    assert found["AC trunk end cap"].torque == "4.0 ± 0.5 N·m"
    assert found["AC trunk connector"].torque == "0.4 ± 0.1 N·m"
    assert found["Grounding electrode"].torque == "2 N·m"
    assert found["K2 SingleRail 36: mid clamp"].torque == "14 N·m"
    assert found["K2 SingleRail 36: rail splice, roof hook"].torque == "by the maker's instructions"
    text = house_text()
    assert "IQ8" not in text
    for torque in torques(Directory(design, plan, CATALOG)):
        assert f"{torque.what} {torque.torque}" in text


def test_a_figure_that_was_not_verified_says_so() -> None:
    design, plan = house()
    inverters = tuple(
        replace(unit, provenance=replace(unit.provenance, verified=False)) for unit in CATALOG.inverters
    )
    pdf = installer_sheet_pdf(design, plan, replace(CATALOG, inverters=inverters))
    first = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "9 N·m quick installation guide (not verified)" in first


def test_the_bundled_catalogue_gives_the_torques_of_the_quick_guide() -> None:
    design, plan = house()
    family = bundled_catalog().family("hoymiles-hms")
    catalog = replace(CATALOG, families=(replace(family, id="hms-trunk"),))
    printed = {torque.torque for torque in torques(Directory(design, plan, catalog))}
    assert {"9 N·m", "2 N·m", "4.0 ± 0.5 N·m", "0.4 ± 0.1 N·m"} <= printed


def test_every_inverter_is_placed_along_its_rail_and_from_a_module_edge() -> None:
    _, plan = house()
    found = house_chapters()
    # I4 serves M4 and M5, whose middle is at 1544 mm; it hangs 37.5 mm right of it, its rail starts at 350 mm
    row = "I4 East, row 2 S1R2-0 (lower rail) 1231.5 1131.5 / 1331.5 27.5 mm right of M5's left edge"
    assert f"{row} towards ridge" in found["B1"]
    for branch in plan.branches:
        for number, unit_id in enumerate(branch.inverters, start=1):
            unit = next(unit for unit in plan.inverters if unit.id == unit_id)
            rail = next(rail for rail in plan.rails if rail.id == unit.rail)
            assert f"☐ {number} {unit_id} " in found[branch.id]
            assert f"{unit.along_mm - rail.start_mm:g}" in found[branch.id]


def test_clearance_and_screws_are_those_of_the_product_or_the_project() -> None:
    design, plan = house()
    assert "set 2 screws M8 x 25 per inverter" in house_text()
    assert "at least 2 cm free" in house_text()
    wider = replace(design, settings=replace(design.settings, clearance_mm=35.0))
    assert "at least 3.5 cm free" in flowing(wider, plan)


def test_every_cable_piece_is_listed_with_length_ports_and_stock() -> None:
    _, plan = house()
    found = house_chapters()
    stock = {cut.piece: (use, cut) for use in plan.cuts.stocks for cut in use.cuts}
    for branch in plan.branches:
        for piece in branch.pieces:
            use, cut = stock[piece.id]
            line = rf"{piece.id} .*? {piece.length_mm:g} .*?{piece.from_} → {piece.to} {use.id} \(46\.00 m"
            assert re.search(line, found[branch.id])
            assert f"at {cut.start_mm:g}" in found[branch.id]
    assert "from the shelf" in found["B1"]


def test_a_run_of_one_connector_has_no_length_to_cut() -> None:
    design, plan = house()
    branch = plan.branches[0]
    single = replace(branch.pieces[0], length_mm=0.0, ports=1)
    plan = replace(plan, branches=(replace(branch, pieces=(single, *branch.pieces[1:])),))
    assert f"{single.id} trunk run AC trunk cable 10 AWG, 2.3 m – 1 " in flowing(design, plan)


def test_drops_in_use_are_paired_and_vacant_ones_capped() -> None:
    design, plan = house()
    found = house_chapters()
    for branch in plan.branches:
        pairs = ", ".join(f"{drop.index} → {drop.inverter}" for drop in branch.drops if drop.inverter)
        vacant = ", ".join(str(drop.index) for drop in branch.drops if not drop.inverter)
        assert f"Drop → inverter: {pairs}." in found[branch.id]
        assert f"(AC trunk port cap): drop {vacant}." in found[branch.id]
    full = replace(plan.branches[0], drops=tuple(drop for drop in plan.branches[0].drops if drop.inverter))
    assert "none needs a cap" in flowing(design, replace(plan, branches=(full,)))


def test_both_ends_of_a_field_wired_trunk_are_described_with_their_torques() -> None:
    text = house_chapters()["B1"]
    assert "AC trunk connector unlock tool" in text
    assert "Far end, at I4: put the AC trunk end cap" in text
    assert text.count("4.0 ± 0.5 N·m") == 2
    assert "0.4 ± 0.1 N·m" in text
    assert "Strip B1-E1 (4875.5 mm) by 150 mm" in text
    assert "L, N and PE" in text


def test_a_link_is_stripped_at_either_end_which_is_neither_way_nor_slack() -> None:
    design, plan = house()
    branch = plan.branches[0]
    run, end = branch.pieces
    link = replace(end, id="B1-L1", kind=PieceKind.LINK, length_mm=2610.0, from_="B1.2", to="B1.3")
    step = replace(
        branch.steps[0], kind=StepKind.LINK, pitches=0, needed_mm=2308.0, cable_mm=2610.0, slack_mm=2.0
    )
    linked = replace(branch, pieces=(run, link, end), steps=(step, *branch.steps[1:]))
    text = flowing(design, replace(plan, branches=(linked,)))
    assert "link piece, 150 mm stripped at either end 2308 2610 2 " in text
    assert "Between two runs: strip B1-L1 (2610 mm) by 150 mm at either end" in text
    assert "Between two runs" not in house_text()


def test_three_phase_trunks_have_five_wires() -> None:
    design, plan = house()
    catalog = replace(CATALOG, families=(replace(hoymiles(), phases=3),))
    pdf = installer_sheet_pdf(design, plan, catalog)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert "L1, L2, L3, N and PE" in text


def test_between_two_lines_no_wire_is_called_a_neutral() -> None:
    """120/240 V split phase and 208 V: the breaker says L1-L2, and so do the wires."""
    design, plan = house()
    split = replace(plan, branches=tuple(replace(one, phase="L2-L3") for one in plan.branches))
    text = flowing(design, split)
    assert "put L2 and L3 into the slots of the conductors, none is a neutral, PE into its own" in text
    assert "L, N and PE" not in text


def test_a_moulded_trunk_is_never_opened() -> None:
    roof = Roof("S1", "Moulded", 6, 2, 180.0)
    text = chapters(flowing(*sample(roof, product="IQ8", family="moulded-bus")))["B1"]
    assert "Terminator" in text
    assert "Sealing cap" in text
    assert "Pair of splice connectors" in text
    for word in ("unlock", "silver", "sealing ring", "L, N and PE", "slots"):
        assert word not in text


def test_modules_are_listed_with_inverter_input_serial_and_extension() -> None:
    design, plan = house(serials=2)
    whole = " ".join(chapters(flowing(design, plan)).values())
    for unit in plan.inverters:
        serial = design.serials.get(unit.id, "")
        for port, module in enumerate(unit.modules, start=1):
            placed = next(each for each in plan.modules if each.id == module)
            row = f"☐ {module} {placed.row}, {placed.col} {unit.id} {port} {serial}".rstrip()
            assert f"{row} 812.5 1250" in whole
    assert "Lengthen the leads of M6 (DC extension lead 1 m)." in whole


def test_unused_inputs_are_named_and_capped() -> None:
    design, plan = sample(Roof("S1", "Odd", 3, 1, 180.0))
    (spare,) = [unit for unit in plan.inverters if unit.spare_inputs]
    assert f"(DC input cap): {spare.id} (1)." in flowing(design, plan)


def test_serials_are_compared_or_asked_for() -> None:
    design, plan = house(serials=2)
    text = chapters(flowing(design, plan))["B1"]
    assert f"I1: {design.serials['I1']}" in text
    assert "Still without a serial number: I3." in text


def test_the_breaker_of_the_branch_comes_before_the_main_one() -> None:
    text = house_chapters()["B1"]
    assert text.index("breaker of this branch (32 A on L1)") < text.index("main AC breaker")
    assert "two minutes" in text


def two_legs() -> str:
    """The whole text for the sample house with its branches as the legs of one circuit."""
    design, plan = house()
    legs = tuple(replace(branch, circuit="C1") for branch in plan.branches)
    return flowing(design, replace(plan, branches=legs))


def test_limits_of_a_circuit_stand_at_its_own_figures_and_each_leg_beside_them() -> None:
    branches = house()[1].branches
    units, amperes = sum(len(one.inverters) for one in branches), sum(one.current_a for one in branches)
    note = "Units and current are those of the circuit"
    text = two_legs()
    assert text.count(note) == 1
    for leg in branches:
        own = len(leg.inverters)
        assert f"{units} / {leg.units_limit} ({own}) {amperes:.2f} / 32 ({leg.current_a:.2f})" in text
        assert f"{units} / {leg.units_limit} ({own} on this leg)" in text
        assert f"{amperes:.2f} A / 32 A ({leg.current_a:.2f} A on this leg)" in text
    assert note not in house_text()
    assert "leg)" not in house_text()


def test_legs_of_one_circuit_share_their_breaker() -> None:
    text = two_legs()
    assert text.count("Branches B1 and B2 are the legs of circuit C1") == 2
    assert text.count("stays off until both are finished") == 2
    assert text.count("Switch on the AC breaker of circuit C1 (32 A on L1).") == 2
    assert "breaker of this branch" not in text
    assert "legs of circuit" not in house_text()


def test_findings_that_matter_are_printed_and_notes_are_not() -> None:
    design, plan = house()
    plan = replace(plan, findings=(*plan.findings, error("no-box", "S1")))
    first = " ".join(texts(design, plan)[0].split())
    assert "ERROR no box is there to feed a branch into" in first
    assert "WARNING" in first
    assert "dc.clipping" not in first
    assert "Clear up before building" not in flowing(design, replace(plan, findings=()))


def test_every_rail_bar_is_on_the_cut_list() -> None:
    _, plan = house()
    text = house_text()
    rails = text[text.index("Rails to cut") :]
    for rail in plan.rails:
        for bar in rail.bars:
            assert re.search(
                rf"☐ {bar.piece} \w+, row \d {rail.id} rail-36 {bar.length_mm:g} BAR\d+ 4400 0", rails
            )


def test_pages_are_numbered_to_the_last() -> None:
    pages = texts(*house())
    for number, text in enumerate(pages, start=1):
        assert re.search(rf"Page {number} of\s+{len(pages)}\b", text)


def test_many_inverters_give_a_chapter_for_each_branch() -> None:
    design, plan = sample(Roof("S1", "Hall", 20, 4, 180.0))
    assert list(chapters(flowing(design, plan))) == [branch.id for branch in plan.branches]
    assert len(plan.branches) == 6


def test_a_plan_without_branches_still_says_what_is_there() -> None:
    design, plan = house()
    bare = Plan(surfaces=tuple(replace(each, inverters=()) for each in plan.surfaces))
    text = flowing(design, bare)
    assert "The plan has no AC branch." in text
    assert "The parts list is empty." in text
    assert "Rails to cut" in text
    assert "Step 1" not in text


def test_an_empty_design_gives_one_page() -> None:
    products = Products(module="acme-440", inverter="HMS-1000-2T", family="hms-trunk", rail="rail-36")
    (page,) = texts(Design(name="", region="eu", products=products), Plan(surfaces=()))
    assert "The plan holds nothing to tighten." in page


@pytest.mark.parametrize(
    "name", ["Жанна Łukasiewicz, Αθήνα ≤ Ω", 'A & B <Sons> "x"', "x" * 500, "word " * 200]
)
def test_any_name_prints(name: str) -> None:
    customer = Customer(name=name, address=name, project_number=name)
    design, plan = sample(Roof("S1", name, 4, 2, 180.0), name=name, customer=customer)
    shown = "".join(texts(design, plan)[0].split())
    assert "".join(name.split())[:24] in shown


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = (installer_sheet_pdf(*house(), CATALOG, date="today") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("value", "tolerance", "text"),
    [(9.0, None, "9 N·m"), (4.0, 0.5, "4.0 ± 0.5 N·m"), (16.3, None, "16.3 N·m")],
)
def test_torques_are_written_with_their_tolerance(value: float, tolerance: float | None, text: str) -> None:
    assert torque_text(value, tolerance) == text


@settings(max_examples=25, deadline=None)
@given(
    cols=st.integers(1, 9),
    orientation=st.sampled_from(Orientation),
    along=st.floats(400.0, 9000.0),
)
def test_the_module_edge_that_is_named_is_the_nearest(
    cols: int, orientation: Orientation, along: float
) -> None:
    design, plan = sample(Roof("S1", "Any", cols, 1, 180.0, orientation=orientation))
    unit = replace(plan.inverters[0], along_mm=along)
    words = nearest_edge(Directory(design, plan, CATALOG), unit, Tape())
    distance, way, module, end = re.fullmatch(
        r"([\d.]+) mm (left|right) of (M\d+)'s (left|right) edge", words
    ).groups()
    rects = {each.id: each.rect for each in plan.modules}
    edges = [x for rect in rects.values() for x in (rect[0], rect[2])]
    assert float(distance) == pytest.approx(min(abs(x - along) for x in edges), abs=0.06)
    named = rects[module][0 if end == "left" else 2]
    assert named + (float(distance) if way == "right" else -float(distance)) == pytest.approx(along, abs=0.06)


def test_rails_up_the_slope_are_measured_from_their_lower_end() -> None:
    design, plan = sample(Roof("S1", "South", 2, 1, 180.0))
    unit = replace(plan.inverters[0], axis=RailAxis.SLOPE, along_mm=900.0)
    assert nearest_edge(Directory(design, plan, CATALOG), unit, Tape()) == "500 mm above M1's lower edge"


def test_screws_stand_about_the_middle_of_the_inverter() -> None:
    design, plan = house()
    directory = Directory(design, plan, CATALOG)
    for unit in plan.inverters:
        first, second = screw_positions(directory, unit)
        assert second - first == 200.0
        start = next(rail.start_mm for rail in plan.rails if rail.id == unit.rail)
        assert (first + second) / 2 == pytest.approx(unit.along_mm - start)


def test_parts_needed_per_project_are_the_tools() -> None:
    tools = [part.description for part in hoymiles().parts if part.per is PartPer.PROJECT and part.quantity]
    assert f"have at hand {', '.join(tools)}." in house_text()


def test_a_single_screw_is_told_as_one() -> None:
    design, plan = house()
    units = tuple(replace(one, mount=replace(one.mount, screws=1)) for one in CATALOG.inverters)
    pdf = installer_sheet_pdf(design, plan, replace(CATALOG, inverters=units))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert "set 1 screw M8 x 25 per inverter" in text


def test_a_slack_that_only_rounding_leaves_is_not_told_as_minus_nothing() -> None:
    assert [length_text(one) for one in (-0.0, -0.04, 0.04, -0.06, 108.0)] == ["0", "0", "0", "-0.1", "108"]
