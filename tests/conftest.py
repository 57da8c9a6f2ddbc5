"""Shared fixtures. pytest-qt is loaded only where Qt can be, so that a bare server still runs the rest."""

import gc
import os
from importlib import import_module

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# speed is measured in tests/benchmarks, never asserted: a busy machine must not fail a test
# on CI the same examples every time, so that a red run tells of the change; elsewhere new ones are looked for
settings.register_profile("trunkline", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("trunkline")


def _qt_can_load() -> bool:
    try:
        import_module("PySide6.QtGui")
    except ImportError:
        return False
    return True


QT_IS_HERE = _qt_can_load()

pytest_plugins = ["pytestqt.plugin"] if QT_IS_HERE else []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's settings of pyproject.toml also where the plugin is not loaded."""
    if not QT_IS_HERE:
        parser.addini("qt_api", "Qt binding of pytest-qt, unused here")
        parser.addini("qt_log_level_fail", "log level of pytest-qt, unused here")
        parser.addini("qt_log_ignore", "messages that pytest-qt passes over, unused here", type="linelist")


def pytest_collection_finish() -> None:
    """All tests are there now and stay to the end: no collection of garbage need walk them again.

    They are some 350,000 objects, which took a quarter of a second at the start of every window.
    """
    gc.collect()
    gc.freeze()
