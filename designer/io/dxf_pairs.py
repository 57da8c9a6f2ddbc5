"""The lines of a plain DXF file two by two, group code and value, looked through before ezdxf reads them.

A sound file goes to ezdxf as it is. Of others what makes sense is kept, pair by pair; an entity of which a
pair is lost is left out, since its places would be wrong.
"""

import re
from collections.abc import Iterator, Sequence

from ezdxf.lldxf.types import BINARY_DATA, POINT_CODES, TYPE_TABLE
from msgspec import Struct

from designer.core.errors import InputError

MOST_CODE = 1071
"""The highest group code (Autodesk DXF reference)."""

JUNK_SHARE = 0.5
"""A file of which more lines than this make no sense is no drawing."""

_CODE = re.compile(rb"[ \t]*-?\d{1,4}[ \t]*\r?")
_CHUNK_BYTES = 1_000_000
_VARIABLE, _SUBCLASS, _GROUP, _FIRST_OF_XDATA = 9, 100, 102, 1000
_LOST = (-1, b"")
"""Stands where a pair was lost."""

_HEADS = frozenset({b"POLYLINE", b"INSERT"})
_FOLLOWERS = frozenset({b"VERTEX", b"ATTRIB", b"SEQEND"})
"""What belongs to one of those before it."""

_NAMED = frozenset(b"LAYER LTYPE STYLE APPID DIMSTYLE UCS VIEW VPORT BLOCK_RECORD".split())
"""Entries of tables, which are nothing without their name."""

UNREAD = frozenset({b"CLASSES", b"OBJECTS", b"THUMBNAILIMAGE", b"ACDSDATA"})
"""Sections that hold nothing to be imported, and more ways to be broken than the others."""

_KIND = re.compile(rb"\d?[A-Z][A-Z0-9_ ]*")
_END = b"EOF"

DRAWN = frozenset(
    b"LINE MLINE LWPOLYLINE POLYLINE VERTEX ARC CIRCLE ELLIPSE SPLINE HATCH MPOLYGON INSERT TEXT MTEXT "
    b"ATTRIB POINT SOLID TRACE 3DFACE LEADER MULTILEADER MESH DIMENSION ACAD_TABLE 3DSOLID BODY REGION "
    b"IMAGE WIPEOUT RAY XLINE".split()
)
"""Kinds of entities that are drawn, or told to be left out."""

_OWN_MARKS = {
    b"HATCH": b"AcDbHatch",
    b"LEADER": b"AcDbLeader",
    b"LWPOLYLINE": b"AcDbPolyline",
    b"MTEXT": b"AcDbMText",
    b"MULTILEADER": b"AcDbMLeader",
    b"SPLINE": b"AcDbSpline",
}
"""The subclass marks without which ezdxf reads nothing of a whole file; simple programs write none."""

_HEAD_CODES = frozenset({0, 5})
"""What an entity begins with: kind and handle."""

_COMMON_CODES = frozenset({6, 8, 60, 62, 67, 370, 420})
"""What entities of all kinds may say: linetype, layer, visibility, colour, space, lineweight, true colour."""

Pair = tuple[int, bytes]


class Mended(Struct, frozen=True):
    """Pairs that make sense, in their order, and how many drawn entities were left out."""

    pairs: tuple[Pair, ...]
    left_out: int


def is_paired(data: bytes) -> bool:
    """Whether every other line of a file is a group code, so that no line is missing and none too many."""
    first = 0
    for lines in _chunks(_written(data)):
        if not all(_CODE.fullmatch(code) for code in set(lines[first::2])):
            return False
        first = (first + len(lines)) % 2
    return True


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a file."""
    return _written(data).split(b"\n")


def _written(data: bytes) -> bytes:
    """Without space and old end marks behind the last line."""
    return data.rstrip(b" \t\r\n\0\x1a")


def _chunks(data: bytes) -> Iterator[list[bytes]]:
    """Some lines at a time: as objects of their own all of them would take five times the room."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _CHUNK_BYTES)
        end = len(data) if end < 0 else end
        yield data[start:end].split(b"\n")
        start = end + 1


def mended(lines: Sequence[bytes]) -> Mended:
    """What makes sense among lines. Raises InputError where that is the lesser part."""
    sieve = _Sieve()
    at = junk = 0
    while at + 1 < len(lines) and not sieve.ended:
        code = _code(lines[at])
        if code is None:
            sieve.lose()
            junk += 1
            at += 1
        else:
            sieve.take(code, lines[at + 1].rstrip(b"\r"))
            at += 2
    if junk > JUNK_SHARE * len(lines):
        what = "most of it makes no sense as a drawing"
        raise InputError(what, remedy="choose a file that a CAD has saved as DXF")
    return sieve.all()


