"""Degenerate geometry goes through every engine and paper: with findings, and never with an invalid plan.

A roof that cannot be a roof is refused in one sentence (`DesignError`) before anything is planned.
"""

from io import BytesIO, TextIOWrapper

import ezdxf
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from designer.core.checks.results.faults import faults
from designer.core.errors import DesignError
from designer.core.layout.model import FillMode
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.export.papers import PAPERS, Work
from designer.wording import sentence
from tests import sites
from tests.effort import examples
from tests.property.odd_roofs import bare_designs, filled, without_setbacks

CATALOG = sites.catalog()
BROKEN = {"module-outside", "modules-overlap", "inverter-in-the-open", "clearance-broken", "not-on-one-port"}
BROKEN |= {"piece-too-short", "stock-overrun"}
"""What fill and engines may not answer, whatever the roof; pins and rows of a person's may."""


def is_refused(design):
    """Whether the Design may not be planned at all, and it is said what to do."""
    try:
        check_design(design, CATALOG)
    except DesignError as refused:
        return bool(refused.remedy)
    return False


def sound_plan(bare, mode):
    """The roof filled and planned; None where it was refused."""
    if is_refused(bare):
        return None
    design = filled(bare, mode)
    check_design(design, CATALOG)
    plan = derive(design, CATALOG)
    assert [one for one in plan.findings if one.code in BROKEN] == []
    assert faults(plan.findings) == ()
    assert all(sentence(one) for one in plan.findings)
    return Work(design=design, plan=plan, catalog=CATALOG, date="2026-01-01")


@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(bare_designs(), st.sampled_from(list(FillMode)))
def test_an_odd_roof_is_planned_soundly_or_refused(bare, mode):
    sound_plan(bare, mode)
    sound_plan(without_setbacks(bare), mode)


@settings(max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(bare_designs())
def test_drawing_and_sheets_of_an_odd_roof_can_be_read(bare):
    work = sound_plan(without_setbacks(bare), FillMode.PORTRAIT)
    if work is not None:
        written(work)


def test_most_odd_roofs_are_not_refused():
    """Else the properties above would say nothing."""
    roofs = []

    @settings(max_examples=40, deadline=None, database=None, phases=[Phase.generate])
    @seed(1)
    @given(bare_designs())
    def collect(bare):
        roofs.append(is_refused(bare))

    collect()
    assert sum(roofs) < len(roofs) / 2


def written(work):
    """Drawing and sheets are made, and read by programs that are not ours."""
    document = ezdxf.read(
        TextIOWrapper(BytesIO(PAPERS["drawing.dxf"].make(work)["drawing.dxf"]), encoding="utf-8")
    )
    auditor = document.audit()
    assert not auditor.errors
    assert not auditor.fixes
    assert PdfReader(BytesIO(PAPERS["sheets.pdf"].make(work)["sheets.pdf"])).pages
