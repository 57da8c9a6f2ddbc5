"""The draw list of the sample, line by line.

With TRUNKLINE_UPDATE_GOLDEN=1 in the environment the file is written anew: then read the diff.
"""

import os
from pathlib import Path

from designer.drawing.scene import build_drawing
from tests.drawing.recording import recorded, recorded_sheets
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import gable_set

GOLDEN = Path(__file__).parents[1] / "golden"


def _compare(found: str, name: str) -> None:
    file = GOLDEN / name
    if os.environ.get("TRUNKLINE_UPDATE_GOLDEN"):
        file.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


def test_the_draw_list_of_the_gable_is_the_golden_one() -> None:
    design, plan = gable()
    _compare(recorded(build_drawing(design, plan, catalog(), date="2026-05-04")), "gable-draw-list.txt")


def test_the_sheets_of_the_gable_are_the_golden_ones() -> None:
    _compare(recorded_sheets(gable_set()), "gable-sheets.txt")


def test_the_draw_list_is_the_same_every_time() -> None:
    design, plan = gable()
    first = build_drawing(design, plan, catalog(), date="2026-05-04")
    assert first == build_drawing(design, plan, catalog(), date="2026-05-04")
