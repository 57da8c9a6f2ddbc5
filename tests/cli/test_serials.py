"""`trunkline serials`: told, taken over from lists and photos, put into a backup of an OpenDTU."""

import json
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from designer.core.planning import derive
from designer.drawing.stations import walk
from designer.edit.edits.serials import set_gateways, set_serials
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project, save_project

GABLE = example_path("gable")
NAMES = walk(derive(load_project(GABLE), bundled_catalog()))
SERIALS = [f"1143916268{n:02}" for n in range(len(NAMES))]
ONE, TWO = "10F773010101", "10D373010102"


def numbered(folder: Path, *gateways: str) -> Path:
    design = set_serials(load_project(GABLE), dict(zip(NAMES, SERIALS, strict=True)))
    save_project(set_gateways(design, gateways), folder / "numbered.trunkline")
    return folder / "numbered.trunkline"


def photo(folder: Path, serial: str) -> Path:
    code = zxingcpp.create_barcode(serial, zxingcpp.BarcodeFormat.Code128)
    file = folder / f"{serial}.png"
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=3, add_quiet_zones=True)).save(file)
    return file


def test_numbers_are_told_in_walking_order_with_what_is_amiss(run, tmp_path: Path) -> None:
    design = set_serials(load_project(GABLE), {NAMES[0]: "99", NAMES[1]: SERIALS[1]})
    save_project(design, tmp_path / "some.trunkline")
    done = run("serials", str(tmp_path / "some.trunkline"))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    told = [line.split()[1] for line in lines if line[:4].strip().isdigit()]
    assert told == list(NAMES)
    (warned,) = (line for line in lines if line.startswith("warning: serial number 99 of"))
    assert warned.endswith("they have 12 characters, this one has 2; scan or type it again.")
    assert any(line.startswith("note: 5 of 7 inverters have no serial number") for line in lines)


def test_a_list_is_taken_over_into_a_project(run, tmp_path: Path) -> None:
    given = tmp_path / "list.csv"
    given.write_text("Inverter;Serial number;DTU\n" + f"{NAMES[0]};{SERIALS[0]};{ONE}\n")
    out = tmp_path / "out.trunkline"
    assert run("serials", str(GABLE), "--list", str(given), "-o", str(out)).exit_code == 0
    design = load_project(out)
    assert (design.serials, design.settings.dtu_serials) == ({NAMES[0]: SERIALS[0]}, (ONE,))
    there = run("serials", str(GABLE), "--list", str(given), "-o", str(out))
    assert (there.exit_code, "add --force" in there.output) == (2, True)
    assert run("serials", str(out), "--list", str(given), "-o", str(out), "--force").exit_code == 0


def test_a_list_without_a_project_to_write_is_a_preview(run, tmp_path: Path) -> None:
    given = tmp_path / "list.csv"
    given.write_text(f"Inverter;Serial number\n{NAMES[0]};{SERIALS[0]}\n")
    before = GABLE.read_bytes()
    done = run("serials", str(GABLE), "--list", str(given))
    assert done.exit_code == 0
    assert SERIALS[0] in done.stdout
    assert done.stderr == "This is a preview: add -o NAME.trunkline to write the project.\n"
    assert GABLE.read_bytes() == before


def test_lines_that_cannot_be_used_are_told_and_the_others_taken(run, tmp_path: Path) -> None:
    given = tmp_path / "list.csv"
    lines = (
        f"{NAMES[0].lower()};{SERIALS[0]}",
        f"{NAMES[0]}0;1",
        f"{NAMES[1]};1.1E+11",
        f"{NAMES[2]};A",
        f"{NAMES[2]};B",
    )
    given.write_text("\n".join(("Inverter;Serial number", *lines)))
    out = tmp_path / "out.trunkline"
    done = run("serials", str(GABLE), "--list", str(given), "-o", str(out))
    assert done.exit_code == 0
    assert load_project(out).serials == {NAMES[0]: SERIALS[0]}
    told = done.stderr.splitlines()
    assert [line.split(": ")[2] for line in told] == ["line 3", "line 4", "line 5", "line 6"]
    words = f"there is no inverter '{NAMES[0]}0'; write ids as serials.csv has them: {', '.join(NAMES[:6])}"
    assert told[0].endswith(f"{words} and 1 more.")


def test_photos_go_to_the_inverters_in_order(run, tmp_path: Path) -> None:
    photos = [photo(tmp_path, serial) for serial in SERIALS[:2]]
    out = tmp_path / "out.trunkline"
    options = [part for one in photos for part in ("--photo", str(one))]
    done = run("serials", str(GABLE), "--order", "branch", *options, "-o", str(out))
    assert done.exit_code == 0, done.output
    design = load_project(out)
    branch = derive(design, bundled_catalog()).branches[0]
    assert design.serials == dict(zip(branch.inverters[:2], SERIALS[:2], strict=True))
    twice = run("serials", str(out), "--photo", str(photos[0]))
    assert twice.exit_code == 2
    assert "already" in twice.output


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """As an OpenDTU has made it, with an inverter that is not in the project."""
    file = tmp_path / "config.json"
    shed = {"serial": int("112173000001", 16), "name": "Shed"}
    file.write_text(json.dumps({"wifi": {"ssid": "Home"}, "inverters": [shed]}))
    return file


