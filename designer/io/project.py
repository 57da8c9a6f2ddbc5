"""The project file, format version 1: a Design as JSON. docs/file-format.md describes every field.

Format and version are read first: a newer file is refused with the program version it needs, an older one is
brought up. A misspelled field is refused with the nearest known one, other unknown data is kept. Files are
written whole or not at all, and what was saved before stays beside them.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec

from designer import __version__
from designer.core.errors import DesignError, InputError, TrunklineError
from designer.core.limits import JSON_VALUES, PROJECT_BYTES
from designer.core.model.design import Design
from designer.core.model.validate import check_structure
from designer.io.atomic import write_bytes_atomically
from designer.io.foreign import SET_ASIDE, is_foreign, put_back, set_aside
from designer.io.migrations import Document, brought_up
from designer.io.names import fitting
from designer.io.pretty_json import pretty_json
from designer.io.strict_json import parse_json, values_in
from designer.io.strict_shape import check_shape, unknown_name
from designer.limited import limited_bytes

FORMAT = "trunkline-project"
VERSION = 1
PROGRAM_NEEDED = "0.1.0"
"""The first program version that reads files of this format version."""

SUFFIX = ".trunkline"

_FIELDS = ("format", "version", "needs", "design")


_DESIGN = msgspec.inspect.type_info(Design)


class ChangedElsewhereError(InputError):
    """Somebody else has written the file since it was read or written here."""


def load_project(path: Path) -> Design:
    """The Design in a project file.

    Raises InputError or DesignError, naming file, place and remedy, where the file cannot be read, is no
    project file, is newer than the program, or holds a Design that breaks an invariant.
    """
    return open_project(path)[0]


def open_project(path: Path) -> tuple[Design, str]:
    """The Design in a project file and the digest of its content; raises as `load_project`."""
    data = limited_bytes(path, PROJECT_BYTES, remedy="choose a project file")
    try:
        return decode_project(data), digest_of(data)
    except TrunklineError as error:
        raise error.within(str(path)) from error


def save_project(design: Design, path: Path, *, known: str | None = None) -> str:
    """Write the Design to a project file, atomically; the digest of the new content.

    What was in the file before stays beside it, see `backup_path`. Raises DesignError where the Design breaks
    an invariant, so that no file is written that would not be read again; ChangedElsewhereError where the
    content is another than the `known` one, by its digest; InputError where the file cannot be written.
    """
    data = encode_project(design)
    present, new = present_digest(path), digest_of(data)
    if known is not None and present not in (None, known, new):
        what = "it was changed by someone else since it was opened"
        raise ChangedElsewhereError(what, where=str(path), remedy="save under another name")
    replaces = present not in (None, new)
    write_bytes_atomically(path, data, keep_as=backup_path(path) if replaces else None)
    return new


def backup_path(path: Path) -> Path:
    """Where the previous save of a project stays: beside it, ``house.trunkline.bak``."""
    target = path.resolve()
    return target.with_name(fitting("", target.name, ".bak"))


def copy_beside(path: Path, remark: str) -> str:
    """Copy a file to ``house (remark).trunkline`` beside it, so that it can be replaced; its digest.

    Raises InputError where it cannot be read or written.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "save under another name"
        raise InputError(f"it cannot be read ({reason})", where=str(path), remedy=remedy) from error
    write_bytes_atomically(
        path.with_name(fitting("", path.stem, f" ({remark}){path.suffix}")), content, follow=False
    )
    return digest_of(content)


def digest_of(data: bytes) -> str:
    """What content is compared by. A time stamp would not do: cloud clients touch it."""
    return hashlib.sha256(data).hexdigest()


def present_digest(path: Path) -> str | None:
    """The digest of what a file holds now; None where there is none, or nothing that can be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):  # ValueError: a character that no name may have
        return None


def encode_project(design: Design) -> bytes:
    """The content of a project file: the same bytes for the same Design."""
    check_structure(design)
    exact = msgspec.convert(msgspec.to_builtins(design), Design)  # a length given as 2000 is written 2000.0
    plain: dict[str, Any] = msgspec.to_builtins(exact)
    foreign = plain.pop(SET_ASIDE)
    whole = put_back(plain, _DESIGN, "design", foreign)
    content = {"format": FORMAT, "version": VERSION, "needs": PROGRAM_NEEDED, "design": whole}
    data = pretty_json({**content, **json.loads(foreign.get("", "{}"))})
    if len(data) > PROJECT_BYTES or values_in(data) > JSON_VALUES:
        remedy = "take out underlays, or part the site into several projects"
        raise DesignError("the project is too large to be read again once it is saved", remedy=remedy)
    return data


def decode_project(data: bytes) -> Design:
    """The Design in the content of a project file; raises as `load_project`, without naming the file."""
    document, foreign = _checked(_document(data))
    raw, inside = set_aside(document["design"], _DESIGN, "design")
    if isinstance(raw, dict):
        if SET_ASIDE in raw:
            raise unknown_name(SET_ASIDE, Design.__struct_fields__, "design")
        raw |= {SET_ASIDE: foreign | inside}
    check_shape(raw, _DESIGN, "design")
    design = msgspec.convert(raw, Design)
    check_structure(design)
    return design


def _document(data: bytes) -> Document:
    if not data.strip():
        raise InputError("the file is empty", remedy="restore it from a copy")
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        raise InputError("it is no Trunkline project", remedy=f"choose a file that ends in {SUFFIX}")
    document = parse_json(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        remedy = f"choose a file that ends in {SUFFIX}; for roofs on a map use `trunkline import`"
        raise InputError("it is no Trunkline project", remedy=remedy)
    return document


def _checked(document: Document) -> tuple[Document, dict[str, str]]:
    """The document in the present version, and what else stands beside the Design."""
    document = brought_up(document, _version_of(document), VERSION)
    foreign = {name: item for name, item in document.items() if name not in _FIELDS}
    for name in foreign:
        if not is_foreign(name, _FIELDS):
            raise unknown_name(name, _FIELDS, "")
    if "design" not in document:
        raise InputError("the field 'design' is missing", remedy="restore the file from a copy")
    return document, {"": json.dumps(foreign)} if foreign else {}


def _version_of(document: Document) -> int:
    """The format version; InputError where there is none or it is newer than the program."""
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
    return version
