"""Labels on label sheets: every code is read back by zxing-cpp from the page, at its place."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from designer.core.errors import InputError
from designer.core.planning import derive
from designer.drawing.directory import Directory
from designer.edit.edits.serials import set_serials
from designer.export.cut_papers import piece_labels
from designer.export.label_sheets import (
    bundled_label_sheets,
    label_sheet_for,
    label_sheet_text,
    read_label_sheet,
)
from designer.export.matrix_code import QUIET, matrix_of
from designer.export.pdf_labels import labels_pdf
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.label_photos import codes_in, serial_on
from designer.io.project import load_project

CATALOG = bundled_catalog()
PLAIN = load_project(example_path("gable"))
PLAN = derive(PLAIN, CATALOG)
NAMES = [one.id for one in PLAN.inverters]
DESIGN = set_serials(PLAIN, {name: f"1143916268{n:02}" for n, name in enumerate(NAMES[:4])})
DIRECTORY = Directory(DESIGN, PLAN, CATALOG)
SCALE = 3.0
PT_PER_MM = 72 / 25.4


def read_back(data: bytes) -> list[tuple[int, str, float, float]]:
    """Page, text and middle (mm from the lower left) of every code."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        image = page.render(scale=SCALE).to_pil().convert("L")
        for code in zxingcpp.read_barcodes(image):
            corners = (code.position.top_left, code.position.bottom_right)
            x, y = (sum(getattr(one, axis) for one in corners) / 2 for axis in "xy")
            found.append((number, code.text, x / SCALE / PT_PER_MM, (image.height - y) / SCALE / PT_PER_MM))
    return found


@pytest.mark.parametrize(("name", "skip"), [("a4-21", 5), ("a4-65", 0), ("letter-10", 3)])
def test_every_code_is_read_at_its_label(name: str, skip: int) -> None:
    sheet = label_sheet_for(name, "")
    found = read_back(labels_pdf(DIRECTORY, sheet, skip=skip))
    pieces = {bar.piece for rail in PLAN.rails for bar in rail.bars} | {piece.id for piece in PLAN.pieces}
    placed = {}
    for page, text, x, y in found:
        rects = [(number, sheet.place(number)) for number in range(sheet.count)]
        own = [n for n, (x0, y0, x1, y1) in rects if x0 <= x <= x1 and y0 <= y <= y1]
        placed[page * sheet.count + own[0]] = text
    first = skip
    assert sorted(placed) == list(range(first, first + len(pieces) + len(NAMES)))
    codes = [placed[number] for number in sorted(placed)]
    assert {code.split()[0] for code in codes[: len(pieces)]} == pieces
    assert set(codes[len(pieces) :]) == {*DESIGN.serials.values(), *NAMES[4:]}


def test_the_code_of_a_piece_says_its_length_and_place() -> None:
    texts = [text for _, text, _, _ in read_back(labels_pdf(DIRECTORY, label_sheet_for("a4-21", "")))]
    piece = PLAN.pieces[0]
    (told,) = [text for text in texts if text.startswith(f"{piece.id} ")]
    assert (
        told
        == f"{piece.id} {piece.length_mm / 1000:.2f} m, {piece.ports} connectors {piece.from_} to {piece.to}"
    )


@settings(max_examples=25)
@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=1, max_size=60))
def test_any_text_is_read_back_from_its_matrix(text: str) -> None:
    matrix = matrix_of(text)
    side = len(matrix) + 2 * QUIET
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            image.putpixel((x + QUIET, y + QUIET), 0 if dark else 255)
    (code,) = zxingcpp.read_barcodes(image.resize((side * 4, side * 4), Image.Resampling.NEAREST))
    assert code.text == text


