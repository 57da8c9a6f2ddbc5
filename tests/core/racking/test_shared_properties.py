"""What holds for rails that rows share, told by predicates that know nothing of how they were found."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.findings import Severity
from designer.core.geometry.axes import rect_uv
from designer.core.model.catalog import Zone
from designer.core.model.plan import HardwareKind
from designer.core.model.rail_layout import RailLayout
from designer.core.model.rail_system import SpliceRules
from designer.core.racking.edge_clamps import edge_clamps
from designer.core.racking.figures import project_figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rows import Seat
from designer.core.racking.stage import RackingMemory
from designer.core.racking.trial import Trial
from designer.core.racking.wind_limits import WindLimits
from tests.core.racking.racking_sample import catalog_of, design_of, parts, racked
from tests.core.racking.shared_sites import (
    BEARING_MM,
    WIDTH_MM,
    clamps,
    full_blocks,
    holds,
    ragged_sites,
    shared_racked,
    shared_system,
    zones_of,
)
from tests.effort import examples

MID, END = HardwareKind.MID_CLAMP, HardwareKind.END_CLAMP
EPS_MM = 0.01
generated = settings(max_examples=examples(25))


def middle_along(part, axis):
    u0, _, u1, _ = rect_uv(axis, part.footprint)
    return (u0 + u1) / 2.0


@generated
@given(site=full_blocks())
def test_a_full_block_takes_one_line_more_than_rows_and_never_more_than_in_pairs(site):
    surface, system, modules, columns, rows = site
    shared, pairs = shared_racked(surface, system, modules), racked(surface, system, modules)
    lines = {rail.across_mm for rail in shared.rails}
    assert len(lines) == rows + 1 <= len({rail.across_mm for rail in pairs.rails})
    assert len(parts(shared, MID)) == 2 * columns * (rows - 1)
    assert len(parts(shared, END)) == 4 * columns
    assert not {"shared-bearing-short", "shared-clamps-apart"} & {one.code for one in shared.findings}


@generated
@given(site=ragged_sites())
def test_every_module_lies_on_two_rails_with_two_clamps_in_its_zones_on_each(site):
    surface, system, modules = site
    racking = shared_racked(surface, system, modules)
    for module in modules:
        carriers = [rail for rail in racking.rails if module.id in rail.modules]
        assert sorted(rail.line_in(module.row_id) for rail in carriers) == [0, 1]
        left, right = zones_of(module, surface.rail_axis)
        _, low, _, high = rect_uv(surface.rail_axis, module.rect)
        for rail, edge in zip(sorted(carriers, key=lambda rail: rail.across_mm), (low, high), strict=True):
            bearing = WIDTH_MM / 2.0 - abs(rail.across_mm - edge)
            assert abs(bearing - BEARING_MM) < EPS_MM
            holding = [one for one in clamps(racking) if one.rail == rail.id and holds(one, module)]
            places = sorted(middle_along(one, surface.rail_axis) for one in holding)
            assert len(places) == 2
            assert left[0] - EPS_MM <= places[0] <= left[1] + EPS_MM
            assert right[0] - EPS_MM <= places[1] <= right[1] + EPS_MM


@generated
@given(site=ragged_sites())
def test_a_clamp_is_a_mid_clamp_where_it_holds_modules_of_two_rows(site):
    surface, system, modules = site
    racking = shared_racked(surface, system, modules)
    for part in clamps(racking):
        rows = {module.row_id for module in modules if holds(part, module)}
        assert len(rows) == (2 if part.kind is MID else 1)


@generated
@given(site=ragged_sites())
def test_bars_make_up_their_rails_and_rails_of_one_line_do_not_meet(site):
    surface, system, modules = site
    racking = shared_racked(surface, system, modules)
    lines = {}
    for rail in racking.rails:
        ends = [rail.start_mm, *(bar.end_mm for bar in rail.bars)]
        assert [bar.start_mm for bar in rail.bars] == ends[:-1]
        assert ends[-1] == rail.end_mm
        assert all(bar.length_mm <= 4400.0 for bar in rail.bars)
        assert len(parts(racking, HardwareKind.SPLICE, rail)) == len(rail.bars) - 1
        lines.setdefault(rail.across_mm, []).append(rail)
    for line in lines.values():
        ordered = sorted(line, key=lambda rail: rail.start_mm)
        for before, after in pairwise(ordered):
            assert before.end_mm <= after.start_mm + EPS_MM


@generated
@given(site=ragged_sites())
def test_spans_keep_the_limit_of_the_rows_over_them(site):
    """Half the span wherever modules of two rows lie over some of it, unless a finding says otherwise."""
    surface, system, modules = site
    racking = shared_racked(surface, system, modules)
    rects = {module.id: rect_uv(surface.rail_axis, module.rect) for module in modules}
    told = {name for one in racking.findings if one.code == "span-too-long" for name in one.subjects}
    for rail in racking.rails:
        mine = [rects[name] for name in rail.modules]
        feet = sorted(
            middle_along(one, surface.rail_axis) for one in parts(racking, HardwareKind.ATTACHMENT, rail)
        )
        for start, end in pairwise(feet):
            over = [rect for rect in mine if rect[0] < end - EPS_MM and rect[2] > start + EPS_MM]
            sides = {rect[1] > rail.across_mm for rect in over if _doubled(rect, mine, (start, end))}
            most = system.max_span_mm * (0.5 if len(sides) == 2 else 1.0)
            assert end - start <= most + EPS_MM or rail.id in told


def _doubled(rect, others, span):
    """Whether a module within a span faces one of the other row there."""
    low, high = max(rect[0], span[0]), min(rect[2], span[1])
    return any(min(high, other[2]) - max(low, other[0]) > EPS_MM for other in others if other[1] != rect[1])


@generated
@given(site=ragged_sites())
def test_splices_of_neighbouring_lines_are_apart(site):
    surface, _, modules = site
    rules = SpliceRules(stagger_mm=200.0, min_supports_per_piece=0)
    racking = shared_racked(surface, shared_system(4400.0, splice=rules), modules)
    told = {name for one in racking.findings if one.code == "splice-rule-broken" for name in one.subjects}
    for rail in racking.rails:
        for other in racking.rails:
            common = {one.row_id for one in rail.lines} & {one.row_id for one in other.lines}
            if common and other.across_mm > rail.across_mm and other.id not in told:
                breaks = [bar.end_mm for bar in rail.bars[:-1]]
                apart = [abs(a - bar.end_mm) for a in breaks for bar in other.bars[:-1]]
                assert all(distance >= 200.0 - EPS_MM for distance in apart)


@generated
@given(site=ragged_sites(), data=st.data())
def test_what_was_racked_before_changes_nothing(site, data):
    surface, system, modules = site
    memory = RackingMemory()
    fewer = data.draw(st.lists(st.sampled_from(modules), unique=True))
    shared_racked(surface, system, fewer, memory=memory)
    again = shared_racked(surface, system, modules, memory=memory)
    assert again == shared_racked(surface, system, modules)


@generated
@given(site=ragged_sites())
def test_a_trial_counts_the_errors_that_the_stage_finds(site):
    surface, system, modules = site
    design, catalog = design_of(), catalog_of(system)
    figures = project_figures(design, catalog)
    wind = WindLimits(design.settings, surface, figures)
    trial = Trial(catalog, figures, RoofMask(surface), wind, RailLayout.SHARED)
    found = shared_racked(surface, system, modules).findings
    assert trial.errors(modules) == sum(finding.severity is Severity.ERROR for finding in found)


def seats(starts, lower_mm, name):
    return [
        Seat(
            module=f"{name}{n}",
            product="M",
            start_mm=s,
            end_mm=s + 1000.0,
            lower_mm=lower_mm,
            upper_mm=lower_mm + 1700.0,
        )
        for n, s in enumerate(starts)
    ]


@st.composite
def two_rows(draw):
    """Modules below and above a rail, with any shift between their columns."""
    zone = Zone(low := draw(st.floats(20.0, 300.0)), low + draw(st.floats(5.0, 120.0)))
    below = [1020.0 * n for n in sorted(draw(st.sets(st.integers(0, 4))))]
    shift = draw(st.floats(-600.0, 600.0))
    above = [shift + 1020.0 * n for n in sorted(draw(st.sets(st.integers(0, 4))))]
    return seats(below, 0.0, "b"), seats(above, 1721.0, "a"), zone


@settings(max_examples=examples(200))
@given(rows=two_rows())
def test_clamps_lie_in_the_zones_of_all_they_hold_or_are_told(rows):
    below, above, zone = rows
    figures = project_figures(design_of(), catalog_of(shared_system()))
    found = edge_clamps(below, above, lambda _: zone, figures)
    half = figures.system.clamp_length_mm / 2.0
    for seat in (*below, *above):
        zones = (
            (seat.start_mm + zone.min_mm, seat.start_mm + zone.max_mm),
            (seat.end_mm - zone.max_mm, seat.end_mm - zone.min_mm),
        )
        middles = [(one.start_mm + one.end_mm) / 2.0 for one in found.clamps]
        for low, high in zones:
            assert any(low - EPS_MM <= middle <= high + EPS_MM for middle in middles)
        held = [m for m in middles if seat.start_mm - half < m < seat.end_mm + half]
        outside = [m for m in held if not any(a - EPS_MM <= m <= b + EPS_MM for a, b in zones)]
        assert not outside or found.misfits
