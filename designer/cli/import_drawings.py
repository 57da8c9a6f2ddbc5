"""Drawings and lists of points on the command line: what is in them, and what becomes of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from designer.cli.import_options import ImportChoices, angles, layer_meanings
from designer.cli.nouns import number
from designer.cli.picture_files import SVG, checked_ending
from designer.cli.table import table
from designer.core.errors import InputError
from designer.core.geometry.left_out import left_out_words
from designer.core.geometry.sketch import Sketch, in_millimetres, layer_counts, size_of
from designer.core.model.design import Design, Surface
from designer.core.units import UNITS_MM
from designer.edit.edits.sketch_choices import Meaning, SketchChoices
from designer.edit.edits.sketching import take_sketch
from designer.io.atomic import write_bytes_atomically
from designer.io.sketches import read_sketch


def add_drawing(design: Design, file: Path, choices: ImportChoices) -> Design:
    """The Design with a drawing taken over as was chosen; what could not be is said on standard error."""
    sketch = _read(file, choices)
    try:
        unit_mm = _unit_mm(sketch, choices)
        meanings = _meanings(sketch, choices)
        tilt, tilts = angles("--tilt", choices.tilt, sketch.layers)
        azimuth, azimuths = angles("--azimuth", choices.azimuth, sketch.layers)
        wanted = SketchChoices(
            name=file.name,
            meanings=meanings,
            true_lengths=choices.true_lengths,
            tilt_deg=tilt or 0.0,
            azimuth_deg=azimuth,
            tilts_deg=tilts,
            azimuths_deg=azimuths,
        )
        near = in_millimetres(sketch, unit_mm)
        taken = take_sketch(design, near, wanted)
    except InputError as error:
        raise error.within(str(file)) from error
    _tell(near, taken.told)
    if tilt is None and not tilts:
        _tell_flat(taken.design.surfaces[len(design.surfaces) :])
    return taken.design


def list_drawing(file: Path, choices: ImportChoices) -> None:
    """Print unit, size and layers of a drawing."""
    sketch = _read(file, choices)
    click.echo(_size_line(sketch))
    rows = [
        (
            one.name,
            str(one.closed),
            str(one.open),
            str(one.blocks),
            str(one.texts),
            "off" if one.hidden else "",
        )
        for one in layer_counts(sketch)
    ]
    click.echo(table(("layer", "closed lines", "other lines", "blocks", "texts", "state"), rows))
    _tell(sketch, ())


def draw_drawing(file: Path, choices: ImportChoices, picture: Path) -> None:
    """Write what would be imported of a drawing, its layers that are on, as a sheet to scale."""
    from designer.drawing.sketch_sheet import sketch_sheet
    from designer.export.png_sheets import sheet_png
    from designer.export.svg_sheets import sheet_svg

    kind = checked_ending(picture)
    sketch = _read(file, choices)
    try:
        made = sketch_sheet(sketch, file.name)
    except InputError as error:
        raise error.within(str(file)) from error
    paint = sheet_svg if kind == SVG else sheet_png
    write_bytes_atomically(picture, paint(made.drawing, made.sheet))
    _tell(sketch, ())
    click.echo(picture)


def _read(file: Path, choices: ImportChoices) -> Sketch:
    given = None if choices.unit is None else UNITS_MM[choices.unit]
    return read_sketch(file, given)


def _unit_mm(sketch: Sketch, choices: ImportChoices) -> float:
    if choices.unit is not None:
        return UNITS_MM[choices.unit]
    if sketch.unit_mm is not None:
        return sketch.unit_mm
    raise InputError(f"the file does not say its unit; {_sizes(sketch)}", remedy="give --unit")


def _sizes(sketch: Sketch) -> str:
    """How large it would be in the units that people draw in."""
    bounds = size_of(sketch.strokes)
    if bounds is None:
        return "it holds texts only"
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    metres = (f"in {unit} {wide * mm / 1000:.4g} × {high * mm / 1000:.4g} m" for unit, mm in _OFTEN)
    return f"it would measure {', '.join(metres)}"


_OFTEN = (("mm", 1.0), ("m", 1000.0), ("in", 25.4), ("ft", 304.8))


def _size_line(sketch: Sketch) -> str:
    if sketch.unit_mm is None:
        return f"unit not stated; {_sizes(sketch)}"
    bounds = size_of(sketch.strokes)
    unit = next((name for name, mm in UNITS_MM.items() if mm == sketch.unit_mm), f"{sketch.unit_mm:g} mm")
    if bounds is None:
        return f"unit {unit}, texts only"
    wide, high = ((bounds[two] - bounds[one]) * sketch.unit_mm / 1000 for one, two in ((0, 2), (1, 3)))
    return f"unit {unit}, {wide:.4g} × {high:.4g} m"


def _meanings(sketch: Sketch, choices: ImportChoices) -> Mapping[str, Meaning]:
    """As was typed; else as the file says, and every layer that is switched on as underlay."""
    if choices.layers:
        return layer_meanings(choices.layers, sketch.layers)
    return {
        layer: Meaning(sketch.meanings.get(layer, Meaning.UNDERLAY))
        for layer in sketch.layers
        if layer not in sketch.hidden
    }


def _tell(sketch: Sketch, told: tuple[str, ...]) -> None:
    for words in left_out_words(sketch.left_out):
        click.echo(f"left out: {words}", err=True)
    for sentence in told:
        click.echo(f"{sentence}", err=True)
    if sketch.moved_mm != (0.0, 0.0):
        x, y = (-part / 1000.0 for part in sketch.moved_mm)
        click.echo(f"moved by {x:,.0f} m and {y:,.0f} m to lie near the origin", err=True)


def _tell_flat(surfaces: Sequence[Surface]) -> None:
    """Nobody said that they are: on a slope every length up it would be too short."""
    flat = sum(surface.tilt_deg == 0.0 for surface in surfaces)
    if flat:
        words = f"{number(flat, 'surface')} taken as flat, as no heights say otherwise"
        click.echo(f"{words}; add --tilt where a roof slopes", err=True)


def taken_over(before: Design, after: Design) -> str:
    """What a project has more than before, in words; empty where it is surfaces and modules only."""
    layers = len(after.underlays) - len(before.underlays)
    pictures = len(after.pictures) - len(before.pictures)
    parts = [number(count, noun) for count, noun in ((layers, "underlay"), (pictures, "picture")) if count]
    return ", ".join(parts)
