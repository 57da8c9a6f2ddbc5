"""The single-line diagram: per circuit modules, inverters, trunk, breaker and phase; per box its bus bar."""

from collections import Counter
from collections.abc import Iterable, Sequence

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Region
from designer.core.model.circuits import by_circuit
from designer.core.model.plan import BranchPlan, PieceKind
from designer.drawing.model import Align, Item
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import COLUMN_PAD, Context, Draft, new_draft
from designer.drawing.sheets.flow import Symbols, symbols_into
from designer.drawing.sheets.paper import (
    SMALL,
    SUBHEAD,
    TEXT,
    box,
    circle,
    heading,
    line,
    write,
    write_within,
)
from designer.drawing.sheets.table import Table, place
from designer.drawing.sheets.trunk_plan import branch_table
from designer.drawing.text_metrics import fitted_height, wrapped_lines

TITLE = "Single-line diagram"

_ROW_MM, _MOST_ROW_MM = 22.0, 40.0
_FOOT_MM = 8.0
_TOP_MM = 12.0
_LINE_MM = 2.9
_MOST_LINES = 4
"""Of the words below a symbol."""

_SYMBOL_MM = 12.0
_TITLES = ("Modules", "Inverters", "Trunk and end cable", "Protection", "Box", "Grid")
_EDGES = (0.0, 0.19, 0.40, 0.64, 0.78, 0.90)
"""Where the columns begin, as shares of the width."""


