"""Bringing older project files up to the present format version, one pure step after the other."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

Document = dict[str, Any]

Step = Callable[[Document], Document]
"""Makes a document of version n + 1 of one of version n; it may change what it is given."""

STEPS: Mapping[int, Step] = {}
"""The step from each older version, by that version. Version 1 is the present one, so there is none yet.

A new version adds its step here and a sample file of its own beside the others in the tests; steps and
samples are never taken away. A field with a default needs no new version as long as no released program has
written the version without it.
"""


def brought_up(document: Document, version: int, wanted: int, steps: Mapping[int, Step] = STEPS) -> Document:
    """The document in version `wanted`; the one given is left as it was. KeyError for a missing step."""
    for old in range(version, wanted):
        document = {**steps[old](deepcopy(document)), "version": old + 1}
    return document
