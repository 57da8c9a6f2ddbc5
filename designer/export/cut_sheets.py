"""The cut list, the bars in the order of the saw, and the parts list as sheets."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.model.catalog import Catalog
from designer.core.model.plan import BomItem, PieceKind, Plan, StockCut, StockUse
from designer.drawing.cutplan import CutBar, CutGap, CutGroup, CutPiece, GapKind, cut_groups
from designer.drawing.directory import Directory
from designer.drawing.pieces import connectors, number_text
from designer.export.sheets import Column, Sheet, sheet_of


class _Piece(Struct, frozen=True, kw_only=True):
    """A piece of the cut list with the stock it is cut from, if any."""

    id: str
    kind: PieceKind
    product: str
    length_mm: float
    surface: str
    ends: tuple[str, str]
    ports: int = 0
    branch: str = ""
    stock: StockUse | None = None
    cut: StockCut | None = None


def _length(length_mm: float, ports: int) -> float | str:
    return length_mm if length_mm or not ports else connectors(ports)


_PIECES: tuple[Column[_Piece], ...] = (
    Column("Piece", lambda one: one.id),
    Column("Kind", lambda one: one.kind.value),
    Column("Product", lambda one: one.product),
    Column("Length (mm)", lambda one: _length(one.length_mm, one.ports), 1),
    Column("Ports", lambda one: one.ports or None),
    Column("Branch", lambda one: one.branch),
    Column("Surface", lambda one: one.surface),
    Column("From", lambda one: one.ends[0]),
    Column("To", lambda one: one.ends[1]),
    Column("Stock", lambda one: one.stock.id if one.stock else ""),
    Column("Stock length (mm)", lambda one: one.stock.length_mm if one.stock else None, 1),
    Column("Cut starts at (mm)", lambda one: one.cut.start_mm if one.cut else None, 1),
    Column("Quantity", lambda _: 1),
)

_PARTS: tuple[Column[BomItem], ...] = (
    Column("Item", lambda one: one.item),
    Column("Product", lambda one: one.product),
    Column("Description", lambda one: one.description),
    Column("Quantity", lambda one: one.quantity, 2),
    Column("Unit", lambda one: one.unit),
    Column("Source", lambda one: one.source),
)


class _Cut(Struct, frozen=True):
    """One cut at the saw: number of the bar, the bar, the piece."""

    number: int
    group: CutGroup
    bar: CutBar
    piece: CutPiece


def _remnant(cut: _Cut) -> float | None:
    if cut.piece is not cut.bar.pieces[-1]:
        return None
    kept: list[CutGap] = [gap for gap in cut.bar.gaps if gap.kind is GapKind.REMNANT]
    return kept[0].length_mm if kept else None


_CUTS: tuple[Column[_Cut], ...] = (
    Column("Bar no.", lambda one: one.number),
    Column("Product", lambda one: one.group.name),
    Column("Stock", lambda one: one.bar.stock),
    Column("Stock length (mm)", lambda one: one.bar.length_mm, 1),
    Column("Offcut", lambda one: "yes" if one.bar.offcut else ""),
    Column("Equal bars", lambda one: one.bar.count),
    Column("Piece", lambda one: one.piece.id),
    Column("Length (mm)", lambda one: _length(one.piece.length_mm, one.piece.ports), 1),
    Column("Cut starts at (mm)", lambda one: one.piece.start_mm, 1),
    Column("Remnant of the bar (mm)", _remnant, 1),
)


def cut_list_sheet(directory: Directory) -> Sheet:
    """One row per piece of rail and cable, with the names of surfaces as all papers have them."""
    return sheet_of("Cut list", _PIECES, _pieces(directory))


def project_saw_sheet(plan: Plan, catalog: Catalog) -> Sheet:
    """All cuts of a project in the order of the saw."""
    return saw_sheet(cut_groups(catalog, plan))


def parts_sheet(plan: Plan) -> Sheet:
    """One row per line of the parts list."""
    return sheet_of("Parts list", _PARTS, plan.bom)


def saw_sheet(groups: Sequence[CutGroup]) -> Sheet:
    """One row per cut, bar after bar; the remnant stands with the last cut of its bar."""
    cuts = []
    for group in groups:
        for number, bar in enumerate(group.bars, start=1):
            cuts += [_Cut(number, group, bar, piece) for piece in bar.pieces]
    return sheet_of("At the saw", _CUTS, cuts)


def _pieces(directory: Directory) -> list[_Piece]:
    """Rails first, then cable, as in the CSV file."""
    plan, name = directory.plan, directory.surface_name
    cuts = {cut.piece: (stock, cut) for stock in plan.cuts.stocks for cut in stock.cuts}
    found = []
    for rail in plan.rails:
        for bar in rail.bars:
            stock, cut = cuts.get(bar.piece, (None, None))
            ends = (f"{rail.id}@{number_text(bar.start_mm)}", f"{rail.id}@{number_text(bar.end_mm)}")
            found.append(
                _Piece(
                    id=bar.piece,
                    kind=PieceKind.RAIL,
                    product=rail.product,
                    length_mm=bar.length_mm,
                    surface=name(rail.surface),
                    ends=ends,
                    stock=stock,
                    cut=cut,
                )
            )
    for piece in plan.pieces:
        stock, cut = cuts.get(piece.id, (None, None))
        found.append(
            _Piece(
                id=piece.id,
                kind=piece.kind,
                product=piece.product,
                length_mm=piece.length_mm,
                surface="/".join(dict.fromkeys(name(part.surface) for part in piece.route)),
                ends=(piece.from_, piece.to),
                ports=piece.ports,
                branch=piece.branch,
                stock=stock,
                cut=cut,
            )
        )
    return found
