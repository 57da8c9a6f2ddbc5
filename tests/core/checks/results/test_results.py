"""An engine that answers wrongly is found out by predicates of its own, with the place and the figures."""

from math import inf, nan

import pytest
from msgspec.structs import replace

from designer.core import planning
from designer.core.caching.memo import Memo
from designer.core.checks.results.faults import faults
from designer.core.checks.results.stage import ResultMemory, check_results
from designer.core.findings import Severity
from designer.core.model.design import Box, Pin
from designer.core.planning import Planner, derive
from designer.io.examples import example_names, example_path
from designer.io.project import load_project
from designer.wording import sentence
from tests import sites

CATALOG = sites.catalog()
DESIGN = sites.gable()
PLAN = derive(DESIGN, CATALOG)
EAST = PLAN.surfaces[0]
BRANCH = PLAN.branches[0]


def found(plan):
    return list(check_results(DESIGN.settings, CATALOG, plan, ResultMemory()))


def on_east(**changes):
    return replace(PLAN, surfaces=(replace(EAST, **changes), *PLAN.surfaces[1:]))


def first(parts, **changes):
    return (replace(parts[0], **changes), *parts[1:])


def with_branch(**changes):
    return replace(PLAN, branches=first(PLAN.branches, **changes))


def with_stock(**changes):
    return replace(PLAN, cuts=replace(PLAN.cuts, stocks=first(PLAN.cuts.stocks, **changes)))


UNIT, RAIL, MODULE = EAST.inverters[0], EAST.rails[0], EAST.modules[0]
STOCK = PLAN.cuts.stocks[0]
BROKEN = {
    "result-no-number": on_east(modules=first(EAST.modules, rect=(0.0, 0.0, nan, inf))),
    "result-input": on_east(modules=first(EAST.modules, port=7)),
    "result-inputs": on_east(inverters=first(EAST.inverters, spare_inputs=3)),
    "result-off-rail": on_east(inverters=first(EAST.inverters, across_mm=UNIT.across_mm + 5.0)),
    "result-not-allowed": on_east(inverters=first(EAST.inverters, allowed=((0.0, 1.0),))),
    "result-clearance": on_east(inverters=first(EAST.inverters, clearance=UNIT.footprint)),
    "result-bars": on_east(rails=first(EAST.rails, end_mm=RAIL.end_mm + 1.0)),
    "result-branches": replace(PLAN, branches=(*PLAN.branches, BRANCH)),
    "result-ports": with_branch(drops=BRANCH.drops[::-1]),
    "result-reach": with_branch(drops=first(BRANCH.drops, x=BRANCH.drops[0].x + 9000.0)),
    "result-order": with_branch(steps=BRANCH.steps[1:]),
    "result-step": with_branch(steps=first(BRANCH.steps, cable_mm=BRANCH.steps[0].cable_mm + 100.0)),
    "result-runs": with_branch(pieces=first(BRANCH.pieces, ports=1)),
    "result-piece": with_branch(pieces=first(BRANCH.pieces, length_mm=10.0)),
    "result-cut-times": with_stock(cuts=()),
    "result-cut-length": with_stock(cuts=first(STOCK.cuts, length_mm=1.0)),
    "result-kerf": with_stock(cuts=(STOCK.cuts[0], *STOCK.cuts)),
    "result-stock": with_stock(length_mm=1.0),
}


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_what_does_not_hold_is_an_error_in_words(code):
    finding = next(one for one in found(BROKEN[code]) if one.code == code)
    assert finding.severity is Severity.ERROR
    assert "{" not in sentence(finding)
    assert "a fault of the program" in sentence(finding)
    assert not sentence(finding).startswith("result-")


@pytest.mark.parametrize("code", ["off-rail", "reach", "step", "bars", "clearance", "branches"])
def test_what_lies_on_the_roof_has_its_place(code):
    finding = next(one for one in found(BROKEN[f"result-{code}"]) if one.code == f"result-{code}")
    assert finding.location is not None
    assert finding.location.surface in {"S1", "S2"}


