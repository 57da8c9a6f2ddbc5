"""Which shapes of two sets meet, up to a number: where all lie on one another there are countless."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import shapely
from numpy.typing import NDArray

Shapes = Sequence[Any] | NDArray[Any]

_AT_ONCE = 50
"""So many shapes are asked for at once, so that no array is large."""


def meetings(
    tree: shapely.STRtree, shapes: Shapes, most: int, predicate: Any = None
) -> list[tuple[int, int]]:
    """Pairs of the number of a shape and that of one in the tree that it meets, in order, `most` at most."""
    return list(islice(_all(tree, shapes, predicate), most))


def _all(tree: shapely.STRtree, shapes: Shapes, predicate: Any) -> Iterator[tuple[int, int]]:
    for first in range(0, len(shapes), _AT_ONCE):
        found = tree.query(shapes[first : first + _AT_ONCE], predicate=predicate)
        for number, other in sorted(zip(*found.tolist(), strict=True)):
            yield first + number, other
