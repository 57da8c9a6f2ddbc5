"""One-dimensional stock cutting; knows nothing of solar."""

from designer.core.cutting.engine import quick, solve
from designer.core.cutting.model import Cut, CutBar, CuttingOptions, CuttingPlan, Offcut, Piece, Stock
from designer.core.cutting.verify import verify

__all__ = [
    "Cut",
    "CutBar",
    "CuttingOptions",
    "CuttingPlan",
    "Offcut",
    "Piece",
    "Stock",
    "quick",
    "solve",
    "verify",
]
