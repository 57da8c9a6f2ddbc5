"""The end of a tool: its Commit, checked before the tool lets go of what it has gathered."""

from designer.core.model.design import Design
from designer.core.model.validate import check_design
from designer.edit.tools.base import Commit, Prompt, Response, ToolContext, Wants
from designer.edit.tools.on_surface import OnSurface
from designer.edit.view import View

DONE = Prompt(text="", wants=Wants.NOTHING)


def checked(
    ctx: ToolContext,
    name: str,
    design: Design,
    *,
    select: frozenset[str] | None = None,
    view: View | None = None,
    key: str = "",
) -> Commit:
    """A Commit that the session will take. Raises DesignError where the Design breaks an invariant."""
    check_design(design, ctx.catalog)
    return Commit(name=name, design=design, select=select, view=view, key=key)


def finished(commit: Commit | None = None, *, message: str = "", view: View | None = None) -> Response:
    """The tool has ended."""
    return Response(prompt=DONE, commit=commit, message=message, view=view, done=True)


def anew(tool: OnSurface, ctx: ToolContext) -> Response:
    """The tool forgets what was begun and asks for the first thing again."""
    tool.reset(ctx)
    return tool.rest(ctx)
