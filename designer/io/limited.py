"""Reading a file whole, once its kind and size are known to be sound."""

from pathlib import Path

from designer.core.errors import InputError

HEAD_BYTES = 1024
_EMPTY = "export it again or use a copy"


def limited_bytes(path: Path, most_bytes: int, *, remedy: str) -> bytes:
    """The content of a file of at most so many bytes.

    Raises InputError, naming the file, where there is none, it is no plain file, empty, larger, or may not be
    read. `remedy` says what to do about one that is too large.
    """
    content = _read(path, most_bytes, remedy, None)
    if not content.strip():
        raise InputError("the file is empty", where=str(path), remedy=_EMPTY)
    return content


def limited_head(path: Path, most_bytes: int, *, remedy: str) -> bytes:
    """How a file begins that is read by others; InputError as `limited_bytes`."""
    head = _read(path, most_bytes, remedy, HEAD_BYTES)
    if not head:
        raise InputError("the file is empty", where=str(path), remedy=_EMPTY)
    return head


def _read(path: Path, most_bytes: int, remedy: str, wanted: int | None) -> bytes:
    try:
        if not path.exists():
            raise InputError("there is no such file", where=str(path), remedy="check its name and folder")
        if not path.is_file():
            raise InputError("it is not a plain file", where=str(path), remedy="name a file")
        size = path.stat().st_size
        if size > most_bytes:
            what = f"it is too large ({size / 1e6:,.0f} MB; {most_bytes / 1e6:,.0f} MB at most)"
            raise InputError(what, where=str(path), remedy=remedy)
        with path.open("rb") as stream:
            return stream.read(most_bytes if wanted is None else wanted)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(
            f"it cannot be read ({reason})", where=str(path), remedy="check its name and permissions"
        ) from error
