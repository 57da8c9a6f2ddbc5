"""The ways in which a surface may be filled, side by side, so that a person picks one by its figures."""

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.core.layout.model import FillMode
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.edit.compass import compass_name
from designer.edit.edits.fill_choice import FillChoice, FlatRows
from designer.edit.edits.filling import fill_surface
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

_ON_FLAT_ROOFS = (
    Variant("tilted", "Tilted rows", FillChoice(mode=FillMode.BEST, flat=FlatRows())),
    Variant("tilted-pairs", "Tilted pairs", FillChoice(mode=FillMode.BEST, flat=FlatRows(paired=True))),
)

VARIANT_WORDS = tuple(way.word for way in (*_VARIANTS, *_ON_FLAT_ROOFS))
"""The words of all ways there are."""

FLAT_UP_TO_DEG = 10.0
"""On roofs up to this slope rows may stand up; steeper ones have modules lie on them."""


def fill_variants(surface: Surface, numbers: FillChoice | None = None) -> tuple[Variant, ...]:
    """The ways to fill a surface, on a flat one also with rows that stand up.

    Each has the numbers that were asked for: wanted, whole inverters, shortest run; tilt, pitch and walkways.
    """
    ways = (*_VARIANTS, *_on_flat_roof(surface)) if is_flat(surface) else _VARIANTS
    return tuple(_with_numbers(way, numbers or FillChoice()) for way in ways)


def is_flat(surface: Surface) -> bool:
    """Whether rows may stand up on a surface."""
    return surface.tilt_deg <= FLAT_UP_TO_DEG


def facing_deg(surface: Surface) -> float:
    """The compass bearing that tilted rows face: across the rails, down the surface or to its left."""
    turned = 0.0 if surface.rail_axis is RailAxis.EAVE else 90.0
    return (surface.azimuth_deg + turned) % 360.0


def _on_flat_roof(surface: Surface) -> tuple[Variant, ...]:
    """The ways of flat roofs, with the directions that their rows face on this one."""
    one, other = (compass_name(facing_deg(surface) + turn).lower() for turn in (0.0, 180.0))
    rows, pairs = _ON_FLAT_ROOFS
    return (
        Variant(rows.word, f"{rows.title}, {one}", rows.choice),
        Variant(pairs.word, f"{pairs.title}, {one} and {other}", pairs.choice),
    )


def _with_numbers(way: Variant, asked: FillChoice) -> Variant:
    choice = replace(
        way.choice,
        wanted=asked.wanted,
        multiple_of=asked.multiple_of,
        min_run=asked.min_run,
        carried_only=asked.carried_only,
    )
    if choice.flat is not None and asked.flat is not None:
        choice = replace(choice, flat=replace(asked.flat, paired=choice.flat.paired))
    return Variant(way.word, way.title, choice)


def prospect(design: Design, catalog: Catalog, surface_id: str, variant: Variant) -> Prospect:
    """What a variant makes of a surface. Raises KeyError and CatalogError as `fill_surface` does."""
    filled = fill_surface(design, catalog, surface_id, variant.choice)
    return Prospect(variant, filled, outlook(filled, catalog, surface_id))
