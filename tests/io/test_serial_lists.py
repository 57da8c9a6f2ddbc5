"""Lists of serial numbers, read back and from spreadsheets; bad ones are refused in a sentence."""

import contextlib
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.core.planning import derive
from designer.drawing.directory import Directory
from designer.edit.edits.serial_lists import take_list
from designer.edit.edits.serials import report_to, set_gateways, set_serials
from designer.export.csv_lists import sheet_csv
from designer.export.list_sheets import project_lists, serial_sheet
from designer.export.xlsx import xlsx_bytes
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project
from designer.io.serial_lists import read_serial_list

CATALOG = bundled_catalog()
PLAIN = load_project(example_path("gable"))
PLAN = derive(PLAIN, CATALOG)
NAMES = [one.id for one in PLAN.inverters]


def numbered():
    design = set_serials(PLAIN, {name: f"1143916268{n:02}" for n, name in enumerate(NAMES[:-1])})
    design = set_gateways(design, ["10F773010101", "10D373010102"])
    return report_to(report_to(design, NAMES[:3], "10F773010101"), NAMES[3:], "10D373010102")


def taken(design, file: Path):
    return take_list(design, [*NAMES, "I1", "I3"], read_serial_list(file)).design


def written(folder: Path, data: str | bytes, name: str = "list.csv") -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def book(rows) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_written_is_read_back_into_the_same_project(tmp_path: Path, form: str) -> None:
    design = numbered()
    directory = Directory(design, PLAN, CATALOG)
    lists = project_lists(design, PLAN, CATALOG)
    data = sheet_csv(serial_sheet(directory)) if form == "csv" else xlsx_bytes(lists, "L")
    again = taken(PLAIN, written(tmp_path, data, f"list.{form}"))
    assert (again.serials, again.reports) == (design.serials, design.reports)
    assert set(again.settings.dtu_serials) == set(design.settings.dtu_serials)
    assert taken(design, tmp_path / f"list.{form}") == design


@pytest.mark.parametrize(
    "text",
    [
        "Inverter,Serial number\nI1,114391626836\n",
        "\ufeffInverter;Serial number\r\nI1;1143 9162 6836\r\n\r\n",
        "sn\tinverter\n'114391626836\tI1\n",
        "A list of Mr Weiß\nNo.;Inverter;Seriennummer\n1;I1;1143-9162-6836\n;;\n",
    ],
)
def test_lists_of_many_hands_are_understood(tmp_path: Path, text: str) -> None:
    assert taken(PLAIN, written(tmp_path, text)).serials == {"I1": "114391626836"}


def test_a_workbook_in_which_a_number_became_a_figure_is_understood(tmp_path: Path) -> None:
    data = book([["Note"], ["Inverter", "Serial number"], ["I1", 114391626836], ["I3", 114391626837.0]])
    found = taken(PLAIN, written(tmp_path, data, "list.xlsx"))
    assert found.serials == {"I1": "114391626836", "I3": "114391626837"}


def test_a_letter_of_the_west_is_no_hindrance(tmp_path: Path) -> None:
    text = "Müller\nInverter;Serial number\nI1;114391626836\n".encode("cp1252")
    assert taken(PLAIN, written(tmp_path, text)).serials == {"I1": "114391626836"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", "no columns of inverters and serial numbers"),
        ("", "the file is empty"),
        (
            "Inverter,Serial number\nI1,1.14392E+11\n",
            "line 2: a spreadsheet has rounded",
        ),
        ("Inverter,Serial number\nI99,114391626836\n", "there is no inverter 'I99'"),
        ("Inverter,Serial number\nI1,114391626836\nI1,114391626837\n", "inverter I1 has both"),
    ],
)
def test_bad_lists_are_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        taken(PLAIN, written(tmp_path, text))


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_missing_file_and_rubbish_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_serial_list(tmp_path / name)
    with pytest.raises(InputError):
        read_serial_list(written(tmp_path, b"PK\x03\x04 rubbish \xff\x00", name))


@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.xlsx"]))
def test_no_file_crashes_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    file = written(tmp_path_factory.getbasetemp(), data, name)
    with contextlib.suppress(InputError):
        assert isinstance(read_serial_list(file), tuple)
