"""Pictures: what is in them, and that they are the same every time."""

from collections.abc import Iterable

from msgspec.structs import replace

from designer.core.model.design import Obstacle, ObstacleKind
from designer.core.planning import derive
from designer.drawing.layers import LayerName
from designer.drawing.model import BlockReference, Polyline, Role
from designer.drawing.shapes import bounds
from designer.drawing.views import surface_sight
from designer.edit.view import BLANK, SITE, View, surface_view
from designer.gui.canvas.batches import Batch, Picture
from designer.gui.canvas.picture import PictureMaker, compile_picture
from tests import sites
from tests.gui.canvas.bench import planned

EAST = surface_view("S1")


def _picture(view: View = EAST, *, with_plan: bool = True) -> Picture:
    design, plan = planned()
    return compile_picture(design, plan if with_plan else None, sites.catalog(), view)


def _of(picture: Picture, role: Role, *layers: LayerName) -> list[Batch]:
    return [
        batch for batch in picture.batches if batch.role is role and (not layers or batch.layer in layers)
    ]


def _owners(batches: Iterable[Batch]) -> list[str]:
    return [owner for batch in batches for chunk in batch.chunks for owner in chunk.owners]


def _recorded(picture: Picture) -> list[str]:
    lines = []
    for batch in picture.batches:
        head = f"{batch.layer} {batch.role} {batch.branch} {batch.filled} {batch.planned} {batch.size_mm:g}"
        for chunk in batch.chunks:
            lines += [f"{head} {owner} {points}" for owner, points in chunk.lines()]
    lines += [f"{label.text} {label.owner} {label.subject}" for label in picture.labels.records]
    return lines


def test_a_picture_is_the_same_every_time() -> None:
    assert _recorded(_picture()) == _recorded(_picture())


def test_pictures_made_one_after_the_other_are_as_if_made_alone() -> None:
    design, plan = planned()
    row = replace(design.rows[0], across_mm=design.rows[0].across_mm + 40.0)
    moved = replace(design, rows=(row, *design.rows[1:]))
    written = replace(design, serials={plan.inverters[0].id: "SN-1"})
    wider = replace(design.surfaces[0], outline=((0, 0), (30000, 0), (30000, 6000), (0, 6000)))
    maker = PictureMaker()
    for each, known, view in (
        (design, plan, EAST),
        (moved, plan, EAST),
        (moved, None, EAST),
        (written, plan, EAST),
        (design, derive(moved, sites.catalog()), EAST),
        (replace(design, surfaces=(wider, *design.surfaces[1:])), plan, EAST),
        (design, replace(plan, surfaces=plan.surfaces[1:]), EAST),
        (design, plan, surface_view("S2")),
        (design, plan, SITE),
        (design, plan, surface_view("gone")),
        (design, plan, EAST),
    ):
        alone = compile_picture(each, known, sites.catalog(), view)
        found = maker(each, known, sites.catalog(), view)
        assert _recorded(found) == _recorded(alone)
        assert (found.view, found.extents, found.branches) == (alone.view, alone.extents, alone.branches)
        assert found.labels.at.tolist() == alone.labels.at.tolist()
        assert found.labels.height_mm.tolist() == alone.labels.height_mm.tolist()


def test_of_a_plan_that_is_shown_again_nothing_is_made_anew() -> None:
    design, plan = planned()
    maker = PictureMaker()
    first, second = (maker(each, plan, sites.catalog(), EAST) for each in (design, replace(design, rows=())))
    of_plan = [[batch for batch in picture.batches if batch.planned] for picture in (first, second)]
    assert of_plan[0]
    assert all(one is other for one, other in zip(*of_plan, strict=True))


def test_modules_are_rectangles_to_fill_at_their_places() -> None:
    _, plan = planned()
    (batch,) = _of(_picture(), Role.MODULE)
    assert batch.filled
    placed = {module.id: module.rect for module in plan.surfaces[0].modules}
    found = {owner: bounds(points) for chunk in batch.chunks for owner, points in chunk.lines()}
    assert found == placed
    assert all(chunk.rects is not None for chunk in batch.chunks)


