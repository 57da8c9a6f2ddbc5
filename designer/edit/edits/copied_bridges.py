"""Bridges between surfaces that are copied together."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from designer.core.model.design import Bridge
from designer.edit.edits.numbering import BRIDGE, Numberer


def copied_bridges(
    bridges: Iterable[Bridge], copy_of: Mapping[str, str], numbers: Numberer
) -> tuple[Bridge, ...]:
    """Copies of those bridges that lie between two copied surfaces; `copy_of` are the ids of their copies."""
    return tuple(
        replace(
            one,
            id=numbers.new(BRIDGE),
            from_surface=copy_of[one.from_surface],
            to_surface=copy_of[one.to_surface],
        )
        for one in bridges
        if one.from_surface in copy_of and one.to_surface in copy_of
    )
