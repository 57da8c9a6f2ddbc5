"""Why the selected branch is as it is: what limits it, and what other cables would have cost."""

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from designer.branch_words import margin_cells, option_verdict, reasons, title
from designer.core.model.catalog import Catalog
from designer.core.model.trunk_family import TrunkProduct
from designer.core.trunk.margins import Margin
from designer.core.trunk.why import BranchWhy, Option
from designer.part_names import PartNames

NOTHING_ASKED = "Select a branch to see what limits it and what other cables would have cost"
WORKING = "Weighing the other cables …"
LATER = (
    "The other cables are weighed once no better branches are looked for; Stop improving (Ctrl+.) ends that."
)

LEAST_WIDTH = 470
"""The table of cables fits into so many pixels."""


class BranchWhyPane(QScrollArea):
    """Sentences, limits and options of one branch, as a text that can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName("Why the branch is as it is")
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 4, 12, 8)
        layout.addWidget(self.text)
        layout.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_why(self, why: BranchWhy | None, catalog: Catalog, empty_text: str = NOTHING_ASKED) -> None:
        """Show the reasons of a branch; None = there are none, and what to say instead."""
        shown = "".join(_page(why, catalog)) if why else f"<p>{escape(empty_text)}</p>"
        if shown != self.text.text():
            self.text.setText(shown)


def _page(why: BranchWhy, catalog: Catalog) -> Iterator[str]:
    names = PartNames(catalog)
    yield f'<p style="margin: 0 0 5px 0"><b>{escape(title(why, names))}</b></p>'
    for reason in reasons(why, names):
        yield f'<p style="margin: 0 0 5px 0">{escape(reason)}</p>'
    yield _table(("Limit", "Is", "At most", "Used"), (_margin(margin) for margin in why.margins))
    rows = [(why.chosen, "as planned")]
    rows += [(option, option_verdict(option, why.chosen).partition(",")[0]) for option in why.options]
    header = ("Trunk cable", "Capped", "Links", "Cost", "More", "")
    yield _table(header, (_cells(option, _cable(option, catalog), verdict) for option, verdict in rows))


def _margin(margin: Margin) -> tuple[str, ...]:
    limit, *figures = margin_cells(margin)
    return (limit.capitalize(), *figures)


def _cable(option: Option, catalog: Catalog) -> str:
    """Conductor and pitch: the cables of one family differ by nothing else, and their names are long."""
    cable = catalog.stock_product(option.product)
    assert isinstance(cable, TrunkProduct)
    return f"{cable.conductor}, {cable.pitch_mm / 1000:g} m"


def _cells(option: Option, cable: str, verdict: str) -> tuple[str, ...]:
    if option.cost is None:
        return (cable, "–", "–", "–", "–", verdict)
    more = "" if option.more is None else f"{option.more:+.2f}".replace("-", "−")
    return (cable, str(option.capped), str(option.links), f"{option.cost:.2f}", more, verdict)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table whose first and last columns of words stand to the left, figures to the right."""
    lines = [_line(header, "th"), *(_line(row, "td") for row in rows)]
    return f'<table cellspacing="0" cellpadding="2" style="margin-top: 6px">{"".join(lines)}</table>'


def _line(cells: tuple[str, ...], tag: str) -> str:
    marked = []
    for place, cell in enumerate(cells):
        side = "right" if 0 < place < 5 else "left"
        marked.append(f'<{tag} align="{side}" style="padding-right: 10px">{escape(cell)}</{tag}>')
    return f"<tr>{''.join(marked)}</tr>"
