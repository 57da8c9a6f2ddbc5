"""From the bytes of a DXF file to a document of ezdxf, broken files too, within limits of time and memory.

Sizes are counted in the bytes, before anything is made of them. ezdxf's own audit is not run: it takes a time
that doubles with every level of nested blocks; what it would mend is passed over when the drawing is read.
"""

import io
import re
from collections.abc import Callable

from ezdxf import recover
from ezdxf.document import Drawing as Document
from ezdxf.filemanagement import dxf_stream_info
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.tagger import binary_tags_loader

from designer.core.errors import InputError

MAX_BYTES = 40_000_000
MOST_LINES = 5_000_000
"""Lines of text, two for each value of a file; twice as many as a drawing of the most entities has."""
MOST_ENTITIES = 250_000
"""Entities, vertices and table entries of a file. ezdxf reads some 40,000 of them a second."""

MENDED_BYTES = 5_000_000
"""In larger files nothing is looked for between what makes sense: that takes as long again."""

LONGEST_ENTITY = 1_000_000
"""Where a file was cut, its last whole entity is looked for among so many bytes."""

LARGE = "export only the layers that are needed, or a part of the drawing"
BROKEN = "open it in a CAD, run its audit, and save it as DXF again"

_BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
_START = re.compile(rb"\s*(?:999[ \t]*\r?\n[^\n]*\n\s*)*0[ \t]*\r?\n[ \t]*SECTION", re.IGNORECASE)
_SOMEWHERE = re.compile(rb"(?:^|\n)[ \t]*0[ \t]*\r?\n[ \t]*(?:SECTION|EOF)\b", re.IGNORECASE)
_ENTITY = re.compile(rb"\n[ \t]*0[ \t]*\r?\n[ \t]*[A-Za-z]")
_KINDS = (
    b"LINE|MLINE|LWPOLYLINE|POLYLINE|ARC|CIRCLE|ELLIPSE|SPLINE|HATCH|MPOLYGON|INSERT|TEXT|MTEXT|POINT|SOLID|TRACE",
    b"3DFACE|LEADER|MULTILEADER|MESH|DIMENSION|ACAD_TABLE|3DSOLID|BODY|REGION|IMAGE|WIPEOUT|RAY|XLINE",
)
_DRAWN = re.compile(rb"\n[ \t]*(?:" + b"|".join(_KINDS) + rb")[ \t]*\r?\n", re.IGNORECASE)
_END = re.compile(rb"\n[ \t]*0[ \t]*\r?\n[ \t]*EOF\b", re.IGNORECASE)
_DWG = re.compile(rb"AC(?:10[0-9]{2}|1\.[0-9])\x00")


def dxf_document(data: bytes) -> Document:
    """The document in a DXF file, plain or binary.

    Raises InputError for what is no DXF, is too large, or cannot be made sense of even by ezdxf's recover.
    """
    _check_kind(data)
    _check_size(data)
    ways = _ways(data)
    for number, way in enumerate(ways):
        try:
            return way(data)
        except InputError:
            raise
        except MemoryError as error:
            raise InputError("it takes more memory than there is", remedy=LARGE) from error
        except Exception as error:
            # ezdxf raises whatever a broken value leads to: KeyError, AttributeError, struct.error …
            if number + 1 == len(ways):
                raise InputError(f"it is too broken to be read{_reason(error)}", remedy=BROKEN) from error
    raise AssertionError("there is always a way")


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
    head = data.removeprefix(b"\xef\xbb\xbf")
    if not (_START.match(head) or _SOMEWHERE.search(head)):
        raise InputError("it is no DXF drawing", remedy="choose a file that a CAD has saved as DXF")


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        what = f"it is too large ({len(data) / 1e6:,.0f} MB; {MAX_BYTES / 1e6:,.0f} MB at most)"
        raise InputError(what, remedy=LARGE)
    if data.startswith(_BINARY):
        if len(data) > MAX_BYTES // 4:  # the same drawing takes a quarter of the room
            raise InputError("it is too large for a binary file (10 MB at most)", remedy=LARGE)
        return
    if data.count(b"\n") > MOST_LINES:
        raise InputError(f"it has more than {MOST_LINES:,} lines", remedy=LARGE)
    entities = sum(1 for _ in _ENTITY.finditer(data))
    if not _DRAWN.search(data):
        raise InputError("it holds nothing that can be imported", remedy="export the drawing again")
    if entities > MOST_ENTITIES:
        raise InputError(
            f"it holds {entities:,} entities; {MOST_ENTITIES:,} at most can be read", remedy=LARGE
        )


def _ways(data: bytes) -> tuple[Callable[[bytes], Document], ...]:
    """The ways to read it, the plain one first, the one that loses most last."""
    if data.startswith(_BINARY):
        return (_binary,)
    return (_plain, _recovered, _gathered) if len(data) <= MENDED_BYTES else (_plain, _recovered)


def _binary(data: bytes) -> Document:
    return Document.load(binary_tags_loader(data, errors="replace"))


def _plain(data: bytes) -> Document:
    head = io.StringIO(data.decode("utf-8", errors="ignore"))
    encoding = dxf_stream_info(head).encoding
    text = data.decode(encoding, errors="replace").replace("\r\n", "\n")
    document = Document.read(io.StringIO(text))
    if not len(document.modelspace()) and _ENTITY.search(data, _entities_at(data)):
        raise DXFError("nothing of it was read")
    return document


def _entities_at(data: bytes) -> int:
    """Where the entities begin; the end where there are none."""
    found = re.search(
        rb"\n[ \t]*2[ \t]*\r?\n[ \t]*ENTITIES[ \t]*\r?\n[ \t]*0[ \t]*\r?\n[ \t]*(?!ENDSEC)", data
    )
    return found.end() if found else len(data)


def _recovered(data: bytes) -> Document:
    return _loaded(recover.Recover.run(io.BytesIO(data), errors="ignore"))


def _gathered(data: bytes) -> Document:
    """All that looks like a value, whatever lies between."""
    loader = recover.synced_bytes_loader
    return _loaded(recover.Recover.run(io.BytesIO(data), errors="ignore", loader=loader))


def _loaded(tool: recover.Recover) -> Document:
    document = Document()
    document._load_section_dict(tool.section_dict)  # noqa: SLF001 - recover.read would audit
    document.modelspace()
    return document


def _reason(error: Exception) -> str:
    """Where it broke, as far as ezdxf says so."""
    line = re.search(r"line:? *(\d+)", str(error))
    return f" near line {line[1]}" if line else ""
