"""Where modules may be clamped for the loads of a project."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation
from designer.core.model.catalog import ClampClass, Zone
from designer.core.racking.clamp_zones import Loads, clamp_zone, overloaded
from tests.core.racking.racking_sample import ASSUMPTIONS, MODULE, codes, racked, rail_system, roof, row_of

NARROW, WIDE = Zone(20.0, 130.0), Zone(20.0, 350.0)
CLASSES = (
    ClampClass(pressure_pa=2400.0, uplift_pa=1600.0, short=NARROW),
    ClampClass(pressure_pa=2400.0, uplift_pa=1333.0, short=WIDE),
)
GRADED = replace(MODULE, clamp_long=Zone(100.0, 450.0), clamp_short=NARROW, clamp_classes=CLASSES)
LANDSCAPE = row_of(2000.0, 3782.0, orientation=Orientation.LANDSCAPE, module=GRADED)


def across(racking):
    return sorted({rail.across_mm - 1000.0 for rail in racking.rails})


@pytest.mark.parametrize(
    ("loads", "zone"),
    [
        ({}, NARROW),
        ({"design_pressure_pa": 2000.0}, WIDE),
        ({"design_uplift_pa": 1333.0}, WIDE),
        ({"design_pressure_pa": 2400.0, "design_uplift_pa": 1600.0}, NARROW),
    ],
)
def test_rails_lie_in_the_middle_of_the_widest_zone_that_bears_the_loads(loads, zone):
    racking = racked(roof(), rail_system(), LANDSCAPE, GRADED, **loads)
    middle = (zone.min_mm + zone.max_mm) / 2.0
    assert across(racking) == [middle, 1134.0 - middle]
    assert codes(racking) == []


def test_loads_that_no_zone_bears_are_an_error_of_the_row():
    racking = racked(roof(), rail_system(), LANDSCAPE, GRADED, design_pressure_pa=2401.0)
    assert across(racking) == [75.0, 1134.0 - 75.0]
    (finding,) = racking.findings
    assert (finding.code, finding.subjects) == ("clamp-load-exceeded", ("r1", "M"))
    assert finding.params == {"pressure_pa": 2401.0, "uplift_pa": 0.0}


def test_a_side_without_classes_keeps_the_modules_own_zone_whatever_the_loads():
    racking = racked(roof(), rail_system(), row_of(2000.0, module=GRADED), GRADED, design_pressure_pa=9000.0)
    assert across(racking) == [275.0, 1762.0 - 275.0]
    assert codes(racking) == []


loads = st.builds(Loads, pressure_pa=st.floats(0.0, 6000.0), uplift_pa=st.floats(0.0, 6000.0))
zones = st.tuples(st.integers(0, 200), st.integers(0, 300)).map(lambda p: Zone(p[0], p[0] + p[1]))
classes = st.builds(
    ClampClass,
    pressure_pa=st.floats(500.0, 5400.0),
    uplift_pa=st.floats(500.0, 4000.0),
    short=st.none() | zones,
    long=st.none() | zones,
)


@given(st.lists(classes, max_size=4).map(tuple), loads, loads)
def test_lighter_loads_never_narrow_the_zone(graded, first, second):
    module = replace(GRADED, clamp_classes=graded)
    lighter = Loads(
        pressure_pa=min(first.pressure_pa, second.pressure_pa),
        uplift_pa=min(first.uplift_pa, second.uplift_pa),
    )
    for side in (module.length_mm, module.width_mm):
        if not overloaded(module, side, first):
            assert not overloaded(module, side, lighter)
            heavy, light = (clamp_zone(module, ASSUMPTIONS, side, one) for one in (first, lighter))
            assert light.max_mm - light.min_mm >= heavy.max_mm - heavy.min_mm
