"""Drawings as they are imported beside what LibreCAD prints of the same files.

Both are drawn on the same paper at the same scale and place: the header of a copy for LibreCAD says where
(its own units, $PINSBASE and $PSVPSCALE), so nothing is fitted. Then each dark pixel of one picture is looked
for in the other, within `NEAR_PX`; what is said is the share that is found. `python -m
tests.io.librecad_pictures OUT [FOLDER …]` prints the figures and writes both pictures, LibreCAD's above.
"""

import io
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import ezdxf
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from designer.core.errors import InputError
from designer.drawing.model import Text
from designer.drawing.sketch_sheet import SketchSheet, sketch_sheet
from designer.export.png_sheets import sheet_png
from designer.io.dxf_sketch import read_dxf
from tests.export.librecad_prints import MM_PER_INCH, dark_pixels, printed_by_librecad

OWN = Path(__file__).parent / "drawings"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "dxf"

DPI = 150
NEAR_PX = 5
"""Within so many pixels, 0.85 mm, of a dark pixel is there: two widths of a line and both roundings."""

_DARK = 200
_MILLIMETRES = 4
_FOOT_MM = 10.0
"""Our caption stands below this."""

_NUMBERS = {"$PLIMMIN": 2, "$PLIMMAX": 2, "$PINSBASE": 3, "$PSVPSCALE": 1, "$INSUNITS": 0}
_CODES = ("10", "20", "30")


@dataclass(frozen=True)
class Agreement:
    """How much of one picture is in the other, as shares of its dark pixels; of ours its lines by themselves.

    Letters are of other fonts there, and what a program writes anew (dimensions) stands elsewhere.
    """

    lines_in_theirs: float
    ours_in_theirs: float
    theirs_in_ours: float
    ours: NDArray[np.bool_]
    theirs: NDArray[np.bool_]


def compared(file: Path, folder: Path) -> Agreement:
    """A file as it is imported and as LibreCAD prints it. Raises InputError where it is refused."""
    sheet = sketch_sheet(read_dxf(file), file.name)
    ours, lines = _ours(sheet, texts=True), _ours(sheet, texts=False)
    copy = folder / "drawing.dxf"
    copy.write_bytes(placed_for_librecad(_as_text(file), sheet))
    theirs = _like(dark_pixels(printed_by_librecad(copy, "-m"), DPI, dark=_DARK), ours)
    foot = round(_FOOT_MM * DPI / MM_PER_INCH)
    for picture in (ours, lines, theirs):
        picture[:foot] = False
    return Agreement(_found(lines, theirs), _found(ours, theirs), _found(theirs, ours), ours, theirs)


def placed_for_librecad(data: bytes, sheet: SketchSheet) -> bytes:
    """The file with a header by which LibreCAD puts its drawing where ours is."""
    placing, paper = sheet.placing, sheet.sheet
    values = {
        "$PLIMMIN": (0.0, 0.0),
        "$PLIMMAX": (paper.width_mm, paper.height_mm),
        "$PINSBASE": (*placing.at, 0.0),
        "$PSVPSCALE": (placing.per_unit,),
        "$INSUNITS": (_MILLIMETRES,),
    }
    return _with_header(data, values)


def _as_text(file: Path) -> bytes:
    """The file, a binary one as text, which a header can be put into."""
    data = file.read_bytes()
    if not data.startswith(b"AutoCAD Binary DXF"):
        return data
    document = ezdxf.readfile(file)
    stream = io.StringIO()
    document.write(stream)
    return document.encode(stream.getvalue())


def _with_header(data: bytes, values: dict[str, tuple[float, ...]]) -> bytes:
    """The variables put in front of the others, which lose theirs of the same names."""
    end = b"\r\n" if b"\r\n" in data[:200] else b"\n"
    for name in values:
        pattern = (
            rb"[ \t]*9\r?\n" + re.escape(name.encode()) + rb"\r?\n(?:[ \t]*(?!9\r?\n|0\r?\n)\d+\r?\n.*\r?\n)+"
        )
        data = re.sub(pattern, b"", data)
    made = end.join(_variable(name, numbers) for name, numbers in values.items()).replace(b"\n", end) + end
    head = re.search(rb"[ \t]*0\r?\nSECTION\r?\n[ \t]*2\r?\nHEADER\r?\n", data)
    if head is None:
        section = end.join((b"  0", b"SECTION", b"  2", b"HEADER", made + b"  0", b"ENDSEC", b""))
        return section + data
    return data[: head.end()] + made + data[head.end() :]


def _variable(name: str, numbers: tuple[float, ...]) -> bytes:
    codes = _CODES if len(numbers) > 1 else ("70" if name == "$INSUNITS" else "40",)
    lines = [f"{code:>3}\n{number!r}" for code, number in zip(codes, numbers, strict=False)]
    return "\n".join((f"  9\n{name}", *lines)).encode()


def _ours(sheet: SketchSheet, *, texts: bool) -> NDArray[np.bool_]:
    items = tuple(item for item in sheet.sheet.items if texts or not isinstance(item, Text))
    page = sheet_png(sheet.drawing, replace(sheet.sheet, items=items), DPI)
    return np.array(Image.open(io.BytesIO(page)).convert("L"))[::-1] < _DARK


def _like(picture: NDArray[np.bool_], other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A picture with the size of another, which differs by roundings of a pixel."""
    found = np.zeros_like(other)
    rows, columns = (min(a, b) for a, b in zip(picture.shape, other.shape, strict=True))
    found[:rows, :columns] = picture[:rows, :columns]
    return found


def _found(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """The share of the dark pixels of one picture that have one of the other near them."""
    if not one.any():
        return 1.0
    grown = Image.fromarray(other).convert("L").filter(ImageFilter.MaxFilter(2 * NEAR_PX + 1))
    return float(np.asarray(grown)[one].astype(bool).mean())


def main(out: Path, *folders: Path) -> None:
    """Print the figures of all files and write their pictures."""
    for file in (file for folder in folders for file in sorted(folder.iterdir())):
        with tempfile.TemporaryDirectory() as own:
            try:
                found = compared(file, Path(own))
            except InputError as error:
                print(f"{file.name:60} refused: {error}")
                continue
        shares = found.lines_in_theirs, found.ours_in_theirs, found.theirs_in_ours
        print(f"{file.name:60}", *(f"{share:7.1%}" for share in shares))
        both = np.concatenate((found.ours, found.theirs))[::-1]
        Image.fromarray(~both).save(out / f"{file.name}.png")


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    main(given[0], *(given[1:] or (SHARED, OWN)))
