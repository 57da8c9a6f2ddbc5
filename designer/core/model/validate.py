"""The invariants of a Design. What breaks one is an error; what is merely unwise is left to the checks.

A pin, a lock, a pairing or a serial number that no longer finds its object breaks nothing: it stays, and a
finding says so.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import CatalogError, DesignError
from designer.core.geometry.geodesy import LocalPlane
from designer.core.limits import LONGEST_NOTE, MOST_OFFCUTS, MOST_SURFACES, MOST_WATER_POINTS
from designer.core.model.catalog import Catalog
from designer.core.model.design import Bridge, Climate, Design, Row, Settings, Surface
from designer.core.model.identity import check_ids
from designer.core.model.names import nearest_remedy
from designer.core.model.outlines import check_surface_outline
from designer.core.model.places import check_leaves, place_of
from designer.core.model.underlay_rules import check_underlay_total, check_underlays
from designer.core.units import TOLERANCE_MM

ABSOLUTE_ZERO_C = -273.15

MIN_RAFTER_SPACING_MM = 10.0
"""Battens and ribs stand further apart; a smaller spacing would mean millions of attachments."""

STEEPEST_TILT_DEG = 80.0
"""Rows of steeper modules would have no depth in plan worth speaking of."""

_NOT_NEGATIVE = (
    "obstacle_clearance_mm",
    "module_gap_mm",
    "row_gap_mm",
    "clearance_mm",
    "slack_limit_mm",
    "stand_off_mm",
    "cantilever_mm",
    "design_pressure_pa",
    "design_uplift_pa",
    "shared_cantilever_mm",
    "edge_cantilever_mm",
    "corner_cantilever_mm",
)
_POSITIVE = (
    "max_rise_pct",
    "max_units_per_branch",
    "max_span_mm",
    "shared_span_mm",
    "building_height_mm",
    "edge_span_mm",
    "corner_span_mm",
)


def check_design(design: Design, catalog: Catalog, *, checked: Design | None = None) -> None:
    """DesignError, naming object and remedy, where the Design breaks an invariant or a product is unknown.

    Surfaces, rows and underlays that it shares with a Design that was `checked` before are not looked into
    again: of 20,000 modules that would be felt at every edit.
    """
    check_structure(design, checked=checked)
    check_products(design, catalog)


LONGEST_NAME = 120
"""Longer names fit on no title block."""


def check_structure(design: Design, *, checked: Design | None = None) -> None:
    """DesignError where the Design breaks an invariant that needs no catalogue; `checked` as above."""
    fresh = design if checked is None else _not_shared(design, checked)
    if len(design.surfaces) > MOST_SURFACES:
        what = f"it has {len(design.surfaces):,} surfaces; {MOST_SURFACES:,} at most can be planned"
        raise DesignError(what, remedy="part the site into several projects")
    check_leaves(fresh)
    check_ids(design)
    for surface in fresh.surfaces:
        _check_surface(surface)
    for row in fresh.rows:
        _check_row(row)
    _check_surface_names(design)
    _check_name_lengths(design)
    for bridge in design.bridges:
        _check_bridge(bridge)
    for box in design.boxes:
        _check_positive(box, ("width_mm", "height_mm"))
    for offcut in design.offcuts:
        _check_positive(offcut, ("length_mm",))
    if len(design.offcuts) > MOST_OFFCUTS:
        what = f"it is planned with {len(design.offcuts):,} pieces of a shelf; {MOST_OFFCUTS:,} at most"
        raise DesignError(what, remedy="take short ones off the shelf")
    _check_notes(design)
    check_underlays(fresh.underlays, fresh.pictures)
    if checked is None or _differ(design, checked):
        check_underlay_total(design.underlays, design.pictures)
    _check_intents(design)
    _check_settings(design.settings)
    _check_climate(design.climate)
    if design.plane is not None:
        _check_plane(design.plane)


def _differ(design: Design, checked: Design) -> bool:
    """Whether a Design may have other underlays than another."""
    return design.underlays is not checked.underlays or design.pictures is not checked.pictures


def _not_shared(design: Design, checked: Design) -> Design:
    """The Design with only those surfaces, rows and underlays that another does not have just so."""
    known_surfaces = {surface.id: surface for surface in checked.surfaces}
    known_rows = {row.id: row for row in checked.rows}
    surfaces = tuple(one for one in design.surfaces if one != known_surfaces.get(one.id))
    rows = tuple(one for one in design.rows if one != known_rows.get(one.id))
    return replace(
        design,
        surfaces=surfaces,
        rows=rows,
        underlays=tuple(one for one in design.underlays if one not in checked.underlays),
        pictures=tuple(one for one in design.pictures if one not in checked.pictures),
    )


def check_products(design: Design, catalog: Catalog) -> None:
    """DesignError, with the nearest names, where a product or the region is not in the catalogue."""
    products = design.products
    _known("region", catalog.region, design.region)
    _known("products.module", catalog.module, products.module)
    _known("products.inverter", catalog.inverter, products.inverter)
    _known("products.rail", catalog.rail, products.rail)
    _known("products.family", catalog.family, products.family)
    if products.trunk is not None:
        _known("products.trunk", catalog.family(products.family).product, products.trunk)
    for row in design.rows:
        if row.module is not None:
            _known(f"{place_of(row)}: module", catalog.module, row.module)
        if row.inverter is not None:
            _known(f"{place_of(row)}: inverter", catalog.inverter, row.inverter)
    for offcut in design.offcuts:
        _known(f"{place_of(offcut)}: product", catalog.stock_product, offcut.product)


def check_family(design: Design, catalog: Catalog) -> None:
    """DesignError where the chosen inverter does not plug into the chosen trunk cable.

    No invariant: a product may be changed before the other. For where both are chosen at once.
    """
    inverter, family = catalog.inverter(design.products.inverter), design.products.family
    if family not in inverter.families:
        remedy = f"choose {' or '.join(inverter.families)}"
        what = f"inverter {inverter.id} does not plug into trunk cable of the family {family}"
        raise DesignError(what, where="products.family", remedy=remedy)


def _known(where: str, look_up: Callable[[str], object], product_id: str) -> None:
    try:
        look_up(product_id)
    except CatalogError as error:
        raise DesignError(error.what, where=where, remedy=error.remedy) from error


def _check_surface(surface: Surface) -> None:
    where = place_of(surface)
    check_surface_outline(surface)
    if not 0.0 <= surface.tilt_deg <= 90.0:
        what = f"a tilt of {surface.tilt_deg:g}° is impossible"
        raise DesignError(what, where=where, remedy="give one from 0 to 90")
    for name in ("azimuth_deg", "x_bearing_deg"):
        if not 0.0 <= getattr(surface, name) < 360.0:
            what = f"{name} is {getattr(surface, name):g}"
            raise DesignError(what, where=where, remedy="give a compass bearing from 0 to below 360")
    if surface.rafters.spacing_mm < MIN_RAFTER_SPACING_MM:
        what = f"a rafter spacing of {surface.rafters.spacing_mm:g} mm is too small"
        raise DesignError(what, where=where, remedy=f"give {MIN_RAFTER_SPACING_MM:g} mm or more")
    _check_positive(surface.rafters, ("width_mm",), where)
    _check_setbacks(surface.setbacks_mm.items(), where)
    for obstacle in surface.obstacles:
        _check_not_negative(obstacle, ("clearance_mm",))
    for line in surface.water_lines:
        if len(line.points) < 2:
            raise DesignError("it has fewer than two points", where=place_of(line), remedy="add points")
    points = sum(len(line.points) for line in surface.water_lines)
    if points > MOST_WATER_POINTS:
        what = f"its water lines have {points:,} points; {MOST_WATER_POINTS:,} at most can be planned with"
        raise DesignError(what, where=where, remedy="simplify them")


def _check_row(row: Row) -> None:
    where = place_of(row)
    if abs(row.tilt_deg) >= STEEPEST_TILT_DEG:
        what = f"its modules cannot stand {row.tilt_deg:g}° steep"
        raise DesignError(what, where=where, remedy=f"give less than {STEEPEST_TILT_DEG:g}° either way")
    if not row.modules and not row.removed:
        raise DesignError("it has no modules", where=where, remedy="remove the row")
    for before, after in zip(row.modules, row.modules[1:], strict=False):
        if after.along_mm - before.along_mm < TOLERANCE_MM:
            what = f"module {after.id} does not come after module {before.id} along the rail"
            raise DesignError(what, where=where, remedy="sort the modules by along_mm, each at its own place")


def _check_notes(design: Design) -> None:
    """What a person wrote on the drawing can be drawn."""
    for dimension in design.dimensions:
        if math.dist(dimension.first, dimension.second) < TOLERANCE_MM:
            raise DesignError(
                "both its points are the same", where=place_of(dimension), remedy="remove the dimension"
            )
    for text in design.texts:
        _check_positive(text, ("height_mm",))
        if not text.text.strip():
            raise DesignError("it says nothing", where=place_of(text), remedy="remove the text")
        if len(text.text) > LONGEST_NOTE:
            what = f"the text has {len(text.text):,} characters"
            raise DesignError(what, where=place_of(text), remedy=f"shorten it to {LONGEST_NOTE:,}")


def _check_name_lengths(design: Design) -> None:
    """Names stand on drawings and labels."""
    customer = design.customer
    named = [
        ("name", design.name),
        ("customer.name", customer.name),
        ("customer.address", customer.address),
        ("customer.project_number", customer.project_number),
        ("sheets.drawing_number", design.sheets.drawing_number),
        ("sheets.revision", design.sheets.revision),
        ("sheets.drawn_by", design.sheets.drawn_by),
        *((place_of(surface), surface.name) for surface in design.surfaces),
        *((f"serials.{inverter}", serial) for inverter, serial in design.serials.items()),
        *((f"reports.{inverter}", serial) for inverter, serial in design.reports.items()),
        *(("settings.dtu_serials", serial) for serial in design.settings.dtu_serials),
    ]
    for where, name in named:
        if len(name) > LONGEST_NAME:
            what = f"the name has {len(name)} characters"
            raise DesignError(what, where=where, remedy=f"shorten it to {LONGEST_NAME}")


def _check_surface_names(design: Design) -> None:
    """Everything that lies on a surface lies on one that exists; of boxes the checks speak."""
    known = dict.fromkeys(surface.id for surface in design.surfaces)
    named = [
        *((place_of(row), row.surface) for row in design.rows),
        *((place_of(bridge), bridge.from_surface) for bridge in design.bridges),
        *((place_of(bridge), bridge.to_surface) for bridge in design.bridges),
        *((place_of(waypoint), waypoint.surface) for waypoint in design.waypoints),
        *((place_of(dimension), dimension.surface) for dimension in design.dimensions),
        *((place_of(text), text.surface) for text in design.texts),
        *((place_of(one), one.surface) for one in design.underlays if one.surface),
        *((place_of(one), one.surface) for one in design.pictures if one.surface),
    ]
    for where, name in named:
        if name not in known:
            remedy = nearest_remedy(name, known) if known else "add the surface first"
            raise DesignError(f"there is no surface '{name}'", where=where, remedy=remedy)


def _check_bridge(bridge: Bridge) -> None:
    if bridge.from_surface == bridge.to_surface:
        what = f"it joins surface {bridge.from_surface} with itself"
        raise DesignError(what, where=place_of(bridge), remedy="name two surfaces")
    _check_positive(bridge, ("length_mm",))


def _check_intents(design: Design) -> None:
    """A person's decisions contradict each other nowhere."""
    _check_once("pin", (pin.inverter for pin in design.pins), "pinned")
    _check_once("pairing", (module for pairing in design.pairings for module in pairing.modules), "paired")
    _check_once("branch lock", (inverter for lock in design.locks for inverter in lock.inverters), "locked")
    _check_once("kept branch", (name for branch in design.kept for name in branch.inverters), "kept")
    for lock in design.locks:
        if not lock.inverters:
            raise DesignError("it has no inverters", where=place_of(lock), remedy="remove the lock")
        if lock.first_leg is not None and lock.first_leg < 1:
            what = f"its first leg has {lock.first_leg} inverters"
            raise DesignError(what, where=place_of(lock), remedy="give 1 or more, or leave it out")
    for branch in design.kept:
        if not branch.inverters:
            raise DesignError("it has no inverters", where=place_of(branch), remedy="remove it")


