"""What lists say while there is no plan, and papers while it is not whole."""

from designer.core.model.plan import LEAST_GAP_PCT
from designer.gui.workspace import PlanState, Workspace


def without_plan(workspace: Workspace) -> str:
    """Why there is no plan to show; empty where there is one."""
    if workspace.state is PlanState.FAILED and workspace.plan is None:
        return workspace.failure or "The plan could not be computed"
    return "The plan is being computed" if workspace.plan is None else ""


def why_no_papers(workspace: Workspace) -> str:
    """What papers wait for; empty where they can be made."""
    match workspace.state:
        case PlanState.CURRENT:
            return ""
        case PlanState.FAILED:
            return workspace.failure
        case PlanState.COMPUTING:
            return "The plan is being computed …"
    gap = workspace.quality.gap_pct
    known = "" if gap < LEAST_GAP_PCT else f", within {gap:.1f} % of the least cost by now"
    return f"The plan is being improved{known}; stop that to export it as it is"
