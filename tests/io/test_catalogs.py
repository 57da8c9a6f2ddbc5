"""Catalogue files: a person's own over the bundled ones, sources stated once, and what bad files say."""

import json
import math
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.errors import CatalogError
from designer.core.model.catalog import Catalog
from designer.core.model.provenance import Source
from designer.io.catalogs import bundled_catalog, default_user_folder, load_catalog, read_sheet

MODULE = {
    "id": "own-400",
    "maker": "Own",
    "model": "400",
    "power_w": 400,
    "length_mm": 1722,
    "width_mm": 1134,
    "provenance": {"source": "name plate", "verified": True},
}

INVERTER = """
[[inverter]]
id = "own-800"
maker = "Own"
model = "800"
families = ["hoymiles-hms"]
inputs = 2
mppts = 2
power_va = 800
phases = 1
width_mm = 250
depth_mm = 170
thickness_mm = 30
clearance_mm = 20
mount = { along_min_mm = -125, along_max_mm = 125, across_min_mm = -20, across_max_mm = 150, \
top_below_rail_top_mm = 20, screws = 2, screw = "M8", screw_spacing_mm = 200, torque_nm = 9 }
provenance = { source = "name plate" }
"""


@pytest.fixture(autouse=True)
def _no_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRUNKLINE_CATALOG", str(tmp_path / "none"))


@pytest.fixture
def catalog() -> Catalog:
    return bundled_catalog()


