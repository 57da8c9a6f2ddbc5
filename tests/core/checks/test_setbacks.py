"""What a setback preset asks for beyond distances: coverage, height, nothing above the ridge."""

import pytest
from msgspec.structs import replace

from designer.core.checks.setbacks import check_setbacks
from designer.core.geometry.edges import EdgeKind
from designer.core.planning import derive
from tests import sites

CATALOG = sites.catalog()
FRAME_MM = 30.0


def found(design, preset, **settings):
    settings = replace(design.settings, setback_preset=preset, **settings)
    design = replace(design, settings=settings)
    return {finding.code: finding for finding in check_setbacks(design, CATALOG, derive(design, CATALOG))}


def half_covered(tilt=35.0):
    """3 x 4 modules on 12 x 4 m of one roof plane: 23.4 of 48 m²."""
    roof = replace(sites.surface(height=4000.0), tilt_deg=tilt)
    rows = [sites.row(f"R{n}", "S1", 6, 10 * n, across=300.0 + n * 1742.0) for n in (0, 1)]
    return sites.design([roof], rows)


def test_without_a_preset_nothing_is_asked():
    assert found(half_covered(), None) == {}
    assert found(half_covered(), "no-such-preset") == {}


def test_the_source_of_a_preset_is_told_unless_it_was_verified():
    assert "setback-preset-unverified" in found(half_covered(), "de-bayern")
    assert found(half_covered(), "au-clenergy") == {}


def test_more_than_a_third_of_the_roof_asks_for_a_wider_ridge():
    finding = found(half_covered(), "us-irc", setbacks_mm={EdgeKind.RIDGE: 457.0})["coverage-over-preset"]
    assert finding.params["share_pct"] == pytest.approx(100 * 12 * 1.722 * 1.134 / 48, abs=0.05)
    assert finding.params["asked"] == "914 mm"


def test_a_wide_ridge_or_little_coverage_is_in_order():
    wide = {EdgeKind.RIDGE: 914.0}
    assert "coverage-over-preset" not in found(half_covered(), "us-irc", setbacks_mm=wide)
    few = replace(half_covered(), rows=half_covered().rows[:1])
    assert "coverage-over-preset" not in found(few, "us-irc", setbacks_mm={EdgeKind.RIDGE: 457.0})
    assert "coverage-over-preset" not in found(half_covered(), "us-irc-sprinklered")


def test_the_share_is_of_the_whole_roof_in_plan_not_of_one_face():
    design = half_covered()
    north = replace(sites.surface("S2", height=4000.0, azimuth=0.0), tilt_deg=35.0)
    both = replace(design, surfaces=(*design.surfaces, north))
    assert "coverage-over-preset" not in found(both, "us-irc", setbacks_mm={EdgeKind.RIDGE: 457.0})


def test_modules_higher_than_the_preset_lets_them_are_told():
    low = found(half_covered(), "uk-domestic", stand_off_mm=60.0)
    assert "modules-too-high" not in low
    high = found(half_covered(), "uk-domestic", stand_off_mm=160.0)["modules-too-high"]
    assert (high.params["height_mm"], high.params["limit_mm"]) == (160.0 + 36.0 + FRAME_MM, 200.0)


@pytest.mark.parametrize(("away", "told"), [(549.0, True), (550.0, False)])
def test_200_mm_above_a_roof_of_20_degrees_needs_549_5_mm_below_the_ridge(away, told):
    # printed in racking tables: 200 mm at 20 deg -> 549.5 mm
    height = 6000.0
    roof = replace(sites.surface(height=height), tilt_deg=20.0)
    row = sites.row("R1", "S1", 3, 1, across=height - away - sites.LENGTH)
    stand_off = 200.0 - 36.0 - FRAME_MM
    findings = found(sites.design([roof], [row]), "uk-domestic", stand_off_mm=stand_off)
    assert ("modules-over-ridge" in findings) is told
    if told:
        assert findings["modules-over-ridge"].params["needed_mm"] == pytest.approx(549.5, abs=0.05)
