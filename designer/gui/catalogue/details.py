"""Every figure of a product with its source, and whether it was verified."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from designer.core.model.catalog import Module
from designer.figure_words import figure_label, figure_unit
from designer.gui.catalogue.kinds import TrunkRow
from designer.gui.forms.elided import ElidedLabel
from designer.gui.forms.plain import PlainLabel
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.io.catalog_figures import Figure, figures_of


def _value(row: Figure) -> str:
    return row.value if row.source is None else f"{row.value} {figure_unit(row.name)}".rstrip()


def _named(figure: Figure, names: Mapping[str, str]) -> Figure:
    """A figure that names trunk families or markets, by what a person reads for them."""
    value = ", ".join(names.get(part, part) for part in figure.value.split(", "))
    return figure._replace(value=value)


def _verified(row: Figure) -> str:
    if row.source is None:
        return "Not known"
    return "Verified: yes" if row.source.verified else "Verified: no"


def _source(row: Figure) -> str:
    return "No source gives it" if row.source is None else row.source.text


_COLUMNS: tuple[Column[Figure], ...] = (
    Column(
        title="",
        text=lambda _: "",
        icon=lambda row: "" if row.source is None else "ok" if row.source.verified else "warning",
        ink=lambda row: "ok" if row.source and row.source.verified else "warning",
        tip=_verified,
        sort=_verified,
        hint="Checked against the maker's own document, or not",
    ),
    Column(title="Figure", text=lambda row: figure_label(row.name)),
    Column(title="Value", text=_value),
    Column(title="Source", text=_source, tip=_source, wide=True, least_px=60),
)


class ProductDetails(QWidget):
    """Name, note and figures of one product."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel()
        self.name.setProperty("role", "title")
        self.summary = PlainLabel()
        self.summary.setProperty("role", "muted")
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        self.model = RowModel(_COLUMNS, lambda row: row.name, dim=lambda row: row.source is None)
        self.view = TableView(self.model, "Figures of the product", self)
        self.view.set_empty_text("Select a product to see its figures")
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.summary)
        text = QVBoxLayout()
        text.setContentsMargins(10, 6, 10, 4)
        text.setSpacing(2)
        text.addLayout(head)
        text.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(text)
        layout.addWidget(self.view, 1)
        self.show_product(None, {})

    def show_product(self, product: Any, names: Mapping[str, str]) -> None:
        """Show a product of any kind; None = nothing. `names` are those of the catalogue by id."""
        entry = product.product if isinstance(product, TrunkRow) else product
        figures = [_named(one, names) for one in figures_of(entry)] if entry is not None else []
        self.model.set_rows(figures)
        self.name.setText(_name(product))
        note = getattr(entry, "note", "")
        self.note.setText(note[:1].upper() + note[1:])
        self.note.setVisible(bool(note))
        self.summary.setText(_summary(figures))


def _name(product: Any) -> str:
    if product is None:
        return ""
    if isinstance(product, TrunkRow):
        return product.product.description
    power = f" · {product.power_w:g} W" if isinstance(product, Module) else ""
    return f"{product.maker} {product.model}{power}"


def _summary(figures: list[Figure]) -> str:
    """How many of the figures want a second look."""
    unverified = sum(1 for row in figures if row.source is not None and not row.source.verified)
    return f"{unverified} of {len(figures)} not verified" if unverified else ""
