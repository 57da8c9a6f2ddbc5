"""`trunkline serials`: told, taken over from lists and photos, put into a backup of an OpenDTU."""

import json
from pathlib import Path

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
ONE = "10F773010101"


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
    assert any(line.startswith("warning: serial number 99 of") for line in lines)
    assert any(line.startswith("note: 5 of 7 inverters have no serial number") for line in lines)


def test_a_list_is_taken_over_into_a_project(run, tmp_path: Path) -> None:
    given = tmp_path / "list.csv"
    given.write_text("Inverter;Serial number;DTU\n" + f"{NAMES[0]};{SERIALS[0]};{ONE}\n")
    out = tmp_path / "out.trunkline"
    assert run("serials", str(GABLE), "--list", str(given), "-o", str(out)).exit_code == 0
    design = load_project(out)
    assert (design.serials, design.settings.dtu_serials) == ({NAMES[0]: SERIALS[0]}, (ONE,))
    missing = run("serials", str(GABLE), "--list", str(given))
    assert missing.exit_code == 2
    assert "name a project to write" in missing.output


def test_photos_go_to_the_inverters_in_order(run, tmp_path: Path) -> None:
    photos = [photo(tmp_path, serial) for serial in SERIALS[:2]]
    out = tmp_path / "out.trunkline"
    options = [part for one in photos for part in ("--photo", str(one))]
    done = run("serials", str(GABLE), "--order", "branch", *options, "-o", str(out))
    assert done.exit_code == 0, done.output
    design = load_project(out)
    branch = derive(design, bundled_catalog()).branches[0]
    assert design.serials == dict(zip(branch.inverters[:2], SERIALS[:2], strict=True))
    twice = run("serials", str(out), "--photo", str(photos[0]), "-o", str(out))
    assert twice.exit_code == 2
    assert "already" in twice.output


def test_a_backup_of_an_opendtu_gets_the_inverters_and_keeps_its_wifi(run, tmp_path: Path) -> None:
    backup = tmp_path / "config.json"
    backup.write_text(json.dumps({"wifi": {"ssid": "Home"}, "inverters": []}))
    project = numbered(tmp_path, ONE)
    assert run("serials", str(project), "--opendtu", str(backup)).exit_code == 0
    told = json.loads(backup.read_text())
    assert told["wifi"] == {"ssid": "Home"}
    assert [f"{one['serial']:012X}" for one in told["inverters"]] == SERIALS
    wrong = run("serials", str(project), "--opendtu", str(backup), "--dtu", "10FA")
    assert (wrong.exit_code, "choose from 10F773010101" in wrong.output) == (2, True)
    empty = run("serials", str(GABLE), "--opendtu", str(backup))
    assert (empty.exit_code, "no inverter has a serial number" in empty.output) == (2, True)
    backup.write_text("[]")
    assert "no configuration" in run("serials", str(project), "--opendtu", str(backup)).output


def test_the_lists_for_opendtu_are_written_one_per_gateway(run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = run("export", str(numbered(tmp_path, ONE)), "-o", str(folder), "--only", "opendtu")
    assert done.exit_code == 0, done.output
    told = json.loads((folder / "opendtu" / f"{ONE.lower()}.json").read_text())
    assert len(told["inverters"]) == len(NAMES)


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
