"""What can be read and typed of rows and modules."""

from functools import partial

from designer.core.errors import CatalogError
from designer.core.geometry.axes import Orientation
from designer.core.model.design import Design
from designer.edit.properties.edits import modules as module_edits
from designer.edit.properties.edits import rows as edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Ids
from designer.edit.properties.quantities import Quantity, Value
from designer.edit.properties.tables.products import (
    inverter_choices,
    inverter_named,
    module_choices,
    module_named,
)
from designer.edit.properties.tables.words import ORIENTATIONS, choices_of

_PLACE, _PRODUCTS = "Place", "Products"


def row_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of rows."""
    return _ROW


def module_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of single modules."""
    return _MODULE


def peak_w(facts: Facts, row: str) -> float | None:
    """Peak power of a row's modules, W; None where the catalogue does not know its module."""
    found = facts.rows[row]
    try:
        return len(found.modules) * facts.catalog.module(found.module or facts.design.products.module).power_w
    except CatalogError:
        return None


def _first_along(facts: Facts, row: str) -> Value:
    modules = facts.rows[row].modules
    return modules[0].along_mm if modules else None


def _set_orientation(facts: Facts, ids: Ids, value: Value) -> Design:
    return edits.set_row_orientation(facts.design, facts.catalog, ids, Orientation(str(value)))


def _set_module(facts: Facts, ids: Ids, value: Value) -> Design:
    return edits.set_row_module(facts.design, facts.catalog, ids, None if value is None else str(value))


_ROW = (
    Field(key="on", label="Surface", read=lambda facts, row: facts.surfaces[facts.rows[row].surface].name),
    Field(
        key="count",
        label="Modules",
        quantity=Quantity.COUNT,
        read=lambda facts, row: len(facts.rows[row].modules),
    ),
    Field(key="peak", label="Power", quantity=Quantity.PEAK, read=peak_w),
    Field(
        key="orientation",
        label="Modules lie",
        quantity=Quantity.CHOICE,
        choices=lambda _: choices_of(ORIENTATIONS),
        hint="Portrait has the long side up the slope; the gaps between the modules stay",
        read=lambda facts, row: facts.rows[row].orientation,
        write=_set_orientation,
    ),
    Field(
        key="tilt_deg",
        label="Tilt on the roof",
        quantity=Quantity.ANGLE,
        hint="How steep the modules stand on a flat roof; above 0° with their high edge up the surface",
        read=lambda facts, row: facts.rows[row].tilt_deg,
        write=lambda facts, ids, value: edits.set_row_fields(facts.design, ids, tilt_deg=float(value or 0.0)),
    ),
    Field(
        key="across_mm",
        label="Across the rails",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        hint="Lower edge of the row across its rails",
        read=lambda facts, row: facts.rows[row].across_mm,
        write=lambda facts, ids, value: edits.set_row_fields(facts.design, ids, across_mm=value),
    ),
    Field(
        key="along_mm",
        label="Start along the rail",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        hint="Where the first module begins; the others move with it",
        read=_first_along,
        write=lambda facts, ids, value: edits.start_rows_at(
            facts.design, facts.catalog, ids, float(value or 0.0)
        ),
    ),
    Field(
        key="module",
        label="Module",
        quantity=Quantity.PRODUCT,
        group=_PRODUCTS,
        choices=module_choices,
        named=module_named,
        hint="Module of this row; left empty, the project's holds",
        read=lambda facts, row: facts.rows[row].module,
        write=_set_module,
        fallback=lambda facts, _: f"{module_named(facts, facts.design.products.module)}, the project's",
    ),
    Field(
        key="inverter",
        label="Inverter",
        quantity=Quantity.PRODUCT,
        group=_PRODUCTS,
        choices=inverter_choices,
        named=inverter_named,
        hint="Inverter of this row; left empty, the project's holds",
        read=lambda facts, row: facts.rows[row].inverter,
        write=lambda facts, ids, value: edits.set_row_fields(facts.design, ids, inverter=value),
        fallback=lambda facts, _: f"{inverter_named(facts, facts.design.products.inverter)}, the project's",
    ),
)


def _planned(name: str, facts: Facts, module: str) -> Value:
    """What the plan says of a module; nothing before there is one."""
    found = facts.placed.get(module)
    value: Value = getattr(found, name) if found else None
    return value or None


def _product(facts: Facts, module: str) -> Value:
    row, _ = facts.modules[module]
    return module_named(facts, row.module or facts.design.products.module)


_MODULE = (
    Field(
        key="along_mm",
        label="Along the rail",
        quantity=Quantity.LENGTH,
        hint="Where the module begins along its rail",
        read=lambda facts, module: facts.modules[module][1].along_mm,
        write=lambda facts, ids, value: module_edits.set_module_fields(
            facts.design, facts.catalog, ids, along_mm=value
        ),
    ),
    Field(
        key="pinned",
        label="Pinned",
        quantity=Quantity.FLAG,
        hint="A pinned module stays where it is when the surface is filled anew",
        read=lambda facts, module: facts.modules[module][1].pinned,
        write=lambda facts, ids, value: module_edits.set_module_fields(
            facts.design, facts.catalog, ids, pinned=bool(value)
        ),
    ),
    Field(key="product", label="Product", read=_product),
    Field(key="row", label="Row", quantity=Quantity.COUNT, read=partial(_planned, "row")),
    Field(key="col", label="Column", quantity=Quantity.COUNT, read=partial(_planned, "col")),
    Field(key="inverter", label="Inverter", read=partial(_planned, "inverter")),
    Field(key="port", label="Input", quantity=Quantity.COUNT, read=partial(_planned, "port")),
)
