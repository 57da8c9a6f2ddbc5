"""Rows that share rails: a system laid so, blocks of modules on it, and what a person would count by hand."""

from hypothesis import strategies as st

from designer.core.geometry.axes import Orientation, RailAxis, rect_uv
from designer.core.model.catalog import Zone
from designer.core.model.design import Rafters
from designer.core.model.plan import Hardware, HardwareKind, PlacedModule
from designer.core.model.rail_layout import RailLayout, SharedRails
from designer.core.model.rail_system import RailSystem
from designer.core.racking.stage import Racking
from tests.core.racking.racking_sample import (
    MODULE,
    block_of,
    chimney,
    racked,
    rail_system,
    roof,
    row_of,
)

WIDTH_MM, BEARING_MM = 40.0, 9.5
ROW_GAP_MM = WIDTH_MM - 2.0 * BEARING_MM
COLUMN_GAP_MM = 20.0
ASSUMED_ZONE = (0.20, 0.25)
"""Shares of a side that the tests' catalogue assumes."""


def shared_system(*stock_mm: float, **figures) -> RailSystem:
    given = {"profile_width_mm": WIDTH_MM, "shared": SharedRails(bearing_mm=BEARING_MM)}
    return rail_system(*stock_mm, **(given | figures))


def shared_racked(surface, system, modules, *products, **settings) -> Racking:
    settings = {"rail_layout": RailLayout.SHARED} | settings
    return racked(surface, system, modules, *products, **settings)


def block(columns, rows, *, axis=RailAxis.EAVE, orientation=Orientation.PORTRAIT, first=1000.0, **how):
    """A full rectangular block of rows as far apart as shared rails leave them."""
    across = MODULE.length_mm if upright(axis, orientation) else MODULE.width_mm
    along = MODULE.width_mm if upright(axis, orientation) else MODULE.length_mm
    return block_of(
        columns,
        rows,
        first_mm=first,
        pitch_mm=along + COLUMN_GAP_MM,
        across_mm=500.0,
        row_pitch_mm=across + ROW_GAP_MM,
        axis=axis,
        orientation=orientation,
        **how,
    )


def upright(axis: RailAxis, orientation: Orientation) -> bool:
    """Whether the rails lie along the short sides."""
    return (axis is RailAxis.EAVE) == (orientation is Orientation.PORTRAIT)


def clamps(racking: Racking) -> list[Hardware]:
    kinds = (HardwareKind.MID_CLAMP, HardwareKind.END_CLAMP)
    return [part for part in racking.hardware if part.kind in kinds]


def holds(part: Hardware, module: PlacedModule) -> bool:
    """Whether a clamp's outline lies over a module."""
    (a0, b0, a1, b1), (c0, d0, c1, d1) = part.footprint, module.rect
    return min(a1, c1) - max(a0, c0) > 1.0 and min(b1, d1) - max(b0, d0) > 1.0


def zones_of(
    module: PlacedModule, axis: RailAxis, zone: Zone | None = None
) -> tuple[tuple[float, float], ...]:
    """Where clamps may stand along a module's edges: the assumed share of the side, or a given zone."""
    u0, _, u1, _ = rect_uv(axis, module.rect)
    low, high = (zone.min_mm, zone.max_mm) if zone else (share * (u1 - u0) for share in ASSUMED_ZONE)
    return ((u0 + low, u0 + high), (u1 - high, u1 - low))


@st.composite
def full_blocks(draw):
    """A roof with a full rectangular block on it, either way round, and its system."""
    axis = draw(st.sampled_from(list(RailAxis)))
    orientation = draw(st.sampled_from(list(Orientation)))
    columns, rows = draw(st.integers(1, 9)), draw(st.integers(1, 5))
    spacing = draw(st.sampled_from([333.0, 600.0, 850.0]))
    surface = roof(
        22000.0,
        12000.0,
        axis=axis,
        rafters=Rafters(spacing_mm=spacing, offset_mm=draw(st.floats(0.0, spacing))),
    )
    system = shared_system(*draw(st.sampled_from([(4400.0,), (3650.0, 4800.0)])))
    modules = block(columns, rows, axis=axis, orientation=orientation, first=draw(st.floats(800.0, 3000.0)))
    return surface, system, modules, columns, rows


@st.composite
def ragged_sites(draw):
    """Rows of one grid of columns, of different lengths and with holes, some about a chimney."""
    axis = draw(st.sampled_from(list(RailAxis)))
    orientation = Orientation.PORTRAIT if axis is RailAxis.EAVE else Orientation.LANDSCAPE
    modules: list[PlacedModule] = []
    pitch, height = MODULE.width_mm + COLUMN_GAP_MM, MODULE.length_mm + ROW_GAP_MM
    obstacles = ()
    for row in range(1, draw(st.integers(1, 4)) + 1):
        columns = sorted(draw(st.sets(st.integers(0, 8), min_size=1)))
        starts = [1000.0 + column * pitch for column in columns]
        across = 500.0 + (row - 1) * height
        modules += row_of(*starts, across_mm=across, row=row, axis=axis, orientation=orientation)
        missing = sorted(set(range(9)) - set(columns))
        if missing and draw(st.booleans()):
            u, v = 1000.0 + missing[0] * pitch, across
            obstacles = (chimney(u + 300.0, v + 400.0, u + 800.0, v + 900.0, axis),)
    rafters = Rafters(spacing_mm=draw(st.sampled_from([333.0, 600.0])), offset_mm=draw(st.floats(0.0, 600.0)))
    surface = roof(14000.0, 9000.0, axis=axis, rafters=rafters, obstacles=obstacles)
    return surface, shared_system(4400.0), modules
