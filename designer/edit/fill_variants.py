"""The ways in which a surface may be filled, side by side, so that a person picks one by its figures."""

from msgspec import Struct
from msgspec.structs import replace

from designer.core.layout.model import FillMode
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.edit.edits.filling import FillChoice, fill_surface
from designer.edit.fill_outlook import Outlook, outlook


class Variant(Struct, frozen=True):
    """A way to fill: a word to type, a title to show, and what it asks for."""

    word: str
    title: str
    choice: FillChoice


class Prospect(Struct, frozen=True, eq=False):
    """What a variant would make of a Design, with its figures on the surface."""

    variant: Variant
    design: Design
    figures: Outlook


_VARIANTS = (
    Variant("portrait", "Portrait", FillChoice(mode=FillMode.PORTRAIT)),
    Variant("landscape", "Landscape", FillChoice(mode=FillMode.LANDSCAPE)),
    Variant("mixed", "Mixed", FillChoice(mode=FillMode.MIXED)),
    Variant("halves", "Mixed, two halves", FillChoice(mode=FillMode.MIXED, halves=True)),
    Variant(
        "portrait-aligned",
        "Portrait, aligned",
        FillChoice(mode=FillMode.PORTRAIT, aligned_columns=True),
    ),
    Variant(
        "landscape-aligned",
        "Landscape, aligned",
        FillChoice(mode=FillMode.LANDSCAPE, aligned_columns=True),
    ),
    Variant("block", "One block", FillChoice(mode=FillMode.BEST, block_only=True)),
)


def fill_variants(numbers: FillChoice | None = None) -> tuple[Variant, ...]:
    """All ways to fill, each with the numbers that were asked for: wanted, whole inverters, shortest run."""
    asked = numbers or FillChoice()
    same = {"wanted": asked.wanted, "multiple_of": asked.multiple_of, "min_run": asked.min_run}
    return tuple(Variant(way.word, way.title, replace(way.choice, **same)) for way in _VARIANTS)


def prospect(design: Design, catalog: Catalog, surface_id: str, variant: Variant) -> Prospect:
    """What a variant makes of a surface. Raises KeyError and CatalogError as `fill_surface` does."""
    filled = fill_surface(design, catalog, surface_id, variant.choice)
    return Prospect(variant, filled, outlook(filled, catalog, surface_id))
