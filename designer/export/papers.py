"""Everything an export writes, by file name: one table for the command line and the window."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.export.lacking_letters import letters_lacking

if TYPE_CHECKING:
    from designer.drawing.model import Drawing
    from designer.export.opendtu_shares import Shares
    from designer.export.sheets import Sheet

DXF_VERSIONS = ("R2018", "R2010", "R2000")
DEFAULT_DPI = 150
REPORT_SHARE = 1.5
"""So much coarser than on sheets for the roof plans may be in a report, which nobody builds from."""
SVG_FOLDER, PNG_FOLDER, OPENDTU_FOLDER = "sheets-svg", "sheets-png", "opendtu"


class Work(Struct, frozen=True, kw_only=True):
    """What is exported: a Design with its Plan, the ISO date that the papers carry, and choices.

    `template` and `layers` are ids or files, `paper` a name; empty ones are chosen by the market and the size
    of the roof. `dpi` is the resolution of pictures. `label_skip` labels of the first sheet are used already.
    A `blank_map` leaves all serial numbers to be stuck on.
    """

    design: Design
    plan: Plan
    catalog: Catalog
    date: str
    dxf_version: str = DXF_VERSIONS[0]
    template: str = ""
    paper: str = ""
    layers: str = ""
    label_sheet: str = ""
    label_skip: int = 0
    blank_map: bool = False
    dpi: int = DEFAULT_DPI


class Paper(Struct, frozen=True):
    """A file of an export, or a folder of some: what it is, and how its content is made, by file name.

    One that is not `usual` is written only where it is asked for. `notes` are sentences about what is not in
    it. `check` raises InputError for a work that it cannot be made of, long before it is its turn.
    """

    description: str
    make: Callable[[Work], Mapping[str, bytes]]
    usual: bool = True
    notes: Callable[[Work], Sequence[str]] = lambda _: ()
    check: Callable[[Work], object] = lambda _: None


def files_of(names: Iterable[str], work: Work) -> dict[str, bytes]:
    """The content of the papers with these names, by file; one in a folder is named with it."""
    return {file: data for name in names for file, data in PAPERS[name].make(work).items()}


def check_papers(names: Iterable[str], work: Work) -> None:
    """Raises InputError where one of the papers with these names cannot be made: then none is begun."""
    for name in names:
        PAPERS[name].check(work)


def notes_on(names: Iterable[str], work: Work) -> tuple[str, ...]:
    """What is to be known of the papers with these names, in sentences."""
    general = letters_lacking(work.design)
    return (*([general] if general else []), *(note for name in names for note in PAPERS[name].notes(work)))


def usual_papers() -> tuple[str, ...]:
    """The papers that are written where none is asked for."""
    return tuple(name for name, paper in PAPERS.items() if paper.usual)


def _one(name: str, description: str, make: Callable[[Work], bytes], *, usual: bool = True) -> Paper:
    """A paper that is one file."""
    return Paper(description, lambda work: {name: make(work)}, usual)


def sheet_set(work: Work, *, report: bool = False) -> "Drawing":
    """The drawing with its set of sheets, or with the report in their place."""
    from designer.drawing.scene import build_drawing
    from designer.drawing.sheets.context import SheetOrder
    from designer.export.sheet_templates import check_paper, template_for

    sheets = work.design.sheets
    template = template_for(work.template, work.design.region)
    check_paper(template, work.paper)
    if report:  # on paper that an office prints itself, unless another is asked for
        auto = (template.papers[0].name, template.auto[0])
        template = replace(template, auto=auto, auto_scale=REPORT_SHARE * template.auto_scale)
    order = SheetOrder(
        template=template,
        paper=work.paper,
        drawing_number=sheets.drawing_number,
        revision=sheets.revision,
        drawn_by=sheets.drawn_by,
        report=report,
    )
    design = work.design if report else _mapped(work)
    return build_drawing(design, work.plan, work.catalog, date=work.date, order=order)


def _drawing(work: Work) -> bytes:
    from designer.export.dxf import dxf_bytes
    from designer.export.layer_presets import preset_for

    preset = preset_for(work.layers)
    return dxf_bytes(sheet_set(work), work.dxf_version, preset=preset)


def _sheets(work: Work) -> bytes:
    from designer.export.pdf_sheets import sheets_pdf

    return sheets_pdf(sheet_set(work))


def _report(work: Work) -> bytes:
    from designer.export.pdf_sheets import sheets_pdf

    return sheets_pdf(sheet_set(work, report=True))


def _tiles(work: Work) -> Mapping[str, bytes]:
    """On the paper that the office's printer has, which the file is named after."""
    from designer.export.pdf_sheets import sheets_pdf
    from designer.export.sheet_templates import template_for

    tile = template_for(work.template, work.design.region).tile_paper
    data = sheets_pdf(sheet_set(work), tile=(tile.width_mm, tile.height_mm))
    return {_tiled_name(tile.name): data}


