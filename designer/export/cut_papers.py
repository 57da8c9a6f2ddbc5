"""The cut plan of a project, and of any list of pieces, in the formats that papers come in."""

from collections.abc import Callable, Mapping

from designer.core.cutting.model import CuttingPlan
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import PieceKind, Plan
from designer.drawing.cutplan import CutGroup, CutPiece, cut_groups, plain_group
from designer.drawing.pieces import connectors, number_text
from designer.export.cut_sheets import saw_sheet
from designer.export.pdf_canvas import A4_LANDSCAPE_MM, Size
from designer.export.pdf_cut_labels import PieceLabel
from designer.export.pdf_cut_plan import CutPaper, cut_plan_pdf


def project_cut_plan(
    design: Design, plan: Plan, catalog: Catalog, date: str, page_mm: Size = A4_LANDSCAPE_MM
) -> bytes:
    """The cut plan of a project as PDF, with a label for every piece."""
    groups = cut_groups(catalog, plan)
    labels = piece_labels(design, plan, catalog)
    customer = " · ".join(part for part in (design.customer.name, design.customer.project_number) if part)
    about = CutPaper(title=design.name, customer=customer, date=date, labels=labels, page_mm=page_mm)
    return cut_plan_pdf(groups, about)


def piece_labels(design: Design, plan: Plan, catalog: Catalog) -> tuple[PieceLabel, ...]:
    """What a label on each piece says, in the order of the saw."""
    places = _places(design, plan)
    return tuple(
        PieceLabel(
            piece=piece.id,
            length=_length(piece),
            product=group.name,
            place=places.get(piece.id, ""),
            stock=bar.stock,
        )
        for group in cut_groups(catalog, plan)
        for bar in group.bars
        for piece in bar.pieces
    )


def _places(design: Design, plan: Plan) -> dict[str, str]:
    """Where each piece goes, in words."""
    names = {surface.id: surface.name for surface in design.surfaces}
    rows = {row.id: number for number, row in enumerate(design.rows, start=1)}
    rails = {
        bar.piece: f"{names.get(rail.surface, rail.surface)}, rail {rail.id}"
        + (f", bar {place} of {len(rail.bars)}" if len(rail.bars) > 1 else "")
        for rail in plan.rails
        if rail.row_id in rows
        for place, bar in enumerate(rail.bars, start=1)
    }
    return rails | {piece.id: f"{piece.from_} to {piece.to}" for piece in plan.pieces}


def _length(piece: CutPiece) -> str:
    """Rails in mm, cable in metres, and how many connectors of trunk that is."""
    if piece.kind is PieceKind.RAIL:
        return f"{number_text(round(piece.length_mm, 1))} mm"
    metres = f"{piece.length_mm / 1000.0:.2f} m" if piece.length_mm or not piece.ports else ""
    return ", ".join(part for part in (metres, connectors(piece.ports) if piece.ports else "") if part)


def _csv(group: CutGroup, _title: str) -> bytes:
    from designer.export.csv_lists import sheet_csv

    return sheet_csv(saw_sheet([group]))


def _xlsx(group: CutGroup, title: str) -> bytes:
    from designer.export.xlsx import xlsx_bytes

    return xlsx_bytes([saw_sheet([group])], title)


def _pdf(group: CutGroup, title: str) -> bytes:
    return cut_plan_pdf([group], CutPaper(title=title))


PLAIN_FORMATS: Mapping[str, Callable[[CutGroup, str], bytes]] = {".csv": _csv, ".xlsx": _xlsx, ".pdf": _pdf}
"""How the cut plan of a plain list is written, by the suffix of the file."""


def plain_cut_plan(plan: CuttingPlan, title: str, suffix: str) -> bytes:
    """The cut plan of any list of pieces. KeyError for a suffix that is not in the table."""
    return PLAIN_FORMATS[suffix](plain_group(plan, title), title)
