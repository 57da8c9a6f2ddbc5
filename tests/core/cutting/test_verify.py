import msgspec
import pytest

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock, solve, verify

OPTIONS = CuttingOptions(kerf_mm=3.0, end_trim_mm=5.0, least_remnant_mm=50.0, time_limit_s=10.0)
PIECES = [
    Piece(name="long", length_mm=2000.0, quantity=4),
    Piece(name="short", length_mm=700.0, quantity=4),
    Piece(name="none", length_mm=9000.0),
]
STOCKS = [Stock(name="bar", length_mm=5000.0, count=2)]
OFFCUTS = [Offcut(name="shelf", length_mm=1500.0)]


@pytest.fixture
def plan():
    return solve(PIECES, STOCKS, OFFCUTS, OPTIONS)


def faults(plan) -> str:
    return "\n".join(verify(plan, PIECES, STOCKS, OFFCUTS, OPTIONS))


def with_bar(plan, number, **changes):
    bars = list(plan.bars)
    bars[number] = msgspec.structs.replace(bars[number], **changes)
    return msgspec.structs.replace(plan, bars=tuple(bars))


def with_cut(plan, number, position, **changes):
    cuts = list(plan.bars[number].cuts)
    cuts[position] = msgspec.structs.replace(cuts[position], **changes)
    return with_bar(plan, number, cuts=tuple(cuts))


def test_a_sound_plan_has_no_faults(plan):
    assert faults(plan) == ""
    assert len(plan.bars) == 3


def test_a_piece_cut_twice_or_not_at_all_is_noticed(plan):
    assert "wanted 4, cut or left out 5" in faults(with_cut(plan, 1, 0, piece="short", length_mm=700.0))
    assert "wanted 4, cut or left out 3" in faults(with_cut(plan, 1, 0, piece="short", length_mm=700.0))
    assert "wanted 1, cut or left out 0" in faults(msgspec.structs.replace(plan, unplaced=()))


def test_pieces_that_overlap_or_touch_the_trim_are_noticed(plan):
    assert "the first piece lies in the trim" in faults(with_cut(plan, 1, 0, start_mm=0.0))
    second = plan.bars[1].cuts[1].start_mm
    assert "no room for a cut" in faults(with_cut(plan, 1, 1, start_mm=second - 1.0))
    assert "behind the usable end" in faults(with_cut(plan, 1, -1, start_mm=4990.0))


def test_a_bar_that_is_not_there_is_noticed(plan):
    assert "where there are 0" in faults(with_bar(plan, 0, stock="other"))
    assert "where there are 1" in faults(with_bar(plan, 1, stock="shelf", is_offcut=True, length_mm=1500.0))
    assert "is not cut at all" in faults(with_bar(plan, 0, cuts=()))


def test_sums_that_are_wrong_are_noticed(plan):
    assert "remnant" in faults(with_bar(plan, 0, remnant_mm=1.0))
    assert "cost 1.0" in faults(msgspec.structs.replace(plan, cost=1.0, bound=1.0))
    assert "does not go with" in faults(msgspec.structs.replace(plan, bound=plan.cost + 1.0))
    assert "4 bars counted" in faults(msgspec.structs.replace(plan, stocks_used=4))
    assert "not numbered" in faults(with_bar(plan, 0, index=7))
