"""Where the two rails of a row lie across it."""

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.model.catalog import Zone
from tests.core.racking.racking_sample import MODULE, codes, racked, rail_system, roof, row_of

STARTS = (2000.0, 3154.0, 4308.0)


def across(racking):
    return sorted({rail.across_mm for rail in racking.rails})


def test_rails_lie_in_the_middle_of_the_modules_clamp_zone():
    module = replace(MODULE, clamp_long=Zone(300.0, 400.0), clamp_short=Zone(100.0, 120.0))
    racking = racked(roof(), rail_system(), row_of(*STARTS, module=module), module)
    assert across(racking) == [1350.0, 1000.0 + 1762.0 - 350.0]


def test_rails_across_the_short_side_use_the_zone_along_it():
    module = replace(MODULE, clamp_long=Zone(300.0, 400.0), clamp_short=Zone(100.0, 121.0))
    row = row_of(2000.0, 3782.0, orientation=Orientation.LANDSCAPE, module=module)
    racking = racked(roof(), rail_system(), row, module)
    assert across(racking) == [1110.0, 1000.0 + 1134.0 - 110.0]  # 110.5 to the whole millimetre


def test_a_module_without_a_zone_is_clamped_at_the_assumed_share_of_the_side():
    racking = racked(roof(), rail_system(), row_of(*STARTS))
    assert across(racking) == [1396.0, 1000.0 + 1762.0 - 396.0]  # 0.225 · 1762 = 396.45


def test_rails_stay_apart_where_the_zone_reaches_over_the_modules_middle():
    module = replace(MODULE, clamp_long=Zone(800.0, 1700.0))
    racking = racked(roof(), rail_system(), row_of(*STARTS, module=module), module)
    lower, upper = across(racking)
    assert upper - lower >= 37.0
    assert lower - 1000.0 >= 800.0


def test_different_modules_of_a_row_are_clamped_in_the_zone_they_share():
    wide = replace(MODULE, id="W", clamp_long=Zone(200.0, 500.0))
    tight = replace(MODULE, id="T", clamp_long=Zone(440.0, 700.0))
    row = [*row_of(2000.0, 3154.0, module=wide), *row_of(4308.0, module=tight)]
    racking = racked(roof(), rail_system(), row, wide, tight)
    assert across(racking) == [1470.0, 1000.0 + 1762.0 - 470.0]
    assert codes(racking) == []


def test_a_taller_module_in_the_row_shifts_the_shared_zone_from_its_own_edge():
    tall = replace(MODULE, id="H", length_mm=1862.0, clamp_long=Zone(300.0, 400.0))
    low = replace(MODULE, id="L", clamp_long=Zone(280.0, 400.0))
    row = [*row_of(2000.0, module=tall), *row_of(3154.0, module=low)]
    racking = racked(roof(), rail_system(), row, tall, low)
    # up: 300…400 below 2862 and 280…400 below 2762 share 2462…2482
    assert across(racking) == [1350.0, 2472.0]


def test_modules_without_a_common_zone_are_an_error_that_names_the_row_and_the_modules():
    low = replace(MODULE, id="A", clamp_long=Zone(100.0, 200.0))
    high = replace(MODULE, id="B", clamp_long=Zone(300.0, 400.0))
    row = [*row_of(2000.0, module=low), *row_of(3154.0, module=high)]
    racking = racked(roof(), rail_system(), row, low, high)
    (finding,) = racking.findings
    assert (finding.code, finding.subjects) == ("clamp-zone-conflict", ("r1", "A", "B"))
    assert len(racking.rails) == 2


@pytest.mark.parametrize("orientation", list(Orientation))
def test_rails_up_the_slope_are_the_mirror_image_of_rails_along_the_eave(orientation):
    turned = next(other for other in Orientation if other is not orientation)
    starts = (2000.0, 3800.0, 5600.0)
    eave = racked(roof(), rail_system(), row_of(*starts, orientation=orientation))
    slope = racked(
        roof(axis=RailAxis.SLOPE),
        rail_system(),
        row_of(*starts, orientation=turned, axis=RailAxis.SLOPE),
    )

    def figures(rail):
        return (rail.id, rail.across_mm, rail.start_mm, rail.end_mm, rail.bars)

    def mirrored(part):
        x0, y0, x1, y1 = part.footprint
        return (part.id, part.kind, part.y, part.x, (y0, x0, y1, x1))

    assert [figures(rail) for rail in eave.rails] == [figures(rail) for rail in slope.rails]
    assert {rail.axis for rail in slope.rails} == {RailAxis.SLOPE}
    assert [(part.id, part.kind, part.x, part.y, part.footprint) for part in eave.hardware] == [
        mirrored(part) for part in slope.hardware
    ]
