"""What a typed line means to the tool at work: a keyword, a point, or a value for a field at the cursor."""

from collections.abc import Iterable, Mapping

from designer.core.geometry.axes import Point
from designer.edit.commands import Command, command_of
from designer.edit.constrain import ANGLE, field_names, with_fields
from designer.edit.tools.base import Fields, Keyword, Prompt, Wants
from designer.edit.typed import parse_angle, parse_length_or_none, parse_point

LEAST_LETTERS = 2
"""A shorter beginning of a keyword may as well be a command."""

BOTH = 2
"""A rectangle has two sizes."""

ZOOM_OPTIONS = {
    "e": "zoom-extents",
    "a": "zoom-extents",
    "i": "zoom-in",
    "o": "zoom-selection",
    "s": "zoom-selection",
}
"""What may follow ``Z``, as hands know it from other programs."""


def keyword_of(text: str, keywords: Iterable[Keyword]) -> Keyword | None:
    """The keyword that a text stands for: its abbreviation, its name, or a beginning that only it has."""
    word = text.strip().casefold()
    known = tuple(keywords)
    for keyword in known:
        if word in (keyword.key.casefold(), keyword.name.casefold()):
            return keyword
    if len(word) < LEAST_LETTERS or command_of(word):
        return None
    near = [keyword for keyword in known if keyword.name.casefold().startswith(word)]
    return near[0] if len(near) == 1 else None


def command_typed(text: str) -> Command | None:
    """The command that a line names; ``Z E`` and ``ZE`` are the same."""
    return command_of(text) or command_of("".join(text.split()))


def angle_typed(text: str, prompt: Prompt) -> float | None:
    """The angle of a line such as ``<45`` that holds the direction of the next point; else None."""
    body = text.strip()
    if not body.startswith("<") or ANGLE not in field_names(prompt.fields) or prompt.base is None:
        return None
    return parse_angle(body)


def size_typed(text: str, prompt: Prompt, locked: Mapping[str, float]) -> tuple[str, float] | None:
    """The field that a bare length is for, and the length, where another field is still to be typed.

    The first length of a rectangle is its width; with the second one, its height, the corner is known. A
    point such as ``9600,5400`` is none, though it might be read as one with a decimal comma.
    """
    length = None if _is_point(text) else parse_length_or_none(text)
    free = [name for name in field_names(prompt.fields) if name not in locked]
    if prompt.fields is not Fields.SIZE or prompt.base is None or length is None or len(free) < BOTH:
        return None
    return free[0], length


def _is_point(text: str) -> bool:
    """Whether a line is meant as a point, also a broken one."""
    try:
        return parse_point(text, None) is not None
    except ValueError:
        return True


def point_typed(
    text: str, prompt: Prompt, last: Point | None, cursor: Point | None, locked: dict[str, float]
) -> Point | None:
    """The point that a line means, mm; None where it means none.

    A bare length goes from the base towards `cursor`, which is the point meant by it. Raises ValueError with
    one sentence for a broken point, and for a length that goes no known way.
    """
    if prompt.wants is not Wants.POINT:
        return None
    point = parse_point(text, last if prompt.base is None else prompt.base)
    if point is not None:
        return point
    length, names = parse_length_or_none(text), field_names(prompt.fields)
    if length is None or prompt.base is None or not names:
        return None
    if cursor is None and prompt.fields is not Fields.SIZE:
        raise ValueError(f"Nothing shows yet which way '{text}' goes; point there, or write it like @500<45")
    cursor = prompt.base if cursor is None else cursor
    free = [name for name in names if name not in locked]
    return with_fields(prompt, cursor, {**locked, (free or names)[0]: length})
