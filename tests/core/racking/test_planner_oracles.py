"""What makers' planners and catalogues print, reproduced (racking.md A2 to A8).

The figures of the rails are those of the printed cases: stock, longest span and cantilever, overhang; 10 mm
per cut and pieces of at least 700 mm. Where the planner does not print how the array lies to the rafters, the
offset is the one that the printed rail length tells; each case says so.
"""

import pytest
from msgspec import Struct
from msgspec.structs import replace

from designer.core.cutting.engine import solve
from designer.core.cutting.model import CuttingOptions, Piece, Stock
from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.model.catalog import Module
from designer.core.model.design import Rafters
from designer.core.model.plan import HardwareKind
from designer.core.model.rail_system import RailSystem, SpliceRules
from designer.core.racking.stage import Racking
from tests.core.racking.racking_sample import (
    MODULE,
    block_of,
    codes,
    evenly,
    parts,
    racked,
    rail_system,
    roof,
    row_of,
)

KERF_MM = 10.0
PLANNER = SpliceRules(min_piece_mm=700.0)


class Case(Struct, frozen=True, kw_only=True):
    """A printed case and the roof that gives it."""

    columns: int
    rows: int
    module: Module
    row_gap_mm: float
    system: RailSystem
    rafters: Rafters
    roof_mm: float
    first_mm: float
    rail_mm: float
    rails: int
    bars: int
    splices: int
    hooks: int
    screws: int
    end_clamps: int
    mid_clamps: int

    def racked(self) -> Racking:
        modules = block_of(
            self.columns,
            self.rows,
            first_mm=self.first_mm,
            pitch_mm=self.module.width_mm + 20.0,
            across_mm=500.0,
            row_pitch_mm=self.module.length_mm + self.row_gap_mm,
            module=self.module,
        )
        return racked(roof(self.roof_mm, rafters=self.rafters), self.system, modules, self.module)


CASES = {
    # printed: roof 9.79 m wide, first rafter at 0.395 m, array centred
    "A": Case(
        columns=8,
        rows=2,
        module=MODULE,
        row_gap_mm=10.0,
        system=rail_system(4400.0, max_span_mm=1725.0, cantilever_mm=513.0, splice=PLANNER),
        rafters=Rafters(spacing_mm=600.0, offset_mm=395.0),
        roof_mm=9790.0,
        first_mm=(9790.0 - 9212.0) / 2.0,
        rail_mm=9312.0,
        rails=4,
        bars=9,
        splices=8,
        hooks=36,
        screws=72,
        end_clamps=8,
        mid_clamps=28,
    ),
    # 11.906 m = 11.620 m under the modules + 286 mm: one hook outside the field, 236 mm past the end that the
    # modules ask for, and 50 mm of rail past the hook; at the other end no hook outside
    "B": Case(
        columns=10,
        rows=2,
        module=replace(MODULE, length_mm=1961.0),
        row_gap_mm=20.0,
        system=rail_system(3650.0, max_span_mm=919.0, cantilever_mm=462.0, splice=PLANNER),
        rafters=Rafters(spacing_mm=900.0, offset_mm=814.0),
        roof_mm=16350.0,
        first_mm=2000.0,
        rail_mm=11906.0,
        rails=4,
        bars=14,
        splices=12,
        hooks=56,
        screws=112,
        end_clamps=8,
        mid_clamps=36,
    ),
    # 7.280 m = 9 spans of 800 mm + 2 · 40 mm: hooks outside the field at both ends, the array in their middle
    "C1": Case(
        columns=6,
        rows=2,
        module=MODULE,
        row_gap_mm=10.0,
        system=rail_system(
            3650.0,
            max_span_mm=831.0,
            cantilever_mm=551.0,
            outside_attachment_overhang_mm=40.0,
            splice=PLANNER,
        ),
        rafters=Rafters(spacing_mm=800.0, offset_mm=252.0),
        roof_mm=14680.0,
        first_mm=2000.0,
        rail_mm=7280.0,
        rails=4,
        bars=8,
        splices=4,
        hooks=40,
        screws=80,
        end_clamps=8,
        mid_clamps=20,
    ),
    # 3.638 m = 3.542 m under the modules + 96 mm: one hook outside the field, 46 mm past the end that the
    # modules ask for, and 50 mm of rail past the hook
    "D1": Case(
        columns=3,
        rows=3,
        module=MODULE,
        row_gap_mm=10.0,
        system=rail_system(3650.0, max_span_mm=856.0, cantilever_mm=463.0, splice=PLANNER),
        rafters=Rafters(spacing_mm=850.0, offset_mm=204.0),
        roof_mm=10760.0,
        first_mm=2000.0,
        rail_mm=3638.0,
        rails=6,
        bars=6,
        splices=0,
        hooks=30,
        screws=60,
        end_clamps=12,
        mid_clamps=12,
    ),
}


