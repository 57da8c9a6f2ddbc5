"""Pictures, label photos and PDF files: little to read, much to unpack."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from tests.hostile.projects import packed_png, png
from tests.hostile.threat import FILE, IMPORT, LIST, OUTPUT, Threat

_PHOTO = ("serials", "{numbered}", "--photo", FILE, "-o", OUTPUT)


def threats() -> Iterator[Threat]:
    """All pictures and pages."""
    for what, make, words in _pictures():
        yield Threat("picture", what, "a.png", make, words, IMPORT, heavy=what in _HEAVY)
        is_alike = what not in _OWN_OF_PHOTOS
        yield Threat("label photo", what, "a.png", make, words, _PHOTO, heavy=is_alike)
    what, words = "144,000 corner marks of codes", "more than 1 s of the processor"
    yield Threat("label photo", what, "a.png", _marks, words, _PHOTO, heavy=True)
    for what, make, words in _pdfs():
        yield Threat("PDF", what, "a.pdf", make, words, IMPORT, heavy=True)
    yield Threat("PDF", "pages that lead to themselves", "a.pdf", _cycle, "it", LIST, heavy=True)


_HEAVY = frozenset({"79 megapixels cut short", "79 megapixels in four channels"})

_OWN_OF_PHOTOS = frozenset({"90 megapixels", "a drawing for Ghostscript", "text packed to 100 MB"})
"""The others go through what reads pictures as well, so that they are given to both in long runs only."""

Made = tuple[str, Callable[[], bytes], str]


def _pictures() -> Iterator[Made]:
    yield "90 MB", lambda: b"\x89PNG".ljust(90_000_000), "it is too large"
    yield "3,600 megapixels", lambda: png(60_000, 60_000), "far too many pixels"
    yield "90 megapixels", lambda: png(10_000, 9_000), "80 megapixels at most"
    yield "79 megapixels cut short", lambda: png(8_900, 8_900), "it is broken"
    yield "79 megapixels in four channels", _transparent, "it"  # memory or time, whichever ends first
    yield "no width", lambda: png(0, 50), "no picture that can be read"
    yield "a GIF of 4,000 megapixels", _gif, "far too many pixels"
    yield "a BMP of 10^18 pixels", _bmp, "pixels"
    yield "a TIFF that leads to itself", _tiff, "no picture that can be read"
    yield "text packed to 100 MB", _text_bomb, "it is broken"
    yield "a drawing for Ghostscript", lambda: _EPS, "no picture that can be read"
    yield "an SVG that loads from the net", lambda: _SVG, "no picture that can be read"
    yield (
        "a metafile of Windows",
        lambda: b"\xd7\xcd\xc6\x9a".ljust(200, b"\1"),
        "no picture that can be read",
    )


_EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/tmp/x) (w) file\nshowpage\n"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://192.0.2.1/x"/></svg>'


def _transparent() -> bytes:
    """A sound picture, of which all pixels are unpacked."""
    packer = zlib.compressobj(1)
    row = b"\0" * (1 + 4 * 8_900)
    rows = b"".join(packer.compress(row) for _ in range(8_900)) + packer.flush()
    return packed_png(8_900, 8_900, rows, kind=6)


def _marks() -> bytes:
    """As many as there is room for of what a reader of QR codes looks for first."""
    import numpy as np
    from PIL import Image

    mark = np.full((9, 9), 255, np.uint8)
    mark[1:8, 1:8], mark[2:7, 2:7], mark[3:6, 3:6] = 0, 255, 0
    stream = io.BytesIO()
    Image.fromarray(np.tile(mark, (380, 380))).save(stream, "PNG")
    return stream.getvalue()


def _gif() -> bytes:
    frame = b"," + struct.pack("<HHHHB", 0, 0, 0xFFFF, 0xFFFF, 0) + b"\x02\x02L\x01\x00;"
    return b"GIF89a" + struct.pack("<HHBBB", 0xFFFF, 0xFFFF, 0x80, 0, 0) + b"\0" * 6 + frame


def _bmp() -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head + b"\0" * 64


def _tiff() -> bytes:
    """A directory of no entries whose next one is itself."""
    return b"II*\0" + struct.pack("<IHI", 8, 0, 8)


def _text_bomb() -> bytes:
    """A PNG with a text that unpacks to 100 MB."""
    sound = png(30, 30, b"\0" * 30 * 91)
    content = b"zTXta\0\0" + zlib.compress(b" " * 100_000_000, 9)
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return sound[:33] + chunk + sound[33:]


# PDF files


def _pdfs() -> Iterator[Made]:
    yield "110 MB", lambda: b"%PDF-1.4".ljust(110_000_000), "it is too large"
    yield "rubbish", lambda: b"%PDF-1.4\n" + b"\xff rubbish" * 1_000, "too broken to be read"
    yield "a password", _locked, "locked by a password"
    yield "a page of 100 km", lambda: pdf(b"0 0 9 9 re f", side=300_000_000), "long"
    yield "a page of nothing", lambda: pdf(b"0 0 m", side="1e300"), "page 1"
    yield "a gigabyte of drawing, packed", lambda: pdf(b"0 0 9 9 re\n" * 10**8, packed=True), "it"
    yield "forms that double 40 times", _doubling, "it"


def pdf(content: bytes, *, side: object = 200, packed: bool = False, more: tuple[bytes, ...] = ()) -> bytes:
    """One page that draws this."""
    data = zlib.compress(content, 9) if packed else content
    head = b"<< /Length %d %s>>" % (len(data), b"/Filter /FlateDecode " if packed else b"")
    size = str(side).encode()
    resources = b"/Resources << /XObject << /F0 5 0 R >> >>" if more else b""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Contents 4 0 R %s >>" % (size, size, resources),
        head + b"\nstream\n" + data + b"\nendstream",
        *more,
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)


def _doubling() -> bytes:
    """A form that draws the next one twice, forty levels deep."""
    forms = []
    for level in range(40):
        inner = b"/XObject << /F%d %d 0 R >>" % (level + 1, level + 6) if level < 39 else b""
        draws = b"/F%d Do /F%d Do" % (level + 1, level + 1) if level < 39 else b"0 0 9 9 re f"
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << %s >> /Length %d >>"
        forms.append(head % (inner, len(draws)) + b"\nstream\n" + draws + b"\nendstream")
    return pdf(b"/F0 Do", more=tuple(forms))


def _cycle() -> bytes:
    return pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def _locked() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", ownerPassword="other"))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
