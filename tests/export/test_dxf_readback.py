"""What is read back from the DXF is the plan, to a thousandth of a micrometre."""

import io

import ezdxf
import pytest
from msgspec.structs import replace
from shapely.affinity import translate
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

from designer.core.geometry.axes import Orientation, RailAxis, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Settings
from designer.core.model.plan import Plan
from designer.core.model.rail_layout import RailLayout
from designer.core.planning import derive
from designer.drawing.scene import build_drawing
from designer.export.dxf import dxf_bytes
from tests import sites
from tests.drawing.sample import gable, hall
from tests.drawing.sample_parts import catalog
from tests.export.dxf_reader import DrawingContents, block_outlines, read_drawing

EXACT_MM = 1e-6


class Read:
    """A design, its plan, and what the DXF of it says."""

    def __init__(self, design: Design, plan: Plan, made_of: Catalog | None = None) -> None:
        self.design, self.plan = design, plan
        data = dxf_bytes(build_drawing(design, plan, made_of or catalog()))
        self.document = ezdxf.read(io.StringIO(data.decode()))
        self.drawn: DrawingContents = read_drawing(self.document)
        self.offsets = {surface.id: self.drawn.offset_of(surface) for surface in design.surfaces}

    def at(self, surface: str, x: float, y: float) -> tuple[float, float]:
        dx, dy = self.offsets[surface]
        return (x + dx, y + dy)

    def same(self, found: Polygon, surface: str, rect: Rect) -> bool:
        dx, dy = self.offsets[surface]
        expected = translate(box(*rect), dx, dy)
        return found.hausdorff_distance(expected) < EXACT_MM and found.area > 0.0


@pytest.fixture(scope="module", params=list(RailAxis))
def read(request: pytest.FixtureRequest) -> Read:
    return Read(*gable(request.param))


def test_surfaces_are_true_and_apart(read: Read) -> None:
    for surface in read.design.surfaces:
        dx, dy = read.offsets[surface.id]
        expected = translate(Polygon(surface.outline), dx, dy)
        assert read.drawn.surfaces[surface.id].hausdorff_distance(expected) < EXACT_MM
    east, west = read.drawn.surfaces.values()
    assert east.distance(west) > 100.0


def test_modules(read: Read) -> None:
    drawn = {module.id: module for module in read.drawn.modules}
    assert len(drawn) == len(read.drawn.modules) == len(read.plan.modules)
    for module in read.plan.modules:
        found = drawn[module.id]
        assert read.same(found.outline, module.surface, module.rect)
        assert (found.surface, found.row, found.col) == (module.surface, module.row, module.col)
        assert (found.type, found.inverter, found.port) == (module.product, module.inverter, str(module.port))


def test_inverters_with_their_clearance(read: Read) -> None:
    drawn = {inverter.id: inverter for inverter in read.drawn.inverters}
    assert len(drawn) == len(read.drawn.inverters) == len(read.plan.inverters)
    branches = {name: branch for branch in read.plan.branches for name in branch.inverters}
    for inverter in read.plan.inverters:
        found = drawn[inverter.id]
        assert read.same(found.footprint, inverter.surface, inverter.footprint)
        assert read.same(found.clearance, inverter.surface, inverter.clearance)
        assert found.mount == pytest.approx(read.at(inverter.surface, *inverter.mount), abs=EXACT_MM)
        branch = branches[inverter.id]
        assert (found.rail, found.branch, found.phase) == (inverter.rail, branch.id, branch.phase)
        assert branch.inverters[int(found.position) - 1] == inverter.id
        assert found.serial == read.design.serials.get(inverter.id, "")


def test_hardware(read: Read) -> None:
    drawn = {part.id: part for part in read.drawn.hardware}
    assert len(drawn) == len(read.drawn.hardware) == len(read.plan.hardware)
    for part in read.plan.hardware:
        found = drawn[part.id]
        assert read.same(found.footprint, part.surface, part.footprint)
        assert (found.kind, found.rail, found.surface) == (part.kind.value, part.rail, part.surface)


def test_rail_bars(read: Read) -> None:
    drawn = {rail.piece: rail for rail in read.drawn.rails}
    bars = [(rail, bar) for rail in read.plan.rails for bar in rail.bars]
    assert len(drawn) == len(read.drawn.rails) == len(bars)
    for rail, bar in bars:
        half = rail.width_mm / 2.0
        rect = (bar.start_mm, rail.across_mm - half, bar.end_mm, rail.across_mm + half)
        if rail.axis is RailAxis.SLOPE:
            rect = (rect[1], rect[0], rect[3], rect[2])
        assert read.same(drawn[bar.piece].outline, rail.surface, rect)
        assert (drawn[bar.piece].surface, drawn[bar.piece].run) == (rail.surface, rail.id)


def test_drops(read: Read) -> None:
    drawn = {drop.id: drop for drop in read.drawn.drops}
    assert len(drawn) == len(read.drawn.drops) == len(read.plan.drops)
    for drop in read.plan.drops:
        found = drawn[drop.id]
        assert found.at == pytest.approx(read.at(drop.surface, drop.x, drop.y), abs=EXACT_MM)
        assert (found.branch, found.index, found.inverter) == (drop.branch, drop.index, drop.inverter)
        assert found.surface == drop.surface


def test_pieces_and_their_routes(read: Read) -> None:
    drawn = {piece.piece: piece for piece in read.drawn.pieces if piece.kind != "rail"}
    assert set(drawn) == {piece.id for piece in read.plan.pieces}
    for piece in read.plan.pieces:
        found = drawn[piece.id]
        assert (found.kind, found.product) == (piece.kind.value, piece.product)
        assert (found.length_mm, found.ports, found.branch) == (piece.length_mm, piece.ports, piece.branch)
        routes = {route.surface: route for route in read.drawn.routes if route.owner == piece.id}
        expected = [part for part in piece.route if len(set(part.points)) > 1]
        assert len(routes) == len(expected)
        for part in expected:
            route = routes[part.surface]
            for point, (x, y) in zip(route.points, part.points, strict=True):
                assert point == pytest.approx(read.at(part.surface, x, y), abs=EXACT_MM)


