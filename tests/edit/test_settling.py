"""Rows of a fill settle on rafters: shifted by as little as mends the rail, never off the usable area."""

from itertools import pairwise

from msgspec.structs import replace
from shapely.geometry import box

from designer.core.findings import Severity
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.design import Obstacle, ObstacleKind, Rafters, Settings
from designer.core.racking.stage import rack_surface
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.settling import settled_rows
from designer.edit.room import Room
from tests import sites

CATALOG = sites.catalog()


def narrow_roof(offset, **more):
    """A roof with rafters 900 mm apart, and no room for a hook outside the row's left end."""
    roof = sites.surface(width=6000.0, height=3000.0)
    roof = replace(roof, rafters=Rafters(spacing_mm=900.0, offset_mm=offset))
    settings = Settings(max_span_mm=900.0, cantilever_mm=300.0)
    return sites.design([roof], [sites.row("R1", "S1", 4, 1, along=310.0, **more)], settings=settings)


def errors(design):
    surface = design.surfaces[0]
    modules = place_modules(design, surface, CATALOG)
    found = rack_surface(design, surface, CATALOG, modules).findings
    return [finding.code for finding in found if finding.severity is Severity.ERROR]


def alongs(design):
    return [module.along_mm for module in design.rows[0].modules]


def test_a_row_whose_rail_reaches_too_far_is_shifted_until_it_does_not():
    mended = 0
    for offset in range(0, 900, 50):
        design = narrow_roof(float(offset))
        before, settled = errors(design), settled_rows(design, CATALOG, "S1")
        after = errors(settled)
        assert len(after) <= len(before)
        mended += len(after) < len(before)
        shifts = {round(b - a, 3) for a, b in zip(alongs(design), alongs(settled), strict=True)}
        assert len(shifts) == 1
        if not before:
            assert shifts == {0.0}
    assert mended


def test_settled_modules_stay_in_the_usable_area():
    for offset in range(0, 900, 50):
        settled = settled_rows(narrow_roof(float(offset)), CATALOG, "S1")
        surface = settled.surfaces[0]
        room = surface_usable_area(settled, surface).buffer(0.01)
        for module in place_modules(settled, surface, CATALOG):
            assert room.covers(box(*module.rect))


def test_a_pinned_module_holds_its_run():
    for offset in range(0, 900, 100):
        design = narrow_roof(float(offset))
        first, *rest = design.rows[0].modules
        pinned = replace(design.rows[0], modules=(replace(first, pinned=True), *rest))
        design = replace(design, rows=(pinned,))
        assert alongs(settled_rows(design, CATALOG, "S1")) == alongs(design)


def test_other_surfaces_and_ids_are_left_alone():
    design = narrow_roof(450.0)
    other = sites.surface("S2", 6000.0, 3000.0)
    design = replace(
        design, surfaces=(*design.surfaces, other), rows=(*design.rows, sites.row("R2", "S2", 2, 11))
    )
    settled = settled_rows(design, CATALOG, "S1")
    assert settled.rows[1] == design.rows[1]
    assert [m.id for m in settled.rows[0].modules] == [m.id for m in design.rows[0].modules]


def hemmed_in(along=1000.0, room=150.0):
    """Three modules between two chimneys that leave `room` to them; rafters 900 mm apart."""
    end = along + 3 * sites.WIDTH + 2 * sites.GAP
    chimneys = tuple(
        Obstacle(id=f"O{x:.0f}", kind=ObstacleKind.CHIMNEY, outline=rectangle(400.0, 2000.0, (x, 500.0)))
        for x in (along - room - 400.0 - 50.0, end + room + 50.0)
    )
    roof = replace(sites.surface(width=8000.0, height=3000.0), obstacles=chimneys)
    return roof, along


def test_carried_only_leaves_out_what_no_place_lets_be_carried():
    lost = kept = 0
    for offset in range(0, 900, 60):
        roof, along = hemmed_in()
        roof = replace(roof, rafters=Rafters(spacing_mm=900.0, offset_mm=float(offset)))
        row = sites.row("R1", "S1", 3, 1, along=along)
        settings = Settings(max_span_mm=900.0, cantilever_mm=300.0)
        design = sites.design([roof], [row], settings=settings)
        settled = settled_rows(design, CATALOG, "S1")
        assert sum(len(one.modules) for one in settled.rows) == 3
        carried = settled_rows(design, CATALOG, "S1", carried_only=True)
        number = sum(len(one.modules) for one in carried.rows)
        if errors(settled):
            assert number < 3
            lost += 1
        else:
            assert carried == settled
            kept += 1
        assert not carried.rows or errors(carried) == []
    assert lost
    assert kept


def side_by_side(offset, apart):
    """Two rows in line, so near that the rails of both cannot be lengthened into the gap."""
    roof = replace(
        sites.surface(width=8000.0, height=3000.0), rafters=Rafters(spacing_mm=900.0, offset_mm=offset)
    )
    first = sites.row("R1", "S1", 2, 1, along=310.0)
    second = sites.row("R2", "S1", 2, 11, along=310.0 + 2 * sites.WIDTH + sites.GAP + apart)
    return sites.design([roof], [first, second], settings=Settings(max_span_mm=900.0, cantilever_mm=300.0))


def test_rows_in_line_heed_each_others_rails():
    met = 0
    for offset in range(0, 900, 50):
        design = side_by_side(float(offset), 260.0)
        alone = [
            settled_rows(replace(design, rows=(row,)), CATALOG, "S1", carried_only=True).rows
            for row in design.rows
        ]
        both = replace(design, rows=tuple(row for rows in alone for row in rows))
        met += bool(errors(both))
        settled = settled_rows(design, CATALOG, "S1", carried_only=True)
        assert errors(settled) == []
        rects = [module.rect for module in place_modules(settled, settled.surfaces[0], CATALOG)]
        assert all(one[2] <= two[0] for one, two in pairwise(sorted(rects)))
    assert met  # settled each for itself, some would be in each other's way


def test_a_tip_of_an_obstacle_that_a_row_touches_does_not_part_it():
    # a flat tip that reaches less than a micrometre into the row, which stands at a rounded height
    chimney = Obstacle(
        id="O1",
        kind=ObstacleKind.CHIMNEY,
        outline=((2000.0, 2600.0), (4000.0, 300.0 + 1722.0 - 0.0005), (6000.0, 2600.0)),
        clearance_mm=0.0,
    )
    roof = replace(sites.surface(width=9000.0, height=3500.0), obstacles=(chimney,))
    row = sites.row("R1", "S1", 6, 1, along=400.0, across=300.0)
    design = sites.design([roof], [row])
    room = Room.for_row(design, CATALOG, row, ignoring=frozenset(one.id for one in row.modules))
    assert all(room.fits(one.along_mm, row.across_mm) for one in row.modules)
