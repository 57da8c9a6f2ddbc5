"""The workbook opened by LibreOffice, an independent reader, and compared cell by cell."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from designer.core.model.design import Customer
from designer.core.planning import derive
from designer.edit.edits.serials import set_gateways, set_serials
from designer.export.list_sheets import project_lists
from designer.export.sheets import one_line
from designer.export.xlsx import xlsx_bytes
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project

SOFFICE = shutil.which("soffice")
CATALOG = bundled_catalog()


def hostile():
    """The gabled house of a customer whose name is a formula, with serial numbers that look like figures."""
    design = load_project(example_path("gable"))
    plan = derive(design, CATALOG)
    numbers = {one.id: f"1143{n:08}" for n, one in enumerate(plan.inverters[:-1])}
    design = set_gateways(set_serials(design, numbers), ["10F773010101"])
    surfaces = (replace(design.surfaces[0], name="@SUM(A1:A9)"), *design.surfaces[1:])
    customer = Customer(name="=1+1", address="+49 8191 1234\n-5", project_number="007")
    return replace(design, name='=HYPERLINK("http://x","y")', surfaces=surfaces, customer=customer), plan


def opened(data: bytes, folder: Path):
    """What LibreOffice makes of a workbook: opened, calculated and saved anew."""
    given = folder / "lists.xlsx"
    given.write_bytes(data)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(given),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(io.BytesIO((folder / "out" / "lists.xlsx").read_bytes()))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_finds_every_cell_as_it_was_meant(tmp_path: Path) -> None:
    design, plan = hostile()
    sheets = project_lists(design, plan, CATALOG, "2026-03-01")
    book = opened(xlsx_bytes(sheets, design.name), tmp_path)
    assert book.sheetnames == [sheet.name for sheet in sheets]
    compared = 0
    for sheet in sheets:
        page = book[sheet.name]
        assert page.print_title_rows == "$1:$1"
        assert page.print_area.endswith(f"${len(sheet.rows) + 1}")
        assert tuple(cell.value for cell in page[1]) == sheet.titles
        for number, row in enumerate(sheet.rows, start=2):
            for column, wanted in enumerate(row, start=1):
                cell = page.cell(number, column)
                compared += 1
                if isinstance(wanted, str):
                    assert (cell.value or "") == one_line(wanted), (sheet.name, cell.coordinate)
                    assert cell.data_type == "s" or not wanted
                elif wanted is None:
                    assert cell.value is None
                else:
                    assert cell.data_type == "n"
                    assert cell.value == pytest.approx(wanted), (sheet.name, cell.coordinate)
    assert compared > 500
