"""Zones of the wind on the drawing: their outlines on a layer of their own, corners by name."""

from msgspec.structs import replace
from shapely.geometry import Point, Polygon

from designer.core.model.plan import WindZone
from designer.core.planning import derive
from designer.drawing.layers import LayerName
from designer.drawing.model import Polyline, Text
from designer.drawing.scene import build_drawing
from designer.drawing.views import surface_sight
from designer.export.dxf import dxf_bytes
from tests import sites

CATALOG = sites.catalog()


def high_gable():
    design = sites.gable()
    return replace(design, settings=replace(design.settings, building_height_mm=6000.0))


def zone_lines(items):
    return [item for item in items if isinstance(item, Polyline) and item.layer is LayerName.WIND]


def test_every_zone_of_the_plan_is_drawn_and_corners_are_named():
    design = high_gable()
    plan = derive(design, CATALOG)
    sight = surface_sight(design, plan, CATALOG, "S1")
    drawn = zone_lines(sight.under)
    assert [line.points for line in drawn] == [area.outline for area in plan.surfaces[0].wind]
    names = [item for item in sight.under if isinstance(item, Text) and item.text == "wind corner"]
    corners = [area for area in plan.surfaces[0].wind if area.zone is WindZone.CORNER]
    assert len(names) == len(corners) == 2
    for name, corner in zip(names, corners, strict=True):
        assert Polygon(corner.outline).covers(Point(name.at))


def test_without_a_building_height_nothing_is_drawn():
    plan = derive(sites.gable(), CATALOG)
    assert zone_lines(surface_sight(sites.gable(), plan, CATALOG, "S1").under) == []


def test_zones_are_in_the_exported_drawing():
    design = high_gable()
    drawing = build_drawing(design, derive(design, CATALOG), CATALOG, date="2026-01-01")
    assert len(zone_lines(drawing.items)) == sum(len(part.wind) for part in derive(design, CATALOG).surfaces)
    assert b"PV-WIND" in dxf_bytes(drawing, "R2018")
