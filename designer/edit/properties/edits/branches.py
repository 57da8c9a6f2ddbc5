"""Edits of the figures of locked branches."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from designer.core.model.design import Design


def set_lock_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with `box`, `product` or `feed` of these branch locks set; another feed asks for no legs."""
    chosen = frozenset(ids)
    if "feed" in values:
        values["first_leg"] = None
    locks = tuple(replace(lock, **values) if lock.id in chosen else lock for lock in design.locks)
    return replace(design, locks=locks)
