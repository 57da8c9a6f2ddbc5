"""What a trunk family, its inverters and the markets must agree about, and what may be replaced."""

import re
from pathlib import Path

import pytest

from designer.core.errors import CatalogError
from designer.io.catalogs import bundled_catalog, load_catalog

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-trunk-family.md"
LIMIT = '{ units = 4, conductor = "12 AWG", voltage_v = 230, ref = "example" }'

MISTAKES = [
    pytest.param(
        'id = "example-cable"',
        'id = "example-trunk-2.4m"',
        "family 'example-trunk': the id 'example-trunk-2.4m' stands 2 times among its products, bulk cables "
        "and parts; give each an id of its own",
        id="id-twice-in-a-family",
    ),
    pytest.param(
        'id = "example-trunk-2.4m"',
        'id = "hms-trunk-10awg-2.0m"',
        "products: 'hms-trunk-10awg-2.0m': the id is already taken by the trunk cable of family "
        "'hoymiles-hms' in hoymiles.toml; give it an id of its own, or replace the whole family",
        id="id-of-a-bundled-cable",
    ),
    pytest.param(
        'id = "example-port-cap"',
        'id = "hms-1000-2t"',
        "parts: 'hms-1000-2t': the id is already taken by the inverter in hoymiles.toml; give it",
        id="id-of-a-bundled-inverter",
    ),
    pytest.param(
        "phases = 1\nwidth_mm",
        "phases = 2\nwidth_mm",
        "inverter 'example-800': phases: it is 2 but must be 1 or 3; correct the figure",
        id="inverter-of-two-phases",
    ),
    pytest.param(
        "phases = 1\nstripping_mm",
        "phases = 2\nstripping_mm",
        "family 'example-trunk': phases: it is 2 but must be 1 or 3; correct the figure",
        id="family-of-two-phases",
    ),
    pytest.param(
        "phases = 1\nstripping_mm",
        "phases = 3\nstripping_mm",
        "inverter 'example-800': phases: it is 1, but its family 'example-trunk' has 3; make both the same",
        id="phases-of-inverter-and-family",
    ),
    pytest.param(
        LIMIT,
        LIMIT.replace("12 AWG", "12AWG"),
        "branch_limits: '1': conductor: no trunk cable of the inverter's families has the conductor '12AWG'; "
        "did you mean '12 AWG'?",
        id="limit-of-no-conductor",
    ),
    pytest.param(
        LIMIT,
        LIMIT.replace("230", "235"),
        "branch_limits: '1': voltage_v: it is 235, but the voltages of the regions are 208, 220, 230, 240",
        id="limit-of-no-voltage",
    ),
    pytest.param(
        LIMIT,
        LIMIT.replace("230", '240, region = "eu-230"'),
        "branch_limits: '1': voltage_v: it is 240, but the voltages of 'eu-230' are 230; give",
        id="limit-of-another-market",
    ),
    pytest.param(
        LIMIT,
        LIMIT.replace("230", '230, region = "eu-23"'),
        "branch_limits: '1': region: there is no region 'eu-23'; did you mean 'eu-230'?",
        id="limit-of-no-market",
    ),
    pytest.param(
        LIMIT,
        f"{LIMIT.replace('4', '3')}, {LIMIT}",
        "inverter 'example-800': branch_limits: 2 limits are given for '12 AWG' at 230 V; keep the one that",
        id="two-limits",
    ),
    pytest.param(
        'description = "EXAMPLE end cable 12 AWG"\nconductor = "12 AWG"',
        'description = "EXAMPLE end cable"\nconductor = "10 AWG"',
        "products: 'example-trunk-2.4m': conductor: no bulk cable has the conductor '12 AWG', only '10 AWG'; "
        "write it alike in both, or add a [[family.bulk]] for its end cables and links",
        id="no-bulk-cable",
    ),
    pytest.param(
        "ports_per_reel = 20",
        "ports_per_reel = 20\nreel_length_mm = 45599",
        "products: 'example-trunk-2.4m': reel_length_mm: it is 45599, but 20 ports take 45600 mm; correct it",
        id="short-reel",
    ),
    pytest.param(
        "pitch_mm = 2400",
        "pitch_mm = 2.4",
        "products: 'example-trunk-2.4m': pitch_mm: it is 2.4 mm, which no trunk cable has; check its unit",
        id="pitch-in-metres",
    ),
    pytest.param(
        "ports_per_reel = 20",
        'ports_per_reel = 20\nregions = ["europe"]',
        "regions: there is no region 'europe'; known are eu-230, na-240, na-208, lat-220",
        id="no-such-market",
    ),
    pytest.param(
        "bend_radius_mm = 100",
        "bend_radius_mm = 100\nconnector_current_a = 16",
        "products: 'example-trunk-2.4m': ocpd_a: it is 20, but the family's connectors carry 16 A "
        "(connector_current_a); give the lower rating",
        id="connectors-weaker-than-the-device",
    ),
    pytest.param(
        "along_min_mm = -125\nalong_max_mm = 125",
        "along_min_mm = -50\nalong_max_mm = 50",
        "example-800': mount: the footprint is 100 x 180 mm, but the enclosure 250 x 180 mm; correct",
        id="footprint-smaller-than-the-enclosure",
    ),
    pytest.param(
        'example = "invented for docs/adding-a-trunk-family.md"',
        'example = ["invented"]',
        "sources.example: it must be text or a table; write where it was read, in quotes, or { text = ",
        id="source-in-a-list",
    ),
]


