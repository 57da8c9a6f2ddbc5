"""Names of files beside a project: none longer than file systems take."""

import os
import zlib

MOST_BYTES = 255
"""Of a name: what ext4 takes; NTFS and APFS take as many characters or more."""


def fitting(begin: str, stem: str, end: str) -> str:
    """The three in a row; a stem too long for that is cut off, and marked by a sum of what it was."""
    whole = f"{begin}{stem}{end}"
    if len(os.fsencode(whole)) <= MOST_BYTES:
        return whole
    mark = f"~{zlib.crc32(os.fsencode(stem)):08x}"
    room = max(0, MOST_BYTES - len(os.fsencode(f"{begin}{mark}{end}")))
    cut = os.fsencode(stem)[:room].decode("utf-8", "ignore")
    return f"{begin}{cut}{mark}{end}"
