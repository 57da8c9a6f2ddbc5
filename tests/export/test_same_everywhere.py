"""The same papers come out of every process, in whatever order its sets happen to be."""

import os
import subprocess
import sys
from pathlib import Path

from designer.io.examples import example_path

PAPERS = ("drawing.dxf", "sheets.pdf", "plan.json", "lists.xlsx", "installation-map.pdf")


def exported(folder: Path, order_of_sets: str) -> dict[str, bytes]:
    only = [word for name in PAPERS for word in ("--only", name)]
    command = [sys.executable, "-m", "designer", "export", str(example_path("gable")), "-o", str(folder)]
    environment = {**os.environ, "PYTHONHASHSEED": order_of_sets}
    subprocess.run([*command, *only], env=environment, check=True, capture_output=True)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_papers_do_not_depend_on_the_process_that_makes_them(tmp_path: Path) -> None:
    first, second = (exported(tmp_path / seed, seed) for seed in ("1", "7"))
    assert set(first) == set(PAPERS)
    assert first == second
