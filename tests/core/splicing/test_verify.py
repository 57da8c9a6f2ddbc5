"""The look at a spliced plan finds what is wrong with it."""

import pytest
from msgspec.structs import replace

from designer.core.cutting import CuttingOptions, Piece, Stock
from designer.core.splicing import solve_spliced, verify_spliced

PIECES = [Piece(name="R", length_mm=9312.0, quantity=2), Piece(name="W", length_mm=900.0)]
STOCK = [Stock(name="bar", length_mm=4400.0)]
OPTIONS = CuttingOptions(kerf_mm=10.0, time_limit_s=30.0)
PLAN = solve_spliced(PIECES, STOCK, [], OPTIONS, 700.0)


def broken(**run_changes):
    runs = (replace(PLAN.runs[0], **run_changes), *PLAN.runs[1:])
    return replace(PLAN, runs=runs)


def test_a_sound_plan_passes():
    assert verify_spliced(PLAN, PIECES, STOCK, [], OPTIONS, 700.0) == []


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (broken(segments_mm=(4400.0, 4900.0)), "add up to 9300"),
        (broken(segments_mm=(4400.0, 4400.0, 512.0)), "shorter than 700"),
        (broken(name="X"), "run X of 9312.0 mm is not wanted"),
        (broken(segments_mm=(3104.0, 3104.0, 3104.0)), "piece R of"),
        (replace(PLAN, runs=PLAN.runs[1:]), "piece R of"),
    ],
)
def test_a_fault_is_found(plan, fault):
    assert any(fault in found for found in verify_spliced(plan, PIECES, STOCK, [], OPTIONS, 700.0))


def test_a_segment_shorter_than_asked_for_is_found():
    shortest = min(min(run.segments_mm) for run in PLAN.runs)
    assert verify_spliced(PLAN, PIECES, STOCK, [], OPTIONS, shortest + 1.0)
