"""The whole drawing: what is in it and how it is named."""

from collections import Counter

import pytest
from msgspec.structs import replace

from designer.core.errors import CatalogError
from designer.core.geometry.axes import RailAxis
from designer.core.model.design import Design, Obstacle, ObstacleKind
from designer.core.model.plan import Hardware, HardwareKind, Plan
from designer.drawing.layers import CANVAS_LAYERS, LAYERS, LayerName
from designer.drawing.model import BlockReference, Drawing, Hatch, Polyline, Text
from designer.drawing.scene import build_drawing
from designer.drawing.totals import totals
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog


def _drawn(design: Design, plan: Plan) -> Drawing:
    return build_drawing(design, plan, catalog(), date="2026-05-04")


def _texts(drawing: Drawing) -> list[str]:
    return [item.text for item in drawing.items if isinstance(item, Text)]


def _references(drawing: Drawing, prefix: str) -> list[BlockReference]:
    return [
        item for item in drawing.items if isinstance(item, BlockReference) and item.block.startswith(prefix)
    ]


def _with_hardware(plan: Plan, parts: tuple[Hardware, ...]) -> Plan:
    return replace(plan, surfaces=(replace(plan.surfaces[0], hardware=parts), *plan.surfaces[1:]))


def test_every_layer_is_in_the_table_once() -> None:
    assert sorted(layer.name for layer in CANVAS_LAYERS) == sorted(LayerName)
    assert set(CANVAS_LAYERS) - set(LAYERS) == {CANVAS_LAYERS[-1]}


def test_every_reference_carries_exactly_the_attributes_of_its_block() -> None:
    drawing = _drawn(*gable())
    for item in _references(drawing, "PV_"):
        assert tuple(tag for tag, _ in item.attributes) == drawing.block(item.block).attributes


def test_things_are_drawn_once_each() -> None:
    design, plan = gable()
    drawing = _drawn(design, plan)
    owners = Counter(item.owner for item in _references(drawing, "PV_"))
    expected = [
        thing.id for thing in (*plan.modules, *plan.inverters, *plan.hardware, *plan.drops, *plan.pieces)
    ]
    expected += [bar.piece for rail in plan.rails for bar in rail.bars] + [box.id for box in design.boxes]
    assert owners == Counter(expected)


@pytest.mark.parametrize(
    ("axis", "names"),
    [(RailAxis.EAVE, {"DOWN", "UP"}), (RailAxis.SLOPE, {"LEFT", "RIGHT"})],
)
def test_an_inverter_on_the_other_side_of_its_rail_has_a_block_of_its_own(
    axis: RailAxis, names: set[str]
) -> None:
    drawing = _drawn(*gable(axis))
    blocks = {item.block for item in _references(drawing, "PV_INVERTER_")}
    assert blocks == {f"PV_INVERTER_acme-duo-1000_{name}" for name in names}


def test_clamps_of_another_width_share_the_block_and_scale_it() -> None:
    design, plan = gable()
    clamp = next(part for part in plan.hardware if part.kind is HardwareKind.MID_CLAMP)
    x0, y0, x1, y1 = clamp.footprint
    wider = replace(clamp, id="wide", footprint=(x0 - 10.0, y0, x1 + 10.0, y1))
    drawing = _drawn(design, _with_hardware(plan, (*plan.surfaces[0].hardware, wider)))
    (found,) = [item for item in _references(drawing, "PV_CLAMP_MID") if item.owner == "wide"]
    assert found.block == "PV_CLAMP_MID"
    assert (found.x_scale, found.y_scale) == ((x1 - x0 + 20.0) / (x1 - x0), 1.0)
    others = [item for item in _references(drawing, "PV_CLAMP_MID") if item.owner != "wide"]
    assert {(item.x_scale, item.y_scale) for item in others} == {(1.0, 1.0)}


def test_a_joint_without_a_gap_is_drawn_too() -> None:
    design, plan = gable()
    joint = Hardware(
        id="J",
        kind=HardwareKind.JOINT,
        rail="R1.L1",
        surface="S1",
        x=800.0,
        y=800.0,
        footprint=(800.0, 790.0, 800.0, 810.0),
    )
    drawing = _drawn(design, _with_hardware(plan, (joint,)))
    (found,) = [item for item in _references(drawing, "PV_JOINT") if item.owner == "J"]
    assert found.x_scale > 0.0


def test_position_counts_from_the_end_cap_and_serials_come_from_the_design() -> None:
    drawing = _drawn(*gable())
    values = {item.owner: dict(item.attributes) for item in _references(drawing, "PV_INVERTER_")}
    assert [values[name]["POSITION"] for name in ("I1", "I3", "I5", "I7")] == ["1", "2", "3", "4"]
    assert (values["I11"]["BRANCH"], values["I11"]["POSITION"], values["I11"]["PHASE"]) == ("B2", "1", "L2")
    assert values["I1"]["SERIAL"] == "114390212345"
    assert values["I5"]["SERIAL"] == ""


