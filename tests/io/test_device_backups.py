"""Backups of an OpenDTU: an object in JSON, of some kilobytes."""

from pathlib import Path

import pytest

from designer.core.errors import InputError
from designer.core.limits import BACKUP_BYTES
from designer.io.device_backups import read_backup


def test_a_configuration_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"wifi": {"ssid": "Home"}}')
    assert read_backup(tmp_path / "config.json") == {"wifi": {"ssid": "Home"}}


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"[]", "no configuration"), (b"{", "ends too early"), (b" " * (BACKUP_BYTES + 1), "too large")],
)
def test_anything_else_is_refused_with_the_file(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_backup(file)
    assert caught.value.where.startswith(str(file))
