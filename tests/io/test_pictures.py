"""Pictures as they are kept: unchanged where they may be, upright, made smaller; bombs are not unpacked."""

import io
import struct
import zlib

import pytest
from PIL import Image

from designer.core.errors import InputError
from designer.core.model.underlay import PictureMedia
from designer.io import pictures
from designer.io.guarded import Limits
from designer.io.pictures import IN_PROCESS_PX, LONGEST_SIDE_PX, decoded_picture, read_picture


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def shades(width: int, height: int) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


@pytest.mark.parametrize(("kind", "media"), [("PNG", PictureMedia.PNG), ("JPEG", PictureMedia.JPEG)])
def test_a_picture_of_moderate_size_is_kept_byte_for_byte(kind: str, media: PictureMedia) -> None:
    data = encoded(shades(300, 200), kind, dpi=(300, 300))
    picture = decoded_picture(data)
    assert (picture.data, picture.media) == (data, media)
    assert (picture.width_px, picture.height_px) == (300, 200)
    assert picture.dpi == pytest.approx(300.0, abs=0.1)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "GIF", "WEBP"])
def test_other_formats_become_one_that_can_be_shown(kind: str) -> None:
    picture = decoded_picture(encoded(shades(64, 48), kind))
    assert Image.open(io.BytesIO(picture.data)).size == (64, 48)
    assert picture.media in PictureMedia


def test_a_photograph_taken_with_the_camera_on_its_side_stands_upright() -> None:
    image = shades(60, 40)
    exif = image.getexif()
    exif[274] = 6
    picture = decoded_picture(encoded(image, "JPEG", exif=exif))
    assert (picture.width_px, picture.height_px) == (40, 60)


def test_a_scan_is_made_smaller_and_keeps_its_scale() -> None:
    scan = Image.new("1", (2 * LONGEST_SIDE_PX, 200), 1)
    picture = decoded_picture(encoded(scan, "TIFF", dpi=(600, 600), compression="group4"))
    assert (picture.width_px, picture.height_px) == (LONGEST_SIDE_PX, 100)
    assert picture.dpi == pytest.approx(300.0)
    assert picture.seen_px == (2 * LONGEST_SIDE_PX, 200)


def test_the_size_in_the_file_is_that_of_the_picture_standing_upright() -> None:
    image = Image.new("L", (2 * LONGEST_SIDE_PX, 20))
    exif = image.getexif()
    exif[274] = 6
    picture = decoded_picture(encoded(image, "PNG", exif=exif))
    assert (picture.width_px, picture.height_px) == (10, LONGEST_SIDE_PX)
    assert picture.seen_px == (20, 2 * LONGEST_SIDE_PX)


def test_a_scan_that_was_turned_lies_as_others_show_it_and_keeps_its_proportions() -> None:
    """TIFF files are turned as they are unpacked: neither they nor their pixels are turned again."""
    scan = Image.new("L", (816, 392), 255)
    scan.paste(0, (0, 0, 100, 100))
    turned = Image.Exif()
    turned[274] = 6  # to be turned to the right
    picture = decoded_picture(encoded(scan, "TIFF", dpi=(204, 98), exif=turned))
    assert picture.dpi is not None
    assert picture.width_px / picture.dpi == pytest.approx(4.0, rel=0.01)
    assert picture.height_px / picture.dpi == pytest.approx(4.0, rel=0.01)
    shown = Image.open(io.BytesIO(picture.data)).convert("L")
    assert shown.getpixel((shown.width - 5, 5)) < 50, "the upper left corner is the upper right one"


@pytest.mark.parametrize("size", [(816, 392), (2 * LONGEST_SIDE_PX, 98)])
def test_a_fax_whose_pixels_are_no_squares_keeps_its_proportions(size: tuple[int, int]) -> None:
    picture = decoded_picture(encoded(Image.new("1", size, 1), "TIFF", dpi=(204, 98)))
    assert picture.dpi is not None
    on_paper = (picture.width_px / picture.dpi, picture.height_px / picture.dpi)
    assert on_paper == pytest.approx((size[0] / 204, size[1] / 98), rel=0.01)
    assert Image.open(io.BytesIO(picture.data)).size == (picture.width_px, picture.height_px)


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png_that_claims(60_000, 60_000), "pixels"),
        (png_that_claims(10_000, 9_000), "80 megapixels at most"),
        (png_that_claims(0, 50), "no picture that can be read"),
        (png_that_claims(300, 3_000), "it is broken"),
        (encoded(shades(300, 200), "PNG")[:-60], "it is broken"),
        (encoded(shades(1, 9), "PNG"), "1 × 9 pixels"),
        (b"<svg></svg>", "no picture that can be read"),
        (b"\xff\xd8\xff" + b"x" * 500, "no picture that can be read"),
    ],
)
def test_bombs_and_broken_pictures_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        decoded_picture(data)
    assert words in caught.value.sentence()
    assert caught.value.remedy


def test_the_file_is_named(tmp_path) -> None:
    file = tmp_path / "roof.png"
    file.write_bytes(b"hello")
    with pytest.raises(InputError, match=r"roof\.png: it is no picture"):
        read_picture(file)


def test_a_large_picture_is_unpacked_elsewhere_and_comes_out_the_same(tmp_path) -> None:
    image = Image.linear_gradient("L").resize((4200, 4000))
    exif = image.getexif()
    exif[274] = 8
    data = encoded(image, "PNG", exif=exif)
    (tmp_path / "a.png").write_bytes(data)
    assert image.width * image.height > IN_PROCESS_PX
    assert read_picture(tmp_path / "a.png") == decoded_picture(data)
    assert decoded_picture(data).width_px == 4000


def test_a_large_picture_that_takes_too_much_memory_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pictures, "LARGE_PICTURE", Limits(megabytes=10))
    (tmp_path / "a.png").write_bytes(encoded(Image.new("RGB", (4200, 4000)), "PNG"))
    with pytest.raises(InputError, match="memory") as caught:
        read_picture(tmp_path / "a.png")
    assert caught.value.where == str(tmp_path / "a.png")
