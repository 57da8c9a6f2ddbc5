"""Serial numbers for other programs: neutral JSON, and the inverter list of an OpenDTU."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.core.planning import derive
from designer.drawing.directory import Directory
from designer.drawing.stations import stations
from designer.edit.edits.serials import report_to, set_gateways, set_serials
from designer.export.opendtu import opendtu_config, unlisted, within
from designer.export.serials_json import serials_json
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project

CATALOG = bundled_catalog()
PLAIN = load_project(example_path("gable"))
PLAN = derive(PLAIN, CATALOG)
NAMES = [one.id for one in PLAN.inverters]
ONE, TWO = "10F773010101", "10D373010102"


def numbered(gateways=(ONE,)):
    design = set_serials(PLAIN, {name: f"1143A0{n:06}" for n, name in enumerate(NAMES)})
    return set_gateways(design, gateways)


def found(design):
    return stations(Directory(design, PLAN, CATALOG))


def test_json_tells_serial_number_gateway_and_module_of_every_input() -> None:
    design = report_to(report_to(numbered((ONE, TWO)), NAMES[:3], ONE), NAMES[3:-1], TWO)
    told = json.loads(serials_json(Directory(design, PLAN, CATALOG), "2026-03-01"))
    assert (told["format"], told["version"], told["date"]) == ("trunkline-serials", 1, "2026-03-01")
    assert {one["id"]: one["serial"] for one in told["inverters"]} == design.serials
    assert {g["serial"]: set(g["inverters"]) for g in told["gateways"]} == {
        ONE: set(NAMES[:3]),
        TWO: set(NAMES[3:-1]),
    }
    inputs = {c["module"]: (one["id"], c["input"]) for one in told["inverters"] for c in one["channels"]}
    assert inputs == {one.id: (one.inverter, one.port) for one in PLAN.modules}


def test_what_is_not_known_is_null() -> None:
    told = json.loads(serials_json(Directory(PLAIN, PLAN, CATALOG)))
    assert {one["serial"] for one in told["inverters"]} == {None}
    assert told["gateways"] == []
    assert told["date"] is None


def test_opendtu_gets_numbers_in_decimal_names_and_powers_of_channels() -> None:
    design = numbered()
    told = json.loads(opendtu_config(found(design)))["inverters"]
    assert {f"{one['serial']:012X}" for one in told} == set(design.serials.values())
    assert [one["order"] for one in told] == list(range(len(NAMES)))
    assert all(isinstance(one["serial"], int) and 1 <= len(one["name"].encode()) <= 31 for one in told)
    for entry, station in zip(told, found(design), strict=True):
        assert entry["name"].startswith(station.inverter)
        powers = [channel.power_w for channel in station.channels]
        assert [channel["max_power"] for channel in entry["channel"]] == powers
        assert [channel["name"] for channel in entry["channel"]] == [c.module for c in station.channels]


def test_a_backup_keeps_all_but_its_inverters_and_what_it_says_of_those_that_stay() -> None:
    station = found(numbered())[0]
    channel = [{"name": "old", "max_power": 1, "yield_total_offset": 2.5}]
    kept = {"serial": int(station.serial, 16), "poll_enable_night": False, "channel": channel}
    backup = {"wifi": {"ssid": "Home"}, "inverters": [kept, {"serial": 5, "name": "gone"}]}
    told = json.loads(opendtu_config([station], backup))
    assert told["wifi"] == {"ssid": "Home"}
    (entry,) = told["inverters"]
    assert entry["poll_enable_night"] is False
    assert entry["channel"][0]["yield_total_offset"] == 2.5
    assert entry["channel"][0]["name"] == station.channels[0].module


def test_a_backup_without_a_list_is_refused() -> None:
    with pytest.raises(InputError, match="inverters are no list"):
        opendtu_config(found(numbered()), {"inverters": {"serial": 1}})


def test_what_a_backup_has_and_the_list_has_not_is_named() -> None:
    station = found(numbered())[0]
    entries = [
        {"serial": int(station.serial, 16)},
        {"serial": 5, "name": "Shed"},
        {"name": "x"},
        {"serial": "?"},
    ]
    assert unlisted([station], {"inverters": entries}) == (
        "left out: 000000000005 'Shed', which the backup has and no inverter of the list",
        "left out: an entry without a serial number 'x', which the backup has and no inverter of the list",
        "left out: an entry without a serial number, which the backup has and no inverter of the list",
    )


@given(st.text(), st.integers(0, 40))
def test_a_name_is_cut_between_letters(text: str, most: int) -> None:
    cut = within(text, most)
    assert len(cut.encode()) <= most
    assert text.startswith(cut) or not cut