def single_line_sheets(context: Context) -> list[Draft]:
    """The circuits box by box, as many on a sheet as there is room for."""
    circuits = _circuits(context.directory.plan.branches)
    _, y0, _, y1 = context.frame.area
    per_sheet = max(1, int((y1 - y0 - 2 * COLUMN_PAD - _TOP_MM - _FOOT_MM) // _ROW_MM))
    drafts = []
    for start in range(0, len(circuits), per_sheet):
        draft = new_draft(context.frame, TITLE)
        shown = circuits[start : start + per_sheet]
        draft.add(_Rows(context).items(shown))
        branches = [branch for _, legs in shown for branch in legs]
        symbols_into(context.frame, draft, _table(branch_table(context, branches)))
        drafts.append(draft)
    return drafts


def _table(table: Table) -> Symbols:
    """A table as far as there is room: all of it stands beside the trunk plan."""

    def draw(room: Rect) -> tuple[list[Item], float]:
        placed = place(table, room)
        return list(placed.items), placed.height_mm

    return draw


Circuit = tuple[str, tuple[BranchPlan, ...]]


def _circuits(branches: Iterable[BranchPlan]) -> list[Circuit]:
    """The circuits with their legs, those of one box together."""
    listed = [(circuit, tuple(legs)) for circuit, legs in by_circuit(branches).items()]
    boxes = list(dict.fromkeys(legs[0].box for _, legs in listed))
    return sorted(listed, key=lambda one: boxes.index(one[1][0].box))


class _Rows:
    """Draws circuits as rows of one sheet."""

    def __init__(self, context: Context) -> None:
        self._context, self._directory = context, context.directory
        x0, y0, x1, y1 = context.frame.area
        self._left, self._top = x0 + COLUMN_PAD, y1 - COLUMN_PAD
        self._room = self._top - _TOP_MM - y0 - COLUMN_PAD - _FOOT_MM
        self._step, self._first = _ROW_MM, self._top - _TOP_MM
        self._width = x1 - x0 - 2 * COLUMN_PAD

    def items(self, circuits: Sequence[Circuit]) -> list[Item]:
        found: list[Item] = []
        self._spread(len(circuits))
        for number, title in enumerate(_TITLES):
            wide = self._wide(number) - 2.0
            size = max(fitted_height(title, wide, at_most_mm=SUBHEAD, bold=True), SMALL)
            found.append(heading(title, (self._x(number), self._top - SUBHEAD), size))
        found.append(line(((self._left, self._top - 5.0), (self._left + self._width, self._top - 5.0))))
        for row, (circuit, legs) in enumerate(circuits):
            found += self._circuit(circuit, legs, self._y(row))
        return [*found, *self._buses(circuits)]

    def _spread(self, count: int) -> None:
        """A few rows stand farther apart, about the middle of the sheet."""
        self._step = min(_MOST_ROW_MM, max(_ROW_MM, self._room / count))
        spare = max(self._room - count * self._step, 0.0) + self._step - _ROW_MM
        self._first = self._top - _TOP_MM - spare / 2.0

    def _x(self, column: int) -> float:
        return self._left + _EDGES[column] * self._width

    def _y(self, row: int) -> float:
        """The line of a circuit."""
        return self._first - row * self._step - 7.0

    def _wide(self, column: int) -> float:
        following = _EDGES[column + 1] if column + 1 < len(_EDGES) else 1.0
        return (following - _EDGES[column]) * self._width

    def _circuit(self, circuit: str, legs: tuple[BranchPlan, ...], y: float) -> list[Item]:
        stops = [self._x(column) for column in range(5)]
        symbol = _SYMBOL_MM
        breaker = stops[3] + 4.0
        return [
            *_module_symbol((stops[0], y)),
            line(((stops[0] + symbol, y), (stops[1], y))),
            *_inverter_symbol((stops[1], y)),
            line(((stops[1] + symbol, y), (breaker, y)), self._context.branch_layers[legs[0].id]),
            *_breaker_symbol((breaker, y)),
            line(((breaker + 9.0, y), (self._bus, y))),
            *self._words(0, _modules(self._context, legs), y),
            *self._words(1, _inverters(self._context, legs), y),
            *self._words(2, _cables(self._context, legs), y, above=(circuit, len(legs))),
            *self._words(3, _protection(legs), y),
        ]

    def _words(
        self, column: int, words: Sequence[str], y: float, above: tuple[str, int] | None = None
    ) -> list[Item]:
        """Lines of text below a symbol; the circuit's name above its cable."""
        x, wide = self._x(column), self._wide(column) - 3.0
        items: list[Item] = []
        if above is not None:
            legs = f", {above[1]} legs" if above[1] > 1 else ""
            items.append(write_within(f"{above[0]}{legs}", (x + 2.0, y + 1.2), wide, SUBHEAD))
        return [*items, *_lines(words, (x, y - 7.6), wide)]

    @property
    def _bus(self) -> float:
        return self._x(4) + 4.0

    def _buses(self, circuits: Sequence[Circuit]) -> list[Item]:
        """The bus bar of each box over its circuits, and the way of all of them to the grid."""
        rows: dict[str, list[int]] = {}
        for row, (_, legs) in enumerate(circuits):
            rows.setdefault(legs[0].box, []).append(row)
        found: list[Item] = []
        middles = []
        for name, numbers in rows.items():
            top, bottom = self._y(numbers[0]) + 5.0, self._y(numbers[-1]) - 5.0
            found += self._box(name, top, bottom)
            middles.append((top + bottom) / 2.0)
        return [*found, *self._grid(middles)] if middles else found

    def _box(self, name: str, top: float, bottom: float) -> list[Item]:
        box_ = self._directory.boxes.get(name)
        kind = f"{box_.kind.value} box" if box_ else "box"
        x, y = self._bus, (top + bottom) / 2.0
        wide = self._wide(4) - 6.0
        return [
            box((x - 2.0, bottom, x + 2.0, top)),
            line(((x, bottom + 1.0), (x, top - 1.0)), SheetLayer.FRAME),
            write_within(name, (x + 3.5, y + 2.0), wide, SUBHEAD),
            *_lines([kind], (x + 3.5, y - 4.2), wide),
            line(((x, y), (self._x(5), y))),
        ]

    def _grid(self, middles: Sequence[float]) -> list[Item]:
        """The main breaker that all boxes are behind, and the grid."""
        x, y = self._x(5), (max(middles) + min(middles)) / 2.0
        return [
            line(((x, min(middles)), (x, max(middles)))),
            *_breaker_symbol((x, y)),
            line(((x + 9.0, y), (x + 12.0, y))),
            *_grid_symbol((x + 12.0, y)),
            *self._grid_words(x + 2.0, y),
        ]

    def _grid_words(self, x: float, y: float) -> list[Item]:
        region = self._directory.catalog.region(self._directory.design.region)
        wide = self._wide(5) - 1.0
        return _lines(("main AC breaker", *_mains(region)), (x, y - 6.5), wide)


def _lines(words: Iterable[str], at: Point, wide: float) -> list[Item]:
    """Lines of small text below each other, those that are too long on several."""
    lines = [line for text in words for line in wrapped_lines(text, wide, SMALL)]
    return [
        write(text, (at[0], at[1] - number * _LINE_MM), SMALL)
        for number, text in enumerate(lines[:_MOST_LINES])
    ]


def _mains(region: Region) -> tuple[str, str]:
    volts = (
        f"{region.voltage_v:g} V"
        if region.voltage_v == region.line_voltage_v
        else f"{region.voltage_v:g}/{region.line_voltage_v:g} V"
    )
    return (volts, f"{region.frequency_hz:g} Hz")


def _counted(names: Iterable[str]) -> list[str]:
    return [f"{count} x {name}" for name, count in Counter(names).items()]


def _modules(context: Context, legs: Sequence[BranchPlan]) -> list[str]:
    directory = context.directory
    served = [
        module
        for leg in legs
        for inverter in leg.inverters
        for module in directory.inverters[inverter].modules
    ]
    products = [directory.modules[module].product for module in served]
    power = sum(directory.catalog.module(product).power_w for product in products)
    return [
        *_counted(directory.catalog.module(product).model for product in products),
        f"{power / 1000:.2f} kWp",
    ]


def _inverters(context: Context, legs: Sequence[BranchPlan]) -> list[str]:
    directory = context.directory
    products = [directory.inverters[inverter].product for leg in legs for inverter in leg.inverters]
    rated = sum(directory.catalog.inverter(product).power_va for product in products)
    models = _counted(directory.catalog.inverter(product).model for product in products)
    return [*models, f"{rated / 1000:.2f} kVA", f"{legs[0].units_limit} per circuit at most"]


def _cables(context: Context, legs: Sequence[BranchPlan]) -> list[str]:
    """Lengths by sort of cable, the conductor, current and voltage rise."""
    found = []
    for kind, word in (
        (PieceKind.TRUNK_RUN, "trunk"),
        (PieceKind.LINK, "links"),
        (PieceKind.END_CABLE, "end cable"),
    ):
        length = sum(piece.length_mm for leg in legs for piece in leg.pieces if piece.kind is kind)
        if length:
            found.append(f"{word} {context.long_length(length)}")
    rise = max(leg.rise_pct for leg in legs)
    amperes = context.directory.load_of(legs[0]).current_a
    return [f"{legs[0].conductor}: {', '.join(found)}", f"{amperes:.2f} A, rise {rise:.2f} %"]


def _protection(legs: Sequence[BranchPlan]) -> list[str]:
    return [f"{legs[0].ocpd_a:g} A", legs[0].phase or "all phases"]


def _module_symbol(at: Point) -> list[Item]:
    """A module after IEC 60617: a rectangle with a corner arrow."""
    x, y = at
    long, half = _SYMBOL_MM, 4.0
    return [
        box((x, y - half, x + long, y + half), SheetLayer.LABEL),
        line(((x, y + half), (x + 3.0, y), (x, y - half)), SheetLayer.LABEL),
    ]


def _inverter_symbol(at: Point) -> list[Item]:
    """A square with a diagonal: direct current in, alternating current out."""
    x, y = at
    half = 4.0
    right = x + _SYMBOL_MM
    return [
        box((x, y - half, right, y + half), SheetLayer.LABEL),
        line(((x, y - half), (right, y + half)), SheetLayer.LABEL),
        line(((x + 1.5, y + 2.6), (x + 4.5, y + 2.6)), SheetLayer.LABEL),
        line(((x + 1.5, y + 1.6), (x + 4.5, y + 1.6)), SheetLayer.LABEL),
        write("~", (right - 3.0, y - 2.2), TEXT, Align.MIDDLE, layer=SheetLayer.LABEL),
    ]


def _breaker_symbol(at: Point) -> list[Item]:
    """A switch with the cross of a circuit breaker."""
    x, y = at
    return [
        line(((x, y), (x + 2.0, y)), SheetLayer.LABEL),
        line(((x + 2.0, y), (x + 8.0, y + 3.2)), SheetLayer.LABEL),
        line(((x + 8.0, y), (x + 9.0, y)), SheetLayer.LABEL),
        line(((x + 7.2, y - 0.9), (x + 8.8, y + 0.9)), SheetLayer.LABEL),
        line(((x + 7.2, y + 0.9), (x + 8.8, y - 0.9)), SheetLayer.LABEL),
    ]


def _grid_symbol(at: Point) -> list[Item]:
    x, y = at
    return [
        circle((x + 3.0, y), 3.0, SheetLayer.LABEL),
        write("~", (x + 3.0, y), SUBHEAD, Align.MIDDLE, layer=SheetLayer.LABEL),
    ]
