"""The DC window at the site's temperatures."""

import pytest
from msgspec.structs import replace

from designer.core.electrical.dc import at_temperature, dc_verdicts, dc_window, unknown_in_the_cold
from designer.core.model.design import Climate
from designer.io.catalogs import bundled_catalog

CATALOG = bundled_catalog()
MODULE = CATALOG.module("ja-solar-jam54d41-440-mb")
UNIT = CATALOG.inverter("hms-1000-2t")


def test_published_example_of_a_cold_morning():
    assert at_temperature(49.5, -0.27, -10) == pytest.approx(54.2, abs=0.05)


def test_a_usual_pair_fits():
    codes = {verdict.code for verdict in dc_verdicts(MODULE, UNIT, Climate())}
    assert codes <= {"imp-clips"}


def test_too_many_cells_for_the_input_are_refused_with_figures():
    long_string = replace(MODULE, voc_v=60.0, beta_voc_pct_per_k=-0.3)
    verdict = next(v for v in dc_verdicts(long_string, UNIT, Climate(min_c=-20)) if v.code == "voc-too-high")
    assert verdict.value == pytest.approx(68.1)
    assert verdict.limit == UNIT.vdc_max_v


def test_a_voltage_just_over_the_limit_does_not_read_like_it():
    """39.38 V · (1 + 0.0025 · 35) = 42.82575 V."""
    narrow = replace(UNIT, vdc_max_v=42.825)
    (verdict,) = (v for v in dc_verdicts(MODULE, narrow, Climate(min_c=-10)) if v.code == "voc-too-high")
    assert verdict.value == 42.84
    assert not [
        v for v in dc_verdicts(MODULE, replace(UNIT, vdc_max_v=42.826), Climate(min_c=-10)) if "voc" in v.code
    ]


def test_hot_modules_below_the_tracking_range_are_named():
    low = replace(MODULE, vmp_v=17.0)
    assert "vmp-too-low" in {v.code for v in dc_verdicts(low, UNIT, Climate(max_cell_c=75))}


def test_unknown_figures_decide_nothing():
    blank = replace(MODULE, voc_v=None, vmp_v=None, isc_a=None, imp_a=None)
    assert dc_verdicts(blank, UNIT, Climate()) == ()
    assert dc_window(blank, Climate()).voc_max_v is None


def test_without_a_coefficient_the_figures_of_the_sheet_still_decide():
    """Colder than at standard test conditions Voc is no lower, hotter Vmp no higher."""
    bare = replace(MODULE, beta_voc_pct_per_k=None, gamma_p_pct_per_k=None)
    limits = replace(UNIT, vdc_max_v=39.0, mppt_min_v=34.0)
    codes = {verdict.code: verdict.value for verdict in dc_verdicts(bare, limits, Climate())}
    assert (codes["voc-too-high"], codes["vmp-too-low"]) == (39.38, 33.37)
    warm = {verdict.code for verdict in dc_verdicts(bare, limits, Climate(min_c=26.0))}
    assert "voc-too-high" not in warm


def test_what_the_cold_check_lacks_is_named():
    assert unknown_in_the_cold(MODULE, UNIT) == ()
    bare = replace(MODULE, beta_voc_pct_per_k=None)
    assert unknown_in_the_cold(bare, replace(UNIT, vdc_max_v=None)) == ("beta_voc_pct_per_k", "vdc_max_v")
