"""How far apart the rails lie that rows share, as a crew sets them with a jig."""

from collections.abc import Iterator

from msgspec import Struct

from designer import installer_words as say
from designer.core.model.plan import SurfacePlan
from designer.core.model.rail_choice import rail_layout
from designer.core.model.rail_layout import RailLayout
from designer.core.units import rounded
from designer.drawing.directory import Directory
from designer.drawing.tape import Tape


class Jig(Struct, frozen=True, kw_only=True):
    """The clear distance between the two rails of rows, face to face, on one surface."""

    surface: str
    rows: tuple[int, ...]
    clear_mm: float


def jigs(directory: Directory) -> tuple[Jig, ...]:
    """The jigs of all surfaces whose rows share rails, one for each distance, in the order of the rows."""
    design = directory.design
    system = directory.catalog.rail(design.products.rail)
    return tuple(
        jig
        for part in directory.plan.surfaces
        if rail_layout(design.settings, design.surface(part.surface), system) is RailLayout.SHARED
        for jig in _of_surface(directory, part)
    )


def jig_sentences(directory: Directory, tape: Tape) -> list[str]:
    """What a crew is told of rails that rows share, a sentence for each jig."""
    return [
        say.SHARED.format(
            surface=directory.surface_name(jig.surface),
            rows=rows_text(jig.rows),
            clear=tape.told(jig.clear_mm),
        )
        for jig in jigs(directory)
    ]


def rows_text(rows: tuple[int, ...]) -> str:
    """Numbers of rows in words: ``row 3``, ``rows 1 to 4``, ``rows 1 and 3``."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) > 2 and rows == tuple(range(rows[0], rows[-1] + 1)):
        return f"rows {rows[0]} to {rows[-1]}"
    return f"rows {', '.join(str(row) for row in rows[:-1])} and {rows[-1]}"


def _of_surface(directory: Directory, part: SurfacePlan) -> Iterator[Jig]:
    flat = dict.fromkeys(module.row_id for module in part.modules if module.tilt_deg == 0.0)
    found: dict[float, list[int]] = {}
    for row_id in flat:
        lines = {rail.line_in(row_id): rail for rail in part.rails}
        lower, upper = lines.get(0), lines.get(1)
        if lower is not None and upper is not None:
            clear = rounded(upper.across_mm - lower.across_mm - (lower.width_mm + upper.width_mm) / 2.0)
            found.setdefault(clear, []).append(directory.row_number(row_id))
    for clear_mm, rows in found.items():
        yield Jig(surface=part.surface, rows=tuple(sorted(rows)), clear_mm=clear_mm)
