"""Codes on a photographed label, read by zxing-cpp."""

from collections.abc import Iterable
from pathlib import Path

from designer.core.errors import InputError
from designer.core.model.serial_format import SerialFormat
from designer.core.serials.reading import serial_in

SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")
MOST_PIXELS = 100_000_000
"""More than any camera makes, less than fills the memory."""


def codes_in(photo: Path) -> tuple[str, ...]:
    """The texts of all bar codes and matrix codes in a picture, from the top left, each once.

    Raises InputError for a file that is no picture.
    """
    import zxingcpp
    from PIL import Image, ImageOps

    try:
        with Image.open(photo) as image:
            if image.width * image.height > MOST_PIXELS:
                raise InputError("the picture is too large", where=str(photo), remedy="make it smaller")
            upright = ImageOps.exif_transpose(image).convert("L")
    except (OSError, SyntaxError, Image.DecompressionBombError) as problem:
        raise InputError(
            "it is no picture", where=str(photo), remedy="choose a photo of the label"
        ) from problem
    found = zxingcpp.read_barcodes(upright)
    ordered = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return tuple(dict.fromkeys(code.text for code in ordered if code.text.strip()))


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
        remedy = "photograph the label closer, evenly lit and in focus, or type the number"
        raise InputError("no bar code can be read in it", where=str(photo), remedy=remedy)
    if len(found) > 1:
        what = f"codes of {len(found)} numbers are in it ({', '.join(found[:4])})"
        raise InputError(what, where=str(photo), remedy="photograph one label at a time")
    return found[0]
