"""What lists say in place of their rows while there is no plan."""

from designer.gui.workspace import PlanState, Workspace


def without_plan(workspace: Workspace) -> str:
    """Why there is no plan to show; empty where there is one."""
    if workspace.state is PlanState.FAILED and workspace.plan is None:
        return workspace.failure or "The plan could not be computed"
    return "The plan is being computed" if workspace.plan is None else ""
