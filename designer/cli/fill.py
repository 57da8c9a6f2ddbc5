"""`trunkline fill`: fill the roof faces of a map with modules, without a project."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from designer.core.errors import InputError
from designer.core.units import parse_length

if TYPE_CHECKING:
    from designer.cli.face_filling import FillTask
    from designer.core.layout.model import ModuleSize


@click.command("fill")
@click.argument("roofs", type=click.Path(path_type=Path))
@click.option("--module", required=True, metavar="ID|LENGTHxWIDTH", help="Product id or size of the module.")
@click.option(
    "--orientation",
    type=click.Choice(("best", "portrait", "landscape", "mixed")),
    default="best",
    show_default=True,
    help="How modules lie: best takes the better of two for each face, mixed decides for each row.",
)
@click.option(
    "--halves",
    is_flag=True,
    help="Let rows stand at other heights on either side of one line, where that holds more (slower).",
)
@click.option(
    "--gap", default="20", show_default=True, metavar="LENGTH", help="Gap between modules of a row."
)
@click.option("--row-gap", metavar="LENGTH", help="Gap between rows; as --gap where none is given.")
@click.option(
    "--setback", default="300", show_default=True, metavar="LENGTH", help="Distance from every edge."
)
@click.option(
    "--obstacle-clearance", default="50", show_default=True, metavar="LENGTH", help="Distance from obstacles."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="GeoJSON file of the placed modules.")
@click.option("--json", "as_json", is_flag=True, help="Print faces, modules, kwp and seconds as JSON.")
def fill_command(
    roofs: Path,
    module: str,
    orientation: str,
    halves: bool,
    output: Path | None,
    as_json: bool,
    **lengths: str | None,
) -> None:
    """Fill the roof faces of ROOFS, a GeoJSON file, with modules.

    Faces are polygons in longitude and latitude with the property tilt_deg and, where known, azimuth_deg,
    eave and building; obstacles are features of kind obstacle. A face that cannot be used is reported and
    left out. Lengths may be typed like 20, 2cm or 1.722m.
    """
    started = time.perf_counter()
    from designer.cli.face_filling import fill_file, module_of
    from designer.io.geojson import write_modules

    _refuse_input_as_output(roofs, output)
    size, power_w = module_of(module)
    filling = fill_file(roofs, _task(size, orientation, lengths, halves=halves))
    if output is not None:
        write_modules(output, filling.modules)
    for problem in filling.problems:
        click.echo(f"left out: {problem}", err=True)
    kwp = None if power_w is None else round(len(filling.modules) * power_w / 1000.0, 3)
    _print_result(filling.faces, len(filling.modules), kwp, time.perf_counter() - started, as_json=as_json)


def _task(
    size: "ModuleSize", orientation: str, typed: Mapping[str, str | None], *, halves: bool
) -> "FillTask":
    from designer.cli.face_filling import FillTask
    from designer.core.layout.model import FillMode, FillOptions

    lengths = {name: _length_mm(name, text) for name, text in typed.items() if text is not None}
    options = FillOptions(
        gap_mm=lengths["gap"],
        row_gap_mm=lengths.get("row_gap", lengths["gap"]),
        mode=FillMode(orientation),
        halves=halves,
    )
    return FillTask(
        size=size,
        options=options,
        setback_mm=lengths["setback"],
        obstacle_clearance_mm=lengths["obstacle_clearance"],
    )


def _length_mm(name: str, text: str) -> float:
    """A length of zero or more; InputError names the option where it is none."""
    option = f"--{name.replace('_', '-')}"
    try:
        length_mm = parse_length(text)
    except ValueError as error:
        raise InputError(str(error), where=option) from error
    if length_mm < 0.0:
        raise InputError(f"{text} is negative", where=option, remedy="give zero or a positive length")
    return length_mm


def _refuse_input_as_output(roofs: Path, output: Path | None) -> None:
    if output is not None and output.exists() and roofs.exists() and output.samefile(roofs):
        raise InputError("it is the file that is read", where=f"-o {output}", remedy="choose another name")


def _print_result(faces: int, modules: int, kwp: float | None, seconds: float, *, as_json: bool) -> None:
    if as_json:
        import json

        result = {"faces": faces, "modules": modules, "kwp": kwp, "seconds": round(seconds, 3)}
        click.echo(json.dumps(result))
        return
    power = "" if kwp is None else f", {kwp:,.3f} kWp"
    click.echo(f"{faces:,} faces, {modules:,} modules{power} in {seconds:.1f} s")
