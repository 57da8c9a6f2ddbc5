"""How many pixels a picture really has, read from its first bytes without unpacking it."""

import struct

from designer.core.model.underlay import PictureMedia

_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of frame headers (ISO/IEC 10918-1, table B.1); the three others define tables or are reserved."""

_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a segment behind them."""


def picture_size(data: bytes, media: PictureMedia) -> tuple[int, int] | None:
    """Width and height in pixels; None where the header of the picture cannot be read."""
    try:
        return _png_size(data) if media is PictureMedia.PNG else _jpeg_size(data)
    except (struct.error, IndexError):
        return None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """As the first chunk says (PNG specification, 11.2.2)."""
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """As the frame header says (ISO/IEC 10918-1, B.2.2)."""
    place = 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        (length,) = (0,) if marker in _ALONE else struct.unpack_from(">H", data, place + 2)
        place += 2 + length
    return None
