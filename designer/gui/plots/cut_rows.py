"""Where the rows of the cut plan stand below each other, and what of them lies at a place."""

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from designer.core.model.plan import PieceKind
from designer.drawing.cutplan import CutBar, CutGap, CutGroup, CutPiece, GapKind
from designer.drawing.pieces import length_or_count

HEADER, ROW, SPACE = 42.0, 22.0, 8.0
"""Heights in pixels: a product's header with its scale, a bar, the room below a product."""

_REACH = 0.004
"""How far beside a piece without length it is still meant, as a share of the longest bar."""

_GAPS = {
    GapKind.TRIM: "Trim",
    GapKind.KERF: "Saw cut",
    GapKind.REMNANT: "Remnant",
    GapKind.WASTE: "Waste",
}


class Row(Struct, frozen=True, kw_only=True):
    """A header (no bar) or a bar of a product, by its upper edge."""

    group: int
    top: float
    height: float
    bar: CutBar | None = None


class CutHit(Struct, frozen=True, kw_only=True):
    """A piece or gap under the cursor: its id where it is a piece, and the readout."""

    key: str
    piece: str
    lines: tuple[str, ...]


class CutRows:
    """All rows of the cut plan from top to bottom."""

    def __init__(self, groups: tuple[CutGroup, ...] = ()) -> None:
        self.groups = groups
        self.longest = [max(bar.length_mm for bar in group.bars) for group in groups]
        self.rows: list[Row] = []
        self.headers: list[Row] = []
        self.row_of: dict[str, Row] = {}
        self.height = 0.0
        for number, group in enumerate(groups):
            self._add_group(number, group)
        self._tops = [row.top for row in self.rows]

    def between(self, top: float, bottom: float) -> Iterable[Row]:
        """The rows that reach into a strip."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        for row in self.rows[first:]:
            if row.top >= bottom:
                return
            yield row

    def at(self, y: float) -> Row | None:
        """The row at a height; None between rows."""
        number = bisect_right(self._tops, y) - 1
        if number < 0 or y >= self.rows[number].top + self.rows[number].height:
            return None
        return self.rows[number]

    def share(self, row: Row, length_mm: float) -> float:
        """A length as a share of the longest bar of its product: that is the common x axis."""
        return length_mm / self.longest[row.group]

    def hit(self, row: Row, along_mm: float) -> CutHit | None:
        """The piece or gap of a bar at a place along it."""
        if row.bar is None:
            return None
        group = self.groups[row.group]
        reach_mm = _REACH * self.longest[row.group]
        for piece in row.bar.pieces:
            beside_mm = 0.0 if piece.length_mm else reach_mm
            if -beside_mm <= along_mm - piece.start_mm < piece.length_mm + beside_mm:
                return _piece_hit(group, row.bar, piece)
        for gap in row.bar.gaps:
            if gap.start_mm <= along_mm < gap.start_mm + gap.length_mm:
                return _gap_hit(group, row.bar, gap)
        return None

    def _add_group(self, number: int, group: CutGroup) -> None:
        header = Row(group=number, top=self.height, height=HEADER)
        self.headers.append(header)
        self.rows.append(header)
        self.height += HEADER
        for bar in group.bars:
            row = Row(group=number, top=self.height, height=ROW, bar=bar)
            self.rows.append(row)
            self.row_of.update((piece.id, row) for piece in bar.pieces)
            self.height += ROW
        self.height += SPACE


def stock_name(group: CutGroup, bar: CutBar) -> str:
    """The short name of a bar, without its product."""
    return bar.stock.removesuffix(f"-{group.product}")


def stock_word(kind: PieceKind) -> str:
    """What a stock length of this kind is called."""
    return {PieceKind.RAIL: "bar", PieceKind.TRUNK_RUN: "reel"}.get(kind, "drum")


def stock_length(group: CutGroup, length_mm: float) -> str:
    """Rails in mm, cable in metres."""
    return f"{length_mm:.0f} mm" if group.kind is PieceKind.RAIL else f"{length_mm / 1000:g} m"


def summary(group: CutGroup) -> str:
    """One line about a product."""
    count, word = len(group.bars), stock_word(group.kind)
    shelf = sum(bar.offcut for bar in group.bars)
    parts = [f"{count} {word}{'' if count == 1 else 's'}"]
    if shelf:
        parts.append(f"{shelf} from the shelf")
    return " · ".join((*parts, f"{100 * group.used:.0f} % used", group.quality))


def _piece_hit(group: CutGroup, bar: CutBar, piece: CutPiece) -> CutHit:
    kinds = {
        PieceKind.RAIL: "Rail",
        PieceKind.TRUNK_RUN: "Trunk run",
        PieceKind.LINK: "Link",
        PieceKind.END_CABLE: "End cable",
    }
    place = f"from {piece.start_mm:.0f} mm on {stock_name(group, bar)}"
    return CutHit(
        key=piece.id,
        piece=piece.id,
        lines=(
            f"{kinds[piece.kind]} {piece.id}",
            length_or_count(f"{piece.length_mm:.0f} mm", piece.length_mm, piece.ports),
            place,
        ),
    )


def _gap_hit(group: CutGroup, bar: CutBar, gap: CutGap) -> CutHit:
    between = group.kind is PieceKind.TRUNK_RUN and gap.kind is GapKind.KERF
    name = "Between two runs" if between else _GAPS[gap.kind]
    return CutHit(
        key=f"{bar.stock} {gap.start_mm:.1f}",
        piece="",
        lines=(f"{name} {gap.length_mm:.0f} mm", f"on {stock_name(group, bar)}"),
    )
