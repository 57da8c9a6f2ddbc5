"""A search for better branches that is held, so that what happens meanwhile can be seen."""

import time
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import Planner, PlanningCancelled
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState

SHARE = 1.02
"""Cost of the first answer against what is proven of it."""


class Search:
    """A search that finds nothing until it is dropped or let go."""

    def __init__(self) -> None:
        self.held = True
        self.begun: list[Design] = []
        self.dropped: list[Design] = []

    def wrapped(self, plan: Callable[..., Plan]) -> Callable[..., Plan]:
        """Planning as it is, but held where it is not hasty."""

        def planned(planner: Planner, design: Design, **how: Any) -> Plan:
            if not how.get("hasty"):
                self.begun.append(design)
            while self.held and not how.get("hasty"):
                if how["cancelled"]():
                    self.dropped.append(design)
                    raise PlanningCancelled
                time.sleep(0.002)
            return plan(planner, design, **how)

        return planned


def limit_units(window: MainWindow, most: int) -> None:
    """An edit that branches follow from."""
    window.workspace.edit(
        "Limit", lambda d: replace(d, settings=replace(d.settings, max_units_per_branch=most))
    )


def wait_until_improving(window: MainWindow, qtbot: QtBot) -> None:
    """A first answer of which little is proven by itself, and more by a search."""
    space = window.workspace
    qtbot.waitUntil(lambda: space.state is PlanState.IMPROVING, timeout=20_000)
    assert space.plan is not None
    loose = replace(space.plan.trunk, bound=space.plan.trunk.cost / 2)
    space.editor.set_plan(replace(space.plan, trunk=loose))
    space.hear_bound(space.plan.trunk.cost / SHARE)
