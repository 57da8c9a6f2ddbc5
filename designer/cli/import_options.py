"""Options of `trunkline import` that say how a drawing, picture or page is read."""

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TypeVar

import click
from msgspec import Struct

from designer.cli.specs import finite_number, length_mm
from designer.core.errors import GUESS, InputError
from designer.core.geometry.axes import Point
from designer.core.model.names import nearest_remedy
from designer.core.units import AmbiguousNumberError, refuse_grouping
from designer.edit.edits.sketch_choices import Meaning

F = TypeVar("F", bound=Callable[..., object])

UNITS = ("mm", "cm", "m", "in", "ft")
_WILD = frozenset("*?[")


class ImportChoices(Struct, frozen=True, kw_only=True):
    """The answers to `import_options`."""

    building: tuple[str, ...]
    skip_bad: bool
    layers: tuple[str, ...]
    unit: str | None
    tilt: tuple[str, ...]
    azimuth: tuple[str, ...]
    true_lengths: bool
    page: int
    scale: str | None
    between: tuple[str, str] | None
    length: str | None
    corners: tuple[str, str, str, str] | None
    size: tuple[str, str] | None


def import_options(command: F) -> F:
    """Give a command the options of `ImportChoices`."""
    options = (
        click.option(
            "--building", multiple=True, metavar="ID", help="Map: only this building. May be repeated."
        ),
        click.option(
            "--skip-bad", is_flag=True, help="Map: leave out roof faces that cannot be used and say so."
        ),
        click.option(
            "--layers",
            multiple=True,
            metavar="NAME=MEANING",
            help=f"Drawing: what a layer becomes ({', '.join(Meaning)}). NAME may have *.",
        ),
        click.option("--unit", type=click.Choice(UNITS), help="Drawing: its unit, if not stated."),
        click.option("--tilt", multiple=True, metavar="[LAYER=]DEG", help="Slope without heights."),
        click.option("--azimuth", multiple=True, metavar="[LAYER=]DEGREES", help="Bearing down their slope."),
        click.option(
            "--true-lengths", is_flag=True, help="Drawing: surfaces as they lie, not seen from above."
        ),
        click.option("--page", type=click.IntRange(min=1), default=1, help="PDF: the page (1)."),
        click.option("--scale", metavar="1:N", help="PDF, scan: its scale on paper, such as 1:100."),
        click.option(
            "--between", nargs=2, metavar="X,Y X,Y", help="Picture: two pixels that --length lies between."
        ),
        click.option("--length", metavar="LENGTH", help="Picture: the length between the two points."),
        click.option(
            "--corners", nargs=4, metavar="X,Y …", help="Picture: four pixels, corners of a rectangle."
        ),
        click.option("--size", nargs=2, metavar="WIDTH HEIGHT", help="Picture: the size of that rectangle."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def layer_meanings(texts: Sequence[str], layers: Sequence[str]) -> Mapping[str, Meaning]:
    """What each layer becomes, from texts such as ``ROOF=surface`` or ``A-*=underlay``.

    A name goes before a pattern, of two the first one. Raises InputError for a name that is no layer, a
    pattern that fits none, and a meaning that is none.
    """
    pairs = [_pair(part) for text in texts for part in _split(text)]
    found: dict[str, Meaning] = {}
    for wild in (False, True):
        for name, meaning in pairs:
            if bool(_WILD & set(name)) is wild:
                fitting = [layer for layer in layers if fnmatchcase(layer.casefold(), name.casefold())]
                fitting += [layer for layer in layers if layer.casefold() == name.casefold()]
                if not fitting:
                    raise InputError(
                        f"there is no layer '{name}'", where="--layers", remedy=_known(name, layers)
                    )
                for layer in fitting:
                    found.setdefault(layer, meaning)
    return found


def _known(name: str, layers: Sequence[str]) -> str:
    remedy = nearest_remedy(name, layers)
    return f"{remedy}{'?' if remedy.startswith(GUESS) else ';'} --list shows them all"


def _split(text: str) -> list[str]:
    """Several in one text, where each part has a meaning: names may have commas in them."""
    parts = text.split(",")
    return parts if all("=" in part for part in parts) else [text]


def _pair(text: str) -> tuple[str, Meaning]:
    name, sign, meaning = (part.strip() for part in text.rpartition("="))
    if not sign or not name:
        raise InputError(
            f"'{text}' is no NAME=MEANING", where="--layers", remedy="write it like ROOF=surface"
        )
    try:
        return name, Meaning(meaning.casefold())
    except ValueError as error:
        what = f"'{meaning}' is nothing that a layer can become"
        raise InputError(what, where="--layers", remedy=nearest_remedy(meaning, list(Meaning))) from error


def angles(option: str, texts: Sequence[str], layers: Sequence[str]) -> tuple[float | None, dict[str, float]]:
    """An angle for all, and angles by layer, from texts such as ``30`` and ``EAST=30``. Raises InputError."""
    general: float | None = None
    by_layer: dict[str, float] = {}
    for text in texts:
        name, sign, figure = (part.strip() for part in text.rpartition("="))
        try:
            value = finite_number(figure)
        except ValueError as error:
            raise InputError(str(error), where=option, remedy="give degrees") from error
        most = 85.0 if option == "--tilt" else 360.0
        if not 0.0 <= value <= most:
            raise InputError(f"{value:g}° is out of range", where=option, remedy=f"give 0 to {most:g}")
        if not sign:
            general = value
        elif name in layers:
            by_layer[name] = value
        else:
            raise InputError(f"there is no layer '{name}'", where=option, remedy=_known(name, layers))
    return general, by_layer


def pixel(option: str, text: str) -> Point:
    """A point of a picture from a text such as ``120,340``. Raises InputError."""
    parts = text.split(",")
    try:
        x, y = (finite_number(part.strip()) for part in parts)
    except ValueError as error:
        remedy = "write it like 120,340: right and down from the upper left corner"
        raise InputError(f"'{text}' is no pixel", where=option, remedy=remedy) from error
    return (x, y)


def positive_mm(option: str, text: str) -> float:
    """A length above 0. Raises InputError."""
    try:
        value = length_mm(text)
    except ValueError as error:
        raise InputError(str(error), where=option) from error
    if value <= 0.0:
        raise InputError(f"{text} is no length above 0", where=option, remedy="give one like 12.4m")
    return value


def paper_scale(text: str) -> float:
    """How many times smaller than the roof the paper is, from ``1:100`` or ``100``. Raises InputError."""
    try:
        one, sign, many = text.partition(":")
        refuse_grouping(many or one)
        value = finite_number(many) / finite_number(one) if sign else finite_number(one)
    except AmbiguousNumberError as problem:
        raise InputError(str(problem), where="--scale") from problem
    except (ValueError, ZeroDivisionError):
        value = 0.0
    if not 1.0 <= value <= 100_000.0:
        raise InputError(f"'{text}' is no scale", where="--scale", remedy="write it like 1:100")
    return value
