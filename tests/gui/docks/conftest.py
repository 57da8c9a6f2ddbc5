"""A planned project in a workspace, and the hands that panels are used with."""

from collections.abc import Callable

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    collect_ignore_glob = ["*"]
else:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from designer.core.planning import derive
    from designer.gui.workspace import Workspace
    from tests.sites import catalog, gable

    @pytest.fixture
    def workspace(qapp) -> Workspace:
        """Six modules east and eight west, planned."""
        made = Workspace(gable(), catalog())
        made.set_plan(derive(made.design, made.catalog))
        return made

    @pytest.fixture
    def shown(qtbot: QtBot, workspace: Workspace) -> Callable[[type], QWidget]:
        """Makes a panel of a class, shown and brought up to date."""

        def show(kind: type, width: int = 900, height: int = 600) -> QWidget:
            panel = kind(workspace)
            qtbot.addWidget(panel)
            panel.resize(width, height)
            panel.show()
            qtbot.waitExposed(panel)
            panel.activateWindow()
            qtbot.waitUntil(panel.isActiveWindow)
            return panel

        return show
