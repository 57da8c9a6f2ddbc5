"""An exported drawing, edited as a CAD would, comes back as ordinary edits; with ids and without."""

import io

import ezdxf
import pytest
from msgspec.structs import replace
from shapely.geometry import Polygon

from designer.core.errors import InputError
from designer.core.geometry.axes import Orientation
from designer.core.geometry.edges import EdgeKind
from designer.core.model.validate import check_structure
from designer.core.planning import derive
from designer.drawing.scene import build_drawing
from designer.edit.edits.returning import changes_in
from designer.edit.edits.rows import module_rects
from designer.edit.edits.water_lines import add_water_line
from designer.export.dxf import dxf_bytes
from designer.io.dxf_returned import returned_drawing
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.sites import catalog

CATALOG = catalog()
HOUSE = load_project(example_path("gable"))
DESIGN = add_water_line(HOUSE, HOUSE.surfaces[0].id, [(100.0, 100.0), (900.0, 100.0)])
EXPORTED = dxf_bytes(build_drawing(DESIGN, derive(DESIGN, CATALOG), CATALOG))
FIRST, SECOND = DESIGN.surfaces[:2]


class Cad:
    """The drawing as it is open in a CAD."""

    def __init__(self) -> None:
        self.document = ezdxf.read(io.StringIO(EXPORTED.decode()))
        self.space = self.document.modelspace()

    def modules(self, surface):
        """Blocks of modules of a surface, by their ids."""
        blocks = [one for one in self.space.query("INSERT") if one.dxf.name.startswith("PV_MODULE")]
        ids = {one.get_attrib_text("ID"): one for one in blocks}
        return {name: one for name, one in ids.items() if one.get_attrib_text("SURFACE") == surface.id}

    def line(self, layer, owner):
        lines = self.space.query(f"LWPOLYLINE[layer=='{layer}']")
        return next(one for one in lines if (1000, owner) in one.get_xdata("TRUNKLINE"))

    def drop_ids(self) -> None:
        """As CADs do that know neither attributes nor extended data."""
        for one in self.space:
            if one.dxftype() == "INSERT":
                for attribute in list(one.attribs):
                    one.delete_attrib(attribute.dxf.tag)
            one.discard_xdata("TRUNKLINE")

    def changes(self, design=DESIGN):
        stream = io.StringIO()
        self.document.write(stream)
        drawing = returned_drawing(stream.getvalue().encode())
        assert drawing is not None
        return changes_in(design, CATALOG, drawing)

    def texts(self):
        return [change.text for change in self.changes().changes]

    def applied(self):
        made = self.changes().applied(DESIGN)
        check_structure(made)
        return made


@pytest.fixture(params=["ids", "no ids"])
def cad(request):
    made = Cad()
    made.has_ids = request.param == "ids"
    finish = made.changes

    def changes(design=DESIGN):
        if not made.has_ids:
            made.drop_ids()
        return finish(design)

    made.changes = changes
    return made


def rects(design, surface):
    return module_rects(design, CATALOG, surface.id)


def test_what_was_only_saved_again_has_no_changes(cad) -> None:
    found = cad.changes()
    assert (found.changes, found.told) == ((), ())


def test_modules_that_were_moved_are_moved(cad) -> None:
    first, second, *_ = cad.modules(SECOND)
    for name in (first, second):
        cad.modules(SECOND)[name].translate(0.0, 1800.0, 0.0)
    before, after = rects(DESIGN, SECOND), rects(cad.applied(), SECOND)
    for name in before:
        up = 1800.0 if name in (first, second) else 0.0
        assert after[name][1] == pytest.approx(before[name][1] + up, abs=0.01)
    (text,) = cad.texts()
    assert text == f"{SECOND.name}: 2 modules moved 1800 mm up ({first}, {second})"


def test_modules_that_were_deleted_are_taken_out_and_may_be_brought_back(cad) -> None:
    name = list(cad.modules(FIRST))[1]
    cad.space.delete_entity(cad.modules(FIRST)[name])
    made = cad.applied()
    assert set(rects(DESIGN, FIRST)) - set(rects(made, FIRST)) == {name}
    assert [one.id for row in made.rows for one in row.removed] == [name]


def test_a_copied_module_is_one_more(cad) -> None:
    source, block = next(iter(cad.modules(FIRST).items()))
    copy = block.copy()
    cad.space.add_entity(copy)
    copy.translate(0.0, 2500.0, 0.0)
    made = cad.applied()
    (added,) = set(rects(made, FIRST)) - set(rects(DESIGN, FIRST))
    assert rects(made, FIRST)[added][1] == pytest.approx(rects(DESIGN, FIRST)[source][1] + 2500.0, abs=0.01)


def test_a_module_turned_by_a_right_angle_lies_the_other_way() -> None:
    cad = Cad()
    name, block = list(cad.modules(FIRST).items())[-1]
    block.dxf.rotation = 90.0
    block.translate(4000.0, 2500.0, 0.0)
    made = cad.applied()
    assert name not in rects(made, FIRST)
    ways = {row.orientation for row in made.rows_on(FIRST.id)}
    assert ways == {Orientation.PORTRAIT, Orientation.LANDSCAPE}


