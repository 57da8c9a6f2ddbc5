"""Writes the pins of a build from the packages that are installed: `python packaging/pin.py`.

Install the newest that pyproject.toml allows into a fresh environment, run all tests there, then pin what
they passed with. packaging/constraints.txt names every package by name and version, those for running the
program, for testing and for building it, and what these need; packaging/README.md says how it is used.
"""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from designer.io.licences import plain_name, required

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "packaging" / "constraints.txt"


def named(pyproject: Path = ROOT / "pyproject.toml") -> list[str]:
    """What pyproject.toml asks for to run, test and build: requirements as they stand there.

    Not the fuzzer, which is for one system and touches no build.
    """
    asked = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project = asked["project"]
    tests = project["optional-dependencies"]["test"]
    return [*project["dependencies"], *tests, *asked["build-system"]["requires"]]


def name_of(requirement: str) -> str:
    """The plain name that a requirement begins with."""
    found = re.match(r"[A-Za-z0-9][\w.-]*", requirement)
    if found is None:
        raise ValueError(f"pyproject.toml: “{requirement}” names no package")
    return plain_name(found[0])


def pins() -> dict[str, str]:
    """Version by plain name of all that is asked for and all that this needs, as installed.

    Raises PackageNotFoundError for what pyproject.toml names and is not installed; what others name and is
    not there is for other systems.
    """
    asked = {name_of(line) for line in named()}
    found: dict[str, str] = {}
    waiting = sorted(asked)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if name in asked:
                raise
            continue
        found[name] = package.version
        waiting += map(plain_name, required(package))
    return dict(sorted(found.items()))


def main() -> None:
    """Write the file."""
    PINS.write_text("".join(f"{name}=={version}\n" for name, version in pins().items()), encoding="utf-8")
    sys.stdout.write(f"{PINS}\n")


if __name__ == "__main__":
    main()
