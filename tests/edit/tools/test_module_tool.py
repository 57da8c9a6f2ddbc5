"""The single module tool: click after click, in line with what stands."""

from designer.core.geometry.axes import Orientation
from designer.edit.preview import Tone
from designer.edit.tools.module import ModuleTool
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()


def hand(*rows) -> Hand:
    return Hand(ModuleTool(), sites.design([sites.surface()], rows))


def test_each_click_is_a_module_of_its_own_step() -> None:
    one = hand()
    one.click((600.0, 600.0))
    one.click((4000.0, 3000.0))
    assert [(row.across_mm, len(row.modules)) for row in one.design.rows] == [(600.0, 1), (3000.0, 1)]
    assert len(one.names) == 2


def test_a_module_near_a_row_joins_it_with_the_gap() -> None:
    one = hand(sites.row("R1", "S1", 2, 1))
    gap = CATALOG.rail(one.design.products.rail).mid_gap_mm
    one.click((600.0 + 2 * sites.WIDTH + sites.GAP + 70.0, 640.0))
    (row,) = one.design.rows
    assert row.modules[2].along_mm == 600.0 + 2 * sites.WIDTH + sites.GAP + gap


def test_a_module_left_of_a_row_joins_it_with_the_gap() -> None:
    one = hand(sites.row("R1", "S1", 2, 1, along=5000.0))
    gap = CATALOG.rail(one.design.products.rail).mid_gap_mm
    one.click((5000.0 - sites.WIDTH - 60.0, 600.0))
    assert one.design.rows[0].modules[0].along_mm == 5000.0 - gap - sites.WIDTH


def test_a_module_over_another_one_is_refused() -> None:
    one = hand(sites.row("R1", "S1", 2, 1))
    one.move((1000.0, 900.0))
    assert one.boxes(Tone.BAD) == 1
    one.click((1000.0, 900.0))
    assert "too near to module M1" in one.said[0]
    assert len(one.design.rows) == 1


def test_r_turns_the_module() -> None:
    one = hand()
    one.type("R")
    one.click((600.0, 600.0))
    one.type("r")
    one.click((600.0, 3000.0))
    assert [row.orientation for row in one.design.rows] == [Orientation.LANDSCAPE, Orientation.PORTRAIT]


def test_enter_and_escape_end_it() -> None:
    one = hand()
    assert not one.escape()
    one.enter()
    assert one.done
