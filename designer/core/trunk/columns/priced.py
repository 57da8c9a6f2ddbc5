"""What pricing finds: values of labels, and what legs cost at least with the prices taken off."""

from msgspec import Struct

from designer.core.trunk.columns.crowds import Tolls
from designer.core.trunk.graph import Array

SAME_VALUE = 1e-7
"""Values that differ by less are the same."""


class Priced(Struct, frozen=True, eq=False):
    """Values of all labels, (loads, labels), and least reduced costs of legs by load and last state.

    `ends` are (loads, states); `farther`, (loads, members), are the least costs to each member over a step
    without an arc, its price not taken off. A per cent of voltage rise costs `per_rise`.
    """

    values: Array
    ends: Array
    farther: Array
    per_rise: float
    tolls: Tolls | None
