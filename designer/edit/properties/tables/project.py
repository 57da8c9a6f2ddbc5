"""What can be read and typed of the whole project: name, customer, products, climate and rules."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from designer.core.model.design import Design, LeadPolicy, TrunkSearch
from designer.edit.edits.products import set_products
from designer.edit.edits.serials import set_gateways
from designer.edit.properties.edits import project as edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Choice, Field, Ids, Option
from designer.edit.properties.quantities import Quantity, Value
from designer.edit.properties.tables import products
from designer.edit.properties.tables.racking import racking_fields
from designer.edit.properties.tables.rail_layouts import between_rows
from designer.edit.properties.tables.rules import of_rail, rule
from designer.edit.properties.tables.setbacks import SETBACK_FIELDS
from designer.edit.properties.tables.words import LEADS, SEARCHES, choices_of

PROJECT, CUSTOMER, SHEETS, PRODUCTS, CLIMATE = "Project", "Customer", "Sheets", "Products", "Climate"
MODULES, RACKING, INVERTERS, TRUNK, MONITORING = (
    "Modules",
    "Rails",
    "Inverters",
    "Trunk cable",
    "Monitoring",
)


def brief_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """What the properties show of the project while nothing is selected."""
    keys = ("obstacle_clearance_mm", "clearance_mm", "max_rise_pct", "max_units_per_branch")
    own = (_under(field, "") for field in _PROJECT)
    return (*own, *_PRODUCTS, *(_under(field, "Rules") for field in _RULES if field.key in keys))


def _under(field: Field, group: str) -> Field:
    """The field under another heading."""
    return replace(field, group=group)


def project_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Everything that holds for the whole project."""
    return (*_PROJECT, *_CUSTOMER, *_SHEETS, *_PRODUCTS, *_CLIMATE, *_RULES)


def _set_name(facts: Facts, _ids: Ids, value: Value) -> Design:
    if not value:
        raise ValueError("A project needs a name")
    return edits.set_project_fields(facts.design, name=str(value))


def _region_name(facts: Facts, region: str) -> str:
    return next((one.name for one in facts.catalog.regions if one.id == region), region)


_PROJECT = (
    Field(key="name", label="Name", group=PROJECT, read=lambda facts, _: facts.design.name, write=_set_name),
    Field(
        key="region",
        label="Market",
        quantity=Quantity.CHOICE,
        group=PROJECT,
        choices=lambda facts: tuple(Choice(one.id, one.name) for one in facts.catalog.regions),
        hint="Mains voltage, protection and rules of the market",
        read=lambda facts, _: facts.design.region,
        write=lambda facts, _ids, value: edits.set_project_fields(facts.design, region=str(value)),
    ),
)


def _customer(key: str, label: str, quantity: Quantity = Quantity.TEXT) -> Field:
    return Field(
        key=f"customer_{key}",
        label=label,
        quantity=quantity,
        group=CUSTOMER,
        read=lambda facts, _: getattr(facts.design.customer, key),
        write=lambda facts, _ids, value: edits.set_customer(facts.design, **{key: str(value or "")}),
    )


_CUSTOMER = (
    _customer("name", "Name"),
    _customer("address", "Address", Quantity.LINES),
    _customer("project_number", "Project number"),
)


def _sheet(key: str, label: str, hint: str) -> Field:
    return Field(
        key=f"sheets_{key}",
        label=label,
        group=SHEETS,
        hint=hint,
        read=lambda facts, _: getattr(facts.design.sheets, key),
        write=lambda facts, _ids, value: edits.set_sheets(facts.design, **{key: str(value or "")}),
    )


_SHEETS = (
    _sheet("drawing_number", "Drawing number", "Of the set of sheets; left empty, the project number"),
    _sheet("revision", "Revision", "In the title block of every sheet"),
    _sheet("drawn_by", "Drawn by", "In the title block of every sheet"),
)

Choices = Callable[[Facts], Sequence[Option]]
Named = Callable[[Facts, str], str]


def _product(key: str, label: str, choices: Choices, *, named: Named | None = None) -> Field:
    return Field(
        key=f"product_{key}",
        label=label,
        quantity=Quantity.PRODUCT,
        group=PRODUCTS,
        choices=choices,
        named=named,
        read=lambda facts, _: getattr(facts.design.products, key),
        write=lambda facts, _ids, value: set_products(facts.design, facts.plan, **{key: str(value)}),
    )


def _set_trunk(facts: Facts, _ids: Ids, value: Value) -> Design:
    return set_products(facts.design, facts.plan, trunk=None if value is None else str(value))


