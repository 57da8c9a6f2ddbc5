"""Words and units of catalogue figures."""

import pytest

from designer.figure_words import figure_label, figure_unit
from designer.io.catalog_figures import figures_of, parts_of
from designer.io.catalogs import bundled_catalog


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [
        ("power_w", "Peak power", "W"),
        ("mount.screw_spacing_mm", "Mount, screw spacing", "mm"),
        ("mount.torque_nm", "Mount, torque", "N·m"),
        ("beta_voc_pct_per_k", "Change of voltage", "%/K"),
        ("ohm_per_km", "Resistance", "Ω/km"),
        ("inputs", "Inputs", ""),
        ("max_span_mm", "Max span", "mm"),
    ],
)
def test_a_name_of_a_figure_becomes_words_and_a_unit(name, label, unit) -> None:
    assert (figure_label(name), figure_unit(name)) == (label, unit)


def test_every_figure_of_the_catalogue_has_words() -> None:
    catalog = bundled_catalog()
    entries = [*catalog.modules, *catalog.inverters, *catalog.families, *catalog.rails, *catalog.regions]
    entries += [part for family in catalog.families for part in parts_of(family)]
    names = {figure.name for entry in entries for figure in figures_of(entry)}
    for name in names:
        assert "_" not in figure_label(name), name
        assert figure_label(name)[0].isupper(), name