def test_a_backup_of_an_opendtu_gets_the_inverters_and_keeps_its_wifi(run, tmp_path, backup) -> None:
    project, out, before = numbered(tmp_path, ONE), tmp_path / "new.json", backup.read_bytes()
    done = run("serials", str(project), "--opendtu", str(backup), "-o", str(out))
    assert done.exit_code == 0
    told = json.loads(out.read_text())
    assert told["wifi"] == {"ssid": "Home"}
    assert [f"{one['serial']:012X}" for one in told["inverters"]] == SERIALS
    assert "left out: 112173000001 'Shed', which the backup has" in done.stderr
    assert backup.read_bytes() == before


def test_a_backup_is_replaced_only_by_force_and_stays_beside(run, tmp_path, backup) -> None:
    project, before = numbered(tmp_path, ONE), backup.read_bytes()
    for place in ((), ("-o", str(backup))):
        refused = run("serials", str(project), "--opendtu", str(backup), *place)
        assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert backup.read_bytes() == before
    assert run("serials", str(project), "--opendtu", str(backup), "--force").exit_code == 0
    assert len(json.loads(backup.read_text())["inverters"]) == len(NAMES)
    assert (tmp_path / "config.json.bak").read_bytes() == before


def test_the_dtu_of_a_configuration_is_asked_for_where_there_are_several(run, tmp_path, backup) -> None:
    two, shared, out = numbered(tmp_path, ONE, TWO), tmp_path / "shared.trunkline", tmp_path / "new.json"
    assert run("serials", str(two), "--share", "evenly", "-o", str(shared)).exit_code == 0
    config = ("serials", str(shared), "--opendtu", str(backup), "-o", str(out))
    asked = run(*config)
    assert asked.exit_code == 2
    assert (
        f"inverters report to 2 DTUs, and a configuration is that of one; choose from {ONE}, {TWO}"
        in asked.stderr
    )
    assert "the project has no DTU 10FA; choose from" in run(*config, "--dtu", "10FA").stderr
    assert run(*config, "--dtu", TWO.lower()).exit_code == 0
    reports = load_project(shared).reports
    numbers = {SERIALS[NAMES.index(name)] for name, gateway in reports.items() if gateway == TWO}
    assert {f"{one['serial']:012X}" for one in json.loads(out.read_text())["inverters"]} == numbers


def test_what_is_no_backup_and_a_project_without_numbers_are_refused(run, tmp_path, backup) -> None:
    project, out = numbered(tmp_path, ONE), tmp_path / "new.json"
    empty = run("serials", str(GABLE), "--opendtu", str(backup), "-o", str(out))
    assert (empty.exit_code, "no inverter can be listed for OpenDTU" in empty.stderr) == (2, True)
    for text, words in (("[]", "no configuration"), ("{", "ends too early"), ('{"inverters": 1}', "no list")):
        backup.write_text(text)
        refused = run("serials", str(project), "--opendtu", str(backup), "-o", str(out))
        assert (refused.exit_code, words in refused.stderr) == (2, True)
    assert not out.exists()


def test_dtus_are_added_and_the_inverters_shared_among_them(run, tmp_path: Path) -> None:
    out = tmp_path / "out.trunkline"
    dtus = ("--add-dtu", ONE, "--add-dtu", TWO)
    assert run("serials", str(GABLE), *dtus, "--share", "evenly", "-o", str(out)).exit_code == 0
    design = load_project(out)
    assert design.settings.dtu_serials == (ONE, TWO)
    assert sorted(list(design.reports.values()).count(one) for one in (ONE, TWO)) == [3, 4]
    alone = run("serials", str(GABLE), "--share", "surface")
    assert (alone.exit_code, "the project has no DTU; add" in alone.stderr) == (2, True)


def test_the_lists_for_opendtu_are_written_one_per_gateway(run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = run("export", str(numbered(tmp_path, ONE)), "-o", str(folder), "--only", "opendtu")
    assert done.exit_code == 0, done.output
    told = json.loads((folder / "opendtu" / f"{ONE.lower()}.json").read_text())
    assert len(told["inverters"]) == len(NAMES)
    design = set_serials(load_project(GABLE), {NAMES[0]: SERIALS[0]})
    save_project(design, tmp_path / "partly.trunkline")
    partly = run("export", str(tmp_path / "partly.trunkline"), "-o", str(folder), "--only", "opendtu")
    assert partly.stderr == f"left out: {', '.join(NAMES[1:])}, without a serial number\n"


def test_labels_and_blank_maps_are_asked_for_on_export(run, tmp_path: Path) -> None:
    import pypdf

    project, folder = numbered(tmp_path), tmp_path / "out"
    maps = ("--only", "installation-map.pdf", "--only", "labels.pdf", "--label-sheet", "a4-65")
    for blank in ((), ("--blank-map",)):
        assert run("export", str(project), "-o", str(folder), *maps, *blank).exit_code == 0
        pages = pypdf.PdfReader(folder / "installation-map.pdf").pages
        text = "".join(page.extract_text() for page in pages)
        assert (SERIALS[0] in text) is not bool(blank)
    assert "a4-65" in run("labels").output
    assert "columns = 5" in run("labels", "a4-65").output
