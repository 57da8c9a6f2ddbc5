"""How many entities a plain DXF file stands for, counted in its lines before anything is made of them.

ezdxf takes seconds to read a large file; one that is refused for what its blocks stand for, or because
nothing in model space can be taken, need not be read. The count errs to the low side: what it lets pass,
`dxf_census` counts again; and what is taken is looked at again when it is drawn.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from designer.io.dxf_census import DEEPEST, refuse_too_many
from designer.io.dxf_kinds import BEYOND, UNSEEN, nothing_taken, words_of

_GAP = rb"[ \t]{0,9}"
_KIND = re.compile(rb"\n" + _GAP + b"0" + _GAP + rb"\r?\n" + _GAP + rb"(\d?[A-Za-z]\w{0,30})[^\n]*")
_PARTS = frozenset({b"VERTEX", b"ATTRIB", b"SEQEND", b"ENDBLK", b"ENDSEC", b"EOF"})
_MODEL_SPACE = b""
"""The key of model space among blocks, which all have names."""
_PAPER_SPACE = b"*paper_space"

_PLACE_CODES = {"LINE": (10, 20, 11, 21), "ARC": (10, 20, 40), "CIRCLE": (10, 20, 40)}
"""Group codes without which a kind has no place (Autodesk DXF reference); of others the first point."""

_LARGE = 20_000
"""Entities that ezdxf takes half a second to read."""


class _Content(Struct):
    """How many entities of its own a block has, and which others are put into it how often.

    `takes` tells whether one of its own may be taken; those that cannot be are `left_out`.
    """

    own: int = 0
    references: list[tuple[bytes, int]] = field(default_factory=list)
    takes: bool = False
    left_out: Counter[str] = field(default_factory=Counter)


def check_raw_census(data: bytes) -> None:
    """InputError where model space of a file whose lines are paired stands for more than can be drawn.

    Or for nothing that can be taken, though it is large; of a small file the reader knows more.
    """
    contents = _contents(data)
    refuse_too_many(_count(contents, _MODEL_SPACE, {}, 0))
    if sum(content.own + len(content.references) for content in contents.values()) < _LARGE:
        return
    reached = [contents[key] for key in _reached(contents)]
    if not any(content.takes for content in reached):
        left_out = sum((content.left_out for content in reached), Counter[str]())
        raise nothing_taken(left_out.most_common(), has_layouts=bool(contents.get(_PAPER_SPACE)))


def _contents(data: bytes) -> Mapping[bytes, _Content]:
    """The content of model space and of each block."""
    found: dict[bytes, _Content] = {}
    section, key = b"", _MODEL_SPACE
    for kind, text in _entities(data):
        if kind == b"SECTION":
            section, key = _values(text).get(2, b"").upper(), _MODEL_SPACE
        elif kind == b"BLOCK":
            key = _values(text).get(2, b"").lower()
        elif section in (b"ENTITIES", b"BLOCKS") and kind not in _PARTS:
            _note(found, key, kind, text)
    return found


def _note(found: dict[bytes, _Content], key: bytes, kind: bytes, text: bytes) -> None:
    """Count an entity of model space or a block; more is looked at only as long as nothing can be taken."""
    content = found.setdefault(key, _Content())
    if kind != b"INSERT" and content.takes:
        content.own += 1
        return
    values = _values(text)
    if values.get(67, b"0") != b"0":
        found.setdefault(_PAPER_SPACE, _Content()).own += 1
    elif kind == b"INSERT":
        content.references.append((values.get(2, b"").lower(), _times(values)))
    else:
        content.own += 1
        _weigh(content, kind.decode("ascii"), values)


def _weigh(content: _Content, kind: str, values: Mapping[int, bytes]) -> None:
    """Whether an entity may be taken, else by which words it is left out."""
    if kind in UNSEEN:
        return
    words = words_of(kind)
    figures = (values[code] for code in _PLACE_CODES.get(kind, (10, 20)) if code in values)
    if words is None and not any(map(_is_absurd, figures)):
        content.takes = True
    else:
        content.left_out[words or "lines without sound coordinates"] += 1


def _is_absurd(figure: bytes) -> bool:
    """Whether a figure is no place on a roof; what is no figure at all is left to the reader."""
    try:
        return not abs(float(figure)) <= BEYOND
    except ValueError:
        return False


def _reached(contents: Mapping[bytes, _Content]) -> Iterator[bytes]:
    """Model space and the blocks that are put into it, at whatever depth."""
    waiting, known = [_MODEL_SPACE], {_MODEL_SPACE}
    while waiting:
        key = waiting.pop()
        content = contents.get(key)
        if content is None:
            continue
        yield key
        new = {name for name, _ in content.references} - known
        known |= new
        waiting += sorted(new)


def _entities(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kinds of all entities with their lines."""
    kind, start = b"", 0
    for match in _KIND.finditer(data):
        if kind:
            yield kind, data[start : match.start()]
        kind, start = match[1].upper(), match.end() + 1
    if kind:
        yield kind, b""


def _values(text: bytes) -> Mapping[int, bytes]:
    """The first value of each code."""
    lines = text.split(b"\n")
    found: dict[int, bytes] = {}
    for code, value in zip(lines[::2], lines[1::2], strict=False):
        found.setdefault(int(code), value.strip())
    return found


def _times(values: Mapping[int, bytes]) -> int:
    """Rows by columns of a reference."""
    rows, columns = values.get(71, b"1"), values.get(70, b"1")
    try:
        return max(1, abs(int(rows))) * max(1, abs(int(columns)))
    except ValueError:
        return 1


def _count(contents: Mapping[bytes, _Content], key: bytes, known: dict[bytes, int], depth: int) -> int:
    """Entities of a block with all that is put into it; each block is counted once."""
    content = contents.get(key)
    if content is None or depth > DEEPEST:
        return 0
    if key not in known:
        known[key] = 0  # where it contains itself
        known[key] = content.own + sum(
            times * (1 + _count(contents, name, known, depth + 1)) for name, times in content.references
        )
    return known[key]
