"""Bars with their pieces, to scale and without a gap unaccounted for."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from designer.core.model.plan import CutList, CutResult, PieceKind, Plan, StockCut, StockUse
from designer.drawing.cutplan import GapKind, cut_groups
from tests import sites
from tests.planned import plan_of_example

CATALOG = sites.catalog()


@pytest.fixture(scope="module", params=["gable", "hip"])
def plan(request):
    return plan_of_example(request.param)


def stock(*cuts, length=6000.0, remnant=0.0, new=True, name="R1") -> StockUse:
    return StockUse(
        id=name,
        product="p",
        kind=PieceKind.RAIL,
        length_mm=length,
        new=new,
        cuts=tuple(StockCut(piece=f"P{n}", start_mm=s, length_mm=wide) for n, (s, wide) in enumerate(cuts)),
        remnant_mm=remnant,
    )


def only_bar(use: StockUse):
    result = CutResult(product="p", cost=1020.0, bound=1000.0, proven=False)
    (group,) = cut_groups(CATALOG, Plan(surfaces=(), cuts=CutList(stocks=(use,), results=(result,))))
    return group.bars[0], group


def test_pieces_and_gaps_fill_every_bar(plan):
    for group in cut_groups(CATALOG, plan):
        for bar in group.bars:
            parts = sorted([*bar.pieces, *bar.gaps], key=lambda part: part.start_mm)
            assert sum(part.length_mm for part in parts) == pytest.approx(bar.length_mm, abs=0.1)
            for one, following in pairwise(parts):
                assert one.start_mm + one.length_mm == pytest.approx(following.start_mm, abs=0.1)


def test_every_piece_of_the_plan_is_there_once(plan):
    names = [piece.id for group in cut_groups(CATALOG, plan) for bar in group.bars for piece in bar.pieces]
    bars = [bar.piece for rail in plan.rails for bar in rail.bars]
    assert sorted(names) == sorted([*bars, *(piece.id for piece in plan.pieces)])


def test_cable_pieces_keep_their_own_kind(plan):
    kinds = {piece.id: piece.kind for piece in plan.pieces}
    for group in cut_groups(CATALOG, plan):
        for piece in (piece for bar in group.bars for piece in bar.pieces):
            assert piece.kind is kinds.get(piece.id, PieceKind.RAIL)


def test_trims_saw_cuts_and_the_remnant_are_told_apart():
    bar, _ = only_bar(stock((10.0, 2000.0), (2013.0, 1000.0), remnant=2974.0))
    assert [(gap.kind, gap.start_mm, gap.length_mm) for gap in bar.gaps] == [
        (GapKind.TRIM, 0.0, 10.0),
        (GapKind.KERF, 2010.0, 3.0),
        (GapKind.KERF, 3013.0, 3.0),
        (GapKind.REMNANT, 3016.0, 2974.0),
        (GapKind.TRIM, 5990.0, 10.0),
    ]


def test_a_rest_too_short_to_keep_is_waste():
    bar, _ = only_bar(stock((0.0, 5800.0)))
    assert [(gap.kind, gap.length_mm) for gap in bar.gaps] == [(GapKind.WASTE, 200.0)]


def test_an_offcut_from_the_shelf_keeps_its_remnant_at_its_end():
    bar, _ = only_bar(stock((0.0, 1000.0), length=1800.0, remnant=797.0, new=False))
    assert bar.offcut
    assert bar.gaps[-1].kind is GapKind.REMNANT
    assert bar.gaps[-1].start_mm + bar.gaps[-1].length_mm == 1800.0


def test_use_and_quality_are_said():
    bar, group = only_bar(stock((0.0, 4500.0), remnant=1500.0))
    assert bar.used == group.used == 0.75
    assert group.quality == "at most 2.0 % above the least cost"


def test_proven_cutting_is_said_to_be_proven(plan):
    assert {group.quality for group in cut_groups(CATALOG, plan)} == {"least cost, proven"}


def test_an_empty_plan_has_no_groups(plan):
    assert cut_groups(CATALOG, replace(plan, cuts=CutList())) == ()
