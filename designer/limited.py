"""Reading a file whole, once its kind and size are known to be sound."""

import stat
import tomllib
from pathlib import Path
from typing import Any

from designer.core.errors import InputError
from designer.core.limits import TOML_BYTES, TOML_DOTS

HEAD_BYTES = 1024
_EMPTY = "export it again or use a copy"


def limited_bytes(path: Path, most_bytes: int, *, remedy: str) -> bytes:
    """The content of a file of at most so many bytes.

    Raises InputError, naming the file, where there is none, it is no plain file, empty, larger, or may not be
    read. `remedy` says what to do about one that is too large.
    """
    content = _read(path, most_bytes, remedy, most_bytes + 1)
    _check_size(len(content), path, most_bytes, remedy)  # it may have grown meanwhile
    if not content.strip():
        raise InputError("the file is empty", where=str(path), remedy=_EMPTY)
    return content


def limited_head(path: Path, most_bytes: int, *, remedy: str) -> bytes:
    """How a file begins that is read by others; InputError as `limited_bytes`."""
    head = _read(path, most_bytes, remedy, HEAD_BYTES)
    if not head:
        raise InputError("the file is empty", where=str(path), remedy=_EMPTY)
    return head


def _read(path: Path, most_bytes: int, remedy: str, wanted: int) -> bytes:
    """So many bytes from the beginning of a plain file; a pipe is not waited for."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("it is not a plain file", where=str(path), remedy="name a file")
        _check_size(status.st_size, path, most_bytes, remedy)
        with path.open("rb") as stream:
            return stream.read(wanted)
    except FileNotFoundError as error:
        raise InputError(
            "there is no such file", where=str(path), remedy="check its name and folder"
        ) from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(
            f"it cannot be read ({reason})", where=str(path), remedy="check its name and permissions"
        ) from error


def _check_size(size: int, path: Path, most_bytes: int, remedy: str) -> None:
    if size > most_bytes:
        what = f"it is too large ({_megabytes(size)} MB; {_megabytes(most_bytes)} MB at most)"
        raise InputError(what, where=str(path), remedy=remedy)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}" if size >= 9.5e6 else f"{size / 1e6:.3g}"


def toml_tables(path: Path, *, most_bytes: int = TOML_BYTES) -> dict[str, Any]:
    """The tables of a TOML file. Raises InputError, naming the file, where it cannot be read or is none."""
    data = limited_bytes(path, most_bytes, remedy="split it into smaller files")
    try:
        return parsed_toml(data)
    except InputError as error:
        raise error.within(str(path)) from error


def parsed_toml(data: bytes) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputError where it is none."""
    _check_keys(data)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise InputError("it is nested too deeply", remedy="choose another file") from error
    except ValueError as error:  # of the text's encoding and of TOML
        raise InputError(f"it is not TOML ({error})", remedy="mend the line") from error


def _check_keys(data: bytes) -> None:
    """InputError where a key may have so many parts that reading it takes a time by their square."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.count(b".") > TOML_DOTS:
            what = f"a line of it has more than {TOML_DOTS} dots"
            raise InputError(what, where=f"line {number}", remedy="part it into several lines")
