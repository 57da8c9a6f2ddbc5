"""Serial numbers, gateways and reports as edits."""

import pytest
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.edit.edits.serials import report_to, set_gateways, set_serials
from tests import sites

DESIGN = sites.gable()


def test_numbers_are_noted_plain_and_empty_ones_forgotten() -> None:
    design = set_serials(DESIGN, {"I1": " 1143 9162-6836 ", "I3": "abc"})
    assert design.serials == {"I1": "114391626836", "I3": "ABC"}
    assert set_serials(design, {"I1": " "}).serials == {"I3": "ABC"}
    assert set_serials(design, {}) == design


def test_gateways_are_noted_once() -> None:
    design = set_gateways(DESIGN, ["10f7 73010101", "10F773010101", "", "10D373010102"])
    assert design.settings.dtu_serials == ("10F773010101", "10D373010102")


def test_an_inverter_reports_to_one_of_the_projects_gateways() -> None:
    design = set_gateways(DESIGN, ["10F773010101", "10D373010102"])
    design = report_to(design, ["I3", "I1"], "10d373010102")
    assert design.reports == {"I1": "10D373010102", "I3": "10D373010102"}
    assert report_to(design, ["I1"], "").reports == {"I3": "10D373010102"}
    with pytest.raises(InputError, match="has no DTU 10FA"):
        report_to(replace(design), ["I1"], "10FA")
