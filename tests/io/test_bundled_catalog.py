"""The bundled catalogue: sources, sound figures, and the makers' own tables reproduced from it."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from designer.core.model.catalog import Catalog
from designer.core.model.provenance import Provenance, Source
from designer.core.model.trunk_family import TrunkFamily
from designer.io.catalogs import bundled_catalog

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture
def catalog() -> Catalog:
    return bundled_catalog()


def entries(catalog: Catalog) -> Iterator[Any]:
    """Every product, with the cables and parts of the trunk families."""
    for group in (catalog.modules, catalog.inverters, catalog.families, catalog.rails, catalog.regions):
        for product in group:
            yield product
            if isinstance(product, TrunkFamily):
                yield from (*product.products, *product.bulk, *product.parts)


def sources(catalog: Catalog) -> Iterator[Source]:
    for entry in (*entries(catalog), catalog.assumptions):
        provenance: Provenance = entry.provenance
        yield Source(provenance.source, provenance.verified)
        yield from provenance.figures.values()
    for inverter in catalog.inverters:
        yield from (Source(limit.source, limit.verified) for limit in inverter.branch_limits)


def numbers(value: Any, name: str = "") -> Iterator[tuple[str, float]]:
    """Every number in plain data with the name of its field."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item, name)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield name, float(value)


def test_every_figure_has_a_source_that_says_something(catalog: Catalog) -> None:
    for entry in (*entries(catalog), catalog.assumptions):
        for figure in entry.__struct_fields__:
            assert len(entry.provenance.of(figure).text) > 15, (entry, figure)
    for inverter in catalog.inverters:
        assert all(len(limit.source) > 15 for limit in inverter.branch_limits)


def test_nothing_assumed_or_second_hand_passes_for_verified(catalog: Catalog) -> None:
    marks = ("assumed", "general knowledge", "third-party", "Solarpro", "names no source", "as transcribed")
    for source in sources(catalog):
        if any(mark in source.text for mark in marks):
            assert not source.verified, source.text


def test_every_assumption_says_that_it_is_one(catalog: Catalog) -> None:
    provenance = catalog.assumptions.provenance
    given = set(catalog.assumptions.__struct_fields__) - {"provenance"}
    assert given == set(provenance.figures)
    assert not any(source.verified for source in provenance.figures.values())


def test_every_number_is_finite_and_every_size_greater_than_zero(catalog: Catalog) -> None:
    sizes = (
        "length_mm",
        "width_mm",
        "depth_mm",
        "thickness_mm",
        "pitch_mm",
        "profile_height_mm",
        "max_span_mm",
    )
    amounts = ("power_w", "power_va", "ohm_per_km", "ocpd_a", "ports_per_reel", "voltage_v", "voc_v", "units")
    for name, value in numbers(msgspec.to_builtins(catalog)):
        assert math.isfinite(value), name
        assert value > 0 or name not in sizes + amounts, name


def test_no_id_stands_twice(catalog: Catalog) -> None:
    ids = [entry.id for entry in entries(catalog)]
    assert len(ids) == len(set(ids))


def test_every_inverter_plugs_into_families_with_its_number_of_phases(catalog: Catalog) -> None:
    for inverter in catalog.inverters:
        for family in inverter.families:
            assert catalog.family(family).phases == inverter.phases, inverter.id


def test_the_enclosure_fits_between_roof_and_module_on_every_rail(catalog: Catalog) -> None:
    for rail in catalog.rails:
        for inverter in catalog.inverters:
            below = inverter.mount.top_below_rail_top_mm + inverter.thickness_mm
            room = rail.stand_off_mm + rail.profile_height_mm - below
            assert room >= inverter.clearance_mm, (rail.id, inverter.id)


def test_the_contents_that_were_asked_for_are_there(catalog: Catalog) -> None:
    models = {inverter.model for inverter in catalog.inverters}
    for power in (300, 350, 400, 450, 500):
        assert f"HMS-{power}-1T" in models
    for power in (600, 700, 800, 900, 1000):
        assert f"HMS-{power}-2T" in models
    assert {"HMS-1600-4T", "HMS-1800-4T", "HMS-2000-4T", "HMT-2000-4T", "HMT-2250-6T"} <= models
    assert {"Hoymiles", "Enphase", "APsystems", "NEP"} == {family.maker for family in catalog.families}
    makers = {rail.maker for rail in catalog.rails}
    assert {"K2", "IronRidge", "Unirac", "SnapNrack", "Quick Mount PV", "Schletter"} <= makers
    assert {region.id for region in catalog.regions} == {"eu-230", "na-240", "na-208", "lat-220"}


def test_the_trunk_has_every_pitch_in_both_conductor_sizes(catalog: Catalog) -> None:
    products = catalog.family("hoymiles-hms").products
    pairs = {(product.pitch_mm, product.conductor) for product in products}
    assert pairs == {(mm, awg) for mm in (1000, 2000, 2300, 3000, 4200) for awg in ("10 AWG", "12 AWG")}
    read = {product.id for product in products if not product.provenance.source.startswith("assumed")}
    assert read == {"hms-trunk-12awg-1.0m", "hms-trunk-10awg-2.0m", "hms-trunk-10awg-4.2m"}


def test_parts_carry_the_letters_and_torques_of_the_quick_guide(catalog: Catalog) -> None:
    parts = {part.letter: part for part in catalog.family("hoymiles-hms").parts if part.letter}
    assert sorted(parts) == list("BCDEFGH")  # A is the trunk cable itself
    torques = {
        letter: (part.torque_nm, part.torque_tolerance_nm) for letter, part in parts.items() if part.torque_nm
    }
    assert torques == {"B": (9, None), "C": (2, None), "D": (0.4, 0.1), "G": (4, 0.5)}
    assert all(parts[letter].provenance.of("torque_nm").verified for letter in torques)


