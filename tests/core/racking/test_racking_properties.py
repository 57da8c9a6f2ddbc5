"""What holds for the racking of any roof, told by predicates that know nothing of how it was found."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from shapely.geometry import Polygon

from designer.core.geometry.axes import RailAxis, rect_uv
from designer.core.model.plan import HardwareKind
from designer.core.racking.stage import RackingMemory
from tests.core.racking.racking_sample import parts, racked
from tests.core.racking.racking_sites import JOINT_GAP_MM, sites

MID, END = HardwareKind.MID_CLAMP, HardwareKind.END_CLAMP
OVERHANG_MM, MID_GAP_MM = 50.0, 20.0
EPS_MM = 0.002
generated = settings(max_examples=30)


def along_of(part, surface):
    u0, _, u1, _ = rect_uv(surface.rail_axis, part.footprint)
    return (u0, u1)


def middles(racking, kind, rail, surface):
    return [sum(along_of(part, surface)) / 2.0 for part in parts(racking, kind, rail)]


def told(racking, code, rail):
    return [finding for finding in racking.findings if finding.code == code and rail.id in finding.subjects]


@generated
@given(site=sites())
def test_every_module_is_gripped_by_two_clamps_on_each_of_two_rails(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    for module in modules:
        carriers = [rail for rail in racking.rails if module.id in rail.modules]
        assert sorted(rail.line for rail in carriers) == [0, 1]
        for rail in carriers:
            gripping = [
                part
                for part in racking.hardware
                if part.rail == rail.id
                and part.kind in (MID, END)
                and box(*part.footprint).intersection(box(*module.rect)).area > 1.0
            ]
            assert len(gripping) == 2


@generated
@given(site=sites())
def test_clamps_on_a_rail_are_two_end_clamps_and_one_mid_clamp_per_shared_gap(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    spans = {module.id: rect_uv(surface.rail_axis, module.rect) for module in modules}
    for rail in racking.rails:
        gaps = [spans[after][0] - spans[before][2] for before, after in pairwise(rail.modules)]
        shared = sum(gap < MID_GAP_MM + 1.0 for gap in gaps)
        assert len(parts(racking, MID, rail)) == shared
        assert len(parts(racking, END, rail)) == 2 + 2 * (len(gaps) - shared)
        assert all(gap < 2.0 * OVERHANG_MM + JOINT_GAP_MM for gap in gaps)


@generated
@given(site=sites())
def test_a_rail_is_longer_than_its_modules_ask_for_only_to_pass_an_attachment_at_its_end(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    spans = {module.id: rect_uv(surface.rail_axis, module.rect) for module in modules}
    for rail in racking.rails:
        feet = middles(racking, HardwareKind.ATTACHMENT, rail, surface)
        before = spans[rail.modules[0]][0] - OVERHANG_MM - rail.start_mm
        after = rail.end_mm - spans[rail.modules[-1]][2] - OVERHANG_MM
        if not surface.obstacles:  # one in a narrow gap shortens the rail
            assert min(before, after) >= -EPS_MM
        assert before <= EPS_MM or feet[0] - rail.start_mm <= system.outside_attachment_overhang_mm + EPS_MM
        assert after <= EPS_MM or rail.end_mm - feet[-1] <= system.outside_attachment_overhang_mm + EPS_MM


@generated
@given(site=sites())
def test_rails_in_one_line_never_meet(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    by_line = {}
    for rail in racking.rails:
        by_line.setdefault((rail.row_id, rail.line), []).append((rail.start_mm, rail.end_mm))
    for ends in by_line.values():
        assert all(after[0] - before[1] >= JOINT_GAP_MM - EPS_MM for before, after in pairwise(sorted(ends)))


@generated
@given(site=sites())
def test_attachments_stand_on_rafters_on_the_roof_and_clear_of_obstacles(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    outline = Polygon(surface.outline)
    for part in parts(racking, HardwareKind.ATTACHMENT):
        u = part.x if surface.rail_axis is RailAxis.EAVE else part.y
        off = (u - surface.rafters.offset_mm) % surface.rafters.spacing_mm
        assert min(off, surface.rafters.spacing_mm - off) < EPS_MM
        assert outline.intersects(box(*part.footprint))
        for obstacle in surface.obstacles:
            assert box(*part.footprint).intersection(Polygon(obstacle.outline)).area < 1.0


@generated
@given(site=sites())
def test_spans_and_cantilevers_keep_their_limits_or_are_told(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    for rail in racking.rails:
        feet = middles(racking, HardwareKind.ATTACHMENT, rail, surface)
        if not feet:
            assert told(racking, "rail-without-attachment", rail)
            continue
        assert feet == sorted(feet)
        longest_span = max((after - before for before, after in pairwise(feet)), default=0.0)
        longest_end = max(feet[0] - rail.start_mm, rail.end_mm - feet[-1])
        assert min(feet[0] - rail.start_mm, rail.end_mm - feet[-1]) >= 0.0
        for code, length, limit in (
            ("span-too-long", longest_span, system.max_span_mm),
            ("cantilever-too-long", longest_end, system.cantilever_mm),
        ):
            assert bool(told(racking, code, rail)) == (length > limit + EPS_MM)
        alone = len(feet) == 1 and longest_end <= system.cantilever_mm + EPS_MM
        assert bool(told(racking, "rail-on-one-attachment", rail)) == alone


@generated
@given(site=sites())
def test_bars_cover_their_rail_end_to_end_and_come_from_the_longest_stock(site):
    surface, system, modules = site
    for rail in racked(surface, system, modules).rails:
        assert rail.bars[0].start_mm == rail.start_mm
        assert rail.bars[-1].end_mm == rail.end_mm
        assert all(before.end_mm == after.start_mm for before, after in pairwise(rail.bars))
        assert all(0.0 < bar.length_mm <= system.stock[0].length_mm for bar in rail.bars)


@generated
@given(site=sites())
def test_splices_keep_the_makers_rules_or_the_broken_one_is_told(site):
    surface, system, modules = site
    racking, rules = racked(surface, system, modules), system.splice
    for rail in racking.rails:
        breaks = [bar.end_mm for bar in rail.bars[:-1]]
        feet = middles(racking, HardwareKind.ATTACHMENT, rail, surface)
        assert middles(racking, HardwareKind.SPLICE, rail, surface) == breaks or all(
            abs(at - middle) < EPS_MM
            for at, middle in zip(breaks, middles(racking, HardwareKind.SPLICE, rail, surface), strict=True)
        )
        if not breaks or told(racking, "splice-rule-broken", rail):
            continue
        distance = max(rules.attachment_distance_mm, system.attachment_along_mm / 2.0) - EPS_MM
        assert all(abs(at - foot) >= distance for at in breaks for foot in feet)
        assert all(bar.length_mm >= rules.min_piece_mm for bar in rail.bars)
        for bar in rail.bars:
            carried = sum(bar.start_mm < foot < bar.end_mm for foot in feet)
            assert carried >= rules.min_supports_per_piece
        for low, high in pairwise(feet):
            middle, half = (low + high) / 2.0, rules.forbidden_middle_share * (high - low) / 2.0
            assert all(abs(at - middle) >= half - EPS_MM for at in breaks if low < at < high)
        if feet and not rules.in_cantilever:
            assert all(feet[0] <= at <= feet[-1] for at in breaks)


@generated
@given(site=sites())
def test_splices_of_a_blocks_two_rails_are_staggered_or_told(site):
    surface, system, modules = site
    racking = racked(surface, system, modules)
    for lower, upper in zip(racking.rails[0::2], racking.rails[1::2], strict=True):
        assert lower.modules == upper.modules
        if told(racking, "splice-rule-broken", lower) or told(racking, "splice-rule-broken", upper):
            continue
        breaks = [[bar.end_mm for bar in rail.bars[:-1]] for rail in (lower, upper)]
        assert all(
            abs(low - high) >= system.splice.stagger_mm - EPS_MM for low in breaks[0] for high in breaks[1]
        )


@generated
@given(site=sites())
def test_a_rail_off_the_roof_or_across_an_obstacle_is_told_and_no_other(site):
    surface, system, modules = site
    racking, outline = racked(surface, system, modules), Polygon(surface.outline)
    for rail in racking.rails:
        half = rail.width_mm / 2.0
        band = rect_uv(rail.axis, (rail.start_mm, rail.across_mm - half, rail.end_mm, rail.across_mm + half))
        outside = box(*band).difference(outline).area
        assert bool(told(racking, "rail-off-roof", rail)) == (outside > 1.0)
        crossed = [box(*band).intersection(Polygon(obstacle.outline)).area for obstacle in surface.obstacles]
        assert bool(told(racking, "rail-crosses-obstacle", rail)) == (max(crossed, default=0.0) > 1.0)


@generated
@given(site=sites())
def test_the_same_site_is_racked_the_same_way_twice(site):
    surface, system, modules = site
    assert racked(surface, system, modules) == racked(surface, system, modules)


@generated
@given(first=sites(), second=sites(), data=st.data())
def test_what_is_remembered_changes_nothing(first, second, data):
    """Rows of another site bear the same names; some of this one's modules have gone since."""
    memory = RackingMemory()
    surface, system, modules = second
    racked(*first, memory=memory)
    racked(surface, first[1], modules, memory=memory)
    racked(*second, memory=memory)
    left = [module for module in modules if module.id == modules[0].id or data.draw(st.booleans())]
    assert racked(surface, system, left, memory=memory) == racked(surface, system, left)
    assert racked(*second, memory=memory) == racked(*second)
