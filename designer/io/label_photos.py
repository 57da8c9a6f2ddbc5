"""Codes on a photographed label, read by zxing-cpp."""

from collections.abc import Iterable
from pathlib import Path

from designer.core.errors import InputError
from designer.core.model.serial_format import SerialFormat
from designer.core.serials.reading import serial_in
from designer.io.guarded import guarded, same
from designer.io.pictures import IN_PROCESS_PX, LARGE_PICTURE, MAX_BYTES, ORIENTATION_TAG, opened
from designer.limited import limited_bytes

SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")


def codes_in(photo: Path) -> tuple[str, ...]:
    """The texts of all bar codes and matrix codes in a picture, from the top left, each once.

    Raises InputError, naming the file, for one that is no picture or too large.
    """
    data = limited_bytes(photo, MAX_BYTES, remedy="choose a photo of the label")
    try:
        width, height = opened(data, lambda image: image.size)
        return (
            codes_of(data)
            if width * height <= IN_PROCESS_PX
            else guarded(codes_of, photo, then=same, limits=LARGE_PICTURE)
        )
    except InputError as error:
        raise (error if str(photo) in error.where else error.within(str(photo))) from error


def codes_of(source: bytes | Path) -> tuple[str, ...]:
    """As `codes_in`, of a file or its content, in the process that calls."""
    import zxingcpp
    from PIL import Image, ImageOps

    def grey(image: Image.Image) -> Image.Image:
        turn = image.getexif().get(ORIENTATION_TAG, 1)
        made = image.convert("L")
        made.getexif()[ORIENTATION_TAG] = turn
        return ImageOps.exif_transpose(made)

    found = zxingcpp.read_barcodes(opened(source, grey))
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
