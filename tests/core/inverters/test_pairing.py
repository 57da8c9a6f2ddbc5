"""Which modules share an inverter."""

import pytest
from msgspec.structs import replace

from designer.core.inverters.pairing import group_modules
from designer.core.layout.placement import place_modules
from designer.core.layout.row_view import row_views
from tests import sites


def views(*rows):
    surface = sites.surface(height=20000.0, width=30000.0)
    design = sites.design([surface], rows)
    return row_views(place_modules(design, surface, sites.catalog()), surface.rail_axis)


def names(groups):
    return [tuple(module.id for module in group.modules) for group in groups]


def grouped(rows, inputs=2, by_hand=(), reaches=lambda *_: False):
    return group_modules(views(*rows), lambda _: inputs, by_hand, reaches)


def test_neighbours_share_an_inverter():
    assert names(grouped([sites.row("R1", "S1", 4, 1)])) == [("M1", "M2"), ("M3", "M4")]


def test_an_odd_module_is_left_alone_when_no_lead_reaches():
    assert names(grouped([sites.row("R1", "S1", 3, 1)])) == [("M1", "M2"), ("M3",)]


def test_leftovers_of_neighbouring_rows_are_joined_where_leads_reach():
    rows = [sites.row("R1", "S1", 3, 1), sites.row("R2", "S1", 3, 4, across=2400.0)]
    groups = grouped(rows, reaches=lambda *_: True)
    assert sorted(names(groups)) == [("M1", "M2"), ("M3", "M6"), ("M4", "M5")]


def test_a_wide_gap_parts_the_pairs():
    left, right = sites.row("R1", "S1", 3, 1), sites.row("R1", "S1", 3, 4, along=8000.0)
    rows = [
        sites.row("R1", "S1", 0, 1).__class__(
            id="R1",
            surface="S1",
            orientation=left.orientation,
            across_mm=left.across_mm,
            modules=(*left.modules, *right.modules),
        )
    ]
    assert names(grouped(rows)) == [("M1", "M2"), ("M3",), ("M4", "M5"), ("M6",)]


def test_pairs_made_by_hand_come_first_and_the_rest_follows():
    groups = grouped([sites.row("R1", "S1", 4, 1)], by_hand=[("M2", "M3")])
    assert sorted(names(groups)) == [("M1",), ("M2", "M3"), ("M4",)]


@pytest.mark.parametrize("count", [1, 4, 5, 7, 9])
def test_every_module_has_exactly_one_inverter(count):
    groups = grouped([sites.row("R1", "S1", count, 1)], inputs=4)
    served = [name for group in names(groups) for name in group]
    assert sorted(served) == sorted(f"M{n}" for n in range(1, count + 1))


def test_the_id_comes_from_the_modules_and_not_from_their_order():
    first = grouped([sites.row("R1", "S1", 4, 1)])
    second = grouped([sites.row("R1", "S1", 4, 1), sites.row("R0", "S1", 2, 11, across=3000.0)])
    assert {group.id for group in first} <= {group.id for group in second}


def test_reach_is_asked_once_for_every_two_leftovers_however_many_join():
    asked = []

    def reaches(home, guest):
        asked.append((names([home]), names([guest])))
        return True

    rows = [sites.row(f"R{n}", "S1", 1, n, across=600.0 + 1800.0 * n) for n in range(1, 9)]
    assert {len(group) for group in names(grouped(rows, reaches=reaches))} == {2}
    assert len(asked) == 8 * 7


@pytest.mark.parametrize(
    ("gone", "dealt"),
    [
        ("M1", [("M2",), ("M3", "M4"), ("M5", "M6")]),
        ("M3", [("M1", "M2"), ("M4",), ("M5", "M6")]),
        ("M6", [("M1", "M2"), ("M3", "M4"), ("M5",)]),
    ],
)
def test_decided_inverters_behind_a_module_that_is_gone_keep_their_names(gone, dealt):
    row = sites.row("R1", "S1", 6, 1)
    left = replace(row, modules=tuple(module for module in row.modules if module.id != gone))
    groups = group_modules(views(left), lambda _: 2, (), lambda *_: False, {"I1", "I3", "I5"})
    assert names(groups) == dealt


def test_no_inverter_more_is_taken_for_the_name_of_a_decided_one():
    row = sites.row("R1", "S1", 6, 1)
    groups = group_modules(views(row), lambda _: 2, (), lambda *_: False, {"I2", "I4", "I6"})
    assert names(groups) == [("M1", "M2"), ("M3", "M4"), ("M5", "M6")]
