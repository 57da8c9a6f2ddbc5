"""Which figures of the plan are not verified: assumed for want of a source, or read second-hand."""

from collections.abc import Iterator

from designer.core.findings import Finding, note
from designer.core.model.catalog import Catalog, Inverter, Module
from designer.core.model.plan import Plan
from designer.core.model.provenance import Provenance

_MODULE_FIGURES = (
    ("lead_plus_mm", "module_lead_mm"),
    ("frame_mm", "module_frame_mm"),
    ("boxes", "module_boxes"),
    ("clamp_long", "clamp_long_share"),
    ("clamp_short", "clamp_short_share"),
)
_INVERTER_FIGURES = (("dc_lead_mm", "inverter_dc_lead_mm"), ("ac_lead_mm", "inverter_ac_lead_mm"))


def check_assumed(catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """One note per product in use: the figures assumed, and those that nobody verified."""
    for name in sorted({module.product for module in plan.modules}):
        yield from _module(catalog, catalog.module(name))
    for name in sorted({inverter.product for inverter in plan.inverters}):
        yield from _inverter(catalog, catalog.inverter(name))
    for name in sorted({rail.product for rail in plan.rails}):
        yield from _unverified(name, catalog.rail(name).provenance)
    for family, product in sorted({(branch.family, branch.product) for branch in plan.branches}):
        yield from _unverified(product, catalog.family(family).product(product).provenance)


def _module(catalog: Catalog, module: Module) -> Iterator[Finding]:
    used = [assumed for figure, assumed in _MODULE_FIGURES if not getattr(module, figure)]
    yield from _assumed(catalog, module.id, used)
    yield from _unverified(module.id, module.provenance)


def _inverter(catalog: Catalog, inverter: Inverter) -> Iterator[Finding]:
    used = [assumed for figure, assumed in _INVERTER_FIGURES if getattr(inverter, figure) is None]
    yield from _assumed(catalog, inverter.id, used)
    yield from _unverified(inverter.id, inverter.provenance)


def _assumed(catalog: Catalog, product: str, figures: list[str]) -> Iterator[Finding]:
    if figures:
        values = {figure: _value(getattr(catalog.assumptions, figure)) for figure in figures}
        yield note("figure-assumed", product, at=None, **values)


def _value(value: object) -> float | str:
    """A length in mm; a span of shares as a text; of boxes their number."""
    if isinstance(value, float | int):
        return value
    assert isinstance(value, tuple)
    if all(isinstance(item, float) for item in value):
        return f"{' to '.join(f'{100 * item:.0f}' for item in value)} %"
    return len(value)


def _unverified(product: str, provenance: Provenance) -> Iterator[Finding]:
    figures = sorted(name for name, source in provenance.figures.items() if not source.verified)
    if not provenance.verified:
        yield note("product-unverified", product, source=provenance.source)
    elif figures:
        yield note("figure-unverified", product, figures=", ".join(figures))
