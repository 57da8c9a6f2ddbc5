"""The project's rules for rails: how they are laid, their spans, the loads they are laid for."""

from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field
from designer.edit.properties.quantities import Quantity
from designer.edit.properties.tables.products import rail_label
from designer.edit.properties.tables.rail_layouts import project_layout_field
from designer.edit.properties.tables.rules import none, of_rail, rule


def racking_fields(group: str) -> tuple[Field, ...]:
    """All of them under a heading."""
    return (
        rule(
            "stand_off_mm",
            "Stand-off",
            Quantity.LENGTH,
            group,
            "Height of the rail's bottom above the roof",
            of_rail(lambda rail: rail.stand_off_mm),
        ),
        rule(
            "max_span_mm",
            "Longest span",
            Quantity.LENGTH,
            group,
            "Longest distance between two attachments of a rail",
            of_rail(lambda rail: rail.max_span_mm),
        ),
        rule(
            "cantilever_mm",
            "Cantilever",
            Quantity.LENGTH,
            group,
            "Longest overhang of a rail beyond its last attachment",
            _cantilever,
        ),
        project_layout_field(group),
        _shared_rule(group, "span"),
        _shared_rule(group, "cantilever"),
        _load(
            group,
            "pressure",
            "Snow and wind on modules: clamps stand where the module's manual lets them for it",
        ),
        _load(group, "uplift", "Suction on modules: clamps stand where the module's manual lets them for it"),
        rule(
            "building_height_mm",
            "Building height",
            Quantity.LENGTH,
            group,
            "From the ground to the ridge: with it the zones of higher wind load after EN 1991-1-4 are drawn",
            none("no wind zones"),
        ),
        *(
            _zone_rule(group, zone, figure)
            for zone in ("edge", "corner")
            for figure in ("span", "cantilever")
        ),
    )


def _cantilever(facts: Facts) -> tuple[float, str]:
    """The rail system's cantilever for the span of the project."""
    rail = facts.catalog.rail(facts.design.products.rail)
    return rail.cantilever_limit_mm(facts.design.settings.max_span_mm), rail_label(rail)


def _load(group: str, kind: str, hint: str) -> Field:
    """A design load on the modules."""
    default = none("the narrowest clamp zones")
    return rule(f"design_{kind}_pa", f"Design {kind}", Quantity.PRESSURE, group, hint, default)


def _shared_rule(group: str, figure: str) -> Field:
    """A limit of its own for rails that carry two rows."""
    by_load = "by its load, half as long for equal rows"
    inherited = by_load if figure == "span" else "shorter as the span is there"
    return rule(
        f"shared_{figure}_mm",
        f"{figure.capitalize()}, shared rail",
        Quantity.LENGTH,
        group,
        f"Longest {figure} of a rail that carries two rows, from the statics of the rail system",
        none(inherited),
    )


def _zone_rule(group: str, zone: str, figure: str) -> Field:
    """A limit of its own in a wind zone."""
    inherited = "as in the edge zone" if zone == "corner" else "as in the middle of the roof"
    if figure == "cantilever":
        inherited += ", no longer than the maker's share of the span"
    return rule(
        f"{zone}_{figure}_mm",
        f"{figure.capitalize()}, {zone} zone",
        Quantity.LENGTH,
        group,
        f"Longest {figure} in the {zone} zones of the wind, from the statics of the rail system",
        none(inherited),
    )
