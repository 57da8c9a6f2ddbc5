"""What papers cannot show as it was typed, for want of a font."""

from collections.abc import Iterator

from msgspec import to_builtins

from designer.core.model.design import Design

_SHOWN_LETTERS = 20


def letters_lacking(design: Design) -> str:
    """One sentence on what papers cannot show as it was typed; empty where they can."""
    from designer.export.fallback_fonts import unprintable

    letters = unprintable(_texts(to_builtins(design)))
    if not letters:
        return ""
    shown = letters[:_SHOWN_LETTERS] + ("…" if len(letters) > _SHOWN_LETTERS else "")
    return (
        f"no font on this computer has the characters {shown}: papers show boxes in their place; "
        "install a font that has them, such as Noto Sans"
    )


def _texts(value: object) -> Iterator[str]:
    """All texts in plain data."""
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
