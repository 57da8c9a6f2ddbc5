"""The same statements as test_plan.py, asserted from the exported DXF read back."""

from collections import Counter
from csv import DictReader
from io import BytesIO, StringIO, TextIOWrapper

import ezdxf
from hypothesis import HealthCheck, given, settings
from shapely.geometry import Point
from shapely.ops import unary_union

from designer.core.planning import derive
from designer.drawing.scene import build_drawing
from designer.export.csv_lists import bom_csv, cut_list_csv
from designer.export.dxf import dxf_bytes
from tests import sites
from tests.effort import examples
from tests.export.dxf_reader import read_drawing
from tests.property.roofs import designs

CATALOG = sites.catalog()
TOLERANCE = 0.01


def read_back(design, plan):
    data = dxf_bytes(build_drawing(design, plan, CATALOG))
    document = ezdxf.read(TextIOWrapper(BytesIO(data), encoding="utf-8"))
    auditor = document.audit()
    assert not auditor.errors
    assert not auditor.fixes
    return read_drawing(document)


def rows(data):
    return list(DictReader(StringIO(data.decode("utf-8"))))


def assert_modules_are_disjoint_and_inside(drawing):
    for name, room in drawing.usable.items():
        modules = [module.outline for module in drawing.modules if module.surface == name]
        grown = room.buffer(TOLERANCE)
        assert all(grown.covers(module) for module in modules)
        if modules:
            assert abs(unary_union(modules).area - sum(m.area for m in modules)) <= 1.0


def assert_inverters_are_free_and_under_modules(drawing):
    rail_rows = {(rail.run.rsplit(".", 1)[0], rail.run.rsplit(".", 1)[1][0]): rail for rail in drawing.rails}
    assert bool(rail_rows) == bool(drawing.rails)
    for inverter in drawing.inverters:
        cover = unary_union([m.outline for m in drawing.modules if m.surface == inverter.surface])
        assert cover.buffer(TOLERANCE).covers(inverter.footprint)
        line = inverter.rail.rstrip("0123456789")
        things = [part.footprint for part in drawing.hardware if part.surface == inverter.surface]
        things += [
            rail.outline
            for rail in drawing.rails
            if rail.surface == inverter.surface and rail.run.rstrip("0123456789") != line
        ]
        things += [other.footprint for other in drawing.inverters if other.id != inverter.id]
        for thing in things:
            assert inverter.clearance.intersection(thing).area <= 1.0
        assert inverter.clearance.buffer(TOLERANCE).covers(
            inverter.footprint.buffer(19.9, join_style="mitre")
        )


def assert_ports_and_pieces(drawing, plan):
    used = Counter(drop.inverter for drop in drawing.drops if drop.inverter)
    assert all(count == 1 for count in used.values())
    for inverter in drawing.inverters:
        assert (inverter.branch != "") == (inverter.id in used)
    lengths = {piece.piece: piece.length_mm for piece in drawing.pieces}
    for piece in plan.pieces:
        way = drawing.route_length_mm(piece.id)
        assert lengths[piece.id] >= way - TOLERANCE
    for branch in plan.branches:
        indexes = sorted(drop.index for drop in drawing.drops if drop.branch == branch.id)
        assert indexes == list(range(1, len(indexes) + 1))
        order = [
            one.id
            for one in sorted(
                (i for i in drawing.inverters if i.branch == branch.id), key=lambda i: int(i.position)
            )
        ]
        assert order == list(branch.inverters)


def assert_lists_and_drawing_agree(drawing, plan):
    cut = rows(cut_list_csv(plan))
    labels = {piece.piece: piece for piece in drawing.pieces}
    assert {row["piece"] for row in cut} == set(labels)
    assert len(cut) == len(labels)
    for row in cut:
        label = labels[row["piece"]]
        assert float(row["length_mm"]) == label.length_mm
        assert row["kind"] == label.kind
        assert row["product"] == label.product
        if row["stock"]:
            end = float(row["cut_start_mm"]) + float(row["length_mm"])
            assert end <= float(row["stock_length_mm"]) + TOLERANCE
    items = Counter()
    for row in rows(bom_csv(plan)):
        items[row["item"]] += float(row["quantity"])
    hardware = Counter(part.kind for part in drawing.hardware)
    assert items["module"] == len(drawing.modules)
    assert items["inverter"] == len(drawing.inverters)
    assert items["mid clamp"] == hardware["mid-clamp"]
    assert items["end clamp"] == hardware["end-clamp"]
    assert items["splice"] == hardware["splice"]
    assert items["attachment"] == hardware["attachment"]
    capped = sum(not drop.inverter for drop in drawing.drops)
    assert sum(quantity for item, quantity in items.items() if item.startswith("vacant port")) == capped


@settings(max_examples=examples(6), suppress_health_check=list(HealthCheck))
@given(designs())
def test_the_drawing_read_back_is_what_the_planning_model_asks_for(design):
    plan = derive(design, CATALOG)
    drawing = read_back(design, plan)
    assert_modules_are_disjoint_and_inside(drawing)
    assert_inverters_are_free_and_under_modules(drawing)
    assert_ports_and_pieces(drawing, plan)
    assert_lists_and_drawing_agree(drawing, plan)


def test_the_gable_is_drawn_whole():
    design = sites.gable()
    drawing = read_back(design, derive(design, CATALOG))
    assert (len(drawing.modules), len(drawing.inverters)) == (14, 7)
    assert {drop.inverter for drop in drawing.drops} == {one.id for one in drawing.inverters}
    for drop in drawing.drops:
        assert drawing.surfaces[drop.surface].contains(Point(drop.at))
