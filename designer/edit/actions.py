"""Commands that need neither a tool nor the window."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from designer.edit.aids import Aid
from designer.edit.desk import Desk
from designer.edit.edits.branch_actions import SELECTION_ACTIONS, SelectionAction
from designer.edit.edits.removing import remove_things
from designer.edit.tools.base import Tool
from designer.edit.view import SITE, View

Action = Callable[[], None]


class Handy(Protocol):
    """What actions ask of an editor besides its desk."""

    @property
    def tool(self) -> Tool:
        """The tool at work."""
        ...

    def take_back(self) -> bool:
        """Whether a running tool took its last point back."""
        ...

    def look(self, view: View) -> None:
        """Look at another view."""
        ...


def own_actions(desk: Desk, editor: Handy) -> dict[str, Action]:
    """The editor's actions by the names of their commands."""
    aids = {f"aid-{aid.value}": partial(desk.toggle, aid) for aid in Aid}
    changes = {name: partial(_change, desk, change) for name, change in SELECTION_ACTIONS.items()}
    return {
        "undo": lambda: _undo(desk, editor),
        "redo": lambda: _redo(desk),
        "erase": lambda: _erase(desk),
        "select-all": desk.select_all,
        "site-view": lambda: editor.look(SITE),
        **aids,
        **changes,
    }


def _undo(desk: Desk, editor: Handy) -> None:
    """Take back the last point of a running tool, else the last step."""
    if not (editor.tool.takes_back and editor.take_back()):
        name = desk.session.undo_name
        desk.say(f"Undone: {name}" if desk.session.undo() else "There is nothing to undo")


def _redo(desk: Desk) -> None:
    name = desk.session.redo_name
    desk.say(f"Redone: {name}" if desk.session.redo() else "There is nothing to redo")


def _erase(desk: Desk) -> None:
    if not desk.selection:
        desk.say("Nothing is selected; select what to delete first")
        return
    removed = remove_things(desk.session.design, desk.plan, desk.selection)
    if removed.refusal:
        desk.say(removed.refusal)
    else:
        desk.commit(removed.name, removed.design)


def _change(desk: Desk, change: SelectionAction) -> None:
    """Make a step out of what is selected. The editor says what an action refuses."""
    step = change(desk.session.design, desk.plan, desk.selection)
    if desk.commit(step.name, step.design) and step.select is not None:
        desk.select(step.select)
