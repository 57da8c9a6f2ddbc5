"""ZIP archives from anywhere (KMZ, XLSX): counted before they are opened, unpacked in memory only.

Entries are read by their names and never written, so where a name would lead to does not matter.
"""

import io
import zipfile

from designer.core.errors import InputError

_DIRECTORY_ENTRY = b"PK\x01\x02"
"""What each entry of the directory at an archive's end begins with (PKWARE APPNOTE 4.3.12)."""


class Archive:
    """An archive of at most so many entries and, unpacked, so many bytes, whatever it says of itself."""

    def __init__(self, data: bytes, *, most_entries: int, most_bytes: int, remedy: str) -> None:
        """Raises InputError where it is broken, has a password, or goes beyond the limits."""
        entries = data.count(_DIRECTORY_ENTRY)
        if entries > most_entries:
            what = f"its archive has {entries:,} entries; {most_entries:,} at most are read"
            raise InputError(what, remedy=remedy)
        self._remedy, self._left = remedy, most_bytes
        self._most = most_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # BadZipFile, struct.error, NotImplementedError …
            raise self._broken() from error
        if sum(one.file_size for one in self._zip.infolist()) > most_bytes:
            raise self._too_large()

    @property
    def names(self) -> list[str]:
        """Names of all entries."""
        return self._zip.namelist()

    def content(self, name: str) -> bytes:
        """The content of an entry. InputError where it is broken, or all that was read is too much."""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(self._left + 1)
        except Exception as error:  # zlib.error, RuntimeError for a password, EOFError …
            raise self._broken() from error
        self._left -= len(content)
        if self._left < 0:
            raise self._too_large()
        return content

    def _broken(self) -> InputError:
        return InputError("its archive is broken, or locked by a password", remedy=self._remedy)

    def _too_large(self) -> InputError:
        what = f"unpacked it is larger than {self._most / 1e6:,.0f} MB"
        return InputError(what, remedy=self._remedy)