@pytest.mark.parametrize("name", example_names())
def test_the_examples_hold(name):
    assert faults(derive(load_project(example_path(name)), CATALOG).findings) == ()


@pytest.mark.parametrize(("clearance_mm", "warned"), [(10.0, True), (25.0, False), (None, False)])
def test_the_projects_own_clearance_is_no_fault_and_warned_of_below_the_makers(clearance_mm, warned):
    settings = replace(DESIGN.settings, clearance_mm=clearance_mm)
    plan = derive(replace(DESIGN, settings=settings), CATALOG)
    assert plan.inverters
    assert faults(plan.findings) == ()
    told = [(one.subjects, one.params) for one in plan.findings if one.code == "clearance-below-makers"]
    assert told == ([(("hms-1000-2t",), {"own_mm": 10.0, "asked_mm": 20.0})] if warned else [])


def test_figures_come_with_the_finding():
    (finding,) = (one for one in found(BROKEN["result-off-rail"]) if one.code == "result-off-rail")
    assert finding.subjects == (UNIT.id, UNIT.rail)
    assert finding.params["away_mm"] == 5.0


def test_a_pin_beyond_a_rail_that_has_become_shorter_is_no_fault_of_the_program():
    """The last modules are taken away; what is told is where the pin could be kept."""
    roof = sites.surface(width=18000.0, height=4000.0)
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    design = sites.design([roof], [sites.row("R1", "S1", 12, 1)], [box])
    last = max(derive(design, CATALOG).inverters, key=lambda one: one.along_mm)
    (row,) = design.rows
    shorter = replace(row, modules=row.modules[:-1], removed=row.modules[-1:])
    pin = Pin(inverter=last.id, along_mm=last.along_mm + 500.0)
    plan = derive(replace(design, rows=(shorter,), pins=(pin,)), CATALOG)
    own = next(one for one in plan.inverters if one.id == last.id)
    assert own.along_mm == pin.along_mm > max(rail.end_mm for rail in plan.rails)
    assert [one.subjects for one in plan.findings if one.code == "pin-not-held"] == [(last.id,)]
    assert faults(plan.findings) == ()


def test_a_trunk_engine_that_loses_a_port_is_seen_in_the_plan(monkeypatch):
    """From the outside: the engine itself is broken, and the plan that comes out says so."""
    engine = planning.plan_trunk

    def broken(*args, **more):
        result = engine(*args, **more)
        branch = result.branches[0]
        return replace(result, branches=(replace(branch, drops=branch.drops[:-1]), *result.branches[1:]))

    monkeypatch.setattr(planning, "plan_trunk", broken)
    codes = {finding.code for finding in faults(derive(DESIGN, CATALOG).findings)}
    assert {"result-ports", "result-runs"} <= codes


def test_a_saw_that_cuts_a_piece_twice_is_seen_in_the_plan(monkeypatch):
    engine = planning.cut_everything

    def broken(*args, **more):
        result = engine(*args, **more)
        return replace(result, cuts=replace(result.cuts, stocks=(*result.cuts.stocks, result.cuts.stocks[0])))

    monkeypatch.setattr(planning, "cut_everything", broken)
    assert "result-cut-times" in {finding.code for finding in derive(DESIGN, CATALOG).findings}


def test_what_was_found_is_kept_while_a_surface_stays(monkeypatch):
    planner = Planner(CATALOG)
    planner.plan(DESIGN)
    asked = []
    known = Memo.get

    def get(memo, name, inputs, compute):
        return known(memo, name, inputs, lambda: (asked.append(name), compute())[1])

    monkeypatch.setattr(Memo, "get", get)
    planner.plan(replace(DESIGN, name="another"))
    assert {"S1", "S2", BRANCH.id}.isdisjoint(asked)
