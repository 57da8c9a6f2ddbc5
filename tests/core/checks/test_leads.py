"""DC leads are straight in the plan: what stands in their way is told."""

import pytest
from msgspec.structs import replace

from designer.core.checks.leads import check_leads
from designer.core.geometry.axes import Orientation
from designer.core.model.design import Obstacle, ObstacleKind, Settings
from designer.core.planning import derive
from tests import sites


@pytest.mark.parametrize(("low", "through"), [(1000.0, 200.0), (2450.0, None)])
def test_a_lead_through_a_chimney_between_two_modules_is_told_with_millimetres_and_place(low, through):
    """Two modules 400 mm apart share an inverter, and a chimney of 200 mm stands between or above them."""
    ring = ((1834.0, low), (2034.0, low), (2034.0, 2600.0), (1834.0, 2600.0))
    chimney = Obstacle(id="O1", kind=ObstacleKind.CHIMNEY, outline=ring)
    roof = replace(sites.surface(), obstacles=(chimney,))
    plan = derive(sites.design([roof], [sites.row("R1", "S1", 2, 1, gap=400.0)]), sites.catalog())
    (inverter,) = plan.inverters
    told = list(check_leads(roof, plan.surfaces[0], 400.0))
    assert [one.params["inside_mm"] for one in told] == ([through] if through else [])
    open_too = [one for one in plan.findings if one.code == "lead-in-the-open"]
    assert len(told) + len(open_too) == 1, "what is in its way says that it leaves the modules"
    for one in told:
        far = next(m for m in inverter.modules if (m == "M1") == (inverter.along_mm > 1934.0))
        assert one.subjects == (inverter.id, far, "O1")
        assert one.location.x == 1934.0
        assert one in plan.findings


@pytest.mark.parametrize(("gap", "bare"), [(20.0, None), (400.0, 400.0)])
def test_a_lead_that_leaves_the_modules_is_told_with_millimetres_and_place(gap, bare):
    """Two modules of 1134 mm share an inverter over a hole between them."""
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 2, 1, gap=gap)])
    plan = derive(design, sites.catalog())
    (inverter,) = plan.inverters
    told = [one for one in plan.findings if one.code == "lead-in-the-open"]
    assert [one.params["open_mm"] for one in told] == ([bare] if bare else [])
    for one in told:
        far = next(m for m in inverter.modules if (m == "M1") == (inverter.along_mm > 1934.0))
        assert one.subjects == (inverter.id, far)
        assert (one.location.x, one.params["gap_mm"]) == (600.0 + 1134.0 + 200.0, 20.0)


@pytest.mark.parametrize(("row_gap", "is_told"), [(None, True), (600.0, False)])
def test_a_lead_from_row_to_row_is_told_where_the_rows_are_apart(row_gap, is_told):
    """Farther than is usual, by the project's own gap if it has one."""
    rows = [
        sites.row("R1", "S1", 1, 1, orientation=Orientation.LANDSCAPE),
        sites.row("R2", "S1", 1, 2, across=1900.0, orientation=Orientation.LANDSCAPE),
    ]
    design = sites.design([sites.surface()], rows, settings=Settings(row_gap_mm=row_gap))
    plan = derive(design, sites.catalog())
    (inverter,) = plan.inverters
    assert len(inverter.modules) == 2
    first, second = (module.rect for module in plan.surfaces[0].modules)
    found = [one for one in plan.findings if one.code == "lead-in-the-open"]
    assert len(found) == is_told
    for told in found:
        assert told.params["open_mm"] == pytest.approx(second[1] - first[3], abs=0.1)
        assert first[3] < told.location.y < second[1]
