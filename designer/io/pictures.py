"""Pictures from files, small enough to be kept in a project, in a format that every part of it can show."""

import io
import math
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from designer.core.errors import InputError
from designer.core.model.underlay import PictureMedia
from designer.io.guarded import Limits, guarded
from designer.limited import limited_bytes

T = TypeVar("T")

MAX_BYTES = 80_000_000
MOST_PX = 80_000_000
"""An A1 sheet scanned at 300 dpi has 70 megapixels."""

IN_PROCESS_PX = 16_000_000
"""Larger pictures are unpacked in a process of their own: a progressive JPEG or a WebP takes up to five times
the memory of its pixels, which cannot be told from outside."""

REDUCED_PX = 36_000_000

LARGE_PICTURE = Limits(cpu_seconds=4.0, megabytes=420)
"""A scan of 70 megapixels in colour takes 280 MB, and some seconds to be unpacked and made smaller."""

LONGEST_SIDE_PX = 5000
"""Pictures are made this small; at that an A1 sheet shows 6 pixels to a millimetre of paper."""

EVEN, MOST_STRETCH = 1.01, 4.0
"""Pixels as wide as high but for this are squares; those that are more unlike are a mistake in the file."""

KEPT_BYTES = 6_000_000
"""A file up to this size is kept as it is where it need not be made smaller."""

QUALITY = 88
_SETTINGS: dict[str, dict[str, int]] = {"JPEG": {"quality": QUALITY}, "PNG": {"compress_level": 4}}
"""At 4 of 9 a PNG is written twice as fast as at 6, and no larger by more than a tenth."""

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_SMALLER = "save it with fewer pixels, 5000 on its longer side are enough"
_AGAIN = "open it in a picture viewer and save it as PNG or JPEG"
ORIENTATION_TAG = 274
"""How the camera was held (Exif 2.3, table 4)."""
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""Ways of holding a camera by which width and height change places."""

_BROKEN = "it is broken"
_FEW_COLOURS = frozenset({"1", "L", "P"})


class FilePicture(Struct, frozen=True):
    """A picture and how many pixels it has to an inch, where the file says so.

    `file_px` is the size of the picture in the file, upright, where it was made smaller.
    """

    media: PictureMedia
    data: bytes
    width_px: int
    height_px: int
    dpi: float | None = None
    file_px: tuple[int, int] | None = None

    @property
    def seen_px(self) -> tuple[int, int]:
        """Its size in pixels as other programs show the file."""
        return self.file_px or (self.width_px, self.height_px)


class Unpacked(Struct, frozen=True):
    """The pixels of a picture, upright, how many there are to an inch, and its size in the file."""

    image: Image.Image
    dpi: float | None
    file_px: tuple[int, int] | None = None


def read_picture(path: Path) -> FilePicture:
    """The picture in a file, upright, at most `LONGEST_SIDE_PX` long.

    Raises InputError, naming the file, where it is no picture, broken, or too large.
    """
    data = limited_bytes(path, MAX_BYTES, remedy=_SMALLER)
    try:
        width, height = opened(data, lambda image: image.size)
        if width * height <= IN_PROCESS_PX:
            return decoded_picture(data)
        del data
        return guarded(picture_in, path, then=packed, limits=LARGE_PICTURE)
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error


def decoded_picture(data: bytes) -> FilePicture:
    """As `read_picture`, of the content of a file, in the process that calls."""
    return packed(opened(data, lambda image: _taken(image, len(data), lambda: data)))


def picture_in(path: Path) -> "FilePicture | Unpacked":
    """The picture in a file, unpacked by its library; the file is not held in memory beside its pixels."""
    try:
        return opened(path, lambda image: _taken(image, path.stat().st_size, path.read_bytes))
    except InputError as error:
        if error.what != _BROKEN:
            raise
        raise InputError(f"{_BROKEN}, or takes too much memory to read", remedy=_SMALLER) from error


def packed(taken: "FilePicture | Unpacked") -> FilePicture:
    """A picture that was unpacked as it is kept."""
    if isinstance(taken, FilePicture):
        return taken
    return replace(encoded_picture(taken.image, dpi=taken.dpi), file_px=taken.file_px)


def opened(source: bytes | Path, look: Callable[[Image.Image], T]) -> T:
    """What `look` makes of a picture whose pixels are not too many. InputError as `read_picture`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DecompressionBombWarning
            )  # its size is checked before it is unpacked
            place = io.BytesIO(source) if isinstance(source, bytes) else source
            with Image.open(place, formats=_FORMATS) as image:
                _check_size(image.size)
                return look(image)
    except DecompressionBombError as error:
        raise InputError("it has far too many pixels", remedy=_SMALLER) from error
    except UnidentifiedImageError as error:
        raise InputError("it is no picture that can be read", remedy=_AGAIN) from error
    except MemoryError as error:
        raise InputError("it takes more memory than there is", remedy=_SMALLER) from error
    except InputError:
        raise
    except Exception as error:  # a broken picture makes Pillow raise OSError, SyntaxError, struct.error …
        raise InputError(_BROKEN, remedy=_AGAIN) from error


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


