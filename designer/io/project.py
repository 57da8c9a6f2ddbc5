"""The project file, format version 1: a Design as JSON. docs/file-format.md describes every field.

Format and version are read first: a newer file is refused with the program version it needs, an unknown
field with the nearest known one. Files are written whole or not at all.
"""

from pathlib import Path

import msgspec

from designer import __version__
from designer.core.errors import InputError, TrunklineError
from designer.core.model.design import Design
from designer.core.model.validate import check_structure
from designer.io.atomic import write_bytes_atomically
from designer.io.pretty_json import pretty_json
from designer.io.strict_json import parse_json
from designer.io.strict_shape import check_shape, unknown_name

FORMAT = "trunkline-project"
VERSION = 1
PROGRAM_NEEDED = "0.1.0"
"""The first program version that reads files of this format version."""

SUFFIX = ".trunkline"

MAX_BYTES = 64 * 1024 * 1024
"""A project of 100,000 modules takes some 10 MB."""

_FIELDS = ("format", "version", "needs", "design")


def load_project(path: Path) -> Design:
    """The Design in a project file.

    Raises InputError or DesignError, naming file, place and remedy, where the file cannot be read, is no
    project file, is newer than the program, or holds a Design that breaks an invariant.
    """
    try:
        return decode_project(_read(path))
    except TrunklineError as error:
        raise error.within(str(path)) from error


def save_project(design: Design, path: Path) -> None:
    """Write the Design to a project file, atomically.

    Raises DesignError where the Design breaks an invariant, so that no file is written that would not be
    read again, and InputError where the file cannot be written.
    """
    write_bytes_atomically(path, encode_project(design))


def encode_project(design: Design) -> bytes:
    """The content of a project file: the same bytes for the same Design."""
    check_structure(design)
    content = {"format": FORMAT, "version": VERSION, "needs": PROGRAM_NEEDED}
    exact = msgspec.convert(msgspec.to_builtins(design), Design)  # a length given as 2000 is written 2000.0
    return pretty_json({**content, "design": msgspec.to_builtins(exact)})


def decode_project(data: bytes) -> Design:
    """The Design in the content of a project file; raises as `load_project`, without naming the file."""
    raw = _design_part(_document(data))
    check_shape(raw, msgspec.inspect.type_info(Design), "design")
    design = msgspec.convert(raw, Design)
    check_structure(design)
    return design


def _read(path: Path) -> bytes:
    try:
        if not path.exists():
            raise InputError("there is no such file", remedy="check its name and folder")
        if not path.is_file():
            raise InputError("it is not a plain file", remedy="name a project file")
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"it is larger than {MAX_BYTES >> 20} MB", remedy="choose a project file")
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"it cannot be read ({reason})", remedy="check its permissions") from error


def _document(data: bytes) -> dict[str, object]:
    if not data.strip():
        raise InputError("the file is empty", remedy="restore it from a copy")
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        raise InputError("it is no Trunkline project", remedy=f"choose a file that ends in {SUFFIX}")
    document = parse_json(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        remedy = f"choose a file that ends in {SUFFIX}; for roofs on a map use `trunkline import`"
        raise InputError("it is no Trunkline project", remedy=remedy)
    return document


def _design_part(document: dict[str, object]) -> object:
    """The part that holds the Design, once the version has been read and the rest is known."""
    _check_version(document)
    for name in document:
        if name not in _FIELDS:
            raise unknown_name(name, _FIELDS, "")
    if "design" not in document:
        raise InputError("the field 'design' is missing", remedy="restore the file from a copy")
    return document["design"]


def _check_version(document: dict[str, object]) -> None:
    version = document.get("version")
    if type(version) is not int or version < 1:
        what = "the format version is missing or not a whole number"
        raise InputError(what, where="version", remedy=f"give one from 1 to {VERSION}")
    if version > VERSION:
        what = f"it has format version {version}, while Trunkline {__version__} reads {VERSION} at most"
        needed = document.get("needs")
        told = isinstance(needed, str) and needed.isprintable() and needed != __version__
        newer = f"Trunkline {str(needed)[:20]} or newer" if told else "a newer Trunkline"
        raise InputError(what, remedy=f"open it with {newer}")
