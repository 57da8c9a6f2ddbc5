"""Who may import whom: the contracts hold, and each of them can be broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

OFFENDERS = {
    "layers": ("core/offender.py", "import designer.io.project\n"),
    "core-layers": ("core/geometry/offender.py", "import designer.core.trunk.graph\n"),
    "core-pure": ("core/offender.py", "import click\n"),
    "qt-only-in-gui": ("export/offender.py", "import PySide6.QtCore\n"),
    "ezdxf-only-in-export": ("cli/offender.py", "import ezdxf\n"),
    "panels-know-no-panels": ("gui/docks/offender.py", "import designer.gui.docks.layers\n"),
    "cutting-knows-nothing-of-solar": ("core/cutting/offender.py", "import designer.core.model.design\n"),
}

PROGRAM = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder, *contracts):
    command = [sys.executable, "-c", PROGRAM, "--no-cache", "--no-logo"]
    for contract in contracts:
        command += ["--contract", contract]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_all_contracts_hold():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_contract_has_an_offender():
    assert set(OFFENDERS) == set(CONTRACTS)


@pytest.mark.parametrize("contract", sorted(OFFENDERS))
def test_a_file_that_breaks_the_contract_is_found(contract, tmp_path):
    shutil.copytree(ROOT / "designer", tmp_path / "designer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    place, text = OFFENDERS[contract]
    (tmp_path / "designer" / place).write_text(text, encoding="utf-8")
    result = lint(tmp_path, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "offender" in result.stdout


HEADLESS = """
import importlib, pkgutil, sys
for name in ("cli", "edit", "io", "export", "drawing", "core"):
    package = importlib.import_module(f"designer.{name}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
loaded = [name for name in sys.modules if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"}]
assert not loaded, loaded
"""


def test_nothing_but_the_window_loads_qt():
    result = subprocess.run(
        [sys.executable, "-c", HEADLESS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_the_packaging_folder_never_becomes_a_package():
    assert not (ROOT / "packaging" / "__init__.py").exists()
