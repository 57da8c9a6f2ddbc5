"""What the plan rests on: the project's choices, figures assumed for want of a source, and all sources."""

from collections.abc import Iterator, Sequence
from typing import Any

from designer.core.model.catalog import Inverter, Module
from designer.core.model.plan import PieceKind
from designer.core.model.provenance import Provenance, Source
from designer.core.model.rail_system import RailSystem
from designer.core.model.trunk_family import BulkCable, TrunkProduct
from designer.drawing.directory import Directory
from designer.drawing.jigs import jigs
from designer.drawing.sheets.context import Context
from designer.drawing.sheets.table import Column, Table
from designer.figure_words import figure_label, figure_unit
from designer.wording import quantity

_TEXT_MM = 2.2
_SHARED = "by the load: as much shorter as more of the rows weighs on it, half as long for equal ones"
_PLAIN = frozenset(
    {"id", "name", "maker", "model", "description", "families", "phases", "note", "provenance", "articles"}
)
"""Fields of products that are names and no figures."""

Product = Module | Inverter | RailSystem | TrunkProduct | BulkCable


def assumption_tables(context: Context) -> Sequence[Table]:
    """What was chosen, what was assumed, and the sources of all figures."""
    return (_chosen(context), _assumed(context), _sources(context))


def _chosen(context: Context) -> Table:
    """The project's own rules, by which the plan was made."""
    columns = (Column("Rule", 90), Column("Value", 170, wrapped=True))
    return Table(
        title="The site and its rules",
        columns=columns,
        rows=tuple(_rules(context.directory)),
        text_mm=_TEXT_MM,
    )


def _rules(directory: Directory) -> Iterator[tuple[str, str]]:
    design, catalog = directory.design, directory.catalog
    settings, region = design.settings, catalog.region(design.region)
    yield "Market", region.name
    yield "Mains", f"{region.voltage_v:g} V, {region.frequency_hz:g} Hz, {', '.join(region.phases)}"
    yield "Lowest air temperature", f"{design.climate.min_c:g} °C"
    yield "Highest cell temperature", f"{design.climate.max_cell_c:g} °C"
    limit = settings.max_rise_pct if settings.max_rise_pct is not None else region.max_rise_pct
    yield "Highest voltage rise of a branch", f"{limit:g} %"
    for label, value, unit in (
        ("Design pressure on modules", settings.design_pressure_pa, "Pa"),
        ("Design suction on modules", settings.design_uplift_pa, "Pa"),
        ("Height of the building", settings.building_height_mm, "mm"),
        ("Longest span of rails", settings.max_span_mm, "mm"),
        ("Longest overhang of rails", settings.cantilever_mm, "mm"),
    ):
        yield label, "not given" if value is None else f"{value:g} {unit}"
    if settings.setback_preset is not None:
        preset = catalog.setback_preset(settings.setback_preset)
        yield "Setbacks taken from", f"{preset.name}: {preset.provenance.source}"
    sharing = {jig.surface for jig in jigs(directory)}
    if sharing:
        span = settings.shared_span_mm
        yield "Longest span where two rows share a rail", _SHARED if span is None else f"{span:g} mm"
    for surface in design.surfaces:
        rafters = surface.rafters
        slope = f"tilt {surface.tilt_deg:g}°, azimuth {surface.azimuth_deg:g}°"
        carriers = f"attachments every {rafters.spacing_mm:g} mm from {rafters.offset_mm:g} mm"
        layout = ", rows share rails" if surface.id in sharing else ""
        yield f"Roof {surface.name or surface.id}", f"{slope}, {carriers}{layout}"


def _assumed(context: Context) -> Table:
    """Figures that no source gives for a product in use."""
    directory = context.directory
    catalog = directory.catalog
    provenance = catalog.assumptions.provenance
    rows = [
        (
            catalog.names.get(finding.subjects[0], finding.subjects[0]),
            figure_label(name),
            quantity(name, value),
            provenance.of(name).text,
        )
        for finding in directory.plan.findings
        if finding.code == "figure-assumed"
        for name, value in finding.params.items()
    ]
    columns = (
        Column("Product", 66, wrapped=True),
        Column("Figure", 60, wrapped=True),
        Column("Assumed", 34),
        Column("Why", 100, wrapped=True),
    )
    return Table(
        title="Figures assumed for want of a source", columns=columns, rows=tuple(rows), text_mm=_TEXT_MM
    )


def _sources(context: Context) -> Table:
    """Every product in use with the sources of its figures."""
    catalog = context.directory.catalog
    region = catalog.region(context.directory.design.region)
    rows = [
        (catalog.names[product.id], _listed(names), source.text, "yes" if source.verified else "no")
        for product in _products(context.directory)
        for source, names in _by_source(product, product.provenance)
    ]
    rows += [
        (region.name, _listed(names), source.text, "yes" if source.verified else "no")
        for source, names in _by_source(region, region.provenance)
    ]
    columns = (
        Column("Product or market", 56, wrapped=True),
        Column("Figures", 90, wrapped=True),
        Column("Read in", 96, wrapped=True),
        Column("Verified", 18),
    )
    return Table(title="Sources of figures", columns=columns, rows=tuple(rows), text_mm=_TEXT_MM)


def _products(directory: Directory) -> Iterator[Product]:
    """The products that the plan uses, each once."""
    plan, catalog = directory.plan, directory.catalog
    for name in sorted({one.product for one in plan.modules}):
        yield catalog.module(name)
    for name in sorted({one.product for one in plan.inverters}):
        yield catalog.inverter(name)
    for name in sorted({one.product for one in plan.rails}):
        yield catalog.rail(name)
    for family in sorted({branch.family for branch in plan.branches}):
        used = {branch.product for branch in plan.branches if branch.family == family}
        used |= {piece.product for piece in plan.pieces if piece.kind is not PieceKind.TRUNK_RUN}
        products: list[TrunkProduct | BulkCable] = [
            *catalog.family(family).products,
            *catalog.family(family).bulk,
        ]
        yield from (one for one in products if one.id in used)


def _by_source(product: Any, provenance: Provenance) -> list[tuple[Source, list[str]]]:
    """The names of figures that a product has, by where they were read."""
    found: dict[Source, list[str]] = {}
    for name in product.__struct_fields__:
        if name not in _PLAIN and getattr(product, name) not in (None, (), {}, ""):
            found.setdefault(provenance.of(name), []).append(name)
    return list(found.items())


def _listed(names: Sequence[str]) -> str:
    """Figures in words, with units where a name has one."""
    words = []
    for name in names:
        label, unit = figure_label(name), figure_unit(name)
        words.append(f"{label} ({unit})" if unit else label)
    return ", ".join(words)
