"""Texts as a DXF file takes them."""


def one_line(text: str) -> str:
    """The text on one line: control characters become spaces, and a caret stays one (it would escape)."""
    if text.isprintable() and "^" not in text:
        return text
    return "".join(character if character.isprintable() else " " for character in text).replace("^", "^ ")
