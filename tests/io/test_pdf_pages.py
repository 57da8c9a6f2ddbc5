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
from designer.io import guarded as guarding
from designer.io.guarded import guarded
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


def fill_memory() -> int:
    return len(bytearray(2_000_000_000))


def refuse() -> None:
    raise DesignError("it is wrong", where="there", remedy="mend it")


def end_at_once() -> None:
    import os

    os._exit(3)


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        (sleep, "it takes more than 1 s to read; save it in a simpler form."),
        (fill_memory, "it takes too much memory to read; save it in a simpler form."),
        (refuse, "there: it is wrong; mend it."),
        (end_at_once, "reading it failed; open it elsewhere and save it again."),
    ],
)
def test_work_that_goes_wrong_is_one_sentence(monkeypatch, work, sentence: str) -> None:
    if work is sleep:
        monkeypatch.setattr(guarding, "SECONDS", 1.0)
    with pytest.raises((InputError, DesignError)) as caught:
        guarded(work)
    assert caught.value.sentence() == sentence
