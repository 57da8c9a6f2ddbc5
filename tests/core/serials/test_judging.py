"""Serial numbers judged: duplicates are errors, all else is told and taken."""

import pytest
from msgspec.structs import replace

from designer.core.findings import Severity
from designer.core.planning import derive
from designer.core.serials.judging import serial_findings
from designer.core.serials.reports import gateway_of
from designer.io.catalogs import bundled_catalog
from tests import sites

CATALOG = bundled_catalog()
DESIGN = sites.design([sites.surface()], [sites.row("R1", "S1", 6, 1)])
INVERTERS = derive(DESIGN, CATALOG).inverters
NAMES = [inverter.id for inverter in INVERTERS]
GOOD = ["114391626836", "114491626837", "141091626838"]


def told(serials=(), gateways=(), reports=None):
    settings = replace(DESIGN.settings, dtu_serials=tuple(gateways))
    design = replace(
        DESIGN, serials=dict(zip(NAMES, serials, strict=False)), settings=settings, reports=reports or {}
    )
    return list(serial_findings(design, CATALOG, INVERTERS))


def codes(**given):
    return [finding.code for finding in told(**given)]


def test_three_inverters_of_the_planned_model_are_fine() -> None:
    assert len(NAMES) == 3
    assert codes() == []
    assert codes(serials=GOOD, gateways=["10F773010101"]) == []


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        ("1143916268", "serial-malformed"),
        ("11439162683O", "serial-malformed"),
        ("116491626836", "serial-of-other-model"),
        ("112191626836", "serial-of-other-model"),
        ("10F791626836", "serial-of-gateway"),
        ("999991626836", "serial-prefix-unknown"),
    ],
)
def test_a_strange_number_warns_and_is_no_error(serial: str, code: str) -> None:
    finding = next(one for one in told(serials=[serial, *GOOD[1:]]) if one.subjects[0] == NAMES[0])
    assert (finding.code, finding.severity) == (code, Severity.WARNING)
    assert finding.params["serial"] == serial


def test_two_inverters_cannot_have_one_number_however_it_is_typed() -> None:
    found = told(serials=["1143 9162 6836", "114391626836"])
    finding = next(one for one in found if one.code == "serial-twice")
    assert (finding.severity, finding.subjects) == (Severity.ERROR, tuple(sorted(NAMES[:2])))


def test_numbers_are_missing_once_some_are_entered() -> None:
    (finding,) = told(serials=GOOD[:1])
    assert (finding.code, finding.subjects) == ("serials-missing", tuple(NAMES[1:]))


def test_makers_whose_numbers_are_not_known_are_left_alone() -> None:
    catalog = replace(CATALOG, serials=())
    design = replace(DESIGN, serials=dict(zip(NAMES, ["x", "y", "z"], strict=True)))
    assert list(serial_findings(design, catalog, INVERTERS)) == []


@pytest.mark.parametrize(
    ("gateway", "code"),
    [
        ("10F7730101", "gateway-malformed"),
        ("114391626836", "gateway-is-inverter"),
        ("999991626836", "gateway-prefix-unknown"),
    ],
)
def test_a_strange_gateway_warns(gateway: str, code: str) -> None:
    assert codes(gateways=[gateway]) == [code]


def test_one_gateway_takes_all_and_of_several_each_inverter_has_one() -> None:
    one, two = "10F773010101", "10D373010102"
    alone = replace(DESIGN, settings=replace(DESIGN.settings, dtu_serials=(one,)))
    assert [gateway_of(alone, name) for name in NAMES] == [one] * 3
    assert codes(gateways=[one, two]) == ["reports-open"]
    assert codes(gateways=[one, two], reports={NAMES[0]: one, NAMES[1]: two}) == ["reports-open"]
    assert codes(gateways=[one, two], reports=dict.fromkeys(NAMES, two)) == []
    assert codes(gateways=[one], reports={NAMES[0]: two, "I99": one}) == [
        "report-without-gateway",
        "report-without-inverter",
    ]
    assert codes(gateways=[one, one]) == ["gateway-twice"]
