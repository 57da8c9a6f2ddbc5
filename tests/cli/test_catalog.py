"""`trunkline catalog`: listing, showing figures with their sources, importing the CEC list."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from designer.cli.app import trunkline
from designer.cli.catalog import KINDS
from designer.io.catalogs import bundled_catalog

CEC = """Name,STC,Length,Width,I_sc_ref,V_oc_ref,I_mp_ref,V_mp_ref,beta_oc
Units,,m,m,A,V,A,V,V/K
[0],,,,,,,,
Acme AS-72-180,180,1.576,0.825,5.31,44.06,4.90,36.72,-0.159
Acme AS-72-185,185,,,5.31,44.06,4.90,36.72,-0.159
"""


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    monkeypatch.setenv("TRUNKLINE_CATALOG", str(folder))
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(trunkline, ["catalog", *words])


def test_the_list_has_every_product_once() -> None:
    result = run("list")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.output.splitlines() if line.startswith("  ")]
    catalog = bundled_catalog()
    assert listed == [product.id for kind in KINDS for product in getattr(catalog, kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_listed_alone_with_its_number(kind: str) -> None:
    lines = run("list", "--kind", kind).output.splitlines()
    count = len(getattr(bundled_catalog(), kind))
    assert lines[0] == f"{kind} ({count})"
    assert len(lines) == count + 1


def test_the_search_takes_words_in_any_order_and_case() -> None:
    lines = run("list", "--search", "2T hOyMiles 1000").output.splitlines()
    assert lines[0] == "inverters (1)"
    assert lines[1].split()[0] == "hms-1000-2t"
    assert "1000 VA" in lines[1]


def test_the_path_is_told_with_the_files_that_are_read(own: Path) -> None:
    """A name that was mistyped is no folder, and says so."""
    assert run("path").output.splitlines()[0] == str(own)
    assert "There is no such folder" in run("path").output
    own.mkdir()
    assert "No catalogue file lies there" in run("path").output
    for name in ("mine.toml", "more.json", "notes.txt"):
        (own / name).write_text("", encoding="utf-8")
    result = run("path")
    assert (result.exit_code, result.output.splitlines()) == (0, [str(own), "  mine.toml", "  more.json"])


def test_a_search_without_a_find_says_so() -> None:
    result = run("list", "--search", "perpetuum")
    assert result.exit_code == 0
    assert result.output == "Nothing in the catalogue matches 'perpetuum'.\n"


def test_show_gives_every_figure_with_verified_and_source() -> None:
    inverter = bundled_catalog().inverter("hms-1000-2t")
    lines = run("show", "hms-1000-2t").output.splitlines()
    rows = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert lines[0].split()[:2] == ["hms-1000-2t", "Hoymiles"]
    assert re.search(r"clearance_mm +20 +verified: yes +Hoymiles HMS-1000-2T", rows["clearance_mm"])
    assert re.search(r"mount\.torque_nm +9 +verified: yes", rows["mount.torque_nm"])
    assert re.search(r"mount\.screw_spacing_mm +200 +verified: no", rows["mount.screw_spacing_mm"])
    assert re.search(r"isc_max_a +not known +verified: - +no source gives it", rows["isc_max_a"])
    for name in ("power_va", "idc_max_a", "width_mm", "serial_prefixes"):
        source = inverter.provenance.of(name)
        assert rows[name].endswith(source.text)
        assert f"verified: {'yes' if source.verified else 'no'}" in rows[name]
    unverified = sum("verified: no" in row for row in rows.values())
    assert f"{unverified} not verified, 3 not known" in lines[-1]


def test_show_gives_printed_branch_limits_with_their_own_source() -> None:
    output = run("show", "hms-2000-4t").output
    assert re.search(
        r"branch_limits +3 on 10 AWG, 240 V +verified: yes +Hoymiles HMS-1800/2000-4T user", output
    )


def test_show_gives_clamp_zones_with_the_loads_that_they_bear() -> None:
    shown = run("show", "q-cells-q-tron-blk-m-g2-440").output
    assert "short 20 to 130 at 2400/1600 Pa, short 20 to 350 at 2400/1333 Pa" in shown


def test_show_of_a_family_goes_through_its_cables_and_parts() -> None:
    output = run("show", "hoymiles-hms").output
    family = bundled_catalog().family("hoymiles-hms")
    for part in (*family.products, *family.bulk, *family.parts):
        assert f"\n{part.id}  {part.description}\n" in output
    assert re.search(r"torque_tolerance_nm +0\.5 +verified: yes", output)


def test_show_knows_cables_parts_and_assumptions_by_name() -> None:
    assert "AC Trunk End Cap" in run("show", "hms-end-cap").output
    assert re.search(r"pitch_mm +2300 +verified: no +assumed", run("show", "hms-trunk-10awg-2.3m").output)
    assert re.search(r"tie_spacing_mm +600 +verified: no +assumed", run("show", "assumptions").output)


def test_show_prints_every_product_of_the_catalogue() -> None:
    for product_id in ("k2-singlerail-36", "na-240", "q-cells-q-tron-blk-m-g2-430", "iq8", "enphase-qd-12"):
        result = run("show", product_id)
        assert result.exit_code == 0, result.output
        assert "Struct" not in result.output
        assert "Provenance" not in result.output


def test_an_unknown_product_ends_with_a_sentence_and_code_2() -> None:
    result = run("show", "hms-1000-3t")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "there is no product 'hms-1000-3t' in the catalogue; did you mean hms-1000-2t" in result.output


def test_an_imported_list_is_found_and_shown(tmp_path: Path, own: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(CEC)
    result = run("import-cec", str(listed))
    assert result.exit_code == 0, result.output
    assert "1 module imported, 1 left out for want of length and width, 0 unreadable" in result.output
    assert str(own) in result.output
    assert "cec-acme-as-72-180" in run("list", "--kind", "modules", "--search", "acme").output
    assert re.search(
        r"power_w +180 +verified: no +CEC module list, list\.csv", run("show", "cec-acme-as-72-180").output
    )


def test_an_import_goes_into_the_folder_asked_for(tmp_path: Path, own: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(CEC)
    assert run("import-cec", str(listed), "-o", str(tmp_path / "there")).exit_code == 0
    assert [path.suffix for path in (tmp_path / "there").iterdir()] == [".json"]
    assert not own.exists()


def test_a_bad_list_ends_with_a_sentence_and_code_2(tmp_path: Path, own: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("a,b\n1,2\n")
    result = run("import-cec", str(listed))
    assert result.exit_code == 2
    assert result.output.startswith(f"error: {listed}: it is not the CEC module list")
    assert result.output.count("\n") == 1
    assert not own.exists()


def test_a_bad_own_catalogue_ends_with_a_sentence_that_names_its_place(own: Path) -> None:
    own.mkdir()
    (own / "mine.json").write_text(json.dumps({"module": [{"id": "mine", "widht_mm": 3}]}))
    result = run("list")
    assert result.exit_code == 2
    assert (
        f"{own / 'mine.json'}: module 'mine': there is no field 'widht_mm'; did you mean 'width_mm'?"
        in result.output
    )
    assert result.output.count("\n") == 1
