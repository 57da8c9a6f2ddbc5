"""Tables of branches: of a circuit with two legs the whole stands beside its limits, on every paper."""

from collections.abc import Iterator
from itertools import chain

import pytest
from msgspec.structs import replace

from designer.core.model.design import Design
from designer.core.planning import derive
from designer.drawing.model import PaperSheet, Text
from designer.export.papers import Work, sheet_set
from tests.sites import catalog, fed_at_its_end, fed_in_its_middle

NOTE = "Branches (in brackets: one leg)"


def texts(sheet: PaperSheet) -> list[str]:
    return [item.text for item in sheet.items if isinstance(item, Text)]


def tables(work: Work, *titles: str, report: bool = False) -> Iterator[list[str]]:
    """The texts of sheets with these titles."""
    drawing = sheet_set(work, report=report)
    yield from (texts(sheet) for sheet in drawing.sheets if sheet.title in titles)


def work_of(design: Design, template: str = "iso", paper: str = "A4") -> Work:
    known = catalog()
    plan = derive(design, known)
    return Work(design=design, plan=plan, catalog=known, date="", template=template, paper=paper)


@pytest.mark.parametrize("title", ["Inverter and trunk plan", "Single-line diagram"])
def test_the_trunk_plan_sets_amperes_of_the_circuit_against_its_device(title: str) -> None:
    found = " ".join(chain(*tables(work_of(fed_in_its_middle()), title)))
    assert NOTE in found
    for leg in ("7 (4) 30.4 / 32 (17.4)", "7 (3) 30.4 / 32 (13.0)"):
        assert leg in found


def test_the_single_line_says_that_the_limit_is_for_both_legs() -> None:
    (found,) = tables(work_of(fed_in_its_middle()), "Single-line diagram")
    assert "K1, 2 legs" in found
    assert "7 x HMS-1000-2T 7.00 kVA 6 per circuit at most" in " ".join(found)


def test_no_figure_of_the_circuit_is_cut_off_on_the_smallest_paper() -> None:
    """A long name, two phases and a leg in brackets at once."""
    (lock,) = fed_in_its_middle().locks
    design = replace(fed_in_its_middle(), region="na-240", locks=(replace(lock, id="K10"),))
    plan = "Inverter and trunk plan"
    titles = (plan, f"{plan}, branches", "Single-line diagram")
    found = list(chain(*tables(work_of(design, "us", "Letter"), *titles)))
    assert not any(text.endswith("…") for text in found)
    assert "3 K10a.1 - K10a.3" in " ".join(found)
    assert "L1-L2 7 (4) 29.2 / 30 (16.7)" in " ".join(found)


def test_the_report_sets_the_circuit_against_its_limits() -> None:
    (found,) = tables(work_of(fed_in_its_middle()), "Branches", report=True)
    assert NOTE in found
    for leg in ("7 of 6 (4)", "30.43 (17.39)", "7 of 6 (3)", "30.43 (13.04)"):
        assert leg in found


def test_circuits_fed_at_their_end_have_nothing_in_brackets() -> None:
    work = work_of(fed_at_its_end())
    (found,) = tables(work, "Single-line diagram")
    assert "Branches" in found
    assert not any("(" in text for text in found)