def new_bars(racking: Racking, system: RailSystem) -> int:
    """Bars that the cutting engine buys for all pieces, with the proof that fewer will not do."""
    pieces = [Piece(name=bar.piece, length_mm=bar.length_mm) for rail in racking.rails for bar in rail.bars]
    stocks = [Stock(name=f"{bar.length_mm:g}", length_mm=bar.length_mm) for bar in system.stock]
    plan = solve(pieces, stocks, (), CuttingOptions(kerf_mm=KERF_MM, time_limit_s=20.0))
    assert plan.proven
    assert not plan.unplaced
    return plan.stocks_used


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


def test_rails_are_as_many_and_as_long_as_printed(case):
    racking = case.racked()
    assert [rail.end_mm - rail.start_mm for rail in racking.rails] == pytest.approx(
        [case.rail_mm] * case.rails
    )
    assert codes(racking) == []


def test_hooks_and_their_screws_are_as_many_as_printed(case):
    hooks = parts(case.racked(), HardwareKind.ATTACHMENT)
    assert len(hooks) == case.hooks
    assert len(hooks) * case.system.screws_per_attachment == case.screws


def test_clamps_are_as_many_as_printed(case):
    racking = case.racked()
    assert len(parts(racking, HardwareKind.END_CLAMP)) == case.end_clamps
    assert len(parts(racking, HardwareKind.MID_CLAMP)) == case.mid_clamps


def test_splices_are_as_many_as_printed(case):
    assert len(parts(case.racked(), HardwareKind.SPLICE)) == case.splices


def test_bars_are_as_many_as_printed(case):
    assert new_bars(case.racked(), case.system) == case.bars


@pytest.mark.parametrize(("name", "end_caps"), [("A", 8), ("C1", 8), ("D1", 12)])
def test_two_end_caps_a_rail_make_as_many_as_printed(name, end_caps):
    # case B prints none: its rail has no end caps
    assert 2 * len(CASES[name].racked().rails) == end_caps


def test_case_a_has_its_ninth_hook_only_for_the_cantilever():
    racking = CASES["A"].racked()
    hooks = [part.x for part in parts(racking, HardwareKind.ATTACHMENT, racking.rails[0])]
    assert hooks == [395.0, 1595.0, 2795.0, 3995.0, 5195.0, 6395.0, 7595.0, 8795.0, 9395.0]


def test_case_f3_has_sixteen_upper_rails_up_the_slope_with_their_clamps():
    # 8 x 2 modules across, rails up the slope on two base rails. Printed: 16 x 2.388 m, 32 end and 16 mid
    # clamps. Not printed: where the base rails lie; here they stand 1500 mm apart, 444 mm from either end.
    module = replace(MODULE, length_mm=1757.0)
    modules = [
        placed
        for column in range(8)
        for placed in row_of(
            *evenly(2, 1000.0, 1154.0),
            across_mm=500.0 + column * 1767.0,
            row=column + 1,
            axis=RailAxis.SLOPE,
            orientation=Orientation.LANDSCAPE,
            module=module,
        )
    ]
    base_rails = Rafters(spacing_mm=1500.0, offset_mm=950.0 + 444.0)
    system = rail_system(4800.0, max_span_mm=1500.0, cantilever_mm=473.0, splice=PLANNER)
    site = roof(7170.0, 14800.0, rafters=base_rails, axis=RailAxis.SLOPE)
    racking = racked(site, system, modules, module)
    assert [rail.end_mm - rail.start_mm for rail in racking.rails] == pytest.approx([2388.0] * 16)
    assert len(parts(racking, HardwareKind.END_CLAMP)) == 32
    assert len(parts(racking, HardwareKind.MID_CLAMP)) == 16
    assert len(parts(racking, HardwareKind.ATTACHMENT)) == 2 * 16
    assert 2 * len(racking.rails) == 36 - 2 * 2  # printed with the two base rails
    assert codes(racking) == []


def test_ironridge_gives_five_modules_of_40_inches_one_204_inch_bar_a_rail():
    # parts catalogue: 5 x 40 + 4 x 0.375 + 2 x 1.0 = 203.5 in; stock 132, 168 and 204 in
    inch = 25.4
    module = replace(MODULE, length_mm=65.0 * inch, width_mm=40.0 * inch)
    system = rail_system(
        132.0 * inch,
        168.0 * inch,
        204.0 * inch,
        mid_gap_mm=0.375 * inch,
        end_overhang_mm=1.0 * inch,
        outside_attachment_overhang_mm=1.0 * inch,
        max_span_mm=72.0 * inch,
        cantilever_mm=None,
        cantilever_ratio=0.4,
    )
    site = roof(rafters=Rafters(spacing_mm=16.0 * inch, offset_mm=0.0))
    racking = racked(site, system, row_of(*evenly(5, 2000.0, 40.375 * inch), module=module), module)
    assert [rail.end_mm - rail.start_mm for rail in racking.rails] == pytest.approx([203.5 * inch] * 2)
    assert [len(rail.bars) for rail in racking.rails] == [1, 1]
    assert new_bars(racking, system) == 2
    assert codes(racking) == []