def photo(folder: Path, *texts: str) -> Path:
    """A picture of labels, a little turned and grey as a phone makes it."""
    image = Image.new("L", (420 * len(texts), 420), 200)
    for number, text in enumerate(texts):
        matrix = matrix_of(text)
        side = len(matrix) + 2 * QUIET
        code = Image.new("L", (side, side), 230)
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                code.putpixel((x + QUIET, y + QUIET), 40 if dark else 230)
        image.paste(code.resize((340, 340), Image.Resampling.NEAREST), (420 * number + 40, 40))
    file = folder / "photo.jpg"
    image.rotate(7, expand=True, fillcolor=200).save(file, quality=70)
    return file


def test_the_number_on_a_photographed_label_is_read(tmp_path: Path) -> None:
    taken = photo(tmp_path, "S/N:114391626836", "HMS-1000-2T")
    assert set(codes_in(taken)) == {"S/N:114391626836", "HMS-1000-2T"}
    assert serial_on(taken, CATALOG.serials) == "114391626836"


def test_photos_without_one_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="codes of 2 numbers"):
        serial_on(photo(tmp_path, "114391626836", "114391626837"), CATALOG.serials)
    Image.new("L", (64, 64), 255).save(tmp_path / "empty.png")
    with pytest.raises(InputError, match="no bar code can be read"):
        serial_on(tmp_path / "empty.png", CATALOG.serials)
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(InputError, match="it is no picture"):
        serial_on(tmp_path / "text.jpg", CATALOG.serials)


@pytest.mark.parametrize("sheet", bundled_label_sheets(), ids=lambda sheet: sheet.id)
def test_labels_of_a_sheet_lie_on_the_paper_apart_from_each_other(sheet) -> None:
    rects = [sheet.place(number) for number in range(sheet.count)]
    assert len(set(rects)) == sheet.count
    for x0, y0, x1, y1 in rects:
        assert x0 >= -0.01
        assert y0 >= -0.01
        assert x1 <= sheet.paper_mm[0] + 0.01
        assert y1 <= sheet.paper_mm[1] + 0.01
    for a in rects[1:]:
        assert a[0] >= rects[0][2] - 0.01 or a[3] <= rects[0][1] + 0.01
    assert sheet.source


def test_a_market_has_its_sheet_and_an_own_file_may_be_used(tmp_path: Path) -> None:
    assert label_sheet_for("", "eu-230").id == "a4-21"
    assert label_sheet_for("", "na-240").id == "letter-10"
    own = tmp_path / "own.toml"
    own.write_text(label_sheet_text("a4-21").replace("columns = 3", "columns = 2"))
    assert label_sheet_for(str(own), "").count == 14
    with pytest.raises(InputError, match="there are no labels 'a5'"):
        label_sheet_for("a5", "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("columns = 3", "columns = 4"), "reach beyond the paper"),
        (("step_x_mm = 66.0", "step_x_mm = 20"), "overlap"),
        (("height_mm = 38.1", "height_mm = 5"), "too small for a code"),
        (("rows = 7", "rows = 0"), "none or too many"),
        (("rows = 7", 'rows = "many"'), "no sheet of labels"),
        (("rows = 7", "rose = 7"), "no sheet of labels"),
    ],
)
def test_bad_sheets_are_refused(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(label_sheet_text("a4-21").replace(*change))
    with pytest.raises(InputError, match=told):
        read_label_sheet(own)


@pytest.mark.parametrize("skip", [-1, 65, 500])
def test_more_labels_than_a_sheet_has_cannot_be_used_up(skip: int) -> None:
    sheet = label_sheet_for("a4-65", "")
    with pytest.raises(InputError, match=f"{skip} labels of the first sheet cannot be used up: there are 65"):
        labels_pdf(DIRECTORY, sheet, skip=skip)


def test_what_small_labels_say_is_not_cut_off() -> None:
    """Where a piece lies stands on as many lines as it takes, and nothing ends with an ellipsis."""
    pages = pypdfium2.PdfDocument(labels_pdf(DIRECTORY, label_sheet_for("a4-65", "")))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert "…" not in text
    joined = " ".join(text.split())
    for one in piece_labels(DESIGN, PLAN, CATALOG):
        assert one.place in joined
