"""Files of drawn lines by their endings: what reads which."""

from pathlib import Path

from designer.core.geometry.sketch import Sketch
from designer.io.csv_points import read_points
from designer.io.dxf_sketch import read_dxf
from designer.io.endings import CSV_SUFFIX


def read_sketch(path: Path, unit_mm: float | None = None) -> Sketch:
    """The drawing in a DXF file, or the outlines in a CSV file, in its own unit.

    `unit_mm` is that unit where the file is not to be believed. Raises InputError, naming the file.
    """
    return read_points(path) if path.suffix.lower() == CSV_SUFFIX else read_dxf(path, unit_mm)
