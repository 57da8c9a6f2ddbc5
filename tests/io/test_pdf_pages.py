"""Pages of PDF files as pictures to scale, and processes that are ended when they take too much."""

import io
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from designer.core.errors import DesignError, InputError
from designer.io.guarded import Limits, guarded, same
from designer.io.pdf_pages import pdf_pages, read_page


def sheet(folder: Path) -> Path:
    """Two pages; on the second one a black bar 100 mm long."""
    file = folder / "plan.pdf"
    canvas = Canvas(str(file), pagesize=(297 * mm, 210 * mm))
    canvas.drawString(100, 100, "cover")
    canvas.showPage()
    canvas.setPageSize((420 * mm, 297 * mm))
    canvas.rect(50 * mm, 60 * mm, 100 * mm, 10 * mm, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return file


def test_a_page_is_drawn_to_scale(tmp_path) -> None:
    file = sheet(tmp_path)
    assert [tuple(map(round, size)) for size in pdf_pages(file).sizes_mm] == [(297, 210), (420, 297)]
    picture = read_page(file, 2)
    dark = np.array(Image.open(io.BytesIO(picture.data)).convert("L")) < 128
    columns = np.nonzero(dark.any(axis=0))[0]
    assert picture.dpi is not None
    assert (columns[-1] - columns[0] + 1) / picture.dpi * 25.4 == pytest.approx(100.0, abs=0.2)


def test_pages_that_are_not_there_and_files_that_are_none(tmp_path) -> None:
    file = sheet(tmp_path)
    with pytest.raises(
        InputError, match=r"plan\.pdf: there is no page 3: it has 2 pages; give one from 1 to 2"
    ):
        read_page(file, 3)
    file.write_bytes(b"%PDF-1.7 nothing else")
    with pytest.raises(InputError, match=r"plan\.pdf: it is too broken to be read"):
        read_page(file)
    file.write_bytes(b"hello")
    with pytest.raises(InputError, match="it is no PDF"):
        pdf_pages(file)


def sleep() -> None:
    time.sleep(60.0)


def count_on() -> None:
    while True:
        pass


def fill_memory() -> int:
    return len(bytearray(2_000_000_000))


def refuse() -> None:
    raise DesignError("it is wrong", where="there", remedy="mend it")


def give_up() -> None:
    import os

    os.abort()


def long_and_large(start: int) -> int:
    begun = time.process_time()
    while time.process_time() - begun < 0.4:
        pass
    return start + len(bytearray(200_000_000))


def end_at_once() -> None:
    import os

    os._exit(3)


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        (sleep, "it takes more than 1 s to read; save it in a simpler form."),
        (count_on, "it takes more than 0.2 s of the processor to read; save it in a simpler form."),
        (fill_memory, "it takes too much memory to read; save it in a simpler form."),
        (refuse, "there: it is wrong; mend it."),
        (end_at_once, "reading it failed; open it elsewhere and save it again."),
        (give_up, "it is broken, or takes too much memory to read; open it elsewhere and save it again."),
    ],
)
def test_work_that_goes_wrong_is_one_sentence(work, sentence: str) -> None:
    with pytest.raises((InputError, DesignError)) as caught:
        guarded(
            work, then=same, limits=Limits(0.2, wall_seconds=1.0 if work is sleep else 20.0, megabytes=100)
        )
    assert caught.value.sentence() == sentence


def test_a_fault_in_what_is_made_of_the_answer_is_told_too() -> None:
    with pytest.raises(InputError, match="it is too broken to be read"):
        guarded(int, "7", then=len)


def test_what_is_made_of_the_answer_is_under_no_limit() -> None:
    """It is the program's own, and its size is known."""
    limits = Limits(cpu_seconds=0.2, megabytes=100)
    assert guarded(int, "7", then=long_and_large, limits=limits) == 200_000_007


def test_a_page_of_drawings_within_drawings_is_refused(tmp_path) -> None:
    file = tmp_path / "bomb.pdf"
    file.write_bytes(doubling_forms(26))
    with pytest.raises(InputError, match=r"bomb\.pdf: it (is broken, or )?takes"):
        read_page(file)


def test_a_page_without_colour_is_kept_grey(tmp_path) -> None:
    assert Image.open(io.BytesIO(read_page(sheet(tmp_path), 2).data)).mode == "L"


def doubling_forms(levels: int) -> bytes:
    """A PDF of one page and of forms of which each draws the next one twice."""
    size = b"/MediaBox[0 0 595 842]/BBox[0 0 595 842]/Type/%s/Subtype/Form"
    uses = b"/Resources<</XObject<</F %d 0 R>>>>"
    page = size % b"Page" + uses % 5 + b"/Parent 2 0 R/Contents 4 0 R"
    parts = [b"/Type/Catalog/Pages 2 0 R", b"/Type/Pages/Kids[3 0 R]/Count 1", page, (b"/F Do", b"")]
    parts += [(b"/F Do /F Do", size % b"XObject" + uses % (6 + level)) for level in range(levels)]
    parts += [(b"0 0 m 99 99 l S", size % b"XObject")]
    bodies = (
        b"<<%s>>" % one
        if isinstance(one, bytes)
        else b"<<%s/Length %d>>stream\n%s\nendstream" % (one[1], len(one[0]), one[0])
        for one in parts
    )
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(bodies, 1))
    return b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF"
