"""How high modules lie over the roof: what rails, stand-off and frame add up to."""

from designer.core.model.catalog import Assumptions, Catalog, Module
from designer.core.model.design import Design
from designer.core.model.setback_preset import Height


def frame_mm(module: Module, assumptions: Assumptions) -> float:
    """Depth of a module's frame; the assumed one where the maker prints none."""
    return assumptions.module_frame_mm if module.frame_mm is None else module.frame_mm


def rail_top_mm(design: Design, catalog: Catalog) -> float:
    """Height of the rails' upper side over the roof, where the frames stand."""
    rail, own = catalog.rail(design.products.rail), design.settings.stand_off_mm
    return (rail.stand_off_mm if own is None else own) + rail.profile_height_mm


def module_height_mm(design: Design, catalog: Catalog, module_id: str, which: Height) -> float:
    """A height of a module over the roof: of the gap below its frame, or of its upper side."""
    gap = rail_top_mm(design, catalog)
    module = catalog.module(module_id)
    return gap if which is Height.GAP else gap + frame_mm(module, catalog.assumptions)
