"""What a person reads in place of ids."""

import pytest

from designer.core.planning import derive
from designer.part_names import PartNames, by_id
from tests import sites


@pytest.fixture(scope="module")
def names() -> PartNames:
    return PartNames(sites.catalog(), derive(sites.gable(), sites.catalog()))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("hms-1000-2t", "Hoymiles HMS-1000-2T"),
        ("trina-tsm-440neg9r-28", "Trina TSM-440NEG9R.28"),
        ("k2-singlerail-36", "K2 SingleRail 36"),
        ("hms-trunk-10awg-2.3m", "AC Trunk Cable 10 AWG, 2.3 m between connectors"),
        ("hoymiles-hms", "Hoymiles HMS AC trunk"),
        ("eu-230", "Europe 230/400 V"),
        ("R1.L1/A1", "attachment R1.L1/A1"),
        ("R1.L1/E1", "end clamp R1.L1/E1"),
        ("M3/box", "the box on the back of M3"),
        ("B1", "B1"),
        ("R99.L1/A1", "R99.L1/A1"),
    ],
)
def test_products_and_small_parts_are_named_and_all_else_is_its_id(
    names: PartNames, name: str, read: str
) -> None:
    assert names(name) == read


def test_without_a_plan_small_parts_keep_their_ids() -> None:
    assert PartNames(sites.catalog())("R1.L1/A1") == "R1.L1/A1"
    assert by_id("hms-1000-2t") == "hms-1000-2t"


def test_every_product_of_the_catalogue_has_a_name() -> None:
    catalog = sites.catalog()
    products = [*catalog.modules, *catalog.inverters, *catalog.rails, *catalog.families, *catalog.regions]
    products += [cable for family in catalog.families for cable in (*family.products, *family.bulk)]
    assert catalog.names.keys() == {product.id for product in products}
    assert all(name.strip() for name in catalog.names.values())
