"""A canvas with a small gable roof on it."""

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    collect_ignore_glob = ["*"]
else:
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest
    from pytestqt.qtbot import QtBot

    from designer.gui.canvas.backdrop import Backdrop
    from designer.gui.canvas.widget import CanvasWidget
    from designer.gui.workspace import Workspace
    from tests import sites
    from tests.gui.canvas.bench import Bench, planned

    @pytest.fixture
    def bench(qtbot: QtBot) -> Bench:
        """The gable's first surface on a shown canvas of 900 by 640 pixels."""
        design, plan = planned()
        canvas = CanvasWidget(Workspace(design, sites.catalog()))
        # on a busy machine painting seems slow: the picture of before would be shown stretched for a while
        canvas._background._backdrop = Backdrop(clock=lambda: 0.0)
        qtbot.addWidget(canvas)
        canvas.resize(900, 640)
        canvas.show()
        qtbot.waitExposed(canvas)
        canvas.workspace.set_plan(plan)
        # the mouse stands where the last test left it, and a move to there would be none
        QTest.mouseMove(canvas, QPoint(1, 1))
        made = Bench(canvas)
        made.picture()
        canvas.repaint()
        return made
