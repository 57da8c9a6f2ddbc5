"""All hostile files, and running the program on one of them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from tests.hostile import catalogues, drawings, images, lists, maps, projects
from tests.hostile.runner import Run, Runner
from tests.hostile.threat import Threat

_SMALL = Path(__file__).parents[1] / "io" / "samples" / "v1-by-hand.trunkline"
"""A project that is planned in no time."""

GROUPS = (projects, maps, drawings, lists, catalogues, images)


class Runs(Protocol):
    """What runs a command line."""

    def run(self, arguments: list[str], variables: dict[str, str]) -> Run:
        """Run it, and say what became of it."""


def all_threats() -> Iterator[Threat]:
    """Every hostile file."""
    for group in GROUPS:
        yield from group.threats()


def tried(threat: Threat, runner: Runner, folder: Path) -> Run:
    """What the program does with a hostile file; all its own folders lie in `folder`."""
    return run_on(threat, runner, folder, lambda file: file.write_bytes(threat.make()))


def run_on(threat: Threat, runner: Runs, folder: Path, put: Callable[[Path], object]) -> Run:
    """What the program does where the hostile file is to lie; `put` puts something there."""
    own = folder / "hostile"
    own.mkdir(parents=True)
    file = own / threat.name
    put(file)
    variables = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    if threat.variable:
        variables[threat.variable] = str(own if threat.variable == "TRUNKLINE_CATALOG" else file)
    return runner.run([_filled(part, file, folder) for part in threat.command], variables)


def _filled(part: str, file: Path, folder: Path) -> str:
    places = {
        "{file}": file,
        "{out}": folder / "out.trunkline",
        "{small}": _SMALL,
        "{config}": folder / "out.json",
        "{numbered}": _numbered,
    }
    found = places.get(part, part)
    return str(found(folder) if callable(found) else found)


def _numbered(folder: Path) -> Path:
    """The example with a serial number."""
    from msgspec.structs import replace

    from designer.core.planning import derive
    from designer.io.catalogs import bundled_catalog
    from designer.io.examples import example_path
    from designer.io.project import load_project, save_project

    design = load_project(example_path("gable"))
    file = folder / "numbered.trunkline"
    plan = derive(design, bundled_catalog())
    save_project(replace(design, serials={plan.inverters[0].id: "114391626801"}), file)
    return file


def fault_of(run: Run, threat: Threat) -> str:
    """What is wrong with a refusal; empty where nothing is."""
    if run.code != 2:
        return f"exit code {run.code}"
    if not re.fullmatch(r"error: [^\x00-\x1f\x7f-\x9f]+[.?]\n", run.said):
        return "it is not one sentence"
    return "" if threat.words in run.said else f"it does not say '{threat.words}'"
