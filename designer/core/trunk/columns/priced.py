"""What pricing finds: values of labels, and what legs cost at least with the prices taken off."""

from msgspec import Struct

from designer.core.trunk.columns.crowds import Tolls
from designer.core.trunk.graph import Array


class Priced(Struct, frozen=True, eq=False):
    """Values of all labels, (loads, labels), least reduced costs of legs by their load and last state.

    `farther` are the least costs by load to each member over a step without an arc, its price not taken off.
    """

    values: Array
    ends: Array
    farther: Array
    per_rise: float
    tolls: Tolls | None
