"""What opening, saving and keeping aside cost: `python -m tests.benchmarks.bench_files`.

Processor milliseconds, medians; the last column is what the window's thread works to hand its Design over.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from designer.core.model.design import Design
from designer.io.autosave_writer import AutosaveWriter
from designer.io.autosaves import Unsaved, new_folder
from designer.io.examples import example_path
from designer.io.project import decode_project, encode_project, load_project, save_project

TIMES = 5


def main() -> None:
    print("| project | modules | kB | open | save | autosave | hand over |")
    print("|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = folder
        for name, design in sites():
            print(row(name, design, Path(folder)))


def sites() -> Iterator[tuple[str, Design]]:
    """The examples, and the hall twenty times."""
    for name in ("gable", "hip", "hall"):
        yield name, load_project(example_path(name))
    yield "20 halls", many(load_project(example_path("hall")), 20)


def many(design: Design, times: int) -> Design:
    """A design with its surfaces and rows as often as that, and nothing else."""
    surfaces = [
        replace(one, id=f"{one.id}-{n}", name=f"{one.name} {n}", obstacles=(), water_lines=())
        for n in range(times)
        for one in design.surfaces
    ]
    rows = [
        replace(
            row,
            id=f"{row.id}-{n}",
            surface=f"{row.surface}-{n}",
            modules=tuple(replace(module, id=f"{module.id}-{n}") for module in row.modules),
            removed=(),
        )
        for n in range(times)
        for row in design.rows
    ]
    plain = Design(name=design.name, region=design.region, products=design.products)
    return replace(plain, surfaces=tuple(surfaces), rows=tuple(rows), next_number=design.next_number)


def row(name: str, design: Design, folder: Path) -> str:
    data, file, kept = encode_project(design), folder / "a.trunkline", new_folder()
    modules = sum(len(one.modules) for one in design.rows)
    writer = AutosaveWriter(lambda _: None)
    others = [replace(design, name=f"{number}") for number in range(TIMES)]
    figures = (
        timed(lambda _: decode_project(data)),
        timed(lambda number: save_project(others[number], file)),
        timed(lambda number: kept.write(Unsaved(others[number]))),
        timed(lambda number: writer.hand(Unsaved(others[number])), time.thread_time),
    )
    kept.close()
    writer.stop()
    shown = " | ".join(f"{figure:.1f}" for figure in figures[:3])
    return f"| {name} | {modules} | {len(data) // 1024} | {shown} | {figures[3]:.2f} |"


def timed(act: Callable[[int], object], clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds."""
    found = []
    for number in range(TIMES):
        started = clock()
        act(number)
        found.append((clock() - started) * 1000.0)
    return statistics.median(found)


if __name__ == "__main__":
    main()
