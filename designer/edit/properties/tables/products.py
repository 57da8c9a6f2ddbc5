"""Products as choices, and their names."""

from collections.abc import Callable

from designer.core.errors import CatalogError
from designer.core.model.catalog import Inverter, Module, RailSystem, TrunkFamily, TrunkProduct
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Choice


def module_label(module: Module) -> str:
    """Maker, model, power and size of a module."""
    size = f"{module.length_mm:g} × {module.width_mm:g} mm"
    return f"{module.maker} {module.model} · {module.power_w:g} W · {size}"


def inverter_label(inverter: Inverter) -> str:
    """Maker, model and power of an inverter."""
    return f"{inverter.maker} {inverter.model} · {inverter.power_va:g} VA"


def rail_label(rail: RailSystem) -> str:
    """Maker and model of a rail system."""
    return f"{rail.maker} {rail.model}"


def family_label(family: TrunkFamily) -> str:
    """Maker and name of a trunk family."""
    return f"{family.maker} {family.name}"


def trunk_label(product: TrunkProduct) -> str:
    """Id, pitch and conductor of a trunk cable."""
    return f"{product.id} · {product.pitch_mm / 1000:g} m · {product.conductor}"


def module_choices(facts: Facts) -> tuple[Choice, ...]:
    """All modules of the catalogue."""
    return tuple(Choice(one.id, module_label(one), one.id) for one in facts.catalog.modules)


def inverter_choices(facts: Facts) -> tuple[Choice, ...]:
    """All inverters of the catalogue; found by the families that they plug into, too."""
    return tuple(
        Choice(one.id, inverter_label(one), f"{one.id} {' '.join(one.families)}")
        for one in facts.catalog.inverters
    )


def rail_choices(facts: Facts) -> tuple[Choice, ...]:
    """All rail systems of the catalogue."""
    return tuple(Choice(one.id, rail_label(one), one.id) for one in facts.catalog.rails)


def family_choices(facts: Facts) -> tuple[Choice, ...]:
    """All trunk families of the catalogue."""
    return tuple(Choice(one.id, family_label(one), one.id) for one in facts.catalog.families)


def trunk_choices(facts: Facts) -> tuple[Choice, ...]:
    """The trunk cables of the project's family."""
    family = next((one for one in facts.catalog.families if one.id == facts.design.products.family), None)
    products = family.products if family else ()
    return tuple(Choice(one.id, trunk_label(one), one.description) for one in products)


def module_named(facts: Facts, product: str) -> str:
    """Name of a module; its id where the catalogue does not know it."""
    return _or_id(lambda: module_label(facts.catalog.module(product)), product)


def inverter_named(facts: Facts, product: str) -> str:
    """Name of an inverter; its id where the catalogue does not know it."""
    return _or_id(lambda: inverter_label(facts.catalog.inverter(product)), product)


def _or_id(name: Callable[[], str], product: str) -> str:
    try:
        return name()
    except CatalogError:
        return product
