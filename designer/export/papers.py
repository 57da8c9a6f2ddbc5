"""Everything an export writes, by file name: one table for the command line and the window."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan

DXF_VERSIONS = ("R2018", "R2010", "R2000")


class Work(Struct, frozen=True, kw_only=True):
    """What is exported: a Design with its Plan, the ISO date that the papers carry, and the DXF version."""

    design: Design
    plan: Plan
    catalog: Catalog
    date: str
    dxf_version: str = DXF_VERSIONS[0]


class Paper(Struct, frozen=True):
    """A file of an export: what it is, and how its content is made."""

    description: str
    make: Callable[[Work], bytes]


def _drawing(work: Work) -> bytes:
    from designer.drawing.scene import build_drawing
    from designer.export.dxf import dxf_bytes

    return dxf_bytes(build_drawing(work.design, work.plan, work.catalog, date=work.date), work.dxf_version)


def _cut_list(work: Work) -> bytes:
    from designer.export.csv_lists import cut_list_csv

    return cut_list_csv(work.plan)


def _workbook(work: Work) -> bytes:
    from designer.export.cut_sheets import project_sheets
    from designer.export.xlsx import xlsx_bytes

    return xlsx_bytes(project_sheets(work.plan, work.catalog), work.design.name)


def _cut_plan(work: Work) -> bytes:
    from designer.export.cut_papers import project_cut_plan

    return project_cut_plan(work.design, work.plan, work.catalog, work.date)


def _bom(work: Work) -> bytes:
    from designer.export.csv_lists import bom_csv

    return bom_csv(work.plan)


def _map(work: Work) -> bytes:
    from designer.export.pdf_installation_map import installation_map_pdf

    return installation_map_pdf(work.design, work.plan, work.catalog, date=work.date)


def _sheet(work: Work) -> bytes:
    from designer.export.pdf_installer_sheet import installer_sheet_pdf

    return installer_sheet_pdf(work.design, work.plan, work.catalog, date=work.date)


def _plan(work: Work) -> bytes:
    from designer.export.plan_json import plan_json

    return plan_json(work.design, work.plan, work.catalog)


PAPERS: Mapping[str, Paper] = {
    "drawing.dxf": Paper("Drawing for the CAD office", _drawing),
    "cut-list.csv": Paper("Cut list of rails and cable", _cut_list),
    "bom.csv": Paper("Parts list", _bom),
    "cut-list.xlsx": Paper("Cut list and parts list as a workbook", _workbook),
    "cut-plan.pdf": Paper("Cut plan for the saw, with labels", _cut_plan),
    "installation-map.pdf": Paper("Installation map with serial number cells", _map),
    "installer-sheet.pdf": Paper("Installer's sheet, branch by branch", _sheet),
    "plan.json": Paper("The whole plan for other programs", _plan),
}
"""Files by name, in the order they are written."""
