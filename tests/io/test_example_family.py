"""The worked example of docs/adding-a-trunk-family.md: a maker that is a data file and nothing else."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from designer.core.model.catalog import Catalog
from designer.core.model.design import Box, Products
from designer.core.model.plan import PieceKind, StepKind
from designer.core.planning import Planner, derive
from designer.io.catalogs import load_catalog
from tests import sites

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-trunk-family.md"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """The bundled catalogue with the page's block as a person's own file."""
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "example.toml").write_text(block, encoding="utf-8")
    return load_catalog(tmp_path)


def site(count, gap_after=0, gap_mm=0.0):
    row = sites.row("R1", "S1", count, 1, inverter="example-800")
    wide = tuple(
        replace(module, along_mm=module.along_mm + (gap_mm if number >= gap_after else 0.0))
        for number, module in enumerate(row.modules)
    )
    products = Products(
        module=sites.MODULE, inverter="example-800", family="example-trunk", rail="k2-singlerail-36"
    )
    roof = sites.surface(width=30000.0, height=4000.0)
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    return sites.design([roof], [replace(row, modules=wide)], [box], products=products)


def bought(plan):
    return {item.product: item.quantity for item in plan.bom if item.product.startswith("example")}


def test_the_maker_is_marked_as_an_example(catalog):
    family = catalog.family("example-trunk")
    assert "Example" in family.maker
    assert "invented" in family.provenance.source
    assert not family.provenance.verified


def test_four_inverters_take_one_moulded_run_and_the_parts_of_the_page(catalog):
    plan = derive(site(8), catalog)
    (branch,) = plan.branches
    assert branch.units_limit == 4
    (run,) = [piece for piece in branch.pieces if piece.kind is PieceKind.TRUNK_RUN]
    assert (run.ports, run.length_mm) == (4, 9600)
    parts = bought(plan)
    assert parts.pop("example-cable") > 0
    assert parts == {
        "example-800": 4,
        "example-trunk-2.4m": 1,
        "example-terminator": 1,
        "example-feed-connector": 1,
        "example-opening-tool": 1,
    }


def test_a_fifth_inverter_makes_another_branch_with_its_own_terminator(catalog):
    plan = derive(site(10), catalog)
    assert len(plan.circuits) == 2
    parts = bought(plan)
    assert (parts["example-terminator"], parts["example-feed-connector"]) == (2, 2)


def test_a_link_takes_a_splice_pair_at_either_end(catalog):
    plan = derive(site(8, gap_after=4, gap_mm=6500.0), catalog)
    links = [step for branch in plan.branches for step in branch.steps if step.kind is StepKind.LINK]
    assert len(links) == 1
    parts = bought(plan)
    assert (parts["example-splice-male"], parts["example-splice-female"]) == (2, 2)


def test_its_branches_can_be_explained_like_any_other(catalog):
    (why,) = Planner(catalog).explain(site(8))
    assert why.family == "example-trunk"
    assert why.limited_by == "units"


def test_its_bends_are_checked(catalog):
    family = replace(catalog.family("example-trunk"), bend_radius_mm=5000.0)
    families = (*(one for one in catalog.families if one.id != family.id), family)
    plan = derive(site(8), replace(catalog, families=families))
    assert [finding for finding in plan.findings if finding.code == "bend-too-tight"]
