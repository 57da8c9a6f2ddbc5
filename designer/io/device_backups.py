"""The configuration of an OpenDTU, saved from its web page, into which inverters are put."""

from pathlib import Path
from typing import Any

from designer.core.errors import InputError
from designer.core.limits import BACKUP_BYTES
from designer.io.strict_json import parse_json
from designer.limited import limited_bytes


def read_backup(path: Path) -> dict[str, Any]:
    """The content of a `config.json`. InputError, naming the file, where it is none."""
    remedy = "name a backup that OpenDTU made (config.json)"
    data = limited_bytes(path, BACKUP_BYTES, remedy=remedy)
    try:
        content = parse_json(data)
    except InputError as error:
        raise error.within(str(path)) from error
    if not isinstance(content, dict):
        raise InputError("it is no configuration of an OpenDTU", where=str(path), remedy=remedy)
    return content