def test_what_no_branch_feeds_says_nothing_of_a_branch() -> None:
    design, plan = gable()
    drawing = _drawn(design, replace(plan, branches=()))
    values = dict(_references(drawing, "PV_INVERTER_")[0].attributes)
    assert (values["BRANCH"], values["POSITION"], values["PHASE"]) == ("", "", "")
    assert "I1" in _texts(drawing)


def test_a_module_without_an_inverter_has_no_port() -> None:
    design, plan = gable()
    alone = tuple(replace(module, inverter="", port=0) for module in plan.surfaces[0].modules)
    part = replace(plan.surfaces[0], modules=alone, inverters=())
    drawing = _drawn(design, replace(plan, surfaces=(part, plan.surfaces[1])))
    values = dict(_references(drawing, "PV_MODULE_")[0].attributes)
    assert (values["INVERTER"], values["PORT"]) == ("", "")


def test_both_ends_of_a_branch_and_its_capped_ports_are_written_on_the_drawing() -> None:
    texts = _texts(_drawn(*gable()))
    assert {"B1 end cap", "B1 feed", "B2 end cap", "B2 feed", "port cap"} <= set(texts)
    assert texts.count("port cap") == 1


def test_every_surface_bears_its_name_in_both_views() -> None:
    assert Counter(_texts(_drawn(*gable())))["East roof"] == 2


def test_a_bridge_is_marked_on_both_of_its_surfaces() -> None:
    texts = _texts(_drawn(*gable()))
    assert "V1 to East roof, 300 mm of cable" in texts
    assert "V1 to West roof, 300 mm of cable" in texts


def test_the_title_block_says_whose_and_what_and_when() -> None:
    texts = set(_texts(_drawn(*gable())))
    assert {
        "Gable house Müller",
        "Anna Müller",
        "12 x M440",
        "5.28 kWp",
        "6 x Duo 1000",
        "2026-05-04",
    } <= texts


def test_a_large_obstacle_keeps_its_hatch_off_its_name_and_a_small_one_has_it_above() -> None:
    design, plan = gable()
    vent = Obstacle(
        id="O2", kind=ObstacleKind.VENT, outline=((7500, 600), (7560, 600), (7560, 660), (7500, 660))
    )
    dormer = Obstacle(
        id="O1", kind=ObstacleKind.DORMER, outline=((5600, 3300), (7400, 3300), (7400, 4300), (5600, 4300))
    )
    east = replace(design.surfaces[0], obstacles=(dormer, vent))
    drawing = _drawn(replace(design, surfaces=(east, design.surfaces[1])), plan)
    hatches = {item.owner: item for item in drawing.items if isinstance(item, Hatch)}
    assert len(hatches["O1"].rings) == 2
    assert len(hatches["O2"].rings) == 1
    names = {item.text: item.at[1] for item in drawing.items if isinstance(item, Text)}
    rings = {owner: [y for _, y in hatch.rings[0]] for owner, hatch in hatches.items()}
    assert min(rings["O1"]) < names["dormer O1"] < max(rings["O1"])
    assert names["vent O2"] > max(rings["O2"])


def test_a_run_of_one_port_has_a_name_but_no_line() -> None:
    drawing = _drawn(*gable())
    assert [item.owner for item in _references(drawing, "PV_PIECE")].count("B1-T2") == 1
    lines = [item for item in drawing.items if isinstance(item, Polyline) and item.layer is LayerName.TRUNK]
    assert {item.owner for item in lines} == {"B1-T1", "B2-T1"}


def test_a_project_without_surfaces_is_an_empty_sheet_with_a_title() -> None:
    design, _ = gable()
    empty = replace(design, surfaces=(), rows=(), boxes=(), bridges=())
    drawing = _drawn(empty, Plan(surfaces=()))
    assert drawing.blocks == ()
    assert {item.layer for item in drawing.items} == {LayerName.TITLE}
    assert "Gable house Müller" in _texts(drawing)


def test_a_plan_of_unknown_products_is_refused() -> None:
    design, plan = gable()
    known = catalog()
    with pytest.raises(CatalogError, match="acme-m440"):
        build_drawing(design, plan, replace(known, modules=()))


def test_totals_count_the_plan() -> None:
    _, plan = gable()
    found = totals(plan, catalog())
    assert (found.modules, found.inverters, found.branches, found.kwp) == (12, 6, 2, 5.28)
    assert (found.ports, found.capped_ports) == (7, 1)
    assert (found.trunk_m, found.link_m, found.end_cable_m) == (9.2, 8.42, 14.0)
    assert found.hardware["joint"] == 2
    assert sum(found.hardware.values()) == len(plan.hardware)
