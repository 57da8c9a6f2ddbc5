"""The cut list: one line for every piece of rail and cable, and what it is cut from."""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from designer.core.model.plan import CablePiece, PieceKind, Plan, RailBar, RailRun, StockCut, StockUse
from designer.core.natural import natural
from designer.drawing.pieces import length_or_count
from designer.edit.figures import counted
from designer.edit.properties.quantities import plain
from designer.edit.properties.tables.words import PIECES
from designer.gui.tables.column import Column, figure
from designer.gui.tables.model import RowModel
from designer.gui.tables.searched import SearchedPanel
from designer.gui.workspace import Workspace


class PieceRow(Struct, frozen=True, kw_only=True):
    """A piece to cut; `stock` is None where none was found for it."""

    id: str
    kind: PieceKind
    product: str
    length_mm: float
    ports: int = 0
    branch: str = ""
    surface: str = ""
    from_: str = ""
    to: str = ""
    stock: StockUse | None
    start_mm: float

    @property
    def stock_id(self) -> str:
        """The bar, reel or offcut; empty where there is none."""
        return self.stock.id if self.stock else ""

    @property
    def stock_name(self) -> str:
        """The same without the product, which stands beside it."""
        return self.stock.id.removesuffix(f"-{self.stock.product}") if self.stock else "none"


_COLUMNS: tuple[Column[PieceRow], ...] = (
    Column(title="Piece", text=lambda row: row.id, sort=lambda row: natural(row.id), room_for="R100.U1-2"),
    Column(title="Kind", text=lambda row: PIECES[row.kind]),
    Column(title="Product", text=lambda row: row.product, wide=True),
    figure(
        "Length mm",
        lambda row: length_or_count(f"{row.length_mm:.0f}", row.length_mm, row.ports),
        lambda row: row.length_mm,
        "Length to cut",
    ),
    figure("Ports", lambda row: str(row.ports) if row.ports else "–", lambda row: row.ports),
    Column(title="Branch", text=lambda row: row.branch or "–", sort=lambda row: natural(row.branch)),
    Column(title="Surface", text=lambda row: row.surface),
    Column(
        title="From",
        text=lambda row: row.from_,
        sort=lambda row: natural(row.from_),
        hint="Inverter or box; of a rail the place along it",
    ),
    Column(
        title="To",
        text=lambda row: row.to,
        sort=lambda row: natural(row.to),
        hint="Inverter or box; of a rail the place along it",
    ),
    Column(
        title="Stock",
        text=lambda row: row.stock_name,
        sort=lambda row: (natural(row.stock_id), row.start_mm),
        tip=lambda row: (
            f"{row.stock.id}, {plain(row.stock.length_mm, 0)} mm" if row.stock else "No stock holds it"
        ),
        hint="Bar, reel or offcut that it is cut from",
    ),
    figure(
        "Start mm",
        lambda row: f"{row.start_mm:.0f}" if row.stock else "–",
        lambda row: row.start_mm,
        "Where the cut begins on the stock",
    ),
)


_Cuts = dict[str, tuple[StockUse, StockCut]]


def piece_rows(plan: Plan, names: Mapping[str, str]) -> tuple[PieceRow, ...]:
    """Every piece of the plan, rails first; `names` are those of surfaces and products by id."""
    cuts = {cut.piece: (stock, cut) for stock in plan.cuts.stocks for cut in stock.cuts}
    bars = (_bar(rail, bar, cuts, names) for rail in plan.rails for bar in rail.bars)
    return (*bars, *(_cable(piece, cuts, names) for piece in plan.pieces))


def _bar(rail: RailRun, bar: RailBar, cuts: _Cuts, names: Mapping[str, str]) -> PieceRow:
    stock, start_mm = _stock(bar.piece, cuts)
    return PieceRow(
        id=bar.piece,
        kind=PieceKind.RAIL,
        product=names.get(rail.product, rail.product),
        length_mm=bar.length_mm,
        surface=names.get(rail.surface, rail.surface),
        from_=f"{bar.start_mm:.0f} mm",
        to=f"{bar.end_mm:.0f} mm",
        stock=stock,
        start_mm=start_mm,
    )


def _cable(piece: CablePiece, cuts: _Cuts, names: Mapping[str, str]) -> PieceRow:
    stock, start_mm = _stock(piece.id, cuts)
    return PieceRow(
        id=piece.id,
        kind=piece.kind,
        product=names.get(piece.product, piece.product),
        length_mm=piece.length_mm,
        ports=piece.ports,
        branch=piece.branch,
        surface=", ".join(dict.fromkeys(names.get(part.surface, part.surface) for part in piece.route)),
        from_=piece.from_,
        to=piece.to,
        stock=stock,
        start_mm=start_mm,
    )


def _stock(piece: str, cuts: _Cuts) -> tuple[StockUse | None, float]:
    if piece not in cuts:
        return None, 0.0
    stock, cut = cuts[piece]
    return stock, cut.start_mm


class CutListDock(SearchedPanel[PieceRow]):
    """Lists the pieces; a click lights one up on the roof, and the other way round."""

    not_found = "No piece matches the search"
    nothing_yet = "Nothing to cut yet: put modules on a surface"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        model = RowModel(_COLUMNS, lambda row: row.id, search=_search)
        super().__init__(workspace, model, "Cut list", "Search pieces", parent)
        self._plan_shown: Plan | None = None
        self.view.chosen.connect(self._chosen)
        self.view.hovered.connect(self._hovered)
        self.view.opened.connect(lambda key: workspace.show([key]))
        self.follow(
            self.refresh,
            workspace.plan_changed,
            workspace.state_changed,
            workspace.selection_changed,
            workspace.highlight_changed,
            workspace.project_replaced,
        )

    def refresh(self) -> None:
        """Show the pieces of the newest plan."""
        workspace = self.workspace
        if workspace.plan is not self._plan_shown:
            self._plan_shown = workspace.plan
            surfaces = {surface.id: surface.name for surface in workspace.design.surfaces}
            names = {**workspace.catalog.names, **surfaces}
            self.model.set_rows(piece_rows(workspace.plan, names) if workspace.plan else ())
            self.totals.setText(_totals(workspace.plan) if workspace.plan else "")
        self.show_why_empty()
        self.view.show_selected(key for key in workspace.selection if self.model.place_of(key) >= 0)
        self.view.show_lit(workspace.highlighted)

    def _chosen(self, keys: frozenset[str]) -> None:
        self.workspace.point_to(keys)
        self.workspace.highlight(keys)

    def _hovered(self, key: str) -> None:
        """What is hovered lights up; away from the list again what is selected in it."""
        self.workspace.highlight([key] if key else self.view.selected_keys())


def _search(row: PieceRow) -> str:
    where = f"{row.branch} {row.surface} {row.from_} {row.to} {row.stock_id}"
    return f"{row.id} {PIECES[row.kind]} {row.product} {where}"


def _totals(plan: Plan) -> str:
    """How many pieces are cut from how much stock, and how good that is known to be."""
    stocks = plan.cuts.stocks
    pieces = sum(len(stock.cuts) for stock in stocks)
    proven = sum(result.proven for result in plan.cuts.results)
    quality = f"least cost proven for {proven} of {counted(len(plan.cuts.results), 'product')}"
    lengths = counted(len(stocks), "length")
    return f"{counted(pieces, 'piece')} from {lengths} of stock · {quality}" if stocks else ""
