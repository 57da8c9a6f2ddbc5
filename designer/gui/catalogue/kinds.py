"""The kinds of products that are browsed: how each is listed and found."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from designer.core.model.catalog import Catalog, Inverter, Module
from designer.core.model.design import Design
from designer.core.model.rail_system import RailSystem
from designer.core.model.trunk_family import TrunkFamily, TrunkProduct
from designer.edit.properties.quantities import plain
from designer.gui.tables.column import Column, figure

MODULES, INVERTERS, TRUNK, RAILS = "modules", "inverters", "trunk", "rails"

Used = Callable[[str], bool]
"""Whether the project uses the product with this id."""


class TrunkRow(Struct, frozen=True):
    """A trunk cable with its family."""

    family: TrunkFamily
    product: TrunkProduct

    @property
    def id(self) -> str:
        """The cable's id, which is its own only within its family."""
        return f"{self.family.id}/{self.product.id}"


class Kind(Struct, frozen=True):
    """A kind of products: its title, its rows in a catalogue, their text for the search, its columns."""

    name: str
    title: str
    rows: Callable[[Catalog], Sequence[Any]]
    search: Callable[[Any], str]
    columns: Callable[[Used], tuple[Column[Any], ...]]


def project_products(design: Design) -> frozenset[str]:
    """Ids of the products that the project uses."""
    products = design.products
    return frozenset(
        (products.module, products.inverter, products.rail, f"{products.family}/{products.trunk}")
    )


def used_products(design: Design) -> frozenset[str]:
    """Ids of the products that the project or one of its rows uses."""
    rows = (name for row in design.rows for name in (row.module, row.inverter) if name)
    return project_products(design) | frozenset(rows)


def _sign(used: Used) -> Column[Any]:
    return Column(
        title="",
        text=lambda _: "",
        icon=lambda row: "approve" if used(row.id) else "",
        ink=lambda _: "accent",
        sort=lambda row: not used(row.id),
        tip=lambda row: "Used in the project" if used(row.id) else "",
        hint="Used in the project",
    )


def _module_columns(used: Used) -> tuple[Column[Module], ...]:
    return (
        _sign(used),
        Column(title="Product", text=lambda row: f"{row.maker} {row.model}", wide=True),
        figure("W", lambda row: plain(row.power_w, 1), lambda row: row.power_w, "Peak power"),
        figure(
            "Size mm",
            lambda row: f"{row.length_mm:.0f}×{row.width_mm:.0f}",
            lambda row: row.length_mm * row.width_mm,
        ),
    )


def _inverter_columns(used: Used) -> tuple[Column[Inverter], ...]:
    return (
        _sign(used),
        Column(title="Product", text=lambda row: f"{row.maker} {row.model}", wide=True),
        figure("VA", lambda row: plain(row.power_va, 0), lambda row: row.power_va, "Rated power"),
        figure("Inputs", lambda row: str(row.inputs), lambda row: row.inputs),
        figure("Ph", lambda row: str(row.phases), lambda row: row.phases, "Phases"),
    )


def _trunk_columns(used: Used) -> tuple[Column[TrunkRow], ...]:
    return (
        _sign(used),
        Column(
            title="Cable",
            text=lambda row: f"{row.family.maker} {row.product.description}",
            wide=True,
            tip=lambda row: f"{row.family.maker} {row.family.name}: {row.product.description}",
        ),
        figure(
            "Pitch m", lambda row: plain(row.product.pitch_mm / 1000, 2), lambda row: row.product.pitch_mm
        ),
        Column(title="Wire", text=lambda row: row.product.conductor, hint="Size of each conductor"),
    )


def _rail_columns(used: Used) -> tuple[Column[RailSystem], ...]:
    return (
        _sign(used),
        Column(title="Product", text=lambda row: f"{row.maker} {row.model}", wide=True),
        figure(
            "Bars m",
            _bars,
            lambda row: max(bar.length_mm for bar in row.stock),
        ),
        figure("Span m", lambda row: plain(row.max_span_mm / 1000, 2), lambda row: row.max_span_mm),
    )


def _bars(row: RailSystem) -> str:
    """The lengths in which a rail is sold, from the shortest to the longest, m."""
    lengths = sorted({bar.length_mm / 1000 for bar in row.stock})
    ends = dict.fromkeys(plain(length, 2) for length in (lengths[0], lengths[-1]))
    return " to ".join(ends)


def _module_search(row: Module) -> str:
    size = f"{row.length_mm:.0f}×{row.width_mm:.0f} {row.length_mm:.0f}x{row.width_mm:.0f}"
    return f"{row.maker} {row.model} {row.power_w:g}w {size} {row.id}"


def _inverter_search(row: Inverter) -> str:
    return f"{row.maker} {row.model} {row.power_va:g}va {' '.join(row.families)} {row.id}"


def _trunk_search(row: TrunkRow) -> str:
    family, product = row.family, row.product
    words = f"{family.maker} {family.name} {family.id} {product.id} {product.description}"
    return f"{words} {product.pitch_mm / 1000:g}m {product.conductor}"


def _trunk_rows(catalog: Catalog) -> tuple[TrunkRow, ...]:
    return tuple(TrunkRow(family, product) for family in catalog.families for product in family.products)


KINDS = (
    Kind(MODULES, "Modules", lambda catalog: catalog.modules, _module_search, _module_columns),
    Kind(INVERTERS, "Inverters", lambda catalog: catalog.inverters, _inverter_search, _inverter_columns),
    Kind(TRUNK, "Trunk cable", _trunk_rows, _trunk_search, _trunk_columns),
    Kind(
        RAILS,
        "Rails",
        lambda catalog: catalog.rails,
        lambda row: f"{row.maker} {row.model} {row.id}",
        _rail_columns,
    ),
)
