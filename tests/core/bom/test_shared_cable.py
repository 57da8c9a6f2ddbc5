"""Two trunk families on one roof that share their cables and parts: bought and cut as one."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import ShelfOffcut
from designer.core.model.plan import PieceKind
from designer.core.planning import derive
from tests import sites

FAMILY = sites.catalog().family("hoymiles-hms")
UNIT = sites.catalog().inverter("hms-1000-2t")
SECOND = replace(FAMILY, id="second-hms")
CATALOG = replace(
    sites.catalog(),
    families=(*sites.catalog().families, SECOND),
    inverters=(*sites.catalog().inverters, replace(UNIT, id="second-unit", families=(SECOND.id,))),
)


def roof(**more):
    """Three units of each family in a row of their own."""
    rows = [
        sites.row("R1", "S1", 6, 1),
        sites.row("R2", "S1", 6, 11, across=2600.0, inverter="second-unit"),
    ]
    return sites.keeping_first(sites.design([sites.surface()], rows, **more))


@pytest.fixture(scope="module")
def plan():
    plan = derive(roof(), CATALOG)
    assert {branch.family for branch in plan.branches} == {FAMILY.id, SECOND.id}
    return plan


def bought(plan, product):
    return [line.quantity for line in plan.bom if line.product == product]


def test_cable_is_bought_once_for_both(plan):
    ends = [piece for piece in plan.pieces if piece.kind is PieceKind.END_CABLE]
    metres = round(sum(piece.length_mm for piece in ends) / 1000, 2)
    assert [bought(plan, name) for name in {piece.product for piece in ends}] == [[metres]]
    (trunk,) = {piece.product for piece in plan.pieces if piece.kind is PieceKind.TRUNK_RUN}
    assert bought(plan, trunk) == [1]


def test_every_reel_has_a_name_of_its_own(plan):
    names = [stock.id for stock in plan.cuts.stocks]
    assert len(names) == len(set(names))
    products = [result.product for result in plan.cuts.results]
    assert len(products) == len(set(products))


def test_parts_stand_on_one_line_and_tools_are_brought_once(plan):
    assert bought(plan, "hms-end-cap") == [len(plan.branches)]
    assert bought(plan, "hms-connector-unlock-tool") == [1]


def test_an_offcut_is_cut_only_once():
    """Each family alone would take it."""
    shelf = (ShelfOffcut(id="F1", product="hms-cable-10awg", length_mm=30000.0),)
    plan = derive(roof(offcuts=shelf), CATALOG)
    (offcut,) = [stock for stock in plan.cuts.stocks if not stock.new]
    assert offcut.id == "F1"
    assert len(offcut.cuts) == len(plan.branches)
