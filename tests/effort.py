"""How much is tried: little in every run, more where TRUNKLINE_TEST_EFFORT says so (10: ten times that)."""

import os

EFFORT = max(1, int(os.environ.get("TRUNKLINE_TEST_EFFORT", "1")))


def examples(usual: int) -> int:
    """So many examples of a property whose examples take long."""
    return usual * EFFORT
