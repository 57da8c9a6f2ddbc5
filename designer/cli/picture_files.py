"""Endings of pictures that commands write."""

from pathlib import Path

from designer.core.errors import InputError

SVG, PNG = ".svg", ".png"


def checked_ending(picture: Path) -> str:
    """The ending in small letters, which says how it is painted. Raises InputError for any other."""
    ending = picture.suffix.lower()
    if ending not in (SVG, PNG):
        raise InputError("a picture is SVG or PNG", where=str(picture), remedy="end the name in .svg or .png")
    return ending
