"""Which trunk families an inverter plugs into."""

from designer.edit.edits.fitting import fits, fitting_families
from designer.edit.edits.products import set_products
from tests.sites import catalog, gable


def test_the_family_of_the_project_fits_or_another_is_offered() -> None:
    assert fits(gable(), catalog())
    other = next(one for one in catalog().inverters if "hoymiles-hms" not in one.families)
    made = set_products(gable(), inverter=other.id)
    assert not fits(made, catalog())
    assert [one.id for one in fitting_families(made, catalog())] == list(other.families)


def test_an_unknown_inverter_fits_nothing() -> None:
    assert fitting_families(set_products(gable(), inverter="gone"), catalog()) == ()