def _tiled_name(paper: str) -> str:
    return f"sheets-{_file(paper)}.pdf"


def names_on_disk(names: Iterable[str], work: Work) -> list[str]:
    """What the files and folders of the papers with these names are called.

    Raises InputError for a template that is bad.
    """
    from designer.export.sheet_templates import template_for

    tile = template_for(work.template, work.design.region).tile_paper
    return [_tiled_name(tile.name) if name == TILED else name for name in names]


def _svg(work: Work) -> Mapping[str, bytes]:
    from designer.export.svg_sheets import sheet_svg

    drawing = sheet_set(work)
    return {f"{SVG_FOLDER}/{_file(sheet.name)}.svg": sheet_svg(drawing, sheet) for sheet in drawing.sheets}


def _png(work: Work) -> Mapping[str, bytes]:
    from designer.export.png_sheets import sheet_png

    drawing = sheet_set(work)
    return {
        f"{PNG_FOLDER}/{_file(sheet.name)}.png": sheet_png(drawing, sheet, work.dpi)
        for sheet in drawing.sheets
    }


def _file(name: str) -> str:
    """A sheet's name as that of a file."""
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def _cut_list(work: Work) -> bytes:
    from designer.export.csv_lists import cut_list_csv

    return cut_list_csv(work.plan)


def _workbook(work: Work) -> bytes:
    from designer.export.list_sheets import project_lists
    from designer.export.sheet_templates import A4_MM
    from designer.export.xlsx import xlsx_bytes

    lists = project_lists(work.design, work.plan, work.catalog, work.date)
    return xlsx_bytes(lists, work.design.name, letter=_page_mm(work) != A4_MM)


def _list(name: str) -> Callable[[Work], bytes]:
    """A sheet of the workbook as CSV; `name` is that of its function."""

    def make(work: Work) -> bytes:
        from designer.drawing.directory import Directory
        from designer.export import list_sheets
        from designer.export.csv_lists import sheet_csv

        make_sheet: Callable[[Directory], Sheet] = getattr(list_sheets, name)
        return sheet_csv(make_sheet(Directory(work.design, work.plan, work.catalog)))

    return make


def _cut_plan(work: Work) -> bytes:
    from designer.export.cut_papers import project_cut_plan

    return project_cut_plan(work.design, work.plan, work.catalog, work.date, _page_mm(work))


def _bom(work: Work) -> bytes:
    from designer.export.csv_lists import bom_csv

    return bom_csv(work.plan)


def _map(work: Work) -> bytes:
    from designer.export.pdf_installation_map import installation_map_pdf

    design = _mapped(work)
    return installation_map_pdf(design, work.plan, work.catalog, date=work.date, page_mm=_page_mm(work))


def _page_mm(work: Work) -> tuple[float, float]:
    """The lying paper of the office's printer."""
    from designer.export.sheet_templates import office_page_mm, template_for

    return office_page_mm(template_for(work.template, work.design.region))


def _mapped(work: Work) -> Design:
    """The Design as installation maps show it."""
    if not work.blank_map:
        return work.design
    settings = replace(work.design.settings, dtu_serials=())
    return replace(work.design, serials={}, reports={}, settings=settings)


