"""Copy and paste: new ids, the place asked for, other surfaces and projects, and broken clipboards."""

import json
from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.limits import CLIP_BYTES
from designer.core.model.design import Design, Pairing
from designer.core.model.validate import check_design
from designer.edit.edits.clipboard import copied, pasted
from designer.edit.picking.objects import box_of, existing_ids
from tests.edit.scene import everything, planned
from tests.sites import catalog, design, surface


def new_ids(before: Design, after: Design) -> frozenset[str]:
    return existing_ids(after, None) - existing_ids(before, None)


def test_modules_are_pasted_as_a_row_with_new_ids_where_asked() -> None:
    before = everything()
    after = pasted(before, copied(before, {"M2", "M3"}), "S1", (100.0, 3000.0))
    row = after.rows[-1]
    assert [module.along_mm for module in row.modules] == [100.0, 100.0 + 1154.0]
    assert row.across_mm == 3000.0
    assert {row.id, *(module.id for module in row.modules)} == new_ids(before, after)
    check_design(after, catalog())


def offsets(of: Design, names: Iterable[str]) -> set[tuple[float, ...]]:
    """Extents of things from the lower left corner of all of them."""
    boxes = [box for name in names if (box := box_of(of, None, catalog(), name))]
    left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return {tuple(round(v - (left, low)[k % 2], 3) for k, v in enumerate(box)) for box in boxes}


def test_things_keep_their_distances() -> None:
    before, names = everything(), {"O1", "X2", "T1", "D1", "W1"}
    after = pasted(before, copied(before, names), "S2", (500.0, 100.0))
    assert offsets(after, new_ids(before, after)) == offsets(before, names)
    assert after.dimensions[-1].first == (500.0, 4100.0)


def test_what_is_only_planned_is_not_copied() -> None:
    names = {planned().inverters[0].id, planned().rails[0].id, planned().branches[0].id}
    assert copied(everything(), names) == b""


def test_pairs_among_the_copied_modules_come_along() -> None:
    before = replace(everything(), pairings=(Pairing(modules=("M1", "M3")), Pairing(modules=("M4", "M5"))))
    after = pasted(before, copied(before, {"M1", "M3", "M4"}), "S1", (100.0, 3000.0))
    first, second = after.rows[-1].modules[:2]
    assert after.pairings[2:] == (Pairing(modules=(first.id, second.id)),)
    check_design(after, catalog())


@pytest.mark.parametrize("names", [{"M1", "M2"}, {"S1"}], ids=["modules", "surface"])
def test_modules_stay_what_they_were_in_a_project_with_another_one(names: set[str]) -> None:
    """The other one, 71 mm wider, would overlap in their places."""
    wide = next(one for one in catalog().modules if one.width_mm == 1205.0)
    source = everything()
    target = replace(source, products=replace(source.products, module=wide.id))
    after = pasted(target, copied(source, names), "S2", (500.0, 600.0))
    assert after.rows[-1].module == source.products.module
    assert pasted(source, copied(source, names), "S2", (500.0, 600.0)).rows[-1].module is None


def test_a_surface_is_pasted_beside_the_others_with_everything_on_it() -> None:
    before = everything()
    after = pasted(before, copied(before, {"S1"}), "", (0.0, 0.0))
    old, new = before.surfaces[0], after.surfaces[-1]
    assert new.outline == old.outline
    assert (new.east_mm, new.north_mm) != (old.east_mm, old.north_mm)
    assert len(after.rows_on(new.id)[0].modules) == 6
    assert [part.outline for part in new.obstacles] == [part.outline for part in old.obstacles]
    assert len([box for box in after.boxes if box.surface == new.id]) == 1
    check_design(after, catalog())


def test_two_surfaces_are_pasted_with_the_bridge_between_them() -> None:
    before = everything()
    after = pasted(before, copied(before, {"S1", "S2"}), "", (0.0, 0.0))
    old, new = after.bridges
    assert (new.from_surface, new.to_surface) == tuple(one.id for one in after.surfaces[2:])
    assert (new.from_point, new.to_point, new.length_mm) == (old.from_point, old.to_point, old.length_mm)
    assert pasted(before, copied(before, {"S1"}), "", (0.0, 0.0)).bridges == before.bridges
    check_design(after, catalog())


def test_on_rails_that_run_the_other_way_a_row_turns_with_them() -> None:
    east, west = everything().surfaces
    target = replace(everything(), surfaces=(east, replace(west, rail_axis=RailAxis.SLOPE)))
    after = pasted(target, copied(everything(), {"M1", "M2"}), "S2", (700.0, 300.0))
    row = after.rows[-1]
    assert (row.orientation, row.across_mm, row.modules[0].along_mm) == (Orientation.LANDSCAPE, 700.0, 300.0)


def test_another_project_may_take_them() -> None:
    other = design([surface("S7")], [])
    after = pasted(other, copied(everything(), {"R1", "O1"}), "S7", (200.0, 200.0))
    assert len(after.rows) == 1
    assert len(after.surfaces[0].obstacles) == 1
    check_design(after, catalog())


def test_pasting_twice_gives_no_id_twice() -> None:
    data = copied(everything(), {"R1", "X2", "S2"})
    after = pasted(everything(), data, "S1", (100.0, 2800.0))
    after = pasted(after, data, "S1", (200.0, 2900.0))
    check_design(after, catalog())


def clip(**changes: object) -> bytes:
    content = json.loads(copied(everything(), {"M1"}))
    return json.dumps({**content, **changes}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"3500",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        clip(format="something else"),
        clip(loose=[{"axis": "eave", "unknown": 1}]),
        clip(loose=[{"axis": "eave", "rows": [{"id": 3}]}]),
        clip(loose=[{}]),
        b'{"format":"trunkline-clip","version":1,"loose":[{"boxes":[{"id":"X","surface":"S","x":NaN,"y":0}]}]}',
    ],
)
def test_what_is_none_of_ours_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError, match="there is nothing on the clipboard that can be pasted"):
        pasted(everything(), data, "S1", (0.0, 0.0))


def test_what_an_earlier_version_copied_is_pasted() -> None:
    """It had neither the module nor bridges."""
    known = json.loads(copied(everything(), {"M2", "M3"}))
    del known["module"], known["bridges"]
    after = pasted(everything(), json.dumps(known | {"version": 1}).encode(), "S1", (100.0, 3000.0))
    assert len(after.rows) == len(everything().rows) + 1


def test_too_much_another_version_and_absurd_numbers_are_refused() -> None:
    for data in (b" " * (CLIP_BYTES + 1), clip(version=3)):
        with pytest.raises(InputError, match="the clipboard"):
            pasted(everything(), data, "S1", (0.0, 0.0))
    absurd = copied(everything(), {"X2"}).replace(b"8000.0", b"8e300")
    with pytest.raises(Exception, match="is too large"):
        pasted(everything(), absurd, "S1", (0.0, 0.0))
