"""The seal of an exported DXF: a comment at its head that tells whether it is still as it was written.

Group 999 is a comment in every DXF; others put theirs in the same place. A CAD that saves the file drops it,
and any other change of the file leaves it wrong.
"""

import hashlib

_MARK = b"999\nTrunkline "


def sealed(data: bytes) -> bytes:
    """The file with its seal."""
    return _seal(data) + data


def is_as_written(data: bytes) -> bool:
    """Whether a file is one of this program, and nothing in it has been changed."""
    seal = len(_seal(b""))
    return data.startswith(_MARK) and _seal(data[seal:]) == data[:seal]


def _seal(data: bytes) -> bytes:
    return _MARK + hashlib.sha256(data).hexdigest().encode() + b"\n"
