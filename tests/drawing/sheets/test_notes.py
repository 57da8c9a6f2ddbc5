"""Findings on paper: each told, many alike by one sentence that names all of them."""

from msgspec.structs import replace

from designer.core.findings import Finding, note, warning
from designer.drawing.model import Text
from designer.drawing.scene import build_drawing
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import order

TITLE = "Notes, torques and checks"


def told(findings: tuple[Finding, ...], approvals: tuple[str, ...] = ()) -> str:
    """All that the sheets of notes say, as one text."""
    design, plan = gable()
    design, plan = replace(design, approvals=approvals), replace(plan, findings=findings)
    drawing = build_drawing(design, plan, catalog(), order=order("LARGE"))
    sheets = (sheet for sheet in drawing.sheets if sheet.title == TITLE)
    return " ".join(item.text for sheet in sheets for item in sheet.items if isinstance(item, Text))


def rise(branch: str, pct: float) -> Finding:
    return note("rise-over-good-practice", branch, rise_pct=pct, good_pct=1.0)


def test_many_findings_alike_are_one_sentence_of_the_gravest_with_all_others() -> None:
    text = told(tuple(rise(f"B{n}", 1.0 + n / 100) for n in range(1, 9)))
    assert text.count("good practice is 1 %") == 1
    assert "the voltage on branch B8 rises by 1.08 %" in text
    assert "is true of 7 others: B7, B6, B5, B4, B3, B2, B1." in text


def test_a_few_are_told_one_by_one() -> None:
    text = told((rise("B1", 1.2), rise("B2", 1.3)))
    assert text.count("good practice is 1 %") == 2
    assert "others" not in text


def test_what_was_accepted_is_not_mixed_with_the_rest() -> None:
    found = tuple(rise(f"B{n}", 1.0 + n / 100) for n in range(1, 9))
    text = told(found, (found[0].key,))
    assert "note, accepted" in text
    assert "is true of 6 others" in text


def test_other_findings_stay_apart() -> None:
    other = warning("phase-imbalance", "L1", "L2", imbalance_va=4000.0, limit_va=4600.0)
    text = told((*(rise(f"B{n}", 1.5) for n in range(6)), other))
    assert "differ by 4000 VA" in text
