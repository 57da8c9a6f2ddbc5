"""Exported files in the place of older ones: a drawing that somebody has edited since is kept."""

import itertools
from pathlib import Path

from designer.dxf_seal import is_as_written
from designer.io.atomic import write_bytes_atomically
from designer.io.endings import DXF_SUFFIX
from designer.io.looking import is_there
from designer.io.names import fitting


def write_export(file: Path, data: bytes) -> str:
    """Write an exported file; a sentence where the drawing in its place was kept, else nothing.

    Papers are made anew at any time and replaced. A drawing goes to a CAD office and comes back: one that is
    not as it was written is kept beside the new one under another name. Raises InputError where it cannot be
    written.
    """
    aside = _aside(file) if file.suffix.lower() == DXF_SUFFIX else None
    write_bytes_atomically(file, data, keep_as=aside)
    if aside is None:
        return ""
    what = f"{file.name} was edited since it was exported and is kept as {aside.name}"
    return f"{what}; import takes its changes over"


def _aside(file: Path) -> Path | None:
    """A free name for what is in the place of a drawing; None where that is as it was written, or nothing."""
    try:
        if not file.is_file() or is_as_written(file.read_bytes()):
            return None
    except (OSError, ValueError):  # writing tells what is wrong
        return None
    for number in itertools.count(1):
        remark = f"-edited{f'-{number}' * (number > 1)}{file.suffix}"
        aside = file.with_name(fitting("", file.stem, remark))
        if not is_there(aside):
            return aside
    return None
