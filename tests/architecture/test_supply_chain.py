"""Dependencies have a reason, a pin and a licence that is shown; nothing opens a connection."""

import ast
import importlib.util
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from designer.io import licences
from designer.io.licences import components, plain_name, required

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("pin", ROOT / "packaging" / "pin.py")
pin = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pin)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECISIONS = "\n".join(
    file.read_text(encoding="utf-8").lower() for file in sorted((ROOT / "docs" / "decisions").glob("*.md"))
)
PINNED = dict(line.split("==") for line in pin.PINS.read_text(encoding="utf-8").splitlines())
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "requests",
    "smtplib",
    "socketserver",
    "ssl",
    "webbrowser",
}
NETWORK |= {"socket", "telnetlib", "urllib.request", "urllib3", "xmlrpc", "PySide6.QtNetwork"}


OPTIONAL = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]


@pytest.mark.parametrize("requirement", sorted({*pin.named(), *OPTIONAL}))
def test_every_dependency_has_a_reason(requirement):
    name = pin.name_of(requirement)
    assert re.search(rf"\b{re.escape(name)}\b", DECISIONS), f"docs/decisions says nothing of {name}"


def test_a_release_is_stopped_by_the_first_step_where_pins_have_holes_or_cannot_be_audited():
    lines = (ROOT / "packaging" / "release").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands[0].startswith("set -e")
    audit = next(number for number, line in enumerate(commands) if '/pip-audit"' in line)
    assert "--strict" in commands[audit]
    assert commands[audit].endswith('-r "$pins"')
    assert not [line for line in commands[:audit] if re.search(r"\.ci/run|-m build", line)]
    assert re.search(r"pip-audit==\d", "\n".join(commands[:audit]))


@pytest.mark.parametrize("requirement", pin.named())
def test_every_dependency_has_a_pin_that_fits(requirement):
    name = pin.name_of(requirement)
    assert name in PINNED, f"run packaging/pin.py: {name} is not pinned"
    assert PINNED[name] in Requirement(requirement).specifier


def test_what_dependencies_need_is_pinned_too():
    for name in licences.DIRECT:
        for needed in required(distribution(name)):
            assert plain_name(needed) in PINNED or needed in {"tomli", "exceptiongroup"}


def test_pins_are_names_and_versions_in_order():
    lines = pin.PINS.read_text(encoding="utf-8").splitlines()
    assert list(PINNED) == sorted(PINNED)
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*", line) for line in lines)


def test_pins_are_gathered_from_what_is_installed():
    found = pin.pins()
    assert set(PINNED) - set(found) <= {"colorama"}
    assert found["msgspec"] == distribution("msgspec").version


def test_the_about_box_lists_what_pyproject_names():
    assert set(map(plain_name, licences.DIRECT)) == {pin.name_of(line) for line in PROJECT["dependencies"]}


def test_every_component_has_a_licence():
    listed = {plain_name(one.name.split(" (")[0]): one for one in components()}
    assert set(map(plain_name, licences.DIRECT)) <= set(listed)
    for one in listed.values():
        assert one.licence
        assert one.text
        assert "see its text" not in one.licence
    assert listed["typing-extensions"].licence == "PSF-2.0"  # asked for by others only
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in listed["shapely"].text.upper()
    for name in ("pyside6-essentials", "shiboken6"):
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in listed[name].text
        assert "Version 3, 29 June 2007" in listed[name].text
    assert "MIT-CMU" in listed["pillow"].licence
    assert "BITSTREAM" in listed["dejavu fonts"].text.upper()


def test_a_package_for_other_systems_is_left_out(monkeypatch):
    monkeypatch.setattr(licences, "DIRECT", ("msgspec", "a-package-that-is-nowhere"))
    assert [one.name for one in components()] == ["DejaVu fonts", "msgspec", "Python"]


def imported(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_opens_a_connection():
    """No module that can is imported anywhere, so there is no telemetry and nothing is looked up."""
    for file in sorted((ROOT / "designer").rglob("*.py")):
        for name in imported(file):
            parts = name.split(".")
            starts = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
            assert not starts & NETWORK, f"{file} imports {name}"