def _check_once(where: str, names: Iterable[str], what: str) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise DesignError(f"{name} is {what} {times} times", where=where, remedy="keep one of them")


def _check_settings(settings: Settings) -> None:
    _check_setbacks(settings.setbacks_mm.items(), "settings")
    _check_not_negative(settings, _NOT_NEGATIVE)
    _check_positive(settings, _POSITIVE)


def _check_climate(climate: Climate) -> None:
    if not ABSOLUTE_ZERO_C < climate.min_c < climate.max_cell_c:
        lowest, highest = f"{climate.min_c:g} °C as lowest", f"{climate.max_cell_c:g} °C as highest"
        what = f"{lowest} and {highest} temperature is impossible"
        remedy = f"give min_c above {ABSOLUTE_ZERO_C:g} °C and below max_cell_c"
        raise DesignError(what, where="climate", remedy=remedy)


def _check_plane(plane: LocalPlane) -> None:
    if not (-180.0 <= plane.lon_deg <= 180.0 and -90.0 <= plane.lat_deg <= 90.0):
        what = f"longitude {plane.lon_deg:g}, latitude {plane.lat_deg:g} is no place on earth"
        raise DesignError(
            what, where="plane", remedy="give degrees, longitude within ±180 and latitude within ±90"
        )


def _check_setbacks(setbacks: Iterable[tuple[str, float]], where: str) -> None:
    for edge, setback_mm in setbacks:
        if setback_mm < 0.0:
            what = f"the setback of {setback_mm:g} mm on edges of kind {edge} is negative"
            raise DesignError(what, where=where, remedy="give 0 or more")


def _check_positive(owner: Struct, names: Iterable[str], where: str = "") -> None:
    for name in names:
        value = getattr(owner, name)
        if value is not None and value <= 0.0:
            raise DesignError(
                f"{name} is {value:g}", where=where or place_of(owner), remedy="give more than 0"
            )


def _check_not_negative(owner: Struct, names: Iterable[str]) -> None:
    for name in names:
        value = getattr(owner, name)
        if value is not None and value < 0.0:
            raise DesignError(f"{name} is {value:g}", where=place_of(owner), remedy="give 0 or more")
