"""Runs that are longer than the stock: where they are broken and what they are cut from, decided together."""

from designer.core.splicing.engine import solve_spliced
from designer.core.splicing.model import SplicedPlan, SplicedRun
from designer.core.splicing.verify import verify_spliced

__all__ = ["SplicedPlan", "SplicedRun", "solve_spliced", "verify_spliced"]
