"""Pictures and pages of PDF files on the command line: what they are, and where they are put."""

import math
from pathlib import Path

import click

from designer.cli.import_options import ImportChoices, paper_scale, pixel, positive_mm
from designer.cli.table import table
from designer.core.errors import DesignError, InputError
from designer.core.geometry.axes import Point
from designer.core.geometry.homography import quad_fault
from designer.core.model.design import Design
from designer.core.model.underlay import PictureUnderlay, Quad
from designer.edit.edits.underlays import add_picture, plain_corners, rectangle
from designer.io.endings import PDF_SUFFIX, PICTURE_SUFFIXES
from designer.io.pdf_pages import pdf_pages, read_page
from designer.io.pictures import FilePicture, read_picture

SUFFIXES = (*PICTURE_SUFFIXES, PDF_SUFFIX)

GUESSED_MM = 20_000.0
"""The longer side of a picture that nobody has scaled: a house and what is around it."""

INCH_MM = 25.4


def add_file_picture(design: Design, file: Path, choices: ImportChoices) -> Design:
    """The Design with the picture, or the page, on its site plan."""
    picture = _read(file, choices)
    try:
        pixels, places = _placed(picture, choices)
        added = PictureUnderlay(
            id="",
            name=_name(file, choices),
            media=picture.media,
            data=picture.data,
            width_px=picture.width_px,
            height_px=picture.height_px,
            pixels=pixels,
            places=places,
        )
        return add_picture(design, added)
    except (InputError, DesignError) as error:
        raise error.within(str(file)) from error


def list_picture(file: Path, choices: ImportChoices) -> None:
    """Print the size of a picture, or of the pages of a PDF."""
    if file.suffix.lower() == PDF_SUFFIX:
        sizes = pdf_pages(file).sizes_mm
        rows = [(str(page), f"{wide:.0f}", f"{high:.0f}") for page, (wide, high) in enumerate(sizes, start=1)]
        click.echo(table(("page", "width_mm", "height_mm"), rows))
        return
    picture = _read(file, choices)
    dpi = f", {picture.dpi:.0f} pixels to an inch" if picture.dpi else ""
    wide, high = picture.seen_px
    click.echo(f"{wide} × {high} pixels{dpi}")


def _read(file: Path, choices: ImportChoices) -> FilePicture:
    return read_page(file, choices.page) if file.suffix.lower() == PDF_SUFFIX else read_picture(file)


def _name(file: Path, choices: ImportChoices) -> str:
    return f"{file.name}, page {choices.page}" if file.suffix.lower() == PDF_SUFFIX else file.name


def _placed(picture: FilePicture, choices: ImportChoices) -> tuple[Quad, Quad]:
    """Four pixels and where they lie, mm: by a rectangle, by two points, by a paper scale, else by guess."""
    if choices.corners is not None or choices.size is not None:
        return _by_rectangle(picture, choices)
    pixels = plain_corners(picture.width_px, picture.height_px)
    pixel_mm = _pixel_mm(picture, choices)
    return pixels, rectangle((0.0, 0.0), picture.width_px * pixel_mm, picture.height_px * pixel_mm)


def _pixel_mm(picture: FilePicture, choices: ImportChoices) -> float:
    if choices.between is not None or choices.length is not None:
        return _by_two_points(picture, choices)
    if choices.scale is not None:
        if picture.dpi is None:
            remedy = "give two points of it and their distance by --between and --length"
            raise InputError(
                "the picture does not say how large it is on paper", where="--scale", remedy=remedy
            )
        return INCH_MM / picture.dpi * paper_scale(choices.scale)
    guessed = GUESSED_MM / max(picture.width_px, picture.height_px)
    click.echo(
        f"taken as {GUESSED_MM / 1000:g} m long; scale it by --between and --length, or in the window",
        err=True,
    )
    return guessed


def _pixel(picture: FilePicture, option: str, text: str) -> Point:
    """A pixel of the file, as it was typed, in the picture that was made smaller of it."""
    (x, y), (wide, high) = pixel(option, text), picture.seen_px
    return (x * picture.width_px / wide, y * picture.height_px / high)


def _refuse_outside(picture: FilePicture, text: str) -> None:
    """A point that is measured is one that is seen; corners of a roof may be beyond what a camera took."""
    (x, y), (wide, high) = pixel("--between", text), picture.seen_px
    if not (0.0 <= x <= wide and 0.0 <= y <= high):
        what = f"{text} is outside of the picture, which has {wide} × {high} pixels"
        raise InputError(what, where="--between", remedy="give points that are seen on it")


def _by_two_points(picture: FilePicture, choices: ImportChoices) -> float:
    if choices.between is None or choices.length is None:
        raise InputError("two points need their distance", remedy="give both --between and --length")
    for text in choices.between:
        _refuse_outside(picture, text)
    first, second = (_pixel(picture, "--between", text) for text in choices.between)
    apart = math.dist(first, second)
    if apart < 1.0:
        raise InputError("both points are the same", where="--between", remedy="give two points far apart")
    return positive_mm("--length", choices.length) / apart


def _by_rectangle(picture: FilePicture, choices: ImportChoices) -> tuple[Quad, Quad]:
    if choices.corners is None or choices.size is None:
        raise InputError(
            "four corners need the size of their rectangle", remedy="give both --corners and --size"
        )
    first, second, third, fourth = (_pixel(picture, "--corners", text) for text in choices.corners)
    corners = (first, second, third, fourth)
    if fault := quad_fault(corners):
        remedy = "give the corners of a rectangle one after the other, from its lower left one"
        raise InputError(fault, where="--corners", remedy=remedy)
    width, height = (positive_mm("--size", text) for text in choices.size)
    return corners, rectangle((0.0, 0.0), width, height)