def test_every_line_and_every_part_of_a_block_of_the_draw_list_is_in_the_picture() -> None:
    design, plan = planned()
    sight = surface_sight(design, plan, sites.catalog(), "S1")
    wanted = 0
    for item in (*sight.under, *sight.planned, *sight.over):
        if isinstance(item, Polyline):
            wanted += 1
        elif isinstance(item, BlockReference):
            wanted += len(sight.blocks[item.block].shapes)
    drawn = [batch for batch in _picture().batches if batch.role is not Role.DIMENSION]
    assert len(_owners(drawn)) == wanted


def test_blocks_are_scaled_turned_and_moved() -> None:
    _, plan = planned()
    batches = _of(_picture(), Role.HARDWARE, LayerName.ATTACHMENT)
    outlines = {
        owner: bounds(points)
        for batch in batches
        for chunk in batch.chunks
        for owner, points in chunk.lines()
        if len(points) == 5
    }
    parts = {part.id: part.footprint for part in plan.surfaces[0].hardware if part.kind == "attachment"}
    assert parts
    for name, footprint in parts.items():
        assert all(abs(a - b) < 1e-6 for a, b in zip(outlines[name], footprint, strict=True))


def test_cables_ports_and_inverters_have_their_branch_and_modules_have_none() -> None:
    picture = _picture()
    assert {batch.branch for batch in _of(picture, Role.CABLE)} == {1}
    assert {batch.branch for batch in _of(picture, Role.INVERTER)} == {1}
    assert {batch.branch for batch in _of(picture, Role.MODULE)} == {0}


def test_only_what_follows_from_the_plan_is_marked_as_planned() -> None:
    planned_roles = {batch.role for batch in _picture().batches if batch.planned}
    decided_roles = {batch.role for batch in _picture().batches if not batch.planned}
    assert {Role.RAIL, Role.INVERTER, Role.CABLE, Role.DROP, Role.HARDWARE} <= planned_roles
    assert {Role.MODULE, Role.ROOF} <= decided_roles
    assert not planned_roles & {Role.MODULE, Role.ROOF, Role.DIMENSION}
    assert not any(batch.planned for batch in _picture(with_plan=False).batches)


def test_hidden_things_are_left_out_with_their_names_and_nothing_else() -> None:
    whole = _picture()
    less = whole.without(frozenset({"M1", "M3"}))
    assert _owners(_of(less, Role.MODULE)) == ["M2", "M4", "M5", "M6"]
    names = [label.owner for label in less.labels.records if label.subject is Role.MODULE]
    assert names == ["M2", "M4", "M5", "M6"]
    assert len(less.labels.at) == len(less.labels.records) == len(less.labels.height_mm)
    assert _owners(_of(less, Role.RAIL)) == _owners(_of(whole, Role.RAIL))
    assert whole.without(frozenset()) is whole


def test_names_know_what_they_name() -> None:
    labels = {label.text: label for label in _picture().labels.records}
    assert (labels["M1"].subject, labels["M1"].subject_layer) == (Role.MODULE, LayerName.MODULE)
    assert labels["eave"].subject is Role.ROOF
    assert labels["10500"].room_mm == 10500.0


def test_a_hatched_obstacle_is_filled_once_and_its_outline_lies_on_top() -> None:
    design, plan = planned()
    chimney = Obstacle(
        id="O1", kind=ObstacleKind.CHIMNEY, outline=((9000, 3000), (9900, 3000), (9900, 3900), (9000, 3900))
    )
    roof = replace(design, surfaces=(replace(design.surfaces[0], obstacles=(chimney,)), design.surfaces[1]))
    batches = _of(compile_picture(roof, plan, sites.catalog(), EAST), Role.OBSTACLE)
    assert [(batch.filled, batch.outlined) for batch in batches] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    (flat,) = _of(compile_picture(roof, plan, sites.catalog(), SITE), Role.OBSTACLE)
    assert flat.filled


def test_the_site_shows_both_surfaces_and_a_blank_view_nothing() -> None:
    assert sorted(_owners(_of(_picture(SITE), Role.ROOF))) == ["S1", "S2"]
    assert len(_owners(_of(_picture(SITE), Role.MODULE))) == 14
    blank = _picture(BLANK)
    assert blank.batches == ()
    assert blank.labels.records == ()
