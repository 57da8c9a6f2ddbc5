"""Products as choices, and their names."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from designer.core.errors import CatalogError
from designer.core.model.catalog import Inverter, Module
from designer.core.model.rail_system import RailSystem
from designer.core.model.trunk_family import TrunkFamily, TrunkProduct
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Option


class _Product(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Product)


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
    """Conductor, pitch and name of a trunk cable; what tells it from the others comes first."""
    return f"{product.conductor}, {product.pitch_mm / 1000:g} m · {product.description}"


def trunk_name(product: TrunkProduct) -> str:
    """Name of a trunk cable, with its pitch where the name does not tell it."""
    pitches = (f"{product.pitch_mm / 1000:g} m", f"{product.pitch_mm / 1000:.1f} m")
    told = any(pitch in product.description for pitch in pitches)
    return product.description if told else f"{product.description} · {pitches[0]}"


class ProductChoice(Struct, Generic[P], frozen=True):
    """A product as an option; its words are made when they are asked for, as there are many products."""

    product: P
    name: Callable[[P], str]
    words: Callable[[P], str]

    @property
    def value(self) -> str:
        """The product's id."""
        return self.product.id

    @property
    def label(self) -> str:
        """Its name."""
        return self.name(self.product)

    @property
    def search(self) -> str:
        """Its id and whatever else it is found by."""
        return self.words(self.product)


def module_choices(facts: Facts) -> Sequence[Option]:
    """All modules of the catalogue."""
    return [ProductChoice(one, module_label, _id) for one in facts.catalog.modules]


def inverter_choices(facts: Facts) -> Sequence[Option]:
    """All inverters of the catalogue; found by the families that they plug into, too."""
    return [
        ProductChoice(one, inverter_label, lambda unit: f"{unit.id} {' '.join(unit.families)}")
        for one in facts.catalog.inverters
    ]


def rail_choices(facts: Facts) -> Sequence[Option]:
    """All rail systems of the catalogue."""
    return [ProductChoice(one, rail_label, _id) for one in facts.catalog.rails]


def family_choices(facts: Facts) -> Sequence[Option]:
    """All trunk families of the catalogue."""
    return [ProductChoice(one, family_label, _id) for one in facts.catalog.families]


def trunk_choices(facts: Facts) -> Sequence[Option]:
    """The trunk cables of the project's family."""
    family = next((one for one in facts.catalog.families if one.id == facts.design.products.family), None)
    products = family.products if family else ()
    return [ProductChoice(one, trunk_label, _id) for one in products]


def _id(product: _Product) -> str:
    return product.id


def module_named(facts: Facts, product: str) -> str:
    """Name of a module; its id where the catalogue does not know it."""
    return _or_id(lambda: module_label(facts.catalog.module(product)), product)


def inverter_named(facts: Facts, product: str) -> str:
    """Name of an inverter; its id where the catalogue does not know it."""
    return _or_id(lambda: inverter_label(facts.catalog.inverter(product)), product)


def product_named(facts: Facts, product: str) -> str:
    """Name of any product; its id where the catalogue does not know it."""
    return facts.catalog.names.get(product, product)


def _or_id(name: Callable[[], str], product: str) -> str:
    try:
        return name()
    except CatalogError:
        return product