def _taken(image: Image.Image, size_bytes: int, content: Callable[[], bytes]) -> "FilePicture | Unpacked":
    kind, size, told = image.format, image.size, image.getexif().get(ORIENTATION_TAG, 1)
    small = max(size) <= LONGEST_SIDE_PX
    if not small:
        shares = math.ceil(max(size) / LONGEST_SIDE_PX)
        image.draft("RGB", (image.width // shares, image.height // shares))  # a JPEG is unpacked smaller
    image.load()
    turn = image.getexif().get(ORIENTATION_TAG, 1)  # some kinds are turned as they are unpacked
    across, along = _resolution(image, on_its_side=turn != told and told in _ON_ITS_SIDE)
    stretch = _stretch(across, along)
    dpi = _dpi(across if stretch == 1.0 else max(across, along))
    if small and turn == 1 and stretch == 1.0 and kind in {"PNG", "JPEG"} and size_bytes <= KEPT_BYTES:
        media = PictureMedia.PNG if kind == "PNG" else PictureMedia.JPEG
        return FilePicture(media, content(), *size, dpi)
    made = image if small else _reduced(image)
    dpi = None if dpi is None else dpi * max(made.size) / max(size)
    if stretch != 1.0:
        made, dpi = _square(made, stretch, dpi)
    made.getexif()[ORIENTATION_TAG] = turn
    ImageOps.exif_transpose(made, in_place=True)
    made = made if made.mode in _FEW_COLOURS or made.mode in {"RGB", "RGBA"} else made.convert("RGB")
    upright = size[::-1] if turn in _ON_ITS_SIDE else size
    return Unpacked(made, dpi, None if made.size == upright else upright)


def _reduced(image: Image.Image) -> Image.Image:
    """A picture made at most `LONGEST_SIDE_PX` long, with little memory beside that of its pixels."""
    if image.mode in {"1", "P"} or image.mode.startswith("I;16"):
        image = image.convert("RGB" if image.mode == "P" else "L")
    if image.width * image.height <= REDUCED_PX:
        image.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), reducing_gap=2.0)
        return image
    smaller = image.reduce(math.ceil(max(image.size) / LONGEST_SIDE_PX))  # whole pixels into one
    image.close()  # its pixels, up to 320 MB, are no longer needed
    return smaller


def _resolution(image: Image.Image, *, on_its_side: bool) -> tuple[float, float]:
    """Pixels to an inch across and along; 0 where the file says nothing of use.

    It says them of the picture as it lay, which has been turned since where it was `on_its_side`.
    """
    try:
        across, along = map(float, image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return (along, across) if on_its_side else (across, along)


def _stretch(across: float, along: float) -> float:
    """By how much more pixels there are to an inch across than along: faxes have 204 × 98.

    1 where they are squares, or so unlike that the file is mistaken.
    """
    if not (across > 0.0 and along > 0.0):
        return 1.0
    stretch = across / along
    return stretch if EVEN < max(stretch, 1.0 / stretch) <= MOST_STRETCH else 1.0


def _square(image: Image.Image, stretch: float, dpi: float | None) -> tuple[Image.Image, float | None]:
    """A picture with square pixels, no longer than `LONGEST_SIDE_PX`, and its pixels to an inch.

    It is stretched where it has fewer of them.
    """
    width, height = image.width * max(1.0, 1.0 / stretch), image.height * max(1.0, stretch)
    less = min(1.0, LONGEST_SIDE_PX / max(height, width))
    size = (max(round(width * less), 1), max(round(height * less), 1))
    if image.mode in _FEW_COLOURS:
        image = image.convert("RGB" if image.mode == "P" else "L")
    return image.resize(size), None if dpi is None else dpi * less


def _dpi(told: float) -> float | None:
    """Pixels to an inch; the 72 and 96 that programs write when they do not know count as nothing."""
    return told if 100.0 <= told <= 4800.0 else None


def _encoded(image: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **_SETTINGS[kind])
    return stream.getvalue()
