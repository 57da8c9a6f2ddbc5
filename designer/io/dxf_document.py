"""From the bytes of a DXF file to a document of ezdxf, broken files too, within limits of time and memory.

Sizes are counted in the bytes, before anything is made of them. ezdxf's own audit is not run: it takes a time
that doubles with every level of nested blocks; what it would mend is passed over when the drawing is read.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator

from ezdxf import recover
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.tagger import binary_tags_loader
from ezdxf.lldxf.types import DXFTag
from msgspec import Struct

from designer.core.errors import InputError
from designer.io.dxf_encoding import BOM, ascii_of, text_of, unescaped
from designer.io.dxf_pairs import DRAWN, Pair, is_paired, lines_of, mended
from designer.io.dxf_raw_census import check_raw_census

MAX_BYTES = 40_000_000
MOST_LINES = 5_000_000
"""Lines of text, two for each value of a file; twice as many as a drawing of the most entities has."""
MOST_ENTITIES = 250_000
"""Entities, vertices and table entries of a file. ezdxf reads some 40,000 of them a second."""

MOST_ENTITY_POINTS = 100_000
"""Points of one line, hatch or spline; a line of contours has some thousands."""

MOST_MENDED = 100_000
"""Entities of a file that is broken, which is read twice: as if it were sound, then by recover."""
MOST_MENDED_LINES = 1_500_000

MOST_BINARY_VALUES = 1_000_000
"""Values of a binary file. A million take 1.7 s to be told apart, whatever they are."""

LONGEST_ENTITY = 1_000_000
"""Where a file was cut, its last whole entity is looked for among so many bytes."""

LARGE = "export only the layers that are needed, or a part of the drawing"
BROKEN = "open it in a CAD, run its audit, and save it as DXF again"

_BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
_GAP = rb"[ \t]{0,9}"
"""Space around a value; no more, so that in a file of spaces nobody goes back for every one of them."""
_ZERO = _GAP + b"0" + _GAP + rb"\r?\n" + _GAP
_SECTION = re.compile(rb"(?:^|\n)" + _ZERO + rb"(?:SECTION|EOF)\b", re.IGNORECASE)
_ENTITY = re.compile(rb"\n" + _ZERO + rb"[A-Za-z]")
_POINT = re.compile(rb"\n" + _GAP + b"10" + _GAP + rb"\r?\n")
"""Group code 10 begins a point (Autodesk DXF reference)."""
_KINDS = b"(?:" + b"|".join(sorted(DRAWN)) + b")"
_DRAWN = re.compile(rb"\n" + _GAP + _KINDS + _GAP + rb"\r?\n", re.IGNORECASE)
_END = re.compile(rb"\n" + _ZERO + rb"EOF\b", re.IGNORECASE)
_ENTITIES = re.compile(
    rb"\n" + _GAP + b"2" + _GAP + rb"\r?\n" + _GAP + b"ENTITIES" + _GAP + rb"\r?\n" + _ZERO + b"(?!ENDSEC)"
)
_DWG = re.compile(rb"AC(?:10[0-9]{2}|1\.[0-9])\x00")


class Opened(Struct, frozen=True):
    """A document, and how many of its entities were too broken to be kept."""

    document: Document
    left_out: int = 0


def dxf_document(data: bytes) -> Opened:
    """The document in a DXF file, plain or binary.

    Raises InputError for what is no DXF, is too large, or cannot be made sense of even by ezdxf's recover.
    """
    _check_kind(data)
    entities = _check_size(data)
    if data.startswith(_BINARY):
        return _told(_binary, data)
    if is_paired(data):
        check_raw_census(data)
        try:
            return _plain(data)
        except Exception as error:
            # ezdxf raises whatever a broken value leads to: KeyError, AttributeError, struct.error …
            _refuse_memory(error)
    lines = data.count(b"\n")
    if entities > MOST_MENDED or lines > MOST_MENDED_LINES:
        what = f"it is broken, and with {lines:,} lines and {entities:,} entities too large to be mended"
        raise InputError(what, remedy=BROKEN)
    return _told(_recovered, data)


def _told(way: Callable[[bytes], Opened], data: bytes) -> Opened:
    """By one way, for which there is no other."""
    try:
        return way(data)
    except InputError:
        raise
    except Exception as error:
        _refuse_memory(error)
        raise InputError("it is too broken to be read", remedy=BROKEN) from error


def _refuse_memory(error: Exception) -> None:
    if isinstance(error, MemoryError):
        raise InputError("it takes more memory than there is", remedy=LARGE) from error


def whole(data: bytes) -> bytes:
    """The content of a file; of one that was cut short as far as its last whole entity, and an end put to it.

    ezdxf, also its recover, drops a section that has no end.
    """
    if data.startswith(_BINARY) or _END.search(data[-200:]):
        return data
    tail = max(0, len(data) - LONGEST_ENTITY)
    starts = [tail + match.start() for match in _ENTITY.finditer(data[tail:])]
    return data[: starts[-1]] + b"\n  0\nENDSEC\n  0\nEOF\n" if starts else data


def _check_kind(data: bytes) -> None:
    if data.startswith(_BINARY):
        return
    if _DWG.match(data):
        raise InputError("it is a DWG file", remedy="save it as DXF in a CAD")
    if not _SECTION.search(data.removeprefix(BOM)):
        raise InputError("it is no DXF drawing", remedy="choose a file that a CAD has saved as DXF")


def _check_size(data: bytes) -> int:
    """InputError for a file that is too large; else how many entities it holds, 0 for a binary one."""
    if len(data) > MAX_BYTES:
        what = f"it is too large ({len(data) / 1e6:,.0f} MB; {MAX_BYTES / 1e6:,.0f} MB at most)"
        raise InputError(what, remedy=LARGE)
    if data.startswith(_BINARY):
        if len(data) > MAX_BYTES // 4:  # the same drawing takes a quarter of the room
            raise InputError("it is too large for a binary file (10 MB at most)", remedy=LARGE)
        return 0
    if data.count(b"\n") > MOST_LINES:
        raise InputError(f"it has more than {MOST_LINES:,} lines", remedy=LARGE)
    entities = _counted_entities(data)
    if not _DRAWN.search(data):
        raise InputError("it holds nothing that can be imported", remedy="export the drawing again")
    if entities > MOST_ENTITIES:
        raise InputError(
            f"it holds {entities:,} entities; {MOST_ENTITIES:,} at most can be read", remedy=LARGE
        )
    return entities


def _counted_entities(data: bytes) -> int:
    """How many entities a plain file holds; InputError for one of them that has far too many points."""
    entities, start = 0, 0
    for match in _ENTITY.finditer(data):
        _check_points(data, start, match.start())
        entities, start = entities + 1, match.start()
    _check_points(data, start, len(data))
    return entities


def _check_points(data: bytes, start: int, end: int) -> None:
    if end - start < LONGEST_ENTITY:
        return
    points = sum(1 for _ in _POINT.finditer(data, start, end))
    if points > MOST_ENTITY_POINTS:
        what = f"a line of it has {points:,} points; {MOST_ENTITY_POINTS:,} at most can be read"
        raise InputError(what, remedy="simplify it in the CAD, or part it")


def _binary(data: bytes) -> Opened:
    return Opened(Document.load(_counted(binary_tags_loader(data, errors="replace"))))


def _counted(tags: Iterable[DXFTag]) -> Iterator[DXFTag]:
    """Values of a binary file, of which junk makes any number.

    InputError for more than can be read, DXFError for what does not begin as it should.
    """
    entities = 0
    for number, tag in enumerate(tags):
        if number == 0 and tag != (0, "SECTION"):
            raise DXFError("no beginning")
        if tag.code == 0:
            entities += 1
            if not tag.value:
                raise DXFError("an entity of no kind")
        if entities > MOST_ENTITIES or number > MOST_BINARY_VALUES:
            raise InputError("it holds more than can be read", remedy=LARGE)
        yield tag if not isinstance(tag.value, str) else DXFTag(tag.code, unescaped(tag.value))


def _plain(data: bytes) -> Opened:
    text = text_of(data).replace("\r\n", "\n").encode()  # StringIO would take four bytes a letter
    document = Document.read(io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", newline="\n"))
    if not len(document.modelspace()) and _ENTITIES.search(data):
        raise DXFError("nothing of it was read")
    return Opened(document)


def _recovered(data: bytes) -> Opened:
    """What makes sense of a broken file, put right by ezdxf as far as it can."""
    sound = mended(lines_of(ascii_of(data)))
    tool = recover.Recover.run(io.BytesIO(), errors="ignore", loader=lambda _: _tags(sound.pairs))
    document = Document()
    document._load_section_dict(tool.section_dict)  # noqa: SLF001 - recover.read would audit
    document.modelspace()
    return Opened(document, sound.left_out)


def _tags(pairs: Iterable[Pair]) -> Iterator[DXFTag]:
    return (DXFTag(code, value) for code, value in pairs)
