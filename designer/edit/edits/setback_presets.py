"""The edit that takes the setbacks of a preset over into the project."""

from designer.core.geometry.edges import EdgeKind
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.heights import module_height_mm
from designer.core.model.setback_preset import SetbackPreset
from designer.core.units import rounded
from designer.edit.properties.edits.project import set_settings


def take_setback_preset(design: Design, catalog: Catalog, preset_id: str | None) -> Design:
    """The Design with a preset's setbacks in place of those of the preset before; None = the defaults.

    What a person has changed since the preset before was taken, and what no preset speaks of, stays. Raises
    CatalogError for an unknown preset.
    """
    own = design.settings.setbacks_mm
    before = _figures(design, catalog, design.settings.setback_preset)
    kept = {edge: setback for edge, setback in own.items() if before.get(edge) != setback}
    figures = {} if preset_id is None else preset_setbacks(design, catalog, catalog.setback_preset(preset_id))
    return set_settings(design, setbacks_mm=kept | figures, setback_preset=preset_id)


def preset_setbacks(design: Design, catalog: Catalog, preset: SetbackPreset) -> dict[EdgeKind, float]:
    """The setbacks of a preset for a project, those by the height of its modules worked out."""
    found = dict(preset.setbacks_mm)
    for rule in preset.by_height:
        height = module_height_mm(design, catalog, design.products.module, rule.of)
        found |= dict.fromkeys(rule.edges, rounded(rule.factor * height))
    return found


def _figures(design: Design, catalog: Catalog, preset_id: str | None) -> dict[EdgeKind, float]:
    """The figures of the preset before; none where the catalogue does not know it any more."""
    known = next((one for one in catalog.setbacks if one.id == preset_id), None)
    return {} if known is None else preset_setbacks(design, catalog, known)