class _Sieve:
    """Gathers pairs entity by entity, and drops those entities of which a pair was lost."""

    def __init__(self) -> None:
        self.ended = self._passing = self._headless = False
        self._pairs: list[Pair] = []
        self._entity: list[Pair] = []
        self._left_out = 0
        self._marked = False

    def lose(self) -> None:
        """A line that makes no sense."""
        self._entity.append(_LOST)

    def take(self, code: int, value: bytes) -> None:
        """A pair, if its value is of the kind that its code says."""
        if not _is_sensible(code, value):
            self.lose()
            return
        if code == 0:
            self._close()
            self.ended = value.strip() == _END
        self._entity.append((code, value))

    def all(self) -> Mended:
        """All that was taken."""
        self._close()
        pairs = _of_a_version_with_marks(self._pairs) if self._marked else self._pairs
        return Mended(tuple(pairs), self._left_out)

    def _close(self) -> None:
        entity, self._entity = self._entity, []
        kind = entity[0][1].strip().upper() if entity else b""
        if kind == b"SECTION":
            self._passing = _name(entity) in UNREAD
        if self._passing or not kind:
            return
        self._headless = self._headless and kind in _FOLLOWERS
        if self._headless:
            return
        if kind == b"SECTION" and _name(entity) == b"HEADER":
            self._pairs += _sound_header(entity)
        elif _LOST not in entity:
            self._marked = self._marked or kind in _OWN_MARKS
            self._pairs += _marked(kind, list(_without_groups(entity)))
        elif kind in DRAWN:
            self._left_out += 1
            self._headless = kind in _HEADS
        elif kind not in _NAMED or _name(entity):
            self._pairs += [pair for pair in _without_groups(entity) if 0 <= pair[0] < _FIRST_OF_XDATA]


def _name(entity: Sequence[Pair]) -> bytes:
    """The name of a section, or of an entry of a table."""
    return next((value.strip().upper() for code, value in entity if code == 2), b"")


def _sound_header(entity: Sequence[Pair]) -> Iterator[Pair]:
    """The variables of a header of which nothing is lost; ezdxf reads none at all if one is broken."""
    yield entity[0]
    yield (2, b"HEADER")
    starts = [at for at, (code, _) in enumerate(entity) if code == _VARIABLE]
    for start, end in zip(starts, (*starts[1:], len(entity)), strict=True):
        variable = entity[start:end]
        if len(variable) > 1 and _LOST not in variable and variable[0][1].startswith(b"$"):
            yield from variable


def _without_groups(entity: Sequence[Pair]) -> Iterator[Pair]:
    """Without what applications note in braces, of which ezdxf takes none that is not closed."""
    within = False
    for pair in entity:
        if pair[0] == _GROUP:
            within = pair[1].startswith(b"{")
        elif pair[0] == _SUBCLASS or not within:
            within = False
            yield pair


def _marked(kind: bytes, entity: list[Pair]) -> list[Pair]:
    """With the mark of its subclass, where it has none and may not be without."""
    mark = _OWN_MARKS.get(kind)
    if mark is None or any(code == _SUBCLASS and value.strip() == mark for code, value in entity):
        return entity
    head = [pair for pair in entity if pair[0] in _HEAD_CODES]
    common = [pair for pair in entity if pair[0] in _COMMON_CODES]
    rest = [pair for pair in entity if pair[0] not in {_SUBCLASS} | _HEAD_CODES | _COMMON_CODES]
    return [*head, (_SUBCLASS, b"AcDbEntity"), *common, (_SUBCLASS, mark), *rest]


def _of_a_version_with_marks(pairs: list[Pair]) -> list[Pair]:
    """Of R12, or of no version, ezdxf drops all marks again; it has no such kinds of entities."""
    if (2, b"HEADER") not in pairs[:2]:
        pairs = [(0, b"SECTION"), (2, b"HEADER"), (0, b"ENDSEC"), *pairs]
    said = next((at for at, pair in enumerate(pairs) if pair == (_VARIABLE, b"$ACADVER")), None)
    if said is None:
        return [*pairs[:2], *_WITH_MARKS, *pairs[2:]]
    old = pairs[said + 1][1].strip() < _WITH_MARKS[1][1]
    return [*pairs[:said], *_WITH_MARKS, *pairs[said + 2 :]] if old else pairs


_WITH_MARKS = ((_VARIABLE, b"$ACADVER"), (1, b"AC1015"))


def _code(line: bytes) -> int | None:
    if not _CODE.fullmatch(line):
        return None
    code = int(line)
    return code if 0 <= code <= MOST_CODE else None


def _is_sensible(code: int, value: bytes) -> bool:
    """Whether a value is of the kind that its code says."""
    if code == 0:
        return _KIND.fullmatch(value.strip().upper()) is not None
    wanted = float if code in POINT_CODES else TYPE_TABLE.get(code, str)
    try:
        if code in BINARY_DATA:
            bytes.fromhex(value.decode("ascii"))
        elif wanted is not str:  # whole numbers are written as 4.0 by some
            float(value)
    except ValueError:
        return False
    return True