@pytest.mark.parametrize(
    ("power_va", "on_12_awg", "on_10_awg"),
    [
        (600, (7, 7, 8), (11, 12, 12)),
        (700, (6, 6, 6), (10, 10, 10)),
        (800, (5, 5, 6), (8, 9, 9)),
        (900, (4, 5, 5), (7, 8, 8)),
        (1000, (4, 4, 4), (7, 7, 7)),
    ],
)
def test_units_per_branch_of_2t_follow_from_power_and_protection(
    catalog: Catalog, power_va: int, on_12_awg: tuple[int, ...], on_10_awg: tuple[int, ...]
) -> None:
    inverter, family = catalog.inverter(f"hms-{power_va}-2t"), catalog.family("hoymiles-hms")
    assert inverter.branch_limits == ()
    for product in family.products:
        counts = tuple(math.floor(product.ocpd_a * volts / inverter.power_va) for volts in (220, 230, 240))
        assert counts == (on_12_awg if product.conductor == "12 AWG" else on_10_awg)


def test_printed_limits_of_4t_equal_protection_over_current(catalog: Catalog) -> None:
    protection = {product.conductor: product.ocpd_a for product in catalog.family("hoymiles-hms").products}
    for inverter in (catalog.inverter("hms-1800-4t"), catalog.inverter("hms-2000-4t")):
        assert len(inverter.branch_limits) == 6
        for limit in inverter.branch_limits:
            current = inverter.power_va / limit.voltage_v
            assert limit.units == math.floor(protection[limit.conductor] / current)
            assert limit.verified


def test_printed_limits_of_iq8_equal_protection_over_125_percent_of_the_current(catalog: Catalog) -> None:
    factor = catalog.region("na-240").ocpd_factor
    for inverter in catalog.inverters:
        for limit in inverter.branch_limits if inverter.maker == "Enphase" else ():
            current = inverter.power_va / limit.voltage_v
            assert limit.units == math.floor(20 / (factor * current))


def test_default_weights_agree_with_the_one_price_that_was_found(catalog: Catalog) -> None:
    reel = catalog.family("hoymiles-hms").product("hms-trunk-10awg-2.0m")
    assumed = catalog.assumptions
    metres = reel.ports_per_reel * reel.pitch_mm / 1000
    weight = reel.ports_per_reel * assumed.port_price + metres * assumed.cable_price_per_m
    assert weight == pytest.approx(reel.price_per_reel, rel=0.01)


def test_rail_lengths_of_makers_documents_follow_from_gap_and_overhang(catalog: Catalog) -> None:
    def rail_mm(rail_id: str, modules: int, width_mm: float) -> float:
        rail = catalog.rail(rail_id)
        return modules * width_mm + (modules - 1) * rail.mid_gap_mm + 2 * rail.end_overhang_mm

    assert [rail_mm("k2-singlerail-36", n, 1134) for n in (1, 2, 3, 4)] == [1234, 2388, 3542, 4696]
    assert rail_mm("ironridge-xr10", 5, 40 * 25.4) == pytest.approx(203.5 * 25.4)
    assert rail_mm("ironridge-xr10", 5, 40 * 25.4) <= max(
        b.length_mm for b in catalog.rail("ironridge-xr10").stock
    )
    assert rail_mm("qrail-rev14", 10, 1000) == 10 * 1000 + 9 * 17 + 2 * 30.5


def test_no_piece_of_a_rail_hangs_from_a_splice_alone(catalog: Catalog) -> None:
    for rail in catalog.rails:
        rules = rail.splice
        assert rules.min_supports_per_piece or rules.min_piece_mm >= 700.0, rail.id


def test_modules_agree_with_themselves(catalog: Catalog) -> None:
    for module in catalog.modules:
        assert module.length_mm >= module.width_mm, module.id
        assert None not in (module.voc_v, module.isc_a, module.vmp_v, module.imp_a)
        assert module.vmp_v < module.voc_v, module.id
        assert module.imp_a < module.isc_a, module.id
        assert module.vmp_v * module.imp_a == pytest.approx(module.power_w, rel=0.02), module.id


def test_every_module_of_the_list_with_size_and_electrical_data_is_in_the_catalogue(catalog: Catalog) -> None:
    listed = SHARED / "data" / "modules.csv"
    if not listed.exists():
        pytest.skip("the module list lies beside the project folder, and here it does not")
    with listed.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    same = {
        "p_w": "power_w",
        **{
            name: name
            for name in ("length_mm", "width_mm", "frame_mm", "weight_kg", "voc_v", "isc_a", "vmp_v")
        },
        **{
            name: name for name in ("imp_a", "beta_voc_pct_per_k", "alpha_isc_pct_per_k", "gamma_p_pct_per_k")
        },
    }
    by_name = {(module.maker, module.model): module for module in catalog.modules}
    needed = ("length_mm", "width_mm", "p_w", "voc_v", "isc_a", "vmp_v", "imp_a")
    kept = [row for row in rows if all(row[name] for name in needed)]
    assert len(kept) == len(catalog.modules)
    for row in kept:
        module = by_name[row["maker"], row["model"]]
        assert module.provenance.source in row["source"]
        assert module.provenance.verified is (row["grade"] == "M")
        for column, field in same.items():
            assert getattr(module, field) == (float(row[column]) if row[column] else None), (module.id, field)
