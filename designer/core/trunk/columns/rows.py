"""Rows of tables that are made of groups, one after the other."""

import numpy as np

from designer.core.trunk.columns.problem import Ints


def rows_of(begin: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Numbers of the rows of the chosen groups one after the other, and where each group begins."""
    return rows_between(begin[chosen], begin[chosen + 1])


def rows_between(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Numbers of the rows of groups that begin and end there, and where each group begins among them."""
    counts = end - begin
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(counts)])
    rows = np.arange(starts[-1]) + np.repeat(begin - starts[:-1], counts)
    return rows, starts
