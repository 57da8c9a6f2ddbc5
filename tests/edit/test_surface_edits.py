"""Surfaces made by edits: the opposite face shares the ridge and is the mirror image in plan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import Polygon

from designer.core.errors import DesignError
from designer.core.geometry.edges import EdgeKind
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.edits.framing import in_plan
from designer.edit.edits.surfaces import add_opposite, ridge_of
from tests import sites

CATALOG = sites.catalog()
SLANTED = ((0.0, 0.0), (9000.0, 0.0), (8000.0, 5000.0), (1500.0, 5000.0))


def site(outline=SLANTED, azimuth=110.0, **more):
    edges = (EdgeKind.EAVE, EdgeKind.HIP, EdgeKind.RIDGE, EdgeKind.VERGE)
    face = replace(
        sites.surface(azimuth=azimuth),
        x_bearing_deg=(azimuth - 90) % 360,
        outline=outline,
        edges=edges,
        **more,
    )
    return sites.design([face], [], [])


@given(st.integers(0, 359), st.floats(-20000, 20000), st.floats(5, 60), st.floats(-300, 300))
def test_both_ridges_are_one_line_and_the_faces_mirror_each_other(azimuth, east, tilt, rise):
    outline = (*SLANTED[:3], (1500.0, 5000.0 + rise))
    design = add_opposite(site(outline, float(azimuth), east_mm=round(east, 3), tilt_deg=tilt), "S1")
    check_design(design, CATALOG)
    first, second = design.surfaces
    ridge, other = (in_plan(face, ridge_of(face)) for face in (first, second))
    assert np.allclose(ridge, other[::-1], atol=0.01)
    here, there = (Polygon(in_plan(face, face.outline)) for face in (first, second))
    assert here.area == pytest.approx(there.area, rel=1e-6)
    assert here.intersection(there).area < 100.0
    assert second.tilt_deg == first.tilt_deg
    assert sorted(second.edges) == sorted(first.edges)
    assert (second.azimuth_deg - second.x_bearing_deg) % 360.0 == pytest.approx(90.0)


def test_a_bridge_over_the_middle_of_the_ridge_is_proposed():
    design = add_opposite(site(), "S1")
    (bridge,) = design.bridges
    first, second = design.surfaces
    assert bridge.from_point == (4750.0, 4950.0)
    assert Polygon(second.outline).contains(Polygon(second.outline).representative_point())
    (here,), (there,) = in_plan(first, (bridge.from_point,)), in_plan(second, (bridge.to_point,))
    apart = np.hypot(here[0] - there[0], here[1] - there[1])
    assert apart == pytest.approx(100.0 * np.cos(np.radians(35.0)), abs=0.01)
    assert bridge.length_mm == 290.0


def test_cable_crosses_the_ridge_of_a_gable_made_so():
    one = sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1, across=2000.0)], [])
    both = add_opposite(one, "S1")
    other = both.surfaces[-1].id
    rows = (*both.rows, sites.row("R2", other, 4, 5, across=2000.0))
    box = sites.design([sites.surface()], []).boxes[0]
    plan = derive(replace(both, rows=rows, boxes=(box,)), CATALOG)
    assert not [finding for finding in plan.errors() if "reach" in finding.code]
    assert {drop.surface for drop in plan.drops} == {"S1", other}


def test_rafters_and_setbacks_are_mirrored_and_obstacles_are_not():
    design = add_opposite(site(setbacks_mm={EdgeKind.RIDGE: 100.0}), "S1")
    second = design.surfaces[-1]
    assert second.rafters.offset_mm == (9000.0 - 300.0) % 800.0
    assert second.setbacks_mm == {EdgeKind.RIDGE: 100.0}
    assert second.obstacles == ()


def test_a_surface_without_a_ridge_has_no_opposite():
    design = site()
    edges = (EdgeKind.EAVE, EdgeKind.HIP, EdgeKind.PARAPET, EdgeKind.VERGE)
    design = replace(design, surfaces=(replace(design.surfaces[0], edges=edges),))
    with pytest.raises(DesignError, match="no ridge"):
        add_opposite(design, "S1")
