"""Whether the layout keeps what the chosen setback preset asks for beyond distances from edges.

A preset is a start and no law: what is found is a warning, and its source is told as not verified.
"""

import math
from collections.abc import Iterator, Sequence

from shapely.geometry import LineString, Polygon, box
from shapely.ops import unary_union

from designer.core.findings import Finding, Location, note, warning
from designer.core.geometry.edges import EdgeKind
from designer.core.layout.surface_area import setback_mm
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.heights import module_height_mm
from designer.core.model.plan import PlacedModule, Plan
from designer.core.model.setback_preset import CoverageRule, Height, SetbackPreset
from designer.core.units import TOLERANCE_MM, rounded


def check_setbacks(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Notes `setback-preset-unverified`; warns `coverage-over-preset`, `modules-too-high`, `-over-ridge`."""
    preset_id = design.settings.setback_preset
    preset = next((one for one in catalog.setbacks if one.id == preset_id), None)
    if preset is None or not plan.modules:
        return
    if not preset.provenance.verified:
        yield note("setback-preset-unverified", preset.id, source=preset.provenance.source)
    yield from _coverage(design, preset, plan)
    yield from _height(design, catalog, preset, plan)
    if preset.below_ridge:
        for part in plan.surfaces:
            yield from _below_ridge(design, catalog, design.surface(part.surface), part.modules)


def _coverage(design: Design, preset: SetbackPreset, plan: Plan) -> Iterator[Finding]:
    """The share of the roof in plan that modules cover, where the ridge setback depends on it."""
    rule = preset.coverage
    if rule is None:
        return
    flat = {surface.id: math.cos(math.radians(surface.tilt_deg)) for surface in design.surfaces}
    roof = sum(Polygon(surface.outline).area * flat[surface.id] for surface in design.surfaces)
    covered = sum(box(*module.rect).area * flat[module.surface] for module in plan.modules)
    share_pct = 100.0 * covered / roof
    if share_pct <= rule.above_pct:
        return
    asked = _ridge_asked(design, rule)
    if asked:
        figures = {"share_pct": round(share_pct, 1), "limit_pct": rule.above_pct}
        yield warning("coverage-over-preset", preset.id, at=None, asked=asked, **figures)


def _ridge_asked(design: Design, rule: CoverageRule) -> str:
    """What the preset asks for above its share, where a ridge has less; empty where all have it."""
    ridged = [surface for surface in design.surfaces if EdgeKind.RIDGE in surface.edges]
    if rule.ridge_mm is None:
        return "more than it gives" if ridged else ""
    short = any(_ridge_mm(design, surface) < rule.ridge_mm - TOLERANCE_MM for surface in ridged)
    return f"{rule.ridge_mm:g} mm" if short else ""


def _ridge_mm(design: Design, surface: Surface) -> float:
    return setback_mm(design.settings, surface, EdgeKind.RIDGE)


def _height(design: Design, catalog: Catalog, preset: SetbackPreset, plan: Plan) -> Iterator[Finding]:
    """Modules that stand out of the roof plane by more than the preset lets them."""
    limit = preset.highest_mm
    if limit is None:
        return
    for product in sorted({module.product for module in plan.modules}):
        height = module_height_mm(design, catalog, product, Height.TOP)
        if height > limit + TOLERANCE_MM:
            yield warning("modules-too-high", product, preset.id, height_mm=height, limit_mm=limit)


def _below_ridge(
    design: Design, catalog: Catalog, surface: Surface, modules: Sequence[PlacedModule]
) -> Iterator[Finding]:
    """The module nearest to the ridge, where its upper side is higher than that: nearer than h / tan(t)."""
    edges = zip(_edges(surface), surface.edges, strict=True)
    ridges = [line for line, edge in edges if edge is EdgeKind.RIDGE]
    if not ridges or not modules or surface.tilt_deg <= 0.0:
        return
    ridge = unary_union(ridges)
    nearest = min(modules, key=lambda module: (ridge.distance(box(*module.rect)), module.id))
    height = module_height_mm(design, catalog, nearest.product, Height.TOP)
    needed = height / math.tan(math.radians(surface.tilt_deg))
    distance = ridge.distance(box(*nearest.rect))
    if distance < needed - TOLERANCE_MM:
        x0, y0, x1, y1 = nearest.rect
        at = Location(surface.id, rounded((x0 + x1) / 2.0), rounded((y0 + y1) / 2.0))
        yield warning(
            "modules-over-ridge",
            nearest.id,
            at=at,
            distance_mm=rounded(distance),
            needed_mm=rounded(needed),
            height_mm=rounded(height),
        )


def _edges(surface: Surface) -> list[LineString]:
    ends = (*surface.outline[1:], surface.outline[0])
    return [LineString(pair) for pair in zip(surface.outline, ends, strict=True)]
