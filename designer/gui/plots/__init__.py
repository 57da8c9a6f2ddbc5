"""The two diagrams: the branch strip and the cut plan."""
