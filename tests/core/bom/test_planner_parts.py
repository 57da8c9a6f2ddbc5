"""Parts lists that a maker's planner printed (racking.md A8), from the shipped figures of its rails.

Only span, cantilever and stock are those of the printed case; every rule of splices is the shipped one.
"""

from collections import Counter

import pytest
from msgspec.structs import replace

from designer.core.model.design import Products, Settings
from designer.core.planning import derive
from tests import sites
from tests.core.racking.racking_sample import roof
from tests.core.racking.test_planner_oracles import CASES

CATALOG = sites.catalog()
RAILS = {
    "A": "k2-singlerail-36",
    "B": "k2-solidrail-ul-32",
    "C1": "k2-solidrail-light-37",
    "D1": "k2-singlerail-36",
}
END_CAPS = {"A": 8, "B": 0, "C1": 8, "D1": 12}


def catalog_of(name):
    """The shipped catalogue with the printed module, stock and rail past a hook outside the field."""
    case, shipped = CASES[name], CATALOG.rail(RAILS[name])
    printed = {bar.length_mm for bar in case.system.stock}
    rail = replace(
        shipped,
        stock=tuple(bar for bar in shipped.stock if bar.length_mm in printed),
        outside_attachment_overhang_mm=case.system.outside_attachment_overhang_mm,
    )
    module = replace(
        CATALOG.module(sites.MODULE), length_mm=case.module.length_mm, width_mm=case.module.width_mm
    )
    return replace(CATALOG, rails=(rail,), modules=(module,))


def design_of(name):
    case = CASES[name]
    pitch = case.module.width_mm + 20.0
    rows = [
        sites.row(
            f"R{number}",
            "S",
            case.columns,
            1 + number * case.columns,
            along=case.first_mm,
            across=500.0 + number * (case.module.length_mm + case.row_gap_mm),
            gap=pitch - sites.WIDTH,
        )
        for number in range(case.rows)
    ]
    products = Products(module=sites.MODULE, inverter="hms-1000-2t", family="hoymiles-hms", rail=RAILS[name])
    system = case.system
    settings = Settings(max_span_mm=system.max_span_mm, cantilever_mm=system.cantilever_mm)
    surface = roof(case.roof_mm, rafters=case.rafters)
    return sites.design([surface], rows, products=products, settings=settings)


@pytest.mark.parametrize("name", CASES)
def test_the_parts_list_has_what_the_planner_printed(name):
    case = CASES[name]
    plan = derive(design_of(name), catalog_of(name))
    counts = Counter[str]()
    for item in plan.bom:
        counts[item.item] += item.quantity
    printed = {
        "rail": case.bars,
        "splice": case.splices,
        "attachment": case.hooks,
        "attachment screw": case.screws,
        "end clamp": case.end_clamps,
        "mid clamp": case.mid_clamps,
        "end cap": END_CAPS[name],
        "cable manager": case.columns * case.rows,
    }
    assert {item: counts[item] for item in printed} == printed
    assert {rail.end_mm - rail.start_mm for rail in plan.rails} == {case.rail_mm}


@pytest.mark.parametrize("name", CASES)
def test_with_all_lengths_on_offer_no_more_bars_and_no_more_metal_are_bought(name):
    case, rails = CASES[name], (CATALOG.rail(RAILS[name]),)
    plan = derive(design_of(name), replace(catalog_of(name), rails=rails))
    bought = [stock.length_mm for stock in plan.cuts.stocks if stock.new and stock.product == RAILS[name]]
    assert len(bought) <= case.bars
    assert sum(bought) <= case.bars * case.system.stock[0].length_mm