_PRODUCTS = (
    _product("module", "Module", products.module_choices, named=products.module_named),
    _product("inverter", "Inverter", products.inverter_choices, named=products.inverter_named),
    _product("family", "Trunk family", products.family_choices),
    Field(
        key="product_trunk",
        label="Trunk cable",
        quantity=Quantity.PRODUCT,
        group=PRODUCTS,
        choices=products.trunk_choices,
        hint="Left empty, the best cable of the family is taken",
        read=lambda facts, _: facts.design.products.trunk,
        write=_set_trunk,
        fallback=lambda _facts, _id: "the best of the family",
    ),
    _product("rail", "Rail", products.rail_choices),
)


def _climate(key: str, label: str, hint: str) -> Field:
    return Field(
        key=key,
        label=label,
        quantity=Quantity.TEMPERATURE,
        group=CLIMATE,
        hint=hint,
        read=lambda facts, _: getattr(facts.design.climate, key),
        write=lambda facts, _ids, value: edits.set_climate(facts.design, **{key: float(value or 0.0)}),
    )


_CLIMATE = (
    _climate("min_c", "Lowest air temperature", "For the highest voltage of a module"),
    _climate("max_cell_c", "Highest cell temperature", "For the lowest voltage of a module"),
)


def _of_inverter(facts: Facts) -> tuple[float, str]:
    inverter = facts.catalog.inverter(facts.design.products.inverter)
    return inverter.clearance_mm, f"{inverter.maker} {inverter.model}"


def _of_region(facts: Facts) -> tuple[float, str]:
    region = facts.catalog.region(facts.design.region)
    return region.max_rise_pct, region.name


def _of_family(facts: Facts) -> tuple[float, str]:
    family = facts.catalog.family(facts.design.products.family)
    return family.slack_limit_mm, products.family_label(family)


def _of_maker(_facts: Facts) -> tuple[None, str]:
    return None, "the maker's, else by the current"


def _set_lead_policy(facts: Facts, _ids: Ids, value: Value) -> Design:
    return edits.set_settings(facts.design, lead_policy=LeadPolicy(str(value)))


def _set_trunk_search(facts: Facts, _ids: Ids, value: Value) -> Design:
    return edits.set_settings(facts.design, trunk_search=TrunkSearch(str(value)))


def _set_dtus(facts: Facts, _ids: Ids, value: Value) -> Design:
    return set_gateways(facts.design, str(value or "").replace(",", " ").split())


_RULES = (
    rule(
        "obstacle_clearance_mm",
        "From obstacles",
        Quantity.LENGTH,
        MODULES,
        "Distance of modules from obstacles; an obstacle may have its own",
    ),
    rule(
        "module_gap_mm",
        "Gap in a row",
        Quantity.LENGTH,
        MODULES,
        "Gap between the modules of a row",
        of_rail(lambda rail: rail.mid_gap_mm),
    ),
    rule(
        "row_gap_mm",
        "Gap between rows",
        Quantity.LENGTH,
        MODULES,
        "Gap from a row to the next",
        between_rows,
    ),
    *SETBACK_FIELDS,
    *racking_fields(RACKING),
    rule(
        "clearance_mm",
        "Inverter clearance",
        Quantity.LENGTH,
        INVERTERS,
        "Free space around every inverter",
        _of_inverter,
    ),
    Field(
        key="lead_policy",
        label="Leads too short",
        quantity=Quantity.CHOICE,
        group=INVERTERS,
        choices=lambda _: choices_of(LEADS),
        hint="What happens where a module's leads do not reach its inverter",
        read=lambda facts, _: facts.design.settings.lead_policy,
        write=_set_lead_policy,
    ),
    rule(
        "max_rise_pct",
        "Voltage rise",
        Quantity.PERCENT,
        TRUNK,
        "Highest voltage rise of a branch",
        _of_region,
    ),
    rule(
        "max_units_per_branch",
        "Units per branch",
        Quantity.COUNT,
        TRUNK,
        "Most inverters on a branch, where fewer are wanted than allowed",
        _of_maker,
    ),
    rule(
        "slack_limit_mm",
        "Slack",
        Quantity.LENGTH,
        TRUNK,
        "Most slack of cable from one inverter to the next",
        _of_family,
    ),
    Field(
        key="trunk_search",
        label="Search cheaper branches",
        quantity=Quantity.CHOICE,
        group=TRUNK,
        choices=lambda _: choices_of(SEARCHES),
        hint="The first answer comes at once; cheaper ones take seconds, above 64 inverters up to a minute",
        read=lambda facts, _: facts.design.settings.trunk_search,
        write=_set_trunk_search,
    ),
    Field(
        key="dtu_serials",
        label="DTU serial numbers",
        group=MONITORING,
        hint="Serial numbers of the gateways, with spaces between them",
        read=lambda facts, _: " ".join(facts.design.settings.dtu_serials),
        write=_set_dtus,
    ),
)
