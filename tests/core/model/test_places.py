"""Places inside values are named as a person finds them."""

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import (
    BranchLock,
    Design,
    Obstacle,
    ObstacleKind,
    Products,
    Rafters,
    Settings,
    Surface,
)
from designer.core.model.identity import highest_number
from designer.core.model.names import MANY, nearest_remedy
from designer.core.model.places import leaves, place_of


def test_kind_and_id_name_a_value() -> None:
    assert place_of(BranchLock(id="L3", inverters=(), box="X1")) == "branch lock L3"
    assert place_of(Rafters(spacing_mm=800.0)) == "rafters"


def test_every_leaf_has_its_place_and_an_id_starts_a_new_one() -> None:
    window = Obstacle(id="O2", kind=ObstacleKind.WINDOW, outline=((1.0, 2.0),))
    surface = Surface(
        id="S1",
        name="East",
        outline=((0.0, 5.0),),
        edges=(EdgeKind.EAVE,),
        tilt_deg=35.0,
        azimuth_deg=90.0,
        x_bearing_deg=0.0,
        rafters=Rafters(spacing_mm=800.0),
        obstacles=(window,),
    )
    products = Products(module="m", inverter="i", family="f", rail="r")
    settings = Settings(setbacks_mm={EdgeKind.EAVE: 250.0})
    found = list(
        leaves(Design(name="d", region="e", products=products, surfaces=(surface,), settings=settings))
    )
    assert ("surface S1: outline[0][1]", 5.0) in found
    assert ("surface S1: rafters.spacing_mm", 800.0) in found
    assert ("obstacle O2: outline[0][1]", 2.0) in found
    assert ("settings.setbacks_mm.eave", 250.0) in found
    assert ("products.module", "m") in found


def test_the_highest_number_counts_only_our_own_kind_of_ids() -> None:
    assert highest_number(["S1", "M27", "face-99", "X"]) == 27
    assert highest_number([]) == 0


def test_a_near_name_is_proposed_and_a_long_list_is_cut() -> None:
    assert nearest_remedy("tilt", ["tilt_deg", "name"]) == "did you mean 'tilt_deg'"
    assert nearest_remedy("zzz", ["a", "b"]) == "known are a, b"
    assert nearest_remedy("zzz", [f"a{i}" for i in range(MANY + 1)]).endswith(" …")