def own_folder(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


# --- a person's own folder -------------------------------------------------------------------------


def test_without_an_own_folder_the_bundled_catalogue_is_given(catalog: Catalog) -> None:
    assert load_catalog() is catalog


def test_an_own_entry_adds_and_an_entry_of_a_bundled_id_replaces(catalog: Catalog, tmp_path: Path) -> None:
    bundled = catalog.modules[3]
    replaced = {**MODULE, "id": bundled.id, "power_w": 401}
    folder = own_folder(
        tmp_path, mine_json=json.dumps({"module": [MODULE, replaced]}), inverters_toml=INVERTER
    )
    loaded = load_catalog(folder)
    assert loaded.module("own-400").power_w == 400
    assert loaded.module(bundled.id).power_w == 401
    assert loaded.modules[3].id == bundled.id
    assert len(loaded.modules) == len(catalog.modules) + 1
    assert loaded.inverter("own-800").clearance_mm == 20
    assert loaded.rails == catalog.rails
    assert catalog.module(bundled.id) == bundled


def test_of_two_own_files_the_later_name_wins(tmp_path: Path) -> None:
    first, second = ({"module": [{**MODULE, "power_w": power}]} for power in (410, 420))
    folder = own_folder(tmp_path, b_json=json.dumps(second), a_json=json.dumps(first))
    assert load_catalog(folder).module("own-400").power_w == 420


def test_own_assumptions_replace_just_the_figures_given_and_say_where_they_are_from(
    catalog: Catalog, tmp_path: Path
) -> None:
    folder = own_folder(tmp_path, mine_toml="[assumptions]\nmodule_lead_mm = 900\n")
    assumed = load_catalog(folder).assumptions
    assert assumed.module_lead_mm == 900
    assert "mine.toml" in assumed.provenance.of("module_lead_mm").text
    assert assumed.tie_spacing_mm == catalog.assumptions.tie_spacing_mm
    assert assumed.provenance.of("tie_spacing_mm") == catalog.assumptions.provenance.of("tie_spacing_mm")


def test_an_own_family_makes_room_for_an_own_inverter(tmp_path: Path, catalog: Catalog) -> None:
    family = msgspec.to_builtins(catalog.family("nep-bdm-trunk"))
    text = json.dumps({"family": [{**family, "id": "own-trunk"}]})
    folder = own_folder(tmp_path, a_toml=INVERTER.replace("hoymiles-hms", "own-trunk"), b_json=text)
    assert load_catalog(folder).family(load_catalog(folder).inverter("own-800").families[0]).maker == "NEP"


def test_the_environment_names_the_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = own_folder(tmp_path, mine_json=json.dumps({"module": [MODULE]}))
    monkeypatch.setenv("TRUNKLINE_CATALOG", str(folder))
    assert default_user_folder() == folder
    assert load_catalog().module("own-400").provenance.verified


def test_the_own_folder_lies_in_the_configuration_of_the_person(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TRUNKLINE_CATALOG")
    for variable in ("HOME", "APPDATA", "XDG_CONFIG_HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    folder = default_user_folder()
    assert folder is not None
    assert folder.parts[-2:] == ("trunkline", "catalog")
    assert folder.is_relative_to(tmp_path)


def test_a_folder_that_is_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="there is no such folder"):
        load_catalog(tmp_path / "nowhere")


def test_other_files_in_the_folder_are_left_alone(catalog: Catalog, tmp_path: Path) -> None:
    folder = own_folder(tmp_path, notes_txt="buy rails", backup_bak="{")
    assert load_catalog(folder) is catalog


# --- sources and shared figures within a file ------------------------------------------------------


def test_a_file_states_sources_and_shared_figures_once(tmp_path: Path) -> None:
    text = """
    [sources]
    plate = { text = "name plate", verified = true }
    guess = "assumed: as its sister"
    [common.series]
    maker = "Own"
    length_mm = 1722
    width_mm = 1134
    clamp_long = { min_mm = 100, max_mm = 300 }
    provenance = { ref = "plate", figures = { width_mm = "guess" } }
    [[module]]
    like = "series"
    id = "own-1"
    model = "one"
    power_w = 400
    [[module]]
    like = "series"
    id = "own-2"
    model = "two"
    power_w = 410
    width_mm = 1100
    clamp_long = { max_mm = 350 }
    provenance = { figures = { width_mm = "plate" } }
    [[module]]
    like = "series"
    id = "own-3"
    model = "three"
    power_w = 420
    provenance = { source = "hearsay" }
    """
    one, two, three = load_catalog(own_folder(tmp_path, mine_toml=text)).modules[-3:]
    assert (one.maker, one.width_mm, two.width_mm) == ("Own", 1134, 1100)
    assert one.provenance.of("power_w") == Source("name plate", verified=True)
    assert one.provenance.of("width_mm") == Source("assumed: as its sister", verified=False)
    assert two.provenance.of("width_mm") == Source("name plate", verified=True)
    assert two.clamp_long is not None
    assert (two.clamp_long.min_mm, two.clamp_long.max_mm) == (100, 350)
    assert three.provenance.of("power_w") == Source("hearsay", verified=False)


# --- files that cannot be used ---------------------------------------------------------------------

GOOD = json.dumps(MODULE)[1:-1]

BAD_JSON = [
    pytest.param(
        '{"module": [{%s, "widht_mm": 3}]}', "module 'own-400': there is no field 'widht_mm'", id="unknown"
    ),
    pytest.param('{"module": [{%s, "widht_mm": 3}]}', "did you mean 'width_mm'", id="did-you-mean"),
    pytest.param('{"modul": [{%s}]}', "there is no table 'modul'; did you mean 'module'", id="table"),
    pytest.param(
        '{"module": [{%s, "width_mm": -3}]}', "width_mm: it is -3 but must be greater", id="negative"
    ),
    pytest.param('{"module": [{%s, "width_mm": 0}]}', "width_mm: it is 0 but must be greater", id="zero"),
    pytest.param(
        '{"module": [{%s, "weight_kg": "2"}]}', "weight_kg: it must be a number, not text", id="type"
    ),
    pytest.param(
        '{"module": [{%s, "cells": 1.5}]}', "cells: it must be a whole number, not a number", id="whole"
    ),
    pytest.param('{"module": [{%s, "id": "A b"}]}', "id: 'A b' is not a usable id", id="id"),
    pytest.param(
        '{"module": [{%s}, {%s}]}', "module 'own-400': the id stands twice in this file", id="twice"
    ),
    pytest.param(
        '{"module": [{"id": "x", "maker": "y"}]}', "module 'x': model is missing; add model", id="missing"
    ),
    pytest.param('{"module": [4]}', "module 1: it must be a table", id="no-table"),
    pytest.param('{"module": {%s}}', "module: it must be a list of entries; write [[module]]", id="no-list"),
    pytest.param('{"sources": [4]}', "sources: it must be a table; write it as [sources]", id="sources-list"),
    pytest.param(
        '{"sources": {"a": {"txt": "x"}}}', "sources.a: there is no field 'txt'; did you mean", id="source"
    ),
    pytest.param('{"sources": {"a": ""}}', "sources.a: text is empty", id="empty-source"),
    pytest.param(
        '{"module": [{%s, "provenance": {"ref": "sheet"}}]}',
        "'sheet' is not in [sources]; add it there",
        id="ref",
    ),
    pytest.param('{"module": [{%s, "like": "x"}]}', "'x' is not in [common]; add it there", id="like"),
    pytest.param(
        '{"module": [{%s, "provenance": {"source": "s", "figures": {"widht_mm": {"text": "t"}}}}]}',
        "provenance: figures: there is no field 'widht_mm'",
        id="figure",
    ),
    pytest.param(
        '{"module": [{%s, "clamp_long": {"min_mm": 300, "max_mm": 200}}]}',
        "clamp_long: min_mm is larger than max_mm",
        id="zone",
    ),
    pytest.param(
        '{"module": [{%s, "clamp_long": {"min": 300, "min_mm": 1, "max_mm": 9}}]}',
        "clamp_long: there is no field 'min'",
        id="nested-unknown",
    ),
    pytest.param(
        '{"assumptions": {"tie_spacing_mm": 0}}', "assumptions: tie_spacing_mm: it is 0", id="assumption"
    ),
    pytest.param(
        '{"assumptions": {"tie_spacing": 9}}', "assumptions: there is no field 'tie_spacing'", id="assumed"
    ),
    pytest.param("[]", "it holds no tables; this is no catalogue file", id="list"),
    pytest.param('{"module": [{', "it is not JSON", id="truncated"),
    pytest.param('{"module": [{%s, "width_mm": 1e999}]}', "it is not JSON", id="overflow"),
    pytest.param('{"module": [{%s, "width_mm": NaN}]}', "it is not JSON", id="nan"),
]


@pytest.mark.parametrize(("text", "sentence"), BAD_JSON)
def test_a_bad_json_file_says_where_and_what_in_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    # a later key of the same name wins in JSON, so that a figure may be overwritten at the end
    folder = own_folder(tmp_path, mine_json=text.replace("%s", GOOD))
    with pytest.raises(CatalogError) as failure:
        load_catalog(folder)
    assert sentence in str(failure.value)
    assert "mine.json" in str(failure.value)
    assert failure.value.remedy
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[module]\n", "it is not TOML"),
        ("\x00", "it is not TOML"),
        ("[[module]]\nid = 'x'\nmaker = 3", "module 'x': maker: it must be text, not a whole number"),
        (INVERTER.replace("width_mm = 250", "width_mm = inf"), "inverter 'own-800': width_mm: it is inf"),
        (INVERTER.replace("width_mm = 250", "width_mm = nan"), "inverter 'own-800': width_mm: it is nan"),
        (
            INVERTER.replace('["hoymiles-hms"]', '["hoymiles-hsm"]'),
            "families: there is no trunk family 'hoymiles-hsm'",
        ),
        (INVERTER.replace('["hoymiles-hms"]', "[]"), "families is empty"),
        (INVERTER.replace("along_max_mm = 125", "along_max_mm = -125"), "mount: the footprint is empty"),
        (INVERTER.replace("screws = 2", "screws = -2"), "mount: screws: it is -2 but must be zero or more"),
        (INVERTER.replace("screws = 2,", ""), "mount: screws is missing"),
        (
            INVERTER.replace("provenance =", "provenanc ="),
            "there is no field 'provenanc'; did you mean 'provenance'",
        ),
        (
            INVERTER.replace('provenance = { source = "name plate" }', ""),
            "provenance is missing; add provenance = {",
        ),
        (INVERTER.replace('"name plate"', '""'), "provenance: source is empty"),
    ],
)
def test_a_bad_toml_file_says_where_and_what_in_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    folder = own_folder(tmp_path, mine_toml=text)
    with pytest.raises(CatalogError) as failure:
        load_catalog(folder)
    assert sentence in str(failure.value)
    assert "mine.toml" in str(failure.value)
    assert failure.value.remedy


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("stock", [], "stock is empty"),
        ("stock", [{"length_mm": -1}], "stock: '1': length_mm: it is -1"),
        ("shared", {"bearing_mm": 20}, "shared: bearing_mm is not below half of profile_width_mm"),
        ("shared", {"bearing_mm": 0}, "shared: bearing_mm: it is 0"),
        ("shared", {"bearing": 9.5}, "shared: bearing_mm is missing; add bearing_mm"),
        ("max_span", 900, "there is no field 'max_span'; did you mean 'max_span_mm'"),
        ("cantilever_limit_mm", 900, "there is no field 'cantilever_limit_mm'"),
    ],
)
def test_a_bad_rail_is_refused(
    tmp_path: Path, catalog: Catalog, field: str, value: object, sentence: str
) -> None:
    rail = msgspec.to_builtins(catalog.rail("k2-singlerail-36"))
    folder = own_folder(tmp_path, mine_json=json.dumps({"rail": [{**rail, field: value}]}))
    with pytest.raises(CatalogError) as failure:
        load_catalog(folder)
    assert f"mine.json: rail 'k2-singlerail-36': {sentence}" in str(failure.value)


