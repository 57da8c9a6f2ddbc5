"""What breaks an invariant of a Design is refused in one sentence that names the object and the remedy."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Orientation
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.geodesy import LocalPlane
from designer.core.model.design import (
    Box,
    BranchLock,
    Bridge,
    Climate,
    Design,
    Obstacle,
    ObstacleKind,
    Pairing,
    Pin,
    Products,
    Rafters,
    Row,
    RowModule,
    Settings,
    ShelfOffcut,
    Surface,
    WaterLine,
)
from designer.core.model.validate import check_structure

CHIMNEY = Obstacle(
    id="O3", kind=ObstacleKind.CHIMNEY, outline=((2000, 1000), (2600, 1000), (2600, 1600), (2000, 1600))
)


def surface(**changes: Any) -> Surface:
    plain = Surface(
        id="S1",
        name="East",
        outline=((0.0, 0.0), (8000.0, 0.0), (8000.0, 5000.0), (0.0, 5000.0)),
        edges=(EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE),
        tilt_deg=35.0,
        azimuth_deg=90.0,
        x_bearing_deg=0.0,
        rafters=Rafters(spacing_mm=800.0),
        obstacles=(CHIMNEY,),
    )
    return replace(plain, **changes)


def row(**changes: Any) -> Row:
    modules = (RowModule(id="M5", along_mm=400.0), RowModule(id="M6", along_mm=1554.0))
    plain = Row(id="R4", surface="S1", orientation=Orientation.PORTRAIT, across_mm=400.0, modules=modules)
    return replace(plain, **changes)


def design(**changes: Any) -> Design:
    plain = Design(
        name="House",
        region="eu-230",
        products=Products(module="m", inverter="i", family="f", rail="r"),
        surfaces=(surface(), surface(id="S2", name="West", obstacles=())),
        rows=(row(),),
        boxes=(Box(id="X7", surface="S1", x=4000.0, y=100.0),),
        next_number=20,
    )
    return replace(plain, **changes)


def test_a_sound_design_passes() -> None:
    check_structure(design())


def test_intents_that_no_longer_find_their_object_stay_allowed() -> None:
    kept = design(
        pins=(Pin(inverter="gone", along_mm=100.0),),
        pairings=(Pairing(modules=("M98", "M99")),),
        locks=(BranchLock(id="L8", inverters=("gone",), box="X99"),),
        serials={"gone": "114300000000"},
        approvals=("no-box",),
    )
    check_structure(kept)


BROKEN: list[tuple[str, Callable[[], Design], str]] = [
    (
        "too few corners",
        lambda: design(surfaces=(surface(outline=((0, 0), (1, 0))),)),
        "surface S1: its outline",
    ),
    (
        "crossing outline",
        lambda: design(surfaces=(surface(outline=((0, 0), (8000, 5000), (8000, 0), (0, 4000))),)),
        "surface S1: its outline crosses or touches itself at (",
    ),
    (
        "clockwise outline",
        lambda: design(surfaces=(surface(outline=((0, 0), (0, 5000), (8000, 5000), (8000, 0))),)),
        "surface S1: its outline runs clockwise",
    ),
    (
        "outline without area",
        lambda: design(surfaces=(surface(outline=((0, 0), (1000, 0), (2000, 0))),)),
        "surface S1: its outline",
    ),
    (
        "repeated corner",
        lambda: design(surfaces=(surface(outline=((0, 0), (8000, 0), (8000, 0), (0, 5000))),)),
        "surface S1: edge 2 of its outline has no length",
    ),
    (
        "typed in another unit",
        lambda: design(surfaces=(surface(outline=((0, 0), (8e6, 0), (8e6, 5e6), (0, 5e6))),)),
        "surface S1: it measures 8000 × 5000 m; check the unit",
    ),
    (
        "too few edges",
        lambda: design(surfaces=(surface(edges=(EdgeKind.EAVE,)),)),
        "surface S1: it has 4 edges but 1 kinds of edges",
    ),
    ("tilt over 90", lambda: design(surfaces=(surface(tilt_deg=91.0),)), "surface S1: a tilt of 91°"),
    ("negative tilt", lambda: design(surfaces=(surface(tilt_deg=-1.0),)), "surface S1: a tilt of -1°"),
    (
        "azimuth of 360",
        lambda: design(surfaces=(surface(azimuth_deg=360.0),)),
        "surface S1: azimuth_deg is 360",
    ),
    (
        "rafters without spacing",
        lambda: design(surfaces=(surface(rafters=Rafters(spacing_mm=0.0)),)),
        "surface S1: a rafter spacing of 0 mm",
    ),
    (
        "rafters without width",
        lambda: design(surfaces=(surface(rafters=Rafters(spacing_mm=800.0, width_mm=0.0)),)),
        "surface S1: width_mm is 0",
    ),
    (
        "negative setback",
        lambda: design(surfaces=(surface(setbacks_mm={EdgeKind.EAVE: -1.0}),)),
        "surface S1: the setback of -1 mm on edges of kind eave",
    ),
    (
        "negative project setback",
        lambda: design(settings=Settings(setbacks_mm={EdgeKind.HIP: -5.0})),
        "settings: the setback of -5 mm on edges of kind hip",
    ),
    (
        "not a number",
        lambda: design(surfaces=(surface(outline=((0, 0), (8000, 0), (math.nan, 5000))),)),
        "surface S1: outline[2][0]: nan is not a finite number",
    ),
    ("infinite tilt", lambda: design(surfaces=(surface(tilt_deg=math.inf),)), "surface S1: tilt_deg: inf"),
    ("absurd number", lambda: design(rows=(row(across_mm=1e12),)), "row R4: across_mm: 1e+12 is too large"),
    ("control character", lambda: design(name="a\x00b"), "name: the text holds the character U+0000"),
    (
        "half a character",
        lambda: design(serials={"M1": "\ud800"}),
        "serials.M1: the text holds the character",
    ),
    (
        "obstacle outside",
        lambda: design(
            surfaces=(
                surface(
                    obstacles=(replace(CHIMNEY, outline=((9000, 0), (9600, 0), (9600, 600), (9000, 600))),)
                ),
            )
        ),
        "obstacle O3 on surface S1: it reaches outside the surface; keep it inside the surface, which",
    ),
    (
        "crossing obstacle",
        lambda: design(
            surfaces=(
                surface(obstacles=(replace(CHIMNEY, outline=((0, 0), (600, 600), (600, 0), (0, 500))),)),
            )
        ),
        "obstacle O3 on surface S1: its outline crosses",
    ),
    (
        "negative clearance",
        lambda: design(surfaces=(surface(obstacles=(replace(CHIMNEY, clearance_mm=-1.0),)),)),
        "obstacle O3: clearance_mm is -1",
    ),
    (
        "water line of one point",
        lambda: design(surfaces=(surface(water_lines=(WaterLine(id="W9", points=((0, 0),)),)),)),
        "water line W9: it has fewer than two points",
    ),
    (
        "id used twice",
        lambda: design(boxes=(Box(id="M5", surface="S1", x=0, y=0),)),
        "box M5: a module has the same id",
    ),
    (
        "unusable id",
        lambda: design(boxes=(Box(id="a b", surface="S1", x=0, y=0),)),
        "box: 'a b' cannot be an id",
    ),
    ("empty id", lambda: design(rows=(row(id=""),)), "row: '' cannot be an id"),
    ("number in use", lambda: design(next_number=7), "next_number: 7 is already in use"),
    ("row without modules", lambda: design(rows=(row(modules=()),)), "row R4: it has no modules"),
    (
        "unsorted row",
        lambda: design(rows=(row(modules=row().modules[::-1]),)),
        "row R4: module M5 does not come after module M6",
    ),
    (
        "row on an unknown surface",
        lambda: design(rows=(row(surface="S11"),)),
        "row R4: there is no surface 'S11'; did you",
    ),
    (
        "box without width",
        lambda: design(boxes=(Box(id="X7", surface="S1", x=0, y=0, width_mm=0.0),)),
        "box X7: width_mm is 0",
    ),
    (
        "bridge to an unknown surface",
        lambda: design(bridges=(bridge(to_surface="S3"),)),
        "bridge G8: there is no surface 'S3'",
    ),
    ("bridge without length", lambda: design(bridges=(bridge(length_mm=0.0),)), "bridge G8: length_mm is 0"),
    (
        "bridge to itself",
        lambda: design(bridges=(bridge(to_surface="S1"),)),
        "bridge G8: it joins surface S1 with itself",
    ),
    (
        "offcut without length",
        lambda: design(offcuts=(ShelfOffcut(id="F1", product="r", length_mm=0.0),)),
        "shelf offcut F1: length_mm is 0",
    ),
    (
        "pinned twice",
        lambda: design(pins=(Pin(inverter="I1", along_mm=1.0), Pin(inverter="I1", along_mm=2.0))),
        "pin: I1 is pinned 2 times",
    ),
    (
        "paired twice",
        lambda: design(pairings=(Pairing(modules=("M5", "M6")), Pairing(modules=("M6",)))),
        "pairing: M6 is paired 2 times",
    ),
    (
        "locked twice",
        lambda: design(
            locks=(
                BranchLock(id="L8", inverters=("I1",), box="X7"),
                BranchLock(id="L9", inverters=("I1",), box="X7"),
            )
        ),
        "branch lock: I1 is locked 2 times",
    ),
    (
        "empty lock",
        lambda: design(locks=(BranchLock(id="L8", inverters=(), box="X7"),)),
        "branch lock L8: it has no inverters",
    ),
    (
        "first leg without inverters",
        lambda: design(locks=(BranchLock(id="L8", inverters=("I1",), box="X7", first_leg=0),)),
        "branch lock L8: its first leg has 0 inverters",
    ),
    ("negative gap", lambda: design(settings=Settings(module_gap_mm=-1.0)), "settings: module_gap_mm is -1"),
    (
        "no units",
        lambda: design(settings=Settings(max_units_per_branch=0)),
        "settings: max_units_per_branch is 0",
    ),
    ("no span", lambda: design(settings=Settings(max_span_mm=0.0)), "settings: max_span_mm is 0"),
    ("cold cells", lambda: design(climate=Climate(min_c=20.0, max_cell_c=10.0)), "climate: 20 °C as lowest"),
    (
        "below absolute zero",
        lambda: design(climate=Climate(min_c=-300.0)),
        "climate: -300 °C as lowest and 70 °C as highest temperature is impossible; give min_c above -273.15",
    ),
    ("off the earth", lambda: design(plane=LocalPlane(lon_deg=200.0, lat_deg=0.0)), "plane: longitude 200"),
]


def bridge(**changes: Any) -> Bridge:
    plain = Bridge(
        id="G8", from_surface="S1", from_point=(1, 1), to_surface="S2", to_point=(1, 1), length_mm=600.0
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(("broken", "start"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN])
def test_a_broken_invariant_is_named_with_place_and_remedy(broken: Callable[[], Design], start: str) -> None:
    with pytest.raises(DesignError) as caught:
        check_structure(broken())
    assert caught.value.sentence().startswith(start)
    assert caught.value.remedy


def test_an_obstacle_may_jut_out_by_a_measuring_error() -> None:
    edge = replace(CHIMNEY, outline=((-0.9, 0.0), (600.0, 0.0), (600.0, 600.0), (-0.9, 600.0)))
    check_structure(design(surfaces=(surface(obstacles=(edge,)), surface(id="S2", obstacles=()))))


def test_a_vertical_surface_and_a_flat_one_are_allowed() -> None:
    for tilt in (0.0, 90.0):
        check_structure(design(surfaces=(surface(tilt_deg=tilt), surface(id="S2", obstacles=()))))


@pytest.mark.parametrize(
    "bad",
    [
        design(surfaces=(surface(tilt_deg=math.nan),)),
        design(surfaces=(surface(outline=((0.0, 0.0), (1.0, 0.0), (2.0, 0.0))),)),
        design(rows=(row(across_mm=1e12),)),
        design(rows=(row(), row())),
        design(name="\x07"),
    ],
)
def test_what_is_shared_with_a_checked_design_hides_no_fault(bad: Design) -> None:
    with pytest.raises(DesignError) as whole:
        check_structure(bad)
    with pytest.raises(DesignError) as less:
        check_structure(bad, checked=design())
    assert str(less.value) == str(whole.value)
