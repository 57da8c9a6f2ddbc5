"""The draw list of the sample, line by line.

With TRUNKLINE_UPDATE_GOLDEN=1 in the environment the file is written anew: then read the diff.
"""

import os
from pathlib import Path

from designer.drawing.scene import build_drawing
from tests.drawing.recording import recorded
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog

GOLDEN = Path(__file__).parents[1] / "golden" / "gable-draw-list.txt"


def test_the_draw_list_of_the_gable_is_the_golden_one() -> None:
    design, plan = gable()
    found = recorded(build_drawing(design, plan, catalog(), date="2026-05-04"))
    if os.environ.get("TRUNKLINE_UPDATE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_draw_list_is_the_same_every_time() -> None:
    design, plan = gable()
    first = build_drawing(design, plan, catalog(), date="2026-05-04")
    assert first == build_drawing(design, plan, catalog(), date="2026-05-04")
