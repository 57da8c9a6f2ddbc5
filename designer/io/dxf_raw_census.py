"""How many entities a plain DXF file stands for, counted in its lines before anything is made of them.

ezdxf takes seconds to read a large file; one that is refused for what its blocks stand for need not be read.
The count errs to the low side: what it lets pass, `dxf_census` counts again.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from designer.io.dxf_census import DEEPEST, refuse_too_many

_GAP = rb"[ \t]{0,9}"
_KIND = re.compile(rb"\n" + _GAP + b"0" + _GAP + rb"\r?\n" + _GAP + rb"(\d?[A-Za-z]\w{0,30})[^\n]*")
_PARTS = frozenset({b"VERTEX", b"ATTRIB", b"SEQEND", b"ENDBLK", b"ENDSEC", b"EOF"})
_MODEL_SPACE = b""
"""The key of model space among blocks, which all have names."""


class _Content(Struct):
    """How many entities of its own a block has, and which others are put into it how often."""

    own: int = 0
    references: list[tuple[bytes, int]] = []


def check_raw_census(data: bytes) -> None:
    """InputError where model space of a file whose lines are paired stands for more than can be drawn."""
    refuse_too_many(_count(_contents(data), _MODEL_SPACE, {}, 0))


def _contents(data: bytes) -> Mapping[bytes, _Content]:
    """The content of model space and of each block."""
    found: dict[bytes, _Content] = {}
    section, key = b"", _MODEL_SPACE
    for kind, values in _entities(data):
        if kind == b"SECTION":
            section, key = values.get(2, b"").upper(), _MODEL_SPACE
        elif kind == b"BLOCK":
            key = values.get(2, b"").lower()
        elif section in (b"ENTITIES", b"BLOCKS") and kind not in _PARTS and values.get(67, b"0") == b"0":
            content = found.setdefault(key, _Content())
            if kind == b"INSERT":
                content.references.append((values.get(2, b"").lower(), _times(values)))
            else:
                content.own += 1
    return found


_LOOKED_INTO = frozenset({b"SECTION", b"BLOCK", b"INSERT"})


def _entities(data: bytes) -> Iterator[tuple[bytes, Mapping[int, bytes]]]:
    """The kinds of all entities, with the values of those that are looked into."""
    kind, start = b"", 0
    for match in _KIND.finditer(data):
        if kind:
            yield kind, _values(data[start : match.start()]) if kind in _LOOKED_INTO else {}
        kind, start = match[1].upper(), match.end() + 1
    if kind:
        yield kind, {}


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
