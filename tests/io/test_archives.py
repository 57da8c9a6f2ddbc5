"""Archives: limits on entries and bytes hold whatever the archive says of itself."""

import io
import zipfile

import pytest

from designer.core.errors import InputError
from designer.io.archives import Archive


def packed(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def opened(data: bytes, *, entries: int = 9, most: int = 1_000) -> Archive:
    return Archive(data, most_entries=entries, most_bytes=most, remedy="pack it anew")


def test_entries_are_read_by_their_names_wherever_those_lead() -> None:
    archive = opened(packed({"a": b"one", "../../b": b"two"}))
    assert [archive.content(name) for name in archive.names] == [b"one", b"two"]


def test_limits_are_those_given() -> None:
    data = packed({"a": b"x" * 500, "b": b"x" * 500})
    assert len(opened(data, entries=2).content("a")) == 500
    with pytest.raises(InputError, match="2 entries; 1 at most"):
        opened(data, entries=1)
    with pytest.raises(InputError, match="unpacked it is larger"):
        opened(data, most=999)


def test_what_was_read_before_counts() -> None:
    archive = opened(packed({"a": b"x" * 600}))
    archive.content("a")
    with pytest.raises(InputError, match="unpacked it is larger"):
        archive.content("a")


def test_an_entry_that_says_less_than_it_holds_is_broken() -> None:
    size = (700).to_bytes(4, "little")
    data = packed({"a": b"x" * 700}).replace(size, (7).to_bytes(4, "little"))
    with pytest.raises(InputError, match="broken"):
        opened(data).content("a")


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x05\x06", b"hello", packed({"a": b"x"})[:-30]],
    ids=["empty", "only its end", "no archive", "cut short"],
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="broken") as caught:
        opened(data)
    assert caught.value.remedy == "pack it anew"
