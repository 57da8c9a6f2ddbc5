"""Text from foreign files, as it may stand in a project: printable, without halves of characters."""

from designer.core.model.places import UNWRITABLE


def plain(text: str) -> str:
    """The text with what cannot be written replaced, and without space around it."""
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text).strip()