def example() -> str:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return block


def own(tmp_path: Path, *texts: str) -> Path:
    for number, text in enumerate(texts, start=1):
        (tmp_path / f"mine{number}.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("right", "wrong", "sentence"), MISTAKES)
def test_a_mistake_that_would_be_swallowed_is_one_sentence_with_place_and_remedy(
    tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    text = example()
    assert right in text
    with pytest.raises(CatalogError) as failure:
        load_catalog(own(tmp_path, text.replace(right, wrong, 1)))
    assert sentence in str(failure.value)
    assert "mine1.toml" in str(failure.value)
    assert failure.value.remedy


def test_a_reel_may_hold_no_more_than_the_pitches_between_its_ports(tmp_path: Path) -> None:
    text = example().replace("ports_per_reel = 20", "ports_per_reel = 20\nreel_length_mm = 45600")
    assert load_catalog(own(tmp_path, text)).family("example-trunk").products[0].reel_length_mm == 45600


def test_the_family_that_came_later_is_the_one_of_wrong_phases(tmp_path: Path) -> None:
    later = example().partition("[[family]]")
    sources = later[0].partition("[[inverter]]")[0]
    family = f"{sources}[[family]]{later[2]}".replace("phases = 1", "phases = 3")
    with pytest.raises(CatalogError) as failure:
        load_catalog(own(tmp_path, example(), family))
    assert str(failure.value) == (
        "mine2.toml: family 'example-trunk': phases: it is 3, but inverter 'example-800', which plugs in, "
        "has 1; make both the same."
    )


def test_a_family_may_be_replaced_though_bundled_limits_name_a_conductor_it_lacks(
    tmp_path: Path,
) -> None:
    """The HMS-1800-4T has limits for 12 AWG and 10 AWG."""
    replaced = example().replace("example-trunk-2.4m", "hms-trunk-12awg-1.0m")
    replaced = replaced.replace('"example-trunk"', '"hoymiles-hms"')
    catalog = load_catalog(own(tmp_path, replaced))
    assert [one.id for one in catalog.family("hoymiles-hms").products] == ["hms-trunk-12awg-1.0m"]
    assert catalog.stock_product("hms-trunk-12awg-1.0m").pitch_mm == 2400


def test_parts_that_are_the_same_may_stand_in_two_families(tmp_path: Path) -> None:
    text = example()
    family = text.partition("[[family]]")[2]
    twin = family.replace('id = "example-trunk"', 'id = "example-twin"', 1)
    assert load_catalog(own(tmp_path, f"{text}\n[[family]]{twin}")).family("example-twin").parts
    dearer = twin.replace("price_per_reel = 600", "price_per_reel = 700")
    with pytest.raises(CatalogError, match=r"by the trunk cable of family 'example-trunk' in mine1\.toml"):
        load_catalog(own(tmp_path, f"{text}\n[[family]]{dearer}"))
    opened = twin.replace("field_wired = false", "field_wired = true")
    with pytest.raises(CatalogError, match=r"taken by the moulded trunk cable of family 'example-trunk'"):
        load_catalog(own(tmp_path, f"{text}\n[[family]]{opened}"))


def test_no_other_conductor_steps_in_for_a_bulk_cable_that_is_missing() -> None:
    family = bundled_catalog().family("hoymiles-hms")
    assert family.bulk_for("12 AWG").id == "hms-cable-12awg"
    with pytest.raises(
        CatalogError, match="no bulk cable of trunk family 'hoymiles-hms' has the conductor '14 AWG'"
    ):
        family.bulk_for("14 AWG")
