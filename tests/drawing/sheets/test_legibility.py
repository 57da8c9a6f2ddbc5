"""The sheets of the examples on all papers: every text can be read."""

from functools import cache

import pytest

from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.export.papers import Work, sheet_set
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_names, example_path
from designer.io.project import load_project
from tests.drawing.sheets.legibility import faults

PAPERS = (
    *(("iso", name) for name in ("A4", "A3", "A2", "A1", "A0")),
    *(("us", name) for name in ("ANSI B", "ANSI D", "ARCH D")),
)


@cache
def planned(name: str) -> Plan:
    return derive(load_project(example_path(name)), bundled_catalog())


def found(name: str, template: str, paper: str) -> list[str]:
    work = Work(
        design=load_project(example_path(name)),
        plan=planned(name),
        catalog=bundled_catalog(),
        date="2026-05-04",
        template=template,
        paper=paper,
    )
    return list(faults(sheet_set(work)))


@pytest.mark.parametrize(("template", "paper"), [("iso", "A4"), ("iso", "A3"), ("us", "ANSI B")])
def test_the_gable_can_be_read(template: str, paper: str) -> None:
    assert found("gable", template, paper) == []


@pytest.mark.long
@pytest.mark.parametrize(("template", "paper"), PAPERS)
@pytest.mark.parametrize("name", list(example_names()))
def test_every_example_can_be_read_on_every_paper(name: str, template: str, paper: str) -> None:
    assert found(name, template, paper) == []


@pytest.mark.long
@pytest.mark.parametrize("name", list(example_names()))
def test_a_little_may_touch_on_letter_and_no_more(name: str) -> None:
    """Feet and inches on the smallest paper: where a figure meets another, both can be made out."""
    faulty = found(name, "us", "Letter")
    assert all("stands on" in fault for fault in faulty)
    assert len(faulty) <= 4