def test_a_bad_part_of_a_family_is_named_by_its_id(tmp_path: Path, catalog: Catalog) -> None:
    family = msgspec.to_builtins(catalog.family("hoymiles-hms"))
    family["products"][1]["pitch_mm"] = 0
    folder = own_folder(tmp_path, mine_json=json.dumps({"family": [family]}))
    with pytest.raises(CatalogError, match=r"products: 'hms-trunk-10awg-2\.0m': pitch_mm: it is 0"):
        load_catalog(folder)
    family["products"][1]["pitch_mm"] = 2000
    family["parts"][0]["per"] = "screws"
    (folder / "mine.json").write_text(json.dumps({"family": [family]}))
    with pytest.raises(CatalogError, match=r"'screws' is unknown; use one of .*screw"):
        load_catalog(folder)


def test_a_file_that_is_no_text_or_nested_without_end_is_refused(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, mine_json="{}")
    for name, data in (("mine.json", b'{"module": ' + b"[" * 100_000), ("mine.toml", b"a = \xff\xfe")):
        (folder / name).write_bytes(data)
        with pytest.raises(CatalogError, match=f"{name}: it "):
            read_sheet(folder / name)


@settings(deadline=None)
@given(
    field=st.sampled_from(["length_mm", "width_mm", "power_w", "frame_mm", "voc_v", "lead_plus_mm"]),
    value=st.one_of(st.floats(max_value=0.0), st.just(math.nan), st.just(math.inf)),
)
def test_no_size_below_or_at_zero_or_without_end_is_ever_taken(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: float
) -> None:
    lines = [
        f"{key} = {json.dumps(item)}" for key, item in MODULE.items() if key not in (field, "provenance")
    ]
    path = tmp_path_factory.mktemp("sheet") / "mine.toml"
    path.write_text(
        "\n".join(["[[module]]", *lines, f"{field} = {value!r}", 'provenance = { source = "plate" }'])
    )
    with pytest.raises(CatalogError, match=f"module 'own-400': {field}: it is "):
        read_sheet(path)


@settings(deadline=None)
@given(
    power=st.floats(1, 1e4),
    length=st.floats(1, 1e5),
    beta=st.one_of(st.none(), st.floats(-1, 1)),
    clamp=st.one_of(st.none(), st.tuples(st.floats(0, 100), st.floats(100, 200))),
)
def test_a_sound_entry_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    power: float,
    length: float,
    beta: float | None,
    clamp: tuple[float, float] | None,
) -> None:
    zone = None if clamp is None else {"min_mm": clamp[0], "max_mm": clamp[1]}
    raw = {**MODULE, "power_w": power, "length_mm": length, "beta_voc_pct_per_k": beta, "clamp_long": zone}
    path = tmp_path_factory.mktemp("sheet") / "mine.json"
    path.write_text(json.dumps({"module": [raw]}))
    module = read_sheet(path).modules["own-400"]
    assert (module.power_w, module.length_mm, module.beta_voc_pct_per_k) == (power, length, beta)
    read = None if module.clamp_long is None else (module.clamp_long.min_mm, module.clamp_long.max_mm)
    assert read == clamp
