"""Shared fixtures. pytest-qt is loaded only where Qt can be, so that a bare server still runs the rest."""

import os
from importlib import import_module

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# speed is measured in tests/benchmarks, never asserted: a busy machine must not fail a test
settings.register_profile("trunkline", deadline=None)
settings.load_profile("trunkline")


def _qt_can_load() -> bool:
    try:
        import_module("PySide6.QtGui")
    except ImportError:
        return False
    return True


pytest_plugins = ["pytestqt.plugin"] if _qt_can_load() else []
