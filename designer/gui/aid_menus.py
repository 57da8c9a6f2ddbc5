"""What a drawing aid can be set to: kinds of object snaps, step of polar angles, width of the grid."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from designer.edit.aids import Aid, Aids
from designer.edit.snapping.model import SnapKind
from designer.gui.workspace import Workspace

POLAR_STEPS_DEG = (5.0, 10.0, 15.0, 22.5, 30.0, 45.0, 90.0)
GRID_STEPS_MM = (10.0, 50.0, 100.0, 250.0, 500.0, 1000.0)

Fill = Callable[[QMenu, Workspace], None]


def fill_snaps(menu: QMenu, workspace: Workspace) -> None:
    """Every kind of object snap, to be switched on and off."""
    for kind in SnapKind:
        action = menu.addAction(kind.value.replace("-", " ").capitalize())
        action.setCheckable(True)
        action.setChecked(kind in workspace.editor.aids.kinds)
        action.triggered.connect(lambda _=False, kind=kind: _switch(workspace, kind))


def fill_polar(menu: QMenu, workspace: Workspace) -> None:
    """The steps that polar angles may have."""
    now = workspace.editor.aids.polar_step_deg
    _fill_steps(menu, workspace, {f"{step:g}°": replace_polar(step) for step in POLAR_STEPS_DEG}, f"{now:g}°")


def fill_grid(menu: QMenu, workspace: Workspace) -> None:
    """The widths that the grid of points may have."""
    now = workspace.editor.aids.grid_mm
    _fill_steps(
        menu, workspace, {f"{step:g} mm": replace_grid(step) for step in GRID_STEPS_MM}, f"{now:g} mm"
    )


MENUS: Mapping[Aid, Fill] = {Aid.SNAP: fill_snaps, Aid.POLAR: fill_polar, Aid.GRID_SNAP: fill_grid}
"""Aids that have something to choose, under the right mouse button."""

Change = Callable[[Aids], Aids]


def replace_polar(step_deg: float) -> Change:
    """A change to another step of polar angles; who chooses one wants them on."""
    return lambda aids: replace(aids, polar_step_deg=step_deg, polar=True)


def replace_grid(step_mm: float) -> Change:
    """A change to another width of the grid; who chooses one wants to be caught by it."""
    return lambda aids: replace(aids, grid_mm=step_mm, grid_snap=True)


def _fill_steps(menu: QMenu, workspace: Workspace, choices: Mapping[str, Change], now: str) -> None:
    group = QActionGroup(menu)
    for text, change in choices.items():
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(text == now)
        action.triggered.connect(lambda _=False, change=change: _set(workspace, change))
        group.addAction(action)


def _switch(workspace: Workspace, kind: SnapKind) -> None:
    _set(workspace, lambda aids: replace(aids, kinds=aids.kinds ^ {kind}))


def _set(workspace: Workspace, change: Change) -> None:
    workspace.editor.set_aids(change(workspace.editor.aids))
