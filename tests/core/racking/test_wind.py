import pytest

from designer.core.errors import DesignError
from designer.core.model.design import RoofForm
from designer.core.racking.wind import wind_zones

GABLE, MONO = RoofForm.GABLE, RoofForm.MONOPITCH

# A maker's planner on nine roofs (racking.md A9): eave, slope and height in m, tilt; then as printed, in m:
# verge strip, corner along the eave (not printed for F1), eave strip; then the same by the formula.
ROOFS = {
    "B": (GABLE, 16.35, 9.57, 7.50, 45, (1.35, 3.75, 2.12), (1.353, 3.750, 2.121)),
    "C1": (GABLE, 14.68, 6.87, 5.00, 30, (1.00, 2.50, 1.15), (1.000, 2.500, 1.155)),
    "C2": (GABLE, 14.29, 6.82, 5.00, 30, (1.00, 2.50, 1.15), (1.000, 2.500, 1.155)),
    "D1": (MONO, 10.76, 5.95, 5.00, 15, (0.57, 2.50, 1.03), (0.575, 2.500, 1.035)),
    "D2": (GABLE, 5.87, 4.71, 5.00, 40, (0.72, 1.47, 0.77), (0.722, 1.468, 0.766)),
    "E1": (MONO, 9.82, 8.74, 5.00, 20, (0.82, 2.46, 1.05), (0.821, 2.455, 1.045)),
    "E2": (GABLE, 11.49, 4.53, 5.00, 40, (0.70, 2.51, 1.31), (0.694, 2.500, 1.305)),
    "F1": (GABLE, 14.80, 7.17, 6.60, 22, (1.32, None, 1.42), (1.320, 3.300, 1.424)),
    "G": (MONO, 20.20, 5.99, 8.54, 8.1, (0.59, 4.27, 1.72), (0.593, 4.270, 1.725)),
}


def zones_of(case):
    form, eave_m, slope_m, height_m, tilt_deg, _, _ = ROOFS[case]
    return wind_zones(
        form,
        eave_length_mm=eave_m * 1000.0,
        slope_length_mm=slope_m * 1000.0,
        height_mm=height_m * 1000.0,
        tilt_deg=tilt_deg,
    )


@pytest.mark.parametrize("case", ROOFS)
def test_edge_zones_are_those_a_makers_planner_printed(case):
    zones, printed = zones_of(case), ROOFS[case][5]
    found = (zones.verge_mm, zones.corner_along_eave_mm, zones.eave_mm)
    for found_mm, printed_m in zip(found, printed, strict=True):
        if printed_m is not None:
            assert found_mm == pytest.approx(printed_m * 1000.0, abs=10.0)  # printed to the centimetre


@pytest.mark.parametrize("case", ROOFS)
def test_edge_zones_are_those_of_the_formula(case):
    zones = zones_of(case)
    found = (zones.verge_mm, zones.corner_along_eave_mm, zones.eave_mm)
    # the roofs' own measures are printed to the centimetre
    assert found == pytest.approx(tuple(1000.0 * m for m in ROOFS[case][6]), abs=1.5)


def test_the_corner_reaches_farther_up_a_monopitch_roof_than_its_eave_strip():
    mono, gable = zones_of("G"), zones_of("B")
    assert mono.corner_up_slope_mm == pytest.approx(
        5.99e3 / 4.0, abs=1.0
    )  # e90 / 4 / cos t with e90 = S cos t
    assert gable.corner_up_slope_mm == gable.eave_mm


@pytest.mark.parametrize("figures", [(0.0, 5.0, 5.0, 30.0), (5.0, 5.0, -1.0, 30.0), (5.0, 5.0, 5.0, 90.0)])
def test_a_roof_without_extent_is_refused_with_a_remedy(figures):
    eave, slope, height, tilt = figures
    with pytest.raises(DesignError, match="true lengths"):
        wind_zones(GABLE, eave_length_mm=eave, slope_length_mm=slope, height_mm=height, tilt_deg=tilt)