def test_a_module_that_stands_aslant_stays_and_is_told() -> None:
    cad = Cad()
    name, block = next(iter(cad.modules(FIRST).items()))
    block.dxf.rotation = 17.0
    found = cad.changes()
    assert found.changes == ()
    assert found.told == (f"{FIRST.name}: {name} stand aslant, which rows cannot; they stay as they are",)


def test_a_module_drawn_onto_another_surface_goes_there() -> None:
    cad = Cad()
    (name, block), (_, target) = (next(iter(cad.modules(one).items())) for one in (FIRST, SECOND))
    block.dxf.insert = target.dxf.insert + ezdxf.math.Vec3(0, 2200, 0)
    made = cad.applied()
    assert name not in rects(made, FIRST)
    assert len(rects(made, SECOND)) == len(rects(DESIGN, SECOND)) + 1


def test_a_corner_of_the_outline_moves_and_edges_keep_their_kinds(cad) -> None:
    ring = cad.line("PV-ROOF", SECOND.id)
    points = list(ring.get_points("xy"))
    points[2] = (points[2][0] - 500.0, points[2][1])
    ring.set_points(points, format="xy")
    made = cad.applied().surface(SECOND.id)
    x, y = SECOND.outline[2]
    assert made.outline[2] == pytest.approx((x - 500.0, y), abs=0.01)
    assert made.edges == SECOND.edges


def test_a_further_corner_leaves_the_other_edges_what_they_were() -> None:
    cad = Cad()
    ring = cad.line("PV-ROOF", SECOND.id)
    points = list(ring.get_points("xy"))
    high = max(y for _, y in points)
    left = min(x for x, _ in points)
    cut = [(left + 900, high), (left, high - 900)]
    ring.set_points([*(point for point in points if point != (left, high)), *cut], format="xy")
    made = cad.applied().surface(SECOND.id)
    assert len(made.outline) == 5
    assert made.edges.count(EdgeKind.EAVE) == SECOND.edges.count(EdgeKind.EAVE)
    assert Polygon(made.outline).area == pytest.approx(Polygon(SECOND.outline).area - 405_000.0)


def test_obstacles_and_water_lines_are_moved_deleted_and_drawn(cad) -> None:
    owner = next(one for one in DESIGN.surfaces if one.obstacles)
    obstacle = owner.obstacles[0]
    cad.line("PV-OBSTACLE", obstacle.id).translate(-300.0, 0.0, 0.0)
    cad.space.delete_entity(cad.line("PV-WATER", FIRST.water_lines[0].id))
    made = cad.applied()
    moved = made.surface(owner.id).obstacles[0]
    assert moved.id == obstacle.id
    assert moved.outline[0] == pytest.approx(
        (obstacle.outline[0][0] - 300.0, obstacle.outline[0][1]), abs=0.01
    )
    assert made.surface(FIRST.id).water_lines == FIRST.water_lines[1:]


def test_a_box_is_moved() -> None:
    cad = Cad()
    box = DESIGN.boxes[0]
    block = next(one for one in cad.space.query("INSERT") if one.dxf.name.startswith("PV_BOX"))
    block.translate(120.0, 30.0, 0.0)
    made = cad.applied().boxes[0]
    assert (made.x, made.y) == pytest.approx((box.x + 120.0, box.y + 30.0))


def test_all_of_it_moved_elsewhere_is_no_change(cad) -> None:
    for one in cad.space:
        if one.dxftype() in {"INSERT", "LWPOLYLINE", "TEXT"}:
            one.translate(1e6, -3e5, 0.0)
    assert cad.changes().changes == ()


def test_a_surface_that_is_not_in_the_drawing_stays() -> None:
    cad = Cad()
    cad.space.delete_entity(cad.line("PV-ROOF", SECOND.id))
    for block in cad.modules(SECOND).values():
        cad.space.delete_entity(block)
    found = cad.changes()
    assert found.changes == ()
    assert found.told == (f"surface {SECOND.name} is not in the drawing and stays as it is",)


def test_another_project_is_refused() -> None:
    other = replace(HOUSE, surfaces=(replace(FIRST, id="S901"),), rows=(), boxes=(), bridges=())
    with pytest.raises(InputError, match="none of its outlines is a surface of this project"):
        Cad().changes(other)


def test_another_drawing_is_none_of_the_program() -> None:
    document = ezdxf.new()
    document.modelspace().add_line((0, 0), (1, 1))
    stream = io.StringIO()
    document.write(stream)
    assert returned_drawing(stream.getvalue().encode()) is None


def _cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _without_a_place(data: bytes) -> bytes:
    """A module of which a coordinate is no number."""
    at = data.rindex(b"\nPV_MODULE_")
    return data[:at] + data[at:].replace(b"\n 10\n", b"\n 10\n?", 1)


@pytest.mark.parametrize("hurt", [_cut_short, _without_a_place])
def test_a_drawing_that_lost_something_on_its_way_deletes_nothing(hurt) -> None:
    with pytest.raises(InputError, match="what is missing would count as deleted"):
        returned_drawing(hurt(EXPORTED))
