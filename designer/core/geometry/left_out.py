"""What a drawing holds that could not be taken, counted, in words."""

from collections.abc import Iterable

_ONE = {
    "references to missing blocks": "reference to a missing block",
    "blocks on frozen layers": "block on a frozen layer",
    "lines without sound coordinates": "line without sound coordinates",
    "lines more than 20 km away": "line more than 20 km away",
    "frames that clip blocks": "frame that clips a block",
    "helices": "helix",
}
"""Nouns that do not end in their plural."""


def left_out_words(left_out: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Each kind with its count: ``1 wipeout``, ``1,200 broken entities``."""
    return tuple(f"{count:,} {_one(what) if count == 1 else what}" for what, count in left_out)


def _one(what: str) -> str:
    if what in _ONE:
        return _ONE[what]
    return f"{what.removesuffix('ies')}y" if what.endswith("ies") else what.removesuffix("s")
