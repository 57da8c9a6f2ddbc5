"""How rails lie under rows, as it is read and chosen of the project and of surfaces."""

from designer.core.errors import CatalogError
from designer.core.model.design import Design
from designer.core.model.rail_choice import project_layout
from designer.core.model.rail_layout import RailLayout
from designer.edit.properties.edits.project import set_settings
from designer.edit.properties.edits.surfaces import set_surface_fields
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Ids
from designer.edit.properties.quantities import Quantity, Value
from designer.edit.properties.tables.products import rail_label
from designer.edit.properties.tables.words import LAYOUTS, choices_of

_HINT = "Whether each row lies on two rails of its own or shares the rail between it and the next"


def project_layout_field(group: str) -> Field:
    """The project's way of laying rails; left empty, the rail system's."""
    return Field(
        key="rail_layout",
        label="Rail layout",
        quantity=Quantity.CHOICE,
        group=group,
        choices=lambda _: choices_of(LAYOUTS),
        hint=_HINT,
        read=lambda facts, _: facts.design.settings.rail_layout,
        write=_set_of_project,
        fallback=_of_system,
    )


def surface_layout_field() -> Field:
    """A surface's own way of laying rails; left empty, the project's."""
    return Field(
        key="rail_layout",
        label="Rail layout",
        quantity=Quantity.CHOICE,
        choices=lambda _: choices_of(LAYOUTS),
        hint=_HINT,
        read=lambda facts, surface: facts.surfaces[surface].rail_layout,
        write=_set_of_surfaces,
        fallback=_of_project,
    )


def _set_of_project(facts: Facts, _ids: Ids, value: Value) -> Design:
    return set_settings(facts.design, rail_layout=_layout(value))


def _set_of_surfaces(facts: Facts, ids: Ids, value: Value) -> Design:
    return set_surface_fields(facts.design, ids, rail_layout=_layout(value))


def _layout(value: Value) -> RailLayout | None:
    return None if value is None else RailLayout(str(value))


def _of_system(facts: Facts, _id: str) -> str:
    """What the rail system is usually laid like; nothing where the catalogue does not know it."""
    try:
        rail = facts.catalog.rail(facts.design.products.rail)
    except CatalogError:
        return ""
    return f"{LAYOUTS[project_layout(facts.design.settings, rail)]}, {rail_label(rail)}"


def _of_project(facts: Facts, surface: str) -> str:
    own = facts.design.settings.rail_layout
    return _of_system(facts, surface) if own is None else f"{LAYOUTS[own]}, the project's"


def between_rows(facts: Facts) -> tuple[float, str]:
    """The gap that the project's way of laying rails leaves."""
    rail = facts.catalog.rail(facts.design.products.rail)
    layout = project_layout(facts.design.settings, rail)
    return rail.gap_between_rows_mm(layout), rail_label(rail)
