"""Bounds without a draft to begin with."""

from designer.core.trunk.columns.generation import drafted, undrafted


def bounded(pricers, groups, known, rounds, pace):
    """The bound of the last pricer, from legs that are known."""
    start = undrafted(pricers[0].problem, groups, known)
    return drafted(pricers, groups, start, rounds, pace).bounded
