"""The installer's sheet: per branch what to do, in the order of the maker's quick guide."""

from reportlab.platypus import Flowable, PageBreak

from designer import installer_words as say
from designer.core.model.catalog import Catalog
from designer.core.model.circuits import CircuitLoad
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, Plan
from designer.drawing.directory import Directory
from designer.drawing.length_units import LengthUnit
from designer.drawing.tape import Tape
from designer.export.pdf_canvas import Size
from designer.export.pdf_fonts import register_fonts
from designer.export.pdf_sheet_cable import connection_step, trunk_step
from designer.export.pdf_sheet_inverters import label_step, module_step, mounting_step
from designer.export.pdf_sheet_overview import overview
from designer.export.pdf_sheet_page import render
from designer.export.pdf_sheet_rails import rail_cut_list
from designer.export.pdf_sheet_style import CHAPTER, PAGE_MM, check_list, facts, heading, paragraph
from designer.leg_words import ON_LEG, amperes_text, units_text


def installer_sheet_pdf(
    design: Design,
    plan: Plan,
    catalog: Catalog,
    *,
    date: str = "",
    page_mm: Size = PAGE_MM,
    unit: LengthUnit = LengthUnit.MILLIMETRES,
) -> bytes:
    """The installer's sheet as a PDF of upright pages, A4 or Letter; the same bytes for the same input.

    `date` is printed as it is. Raises CatalogError when the plan names a product that the catalogue lacks.
    """
    register_fonts()
    tape = Tape(unit)
    directory = Directory(design, plan, catalog)
    story = overview(directory, date, tape)
    for branch in plan.branches:
        story += [PageBreak(), *_branch_chapter(directory, branch, tape)]
    if plan.branches:
        story += _closing(directory)
    if rails := rail_cut_list(directory, tape):
        story += [PageBreak(), *rails]
    project = " · ".join(part for part in (design.name, design.customer.name) if part)
    title = f"Installer's sheet {design.name}".strip()
    return render(story, head=(project, date), title=title, page_mm=page_mm)


def _branch_chapter(directory: Directory, branch: BranchPlan, tape: Tape) -> list[Flowable]:
    family = directory.catalog.family(branch.family)
    return [
        paragraph(f"Branch {branch.id}", CHAPTER),
        facts(_branch_facts(branch, directory.load_of(branch))),
        *mounting_step(directory, branch, family, tape),
        *trunk_step(directory, branch, family, tape),
        *connection_step(directory, branch, family),
        *label_step(directory, branch),
        *module_step(directory, branch, family, tape),
        *_energising(directory, branch),
    ]


def _branch_facts(branch: BranchPlan, load: CircuitLoad) -> list[tuple[str, str]]:
    units, device = f" / {branch.units_limit}", f" A / {branch.ocpd_a:g} A"
    return [
        ("Inverters / limit", units_text(branch, load, units, ON_LEG)),
        ("Current / breaker", amperes_text(branch, load, device, f" A{ON_LEG}")),
        ("Voltage rise", f"{branch.rise_v:.2f} V · {branch.rise_pct:.2f} %"),
        ("Fed into · phase", f"{branch.box}{' · ' + branch.phase if branch.phase else ''}"),
    ]


def _energising(directory: Directory, branch: BranchPlan) -> list[Flowable]:
    legs = [each.id for each in directory.plan.branches if each.circuit == branch.circuit]
    phase = f" on {branch.phase}" if branch.phase else ""
    checks, whose = [], "this branch"
    if len(legs) > 1:
        checks.append(say.LEGS.format(branches=" and ".join(legs), circuit=branch.circuit))
        whose = f"circuit {branch.circuit}"
    checks += [say.BREAKER.format(whose=whose, ocpd_a=f"{branch.ocpd_a:g}", phase=phase), say.MAIN]
    return [*heading("Step 6  Energise"), check_list(checks)]


def _closing(directory: Directory) -> list[Flowable]:
    """Step 7, once for all branches."""
    serials = directory.design.settings.dtu_serials
    checks = [
        say.DTU.format(serials=f" ({', '.join(serials)})" if serials else ""),
        say.ENTER.format(count=len(directory.plan.inverters)),
        say.HAND_OVER,
    ]
    title = "Step 7  Set up the monitoring, once for all branches"
    return [*heading(title), check_list(checks)]
