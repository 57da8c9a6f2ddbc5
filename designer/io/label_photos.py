"""Codes on a photographed label, read by zxing-cpp."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from designer.core.errors import InputError
from designer.core.model.serial_format import SerialFormat
from designer.core.serials.reading import serial_in
from designer.io.guarded import Limits, guarded, same
from designer.io.pictures import MAX_BYTES, ORIENTATION_TAG, opened
from designer.limited import limited_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")

LIMITS = Limits(cpu_seconds=1.0, wall_seconds=10.0, megabytes=420)
"""A photo takes a fifth of a second; one that is full of the corner marks of codes takes a minute."""

MOST_PX = 12_000_000
"""A larger photo is made as small as this before codes are looked for."""

_CLOSER = "photograph the label closer, evenly lit and in focus, or type the number"


def codes_in(photo: Path) -> tuple[str, ...]:
    """The texts of all bar codes and matrix codes in a picture, from the top left, each once.

    They are looked for in another process, which is ended when that takes too long. Raises InputError, naming
    the file, for one that is no picture or too large.
    """
    data = limited_bytes(photo, MAX_BYTES, remedy="choose a photo of the label")
    try:
        opened(data, lambda image: image.size)  # what is no picture is told without a process
        return guarded(codes_of, photo, then=same, limits=LIMITS)
    except InputError as error:
        remedy = _CLOSER if error.what.startswith("it takes more than") else error.remedy
        raise InputError(error.what, where=str(photo), remedy=remedy) from error


def codes_of(photo: Path) -> tuple[str, ...]:
    """As `codes_in`, in the process that calls."""
    import zxingcpp

    found = zxingcpp.read_barcodes(opened(photo, _grey))
    ordered = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return tuple(dict.fromkeys(code.text for code in ordered if code.text.strip()))


def _grey(image: "Image") -> "Image":
    """A picture upright in shades of grey, and no larger than is needed."""
    from PIL import ImageOps

    turn = image.getexif().get(ORIENTATION_TAG, 1)
    made = image.convert("L")
    if made.width * made.height > MOST_PX:
        share = math.sqrt(MOST_PX / (made.width * made.height))
        made.thumbnail((round(made.width * share), round(made.height * share)))
    made.getexif()[ORIENTATION_TAG] = turn
    return ImageOps.exif_transpose(made)


def serial_on(photo: Path, formats: Iterable[SerialFormat]) -> str:
    """The one serial number in a photo.

    Raises InputError where there is no code, and where codes are of more than one number.
    """
    known = tuple(formats)
    codes = codes_in(photo)
    serials = [serial_in(code, known) for code in codes]
    fitting = [serial for serial in serials if any(one.holds(serial) for one in known)]
    found = tuple(dict.fromkeys(fitting or serials))
    if not found:
        raise InputError("no bar code can be read in it", where=str(photo), remedy=_CLOSER)
    if len(found) > 1:
        what = f"codes of {len(found)} numbers are in it ({', '.join(found[:4])})"
        raise InputError(what, where=str(photo), remedy="photograph one label at a time")
    return found[0]