def _labels(work: Work) -> bytes:
    from designer.drawing.directory import Directory
    from designer.export.label_sheets import label_sheet_for
    from designer.export.pdf_labels import labels_pdf

    sheet = label_sheet_for(work.label_sheet, work.design.region)
    return labels_pdf(Directory(work.design, work.plan, work.catalog), sheet, skip=work.label_skip)


def _sheet(work: Work) -> bytes:
    from designer.export.pdf_installer_sheet import installer_sheet_pdf
    from designer.export.sheet_templates import template_for

    wide, high = _page_mm(work)
    return installer_sheet_pdf(
        work.design,
        work.plan,
        work.catalog,
        date=work.date,
        page_mm=(high, wide),
        unit=template_for(work.template, work.design.region).lengths,
    )


def _plan(work: Work) -> bytes:
    from designer.export.plan_json import plan_json

    return plan_json(work.design, work.plan, work.catalog)


def _serials(work: Work) -> bytes:
    from designer.drawing.directory import Directory
    from designer.export.serials_json import serials_json

    return serials_json(Directory(work.design, work.plan, work.catalog), work.date)


def _opendtu(work: Work) -> Mapping[str, bytes]:
    """A list of inverters per gateway."""
    from designer.export.opendtu import opendtu_config

    return {
        f"{OPENDTU_FOLDER}/{_file(gateway) or 'inverters'}.json": opendtu_config(own)
        for gateway, own in _shares(work).lists.items()
    }


TILED = "sheets-a4.pdf"


def _shares(work: Work) -> "Shares":
    from designer.drawing.directory import Directory
    from designer.drawing.stations import stations
    from designer.export.opendtu_shares import shares_of

    found = stations(Directory(work.design, work.plan, work.catalog))
    try:
        return shares_of(found, work.design.settings.dtu_serials)
    except TrunklineError as problem:
        raise problem.within(OPENDTU_FOLDER) from problem


PAPERS: Mapping[str, Paper] = {
    "drawing.dxf": _one("drawing.dxf", "Drawing for the CAD office, all sheets as layouts", _drawing),
    "sheets.pdf": _one("sheets.pdf", "All sheets, to scale", _sheets),
    TILED: Paper("All sheets in parts on A4, or Letter, to be glued", _tiles, usual=False),
    SVG_FOLDER: Paper("All sheets as SVG", _svg, usual=False),
    PNG_FOLDER: Paper("All sheets as PNG", _png, usual=False),
    "report.pdf": _one("report.pdf", "Report for the customer's file", _report),
    "cut-list.csv": _one("cut-list.csv", "Cut list of rails and cable", _cut_list),
    "bom.csv": _one("bom.csv", "Parts list", _bom),
    "branches.csv": _one("branches.csv", "Branches", _list("branch_sheet")),
    "serials.csv": _one("serials.csv", "Serial numbers and DTUs by inverter", _list("serial_sheet")),
    "modules.csv": _one("modules.csv", "Serial number and DC input of every module", _list("module_sheet")),
    "lists.xlsx": _one("lists.xlsx", "All lists as a workbook", _workbook),
    "cut-plan.pdf": _one("cut-plan.pdf", "Cut plan for the saw, with labels", _cut_plan),
    "labels.pdf": _one("labels.pdf", "Labels with codes for pieces and inverters", _labels),
    "installation-map.pdf": _one("installation-map.pdf", "Installation map with serial number cells", _map),
    "installer-sheet.pdf": _one("installer-sheet.pdf", "Installer's sheet, branch by branch", _sheet),
    "serials.json": _one("serials.json", "Serial numbers for other programs", _serials),
    OPENDTU_FOLDER: Paper(
        "Inverter lists for OpenDTU, one per DTU",
        _opendtu,
        usual=False,
        notes=lambda work: _shares(work).notes,
        check=_shares,
    ),
    "plan.json": _one("plan.json", "The whole plan for other programs", _plan),
}
"""Files, and folders of them, by name, in the order they are written."""
