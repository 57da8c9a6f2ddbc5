"""Every finding the engines can make has a sentence, and the sentence knows its parameters."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from designer.core.findings import Finding, Location, Severity, error, note
from designer.core.planning import derive
from designer.part_names import PartNames
from designer.wording import MANY, located_sentence, quantity, sentence, templates
from tests import sites

CORE = Path(__file__).parents[1] / "designer" / "core"
MAKERS = {"error", "warning", "note", "severe"}
COMMON = {"subjects", "others"}
DC_CODES = {"voc-too-high", "vmp-too-low", "isc-too-high", "imp-clips"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the core that makes a finding with its code written out."""
    for path in sorted(CORE.rglob("*.py")):
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(found, ast.Call) and isinstance(found.func, ast.Name) and found.func.id in MAKERS:
                code = found.args[0] if found.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value, found


CALLS = list(calls())


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_findings_were_found_in_the_core() -> None:
    assert len({code for code, _ in CALLS}) > 20


@pytest.mark.parametrize("code", sorted({code for code, _ in CALLS} | DC_CODES))
def test_every_code_has_a_sentence(code: str) -> None:
    assert code in templates()


@pytest.mark.parametrize(("code", "call"), CALLS, ids=[code for code, _ in CALLS])
def test_a_sentence_asks_only_for_what_its_finding_gives(code: str, call: ast.Call) -> None:
    names = {word.arg for word in call.keywords} - {"at"}
    asked = fields_of(templates()[code]) - COMMON
    numbered = {name for name in asked if name.isdigit()}
    if None not in names:  # a call with ** is checked by its own sentence below
        assert asked - numbered <= names
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    assert starred or all(int(name) < len(call.args) - 1 for name in numbered)


@pytest.mark.parametrize("template", templates().values(), ids=templates())
def test_a_sentence_is_one_line_without_a_full_stop(template: str) -> None:
    assert template.strip() == template
    assert not template.endswith(".")
    assert "\n" not in template


def test_figures_are_written_with_their_units() -> None:
    finding = error("span-too-long", "T1", span_mm=1834.04, limit_mm=1400.0)
    assert sentence(finding).startswith("rail T1 spans 1834 mm between two attachments, 1400 mm are allowed")


def test_a_place_is_added_where_there_is_one() -> None:
    finding = error("modules-overlap", "M1", "M2", at=Location("S1", 120.4, 33.0))
    assert located_sentence(finding).endswith("(surface S1 at 120, 33 mm)")
    low = error("modules-overlap", "M1", "M2", at=Location("S1", -0.4, -0.6))
    assert located_sentence(low).endswith("(surface S1 at 0, -1 mm)")
    assert located_sentence(error("no-box")) == sentence(error("no-box"))


def test_an_unknown_code_or_a_missing_figure_is_still_said() -> None:
    assert sentence(note("brand-new-rule", "M1", gap_mm=3.25)) == "brand new rule: M1: gap_mm 3.2 mm"
    lone = Finding(code="span-too-long", severity=Severity.ERROR, subjects=("T1",))
    assert sentence(lone) == "span too long: T1"


def test_products_are_called_by_their_names_and_figures_by_words() -> None:
    names = PartNames(sites.catalog())
    assumed = note("figure-assumed", "hms-1000-2t", at=None, inverter_dc_lead_mm=300, module_boxes=3)
    assert sentence(assumed, names) == (
        "figures of Hoymiles HMS-1000-2T were found in no source and are assumed: "
        "DC leads 300 mm, number of boxes on the back 3"
    )
    second_hand = note("figure-unverified", "k2-singlerail-36", figures="max_span_mm, mount.torque_nm")
    assert sentence(second_hand, names) == (
        "figures of K2 SingleRail 36 are not from the maker's own document: max span, mount torque"
    )
    misfit = error("family-not-for-inverter", "iq8", "hoymiles-hms", plugs="enphase-q-12, enphase-q-25")
    said = sentence(misfit, names)
    assert said.endswith("it plugs into: Enphase IQ Cable 12 AWG, 240 V, Enphase Q Cable 2.5 mm², 230 V")


def test_no_finding_of_an_example_speaks_of_ids_of_the_catalogue_or_of_names_in_files() -> None:
    catalog = sites.catalog()
    plan = derive(sites.gable(), catalog)
    names = PartNames(catalog, plan)
    products = catalog.names.keys() - set(catalog.names.values())
    for finding in plan.findings:
        said = sentence(finding, names)
        assert not [name for name in products if name in said], said
        assert "_mm" not in said, said


def test_a_long_list_of_ids_is_cut() -> None:
    names = [f"M{number}" for number in range(MANY + 3)]
    assert sentence(note("spare-inputs", *names, inputs=11)).endswith(f"M{MANY - 1} and 3 more")


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("needed_mm", 2308.04, "2308 mm"),
        ("rise_pct", 0.987, "0.99 %"),
        ("units", 7, "7"),
        ("current_a", 30.45, "30.45 A"),
        ("limit_mm", 1e5, "100000 mm"),
        ("owner", "A1", "A1"),
        ("_odd", 2.0, "2"),
    ],
)
def test_a_quantity_says_what_is_worth_saying(name: str, value: str | float, written: str) -> None:
    assert quantity(name, value) == written


def test_extension_leads_are_told_per_pole_as_the_parts_list_counts_both() -> None:
    told = sentence(error("lead-extended", "I1", "M1", reach_mm=1350, length_mm=1728, extensions=1))
    assert told.endswith("it takes extension leads, per pole: 1")
