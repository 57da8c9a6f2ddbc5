"""What is cut from which stock: reels by ports, unwired lengths and the shelf before new cable."""

import pytest
from msgspec.structs import replace

from designer.core.bom.stock import Reel
from designer.core.cutting.problem import LONGEST_MM
from designer.core.model.design import Bridge, Pairing, Settings, ShelfOffcut
from designer.core.model.plan import PieceKind
from designer.core.planning import derive
from tests import sites

CATALOG = sites.catalog()
FAMILY = CATALOG.family("hoymiles-hms")


@pytest.mark.parametrize("family", CATALOG.families, ids=lambda family: family.id)
def test_all_ports_of_a_reel_lie_on_its_cable(family):
    for product in family.products:
        reel = Reel(family, product)
        ports = product.ports_per_reel
        whole = (ports - 1 if family.field_wired else ports) * product.pitch_mm
        assert reel.start_mm(0) >= -1e-6
        assert reel.start_mm(0) + whole <= reel.length_mm + 1e-6


def test_runs_on_a_reel_follow_each_other_by_whole_pitches():
    design = replace(sites.gable(), settings=Settings(max_units_per_branch=2))
    plan = derive(design, CATALOG)
    reels = [stock for stock in plan.cuts.stocks if stock.kind is PieceKind.TRUNK_RUN]
    pitch = {product.id: product.pitch_mm for product in FAMILY.products}
    for reel in reels:
        for first, second in zip(reel.cuts, reel.cuts[1:], strict=False):
            unwired = second.start_mm - first.start_mm - first.length_mm
            assert unwired == pytest.approx(pitch[reel.product])


def test_unwired_lengths_serve_as_links_and_end_cables_where_they_are_long_enough():
    design = replace(sites.gable(), settings=Settings(max_units_per_branch=1))
    plan = derive(design, CATALOG)
    taken = [stock for stock in plan.cuts.stocks if "/U" in stock.id]
    pieces = {piece.id: piece for piece in plan.pieces}
    for stock in taken:
        assert not stock.new
        assert sum(cut.length_mm for cut in stock.cuts) <= stock.length_mm
        assert all(pieces[cut.piece].kind is not PieceKind.TRUNK_RUN for cut in stock.cuts)
    short = [p for p in plan.pieces if p.kind is PieceKind.END_CABLE and p.length_mm <= 2000]
    assert bool(taken) >= bool(short)


def test_the_shelf_is_used_before_new_bars():
    bare = derive(sites.gable(), CATALOG)
    shelf = (ShelfOffcut(id="F1", product="k2-singlerail-36", length_mm=4800.0),)
    plan = derive(replace(sites.gable(), offcuts=shelf), CATALOG)
    bars = [stock for stock in plan.cuts.stocks if stock.kind is PieceKind.RAIL]
    assert [stock.id for stock in bars if not stock.new] == ["F1"]
    assert sum(s.new for s in bars) < sum(s.kind is PieceKind.RAIL for s in bare.cuts.stocks)


def test_a_piece_longer_than_any_stock_is_a_finding_and_the_rest_is_cut():
    short = replace(FAMILY, bulk=tuple(replace(cable, reel_length_mm=1000.0) for cable in FAMILY.bulk))
    families = tuple(short if family.id == FAMILY.id else family for family in CATALOG.families)
    plan = derive(sites.gable(), replace(CATALOG, families=families))
    uncut = {finding.subjects[0] for finding in plan.findings if finding.code == "piece-not-cut"}
    assert uncut
    cut = {c.piece for stock in plan.cuts.stocks for c in stock.cuts}
    assert not uncut & cut
    assert any(stock.kind is PieceKind.RAIL for stock in plan.cuts.stocks)


def test_a_piece_longer_than_a_saw_can_count_is_a_finding_as_well():
    """A mistyped bridge: it is told of, and all else is planned."""
    bridge = Bridge(
        id="G1", from_surface="S1", from_point=(9000.0, 500.0), to_surface="S2", to_point=(100.0, 500.0),
        length_mm=999_999_999.0,
    )  # fmt: skip
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S2", 4, 11)]
    design = sites.design([sites.surface(), sites.surface("S2")], rows, bridges=(bridge,))
    plan = derive(design, CATALOG)
    endless = {piece.id for piece in plan.pieces if piece.length_mm > LONGEST_MM}
    assert endless
    assert {one.subjects[0] for one in plan.findings if one.code == "piece-not-cut"} == endless
    cut = {cut.piece for stock in plan.cuts.stocks for cut in stock.cuts}
    assert {piece.id for piece in plan.pieces} - endless <= cut
    assert not endless & cut


def test_the_guides_accessories_are_listed_even_where_none_is_needed():
    plan = derive(sites.gable(), CATALOG)
    lettered = {part.id for part in FAMILY.parts if part.letter}
    assert lettered <= {item.product for item in plan.bom}


def test_inverters_that_no_cable_reaches_come_with_their_screws_and_leads():
    """They are on the list, and findings say that so are their extension leads."""
    row = sites.row("R1", "S1", 7, 1)
    apart = (Pairing(modules=("M1", "M4")),)
    plan = derive(sites.design([sites.surface()], [row], boxes=(), pairings=apart), CATALOG)
    assert not plan.branches
    bought = {item.product: item.quantity for item in plan.bom}
    leads = sum(lead.extensions for one in plan.inverters for lead in one.leads)
    assert leads > 0
    assert bought["hms-screw-m8x25"] == 2 * len(plan.inverters)
    assert bought["hms-dc-extension-1m"] == 2 * leads
    assert bought["hms-dc-input-caps"] == sum(one.spare_inputs for one in plan.inverters)
