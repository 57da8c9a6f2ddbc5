"""Kinds of DXF entities that are not taken, and the sentence where nothing else is there."""

from collections.abc import Sequence

from designer.core.errors import InputError
from designer.core.geometry.left_out import left_out_words

UNSEEN = frozenset({"VIEWPORT", "ATTDEF", "SEQEND", "ACAD_PROXY_ENTITY", "OLE2FRAME"})
"""Kinds that no CAD prints as lines; they are passed over without a word."""

BEYOND = 1e15
"""Coordinates beyond this have no digits left for millimetres, in any unit."""

_WORDS = {
    "3DSOLID": "solids",
    "BODY": "solids",
    "REGION": "regions",
    "SURFACE": "solids",
    "IMAGE": "images",
    "WIPEOUT": "wipeouts",
    "XLINE": "construction lines",
    "RAY": "construction lines",
    "MULTILEADER": "multileaders",
    "UNDERLAY": "underlays",
    "PDFUNDERLAY": "underlays",
    "DWFUNDERLAY": "underlays",
    "DGNUNDERLAY": "underlays",
    "HELIX": "helices",
    "SHAPE": "shapes",
    "TOLERANCE": "tolerance frames",
}


def words_of(kind: str) -> str | None:
    """What entities of a kind that is never taken are called; None of one that may be."""
    return _WORDS.get(kind)


def nothing_taken(left_out: Sequence[tuple[str, int]], *, has_layouts: bool) -> InputError:
    """That nothing can be imported, with what is there instead: words and numbers, most of them first."""
    remedy = "export the drawing again"
    if left_out:
        named = " and ".join(left_out_words(left_out[:3]))
        remedy = f"it holds {named} only; export lines, polylines and blocks"
    elif has_layouts:
        remedy = "draw in model space; its layouts are not read"
    return InputError("its model space holds nothing that can be imported", remedy=remedy)
