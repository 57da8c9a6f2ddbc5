"""Pictures from files, small enough to be kept in a project, in a format that every part of it can show."""

import io
import warnings
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from designer.core.errors import InputError
from designer.core.model.underlay import PictureMedia
from designer.io.limited import limited_bytes

MAX_BYTES = 80_000_000
MOST_PX = 80_000_000
"""An A1 sheet scanned at 300 dpi has 70 megapixels."""

LONGEST_SIDE_PX = 5000
"""Pictures are made this small; at that an A1 sheet shows 6 pixels to a millimetre of paper."""

KEPT_BYTES = 6_000_000
"""A file up to this size is kept as it is where it need not be made smaller."""

QUALITY = 88
_SETTINGS: dict[str, dict[str, int]] = {"JPEG": {"quality": QUALITY}, "PNG": {"compress_level": 4}}
"""At 4 of 9 a PNG is written twice as fast as at 6, and no larger by more than a tenth."""

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_SMALLER = "save it with fewer pixels, 5000 on its longer side are enough"
_AGAIN = "open it in a picture viewer and save it as PNG or JPEG"
_ORIENTATION_TAG = 274
"""How the camera was held (Exif 2.3, table 4)."""
_FEW_COLOURS = frozenset({"1", "L", "P"})


class FilePicture(Struct, frozen=True):
    """A picture and how many pixels it has to an inch, where the file says so."""

    media: PictureMedia
    data: bytes
    width_px: int
    height_px: int
    dpi: float | None = None


def read_picture(path: Path) -> FilePicture:
    """The picture in a file, upright, at most `LONGEST_SIDE_PX` long.

    Raises InputError, naming the file, where it is no picture, broken, or too large.
    """
    data = limited_bytes(path, MAX_BYTES, remedy=_SMALLER)
    try:
        return decoded_picture(data)
    except InputError as error:
        raise error.within(str(path)) from error


def decoded_picture(data: bytes) -> FilePicture:
    """As `read_picture`, of the content of a file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DecompressionBombWarning
            )  # its size is checked before it is unpacked
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                _check_size(image.size)
                return _taken(image, data)
    except DecompressionBombError as error:
        raise InputError("it has far too many pixels", remedy=_SMALLER) from error
    except UnidentifiedImageError as error:
        raise InputError("it is no picture that can be read", remedy=_AGAIN) from error
    except MemoryError as error:
        raise InputError("it takes more memory than there is", remedy=_SMALLER) from error
    except InputError:
        raise
    except Exception as error:  # a broken picture makes Pillow raise OSError, SyntaxError, struct.error …
        raise InputError("it is broken", remedy=_AGAIN) from error


def encoded_picture(image: Image.Image, *, dpi: float | None = None) -> FilePicture:
    """A picture in memory: as PNG where it is a drawing, as JPEG where that is much smaller."""
    image = image.convert("L") if _is_grey(image) else image
    png = _encoded(image, "PNG")
    media, data = PictureMedia.PNG, png
    if image.mode not in _FEW_COLOURS:
        jpeg = _encoded(image.convert("RGB"), "JPEG")
        if 2 * len(jpeg) < len(png):
            media, data = PictureMedia.JPEG, jpeg
    return FilePicture(media, data, *image.size, dpi)


def _is_grey(image: Image.Image) -> bool:
    """Whether a coloured picture has no colour in it, as most plans: it is a third as large without."""
    if image.mode != "RGB":
        return False
    red, green, blue = image.split()
    return not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if width < 2 or height < 2:
        raise InputError(f"it has {width} × {height} pixels", remedy="choose a larger picture")
    if width * height > MOST_PX:
        what = f"it has {width} × {height} pixels; {MOST_PX // 1_000_000} megapixels at most can be read"
        raise InputError(what, remedy=_SMALLER)


def _taken(image: Image.Image, data: bytes) -> FilePicture:
    dpi, kind, size = _dpi(image), image.format, image.size
    upright = image.getexif().get(_ORIENTATION_TAG, 1) == 1
    small = max(size) <= LONGEST_SIDE_PX
    if not small:
        image.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    image.load()
    if small and upright and kind in {"PNG", "JPEG"} and len(data) <= KEPT_BYTES:
        media = PictureMedia.PNG if kind == "PNG" else PictureMedia.JPEG
        return FilePicture(media, data, *size, dpi)
    made = ImageOps.exif_transpose(image)
    made = made if made.mode in _FEW_COLOURS or made.mode in {"RGB", "RGBA"} else made.convert("RGB")
    if not small:
        made = made.convert("RGB") if made.mode == "P" else made.convert("L") if made.mode == "1" else made
        made.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), reducing_gap=2.0)
        dpi = None if dpi is None else dpi * max(made.size) / max(size)
    return encoded_picture(made, dpi=dpi)


def _dpi(image: Image.Image) -> float | None:
    """Pixels to an inch; the 72 and 96 that programs write when they do not know count as nothing."""
    told = image.info.get("dpi")
    try:
        dpi = float(told[0]) if told else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return dpi if 100.0 <= dpi <= 4800.0 else None


def _encoded(image: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **_SETTINGS[kind])
    return stream.getvalue()