def test_the_name_of_a_piece_lies_half_along_it(read: Read) -> None:
    drawn = {piece.piece: piece for piece in read.drawn.pieces}
    whole = read.drawn.route_length_mm("B1-E")
    (route,) = [route for route in read.drawn.routes if route.owner == "B1-E"]
    legs = zip(route.points, route.points[1:], strict=False)
    at, gone, reached = drawn["B1-E"].at, 0.0, []
    for (x0, y0), (x1, y1) in legs:
        step = abs(x1 - x0) + abs(y1 - y0)  # the route runs along the axes
        if min(x0, x1) <= at[0] <= max(x0, x1) and min(y0, y1) <= at[1] <= max(y0, y1):
            reached.append(gone + abs(at[0] - x0) + abs(at[1] - y0))
        gone += step
    assert reached[0] == pytest.approx(whole / 2.0)


def test_leads_boxes_water_obstacles_and_usable_area(read: Read) -> None:
    assert {lead.owner for lead in read.drawn.leads} == {module.id for module in read.plan.modules}
    (found,) = read.drawn.boxes
    (expected,) = read.design.boxes
    rect = (expected.x - 100.0, expected.y - 75.0, expected.x + 100.0, expected.y + 75.0)
    assert (found.id, found.kind, found.surface) == ("J1", "junction", "S1")
    assert read.same(found.outline, "S1", rect)
    assert [line.owner for line in read.drawn.water] == ["W1"]
    chimney = read.drawn.obstacles["O1"]
    assert chimney.area == pytest.approx(700.0 * 800.0)
    for surface in read.design.surfaces:
        usable = read.drawn.usable[surface.id]
        assert usable.intersection(chimney.buffer(40.0)).area == pytest.approx(0.0, abs=1e-6)
        assert usable.area > 0.5 * read.drawn.surfaces[surface.id].area


def test_the_drawing_proves_that_enclosures_are_free_and_under_modules(read: Read) -> None:
    """What is asserted of generated roofs, on the sample."""
    modules = unary_union([module.outline.buffer(60.0) for module in read.drawn.modules])
    for inverter in read.drawn.inverters:
        assert modules.covers(inverter.footprint)
        for part in read.drawn.hardware:
            assert inverter.clearance.intersection(part.footprint).area == 0.0
        for rail in read.drawn.rails:
            if rail.run != inverter.rail:
                assert inverter.clearance.intersection(rail.outline).area == 0.0


def test_hatches_cover_the_obstacles(read: Read) -> None:
    (hatch,) = read.document.modelspace().query("HATCH")
    outer, *islands = hatch.paths
    chimney = read.drawn.obstacles["O1"]
    assert Polygon([(x, y) for x, y, _ in outer.vertices]).equals(chimney)
    assert all(chimney.contains(Polygon([(x, y) for x, y, _ in island.vertices])) for island in islands)


def test_a_hall_is_drawn_whole() -> None:
    design, plan = hall(50)
    read = Read(design, plan)
    assert len(read.drawn.modules) == 50
    assert len(read.drawn.inverters) == 25
    assert len(read.drawn.rails) == sum(len(rail.bars) for rail in plan.rails)
    handles = [entity.dxf.handle for entity in read.document.entitydb.values()]
    assert len(handles) == len(set(handles))


def test_the_outline_on_another_layer_of_a_block_is_not_taken_for_the_thing(read: Read) -> None:
    insert = next(iter(read.document.modelspace().query('INSERT[layer=="PV-INVERTER"]')))
    (enclosure,) = block_outlines(insert, "PV-INVERTER")
    (clearance,) = block_outlines(insert, "PV-CLEARANCE")
    assert clearance.contains(enclosure)


@pytest.mark.parametrize("axis", list(RailAxis))
def test_rails_and_clamps_that_rows_share(axis: RailAxis) -> None:
    """Every clamp is an insert of its own kind, as large as it is, on the rail that its row shares."""
    orientation = Orientation.PORTRAIT if axis is RailAxis.EAVE else Orientation.LANDSCAPE
    rows = [
        sites.row(f"R{n + 1}", "S1", 3, 3 * n + 1, across=500.0 + n * (sites.LENGTH + 21.0)) for n in range(2)
    ]
    rows = [replace(row, orientation=orientation) for row in rows]
    products = replace(sites.gable().products, rail="k2-crossrail-48-x")
    settings = Settings(rail_layout=RailLayout.SHARED)
    roof = sites.surface(width=8000.0, height=8000.0, axis=axis)
    design = sites.design([roof], rows, products=products, settings=settings)
    read = Read(design, derive(design, sites.catalog()), sites.catalog())
    test_hardware(read)
    test_rail_bars(read)
    test_inverters_with_their_clearance(read)
    mid = [part for part in read.drawn.hardware if part.kind == "mid-clamp"]
    end = [part for part in read.drawn.hardware if part.kind == "end-clamp"]
    assert (len(mid), len(end)) == (6, 12)
    assert {part.rail for part in mid} == {"R1.S1"}
    outlines = {module.row: [] for module in read.drawn.modules}
    for module in read.drawn.modules:
        outlines[module.row].append(module.outline)
    for part in mid:
        held = [row for row, shapes in outlines.items() if any(s.intersects(part.footprint) for s in shapes)]
        assert sorted(held) == [1, 2]
