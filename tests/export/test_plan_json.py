"""The plan as JSON."""

import json
import math

import msgspec
import pytest
from msgspec.structs import replace

from designer.core.errors import CatalogError
from designer.core.model.plan import Plan
from designer.export.plan_json import plan_json
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog


def _refuse(constant: str) -> float:
    raise AssertionError(f"{constant} is not JSON")


def _read(data: bytes) -> dict:
    return json.loads(data, parse_constant=_refuse)


def test_it_names_its_format_and_the_project() -> None:
    design, plan = gable()
    found = _read(plan_json(design, plan, catalog()))
    assert (found["format"], found["version"]) == ("trunkline-plan", 1)
    assert (found["project"], found["region"]) == ("Gable house Müller", "eu")


def test_totals_agree_with_what_is_listed() -> None:
    design, plan = gable()
    found = _read(plan_json(design, plan, catalog()))
    listed = found["surfaces"]
    totals = found["totals"]
    assert totals["modules"] == sum(len(surface["modules"]) for surface in listed) == 12
    assert totals["inverters"] == sum(len(surface["inverters"]) for surface in listed) == 6
    assert totals["branches"] == len(found["branches"]) == 2
    pieces = [piece for branch in found["branches"] for piece in branch["pieces"]]
    for kind, name in (("trunk-run", "trunk_m"), ("link", "link_m"), ("end-cable", "end_cable_m")):
        length = sum(piece["length_mm"] for piece in pieces if piece["kind"] == kind)
        assert totals[name] == pytest.approx(length / 1000.0)


def test_the_whole_plan_can_be_read_back_from_it() -> None:
    design, plan = gable()
    found = _read(plan_json(design, plan, catalog()))
    for branch in found["branches"]:
        for piece in branch["pieces"]:
            piece["from_"] = piece.pop("from")
    assert msgspec.convert(found, Plan) == plan


def test_findings_are_objects_with_their_key_and_place() -> None:
    design, plan = gable()
    first, second = _read(plan_json(design, plan, catalog()))["findings"]
    assert (first["code"], first["severity"], first["subjects"]) == ("voltage-rise-high", "warning", ["B1"])
    assert first["key"] == "voltage-rise-high:B1"
    assert second["location"] == {"surface": "S1", "x": 2000.0, "y": 3000.0}
    assert second["params"] == {"extra_mm": 120.0}


def test_it_is_the_same_every_time_whatever_the_order_of_parameters() -> None:
    design, plan = gable()
    finding = plan.findings[0]
    turned = replace(finding, params=dict(reversed(finding.params.items())))
    other = replace(plan, findings=(turned, *plan.findings[1:]))
    assert plan_json(design, plan, catalog()) == plan_json(design, other, catalog())


def test_figures_that_are_not_finite_become_null() -> None:
    design, plan = gable()
    first = replace(plan.branches[0], rise_pct=math.nan, cost=math.inf)
    found = _read(plan_json(design, replace(plan, branches=(first, plan.branches[1])), catalog()))
    assert (found["branches"][0]["rise_pct"], found["branches"][0]["cost"]) == (None, None)


def test_a_plan_of_unknown_modules_is_refused() -> None:
    design, plan = gable()
    with pytest.raises(CatalogError, match="acme-m440"):
        plan_json(design, plan, replace(catalog(), modules=()))
