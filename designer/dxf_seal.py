"""The seal of an exported DXF: a version number by which is seen whether it is still as it was written.

$VERSIONGUID names a version of a drawing (Autodesk DXF reference, header section). Here it is the digest of
all the rest of the file: a CAD that saves it gives it another, and any other change leaves it wrong.
"""

import hashlib
import re
import uuid

_BLANK = b"{00000000-0000-0000-0000-000000000000}"
_VERSION = re.compile(rb"(\$VERSIONGUID\r?\n *2\r?\n)(\{[0-9A-Fa-f-]{36}\})")
_HEADER_BYTES = 50_000
"""The header lies within so many bytes of the beginning."""


def sealed(data: bytes) -> bytes:
    """The file with its seal. ValueError where its header has no version to put it in."""
    blank = _blanked(data)
    if blank is None:
        raise ValueError("a DXF without $VERSIONGUID cannot be sealed")
    return blank.replace(_BLANK, _seal(blank), 1)


def is_as_written(data: bytes) -> bool:
    """Whether a file is one of this program, and nothing in it has been changed."""
    found = _VERSION.search(data, 0, _HEADER_BYTES)
    blank = _blanked(data)
    return found is not None and blank is not None and found[2] == _seal(blank)


def _blanked(data: bytes) -> bytes | None:
    """The file with zeros for its version; None where it has none."""
    found = _VERSION.search(data, 0, _HEADER_BYTES)
    return None if found is None else data[: found.start(2)] + _BLANK + data[found.end(2) :]


def _seal(blank: bytes) -> bytes:
    digest = uuid.UUID(bytes=hashlib.sha256(blank).digest()[:16], version=5)
    return f"{{{str(digest).upper()}}}".encode()
