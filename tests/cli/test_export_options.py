"""What an export may be asked for: which files, sheets, layers; and the commands that show the choices."""

from collections.abc import Callable
from pathlib import Path

import ezdxf
import pytest
from click.testing import Result
from PIL import Image

from designer.io.examples import example_path

Run = Callable[..., Result]
GABLE = example_path("gable")


def test_only_what_is_named_is_written(run: Run, tmp_path: Path) -> None:
    assert run("export", GABLE, "-o", tmp_path, "--only", "bom.csv", "--only", "sheets.pdf").exit_code == 0
    assert {entry.name for entry in tmp_path.iterdir()} == {"bom.csv", "sheets.pdf"}


def test_sheets_come_as_pictures_in_folders_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    result = run("export", GABLE, "-o", tmp_path, "--only", "bom.csv", "--svg", "--png", "--dpi", "40")
    assert result.exit_code == 0
    for kind in ("svg", "png"):
        names = sorted(entry.name for entry in (tmp_path / f"sheets-{kind}").iterdir())
        assert names[0] == f"01-cover.{kind}"
        assert len(names) > 8


def test_layers_paper_and_title_block_are_chosen(run: Run, tmp_path: Path) -> None:
    said = ("--drawing-number", "PV-7", "--revision", "C", "--drawn-by", "Åsa Lind")
    chosen = ("--layers", "german", "--template", "us", "--paper", "arch d", *said)
    assert run("export", GABLE, "-o", tmp_path, "--only", "drawing.dxf", *chosen).exit_code == 0
    document = ezdxf.readfile(tmp_path / "drawing.dxf")
    assert "PV_MODULE" in document.layers
    cover = document.layouts.get("01 Cover")
    (block,) = cover.query("INSERT")
    values = {attribute.dxf.tag: attribute.dxf.text for attribute in block.attribs}
    assert (values["PAPER"], values["DRAWING_NO"]) == ("ARCH D", "PV-7-01")
    assert (values["REVISION"], values["DRAWN_BY"]) == ("C", "Åsa Lind")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--paper", "A9", "have no paper 'A9'"),
        ("--layers", "foo", "there is no layer preset 'foo'"),
        ("--layers", "missing.toml", "there is no such file"),
        ("--template", "foo", "there are no sheets 'foo'"),
        ("--dpi", "5", "5 dpi is no resolution"),
    ],
)
def test_a_choice_that_is_none_is_one_sentence_and_nothing_is_written(
    option: str, value: str, said: str, run: Run, tmp_path: Path
) -> None:
    result = run("export", GABLE, "-o", tmp_path / "out", "--png", option, value)
    assert result.exit_code == 2 or result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_presets_and_templates_are_listed_and_given_out_to_be_changed(run: Run, tmp_path: Path) -> None:
    assert "ncs-aia" in run("layers").output
    assert "ARCH D" in run("sheets").output
    own = tmp_path / "own.toml"
    assert run("layers", "german", "-o", own).exit_code == 0
    own.write_text(own.read_text(encoding="utf-8").replace("PV_MODULE", "MEINE_MODULE"), encoding="utf-8")
    out = tmp_path / "out"
    assert run("export", GABLE, "-o", out, "--only", "drawing.dxf", "--layers", own).exit_code == 0
    assert "MEINE_MODULE" in ezdxf.readfile(out / "drawing.dxf").layers
    assert run("sheets", "us").output.startswith("# Sheets on ANSI")


def test_a_drawing_that_was_edited_in_a_cad_is_kept(run: Run, tmp_path: Path) -> None:
    out, only = tmp_path / "out", ("--only", "drawing.dxf")
    file = out / "drawing.dxf"
    for _ in range(2):
        result = run("export", GABLE, "-o", out, *only)
        assert (result.exit_code, result.stderr) == (0, "")
    document = ezdxf.readfile(file)
    document.modelspace().add_line((0, 0), (100, 0))
    document.saveas(file)
    edited = file.read_bytes()
    result = run("export", GABLE, "-o", out, *only)
    assert result.stdout.splitlines() == [str(file)]
    assert "is kept as drawing-edited.dxf; import takes its changes over" in result.stderr
    assert (out / "drawing-edited.dxf").read_bytes() == edited != file.read_bytes()


def test_a_paper_of_another_market_names_the_sheets_that_have_it(run: Run, tmp_path: Path) -> None:
    asked = ("export", GABLE, "-o", tmp_path / "out", "--only", "sheets.pdf", "--template", "iso")
    result = run(*asked, "--paper", "arch d")
    assert result.exit_code == 2
    assert "'iso' have no paper 'arch d'; choose the sheets that have it, --template us" in result.stderr
    assert "known are A4" in run(*asked, "--paper", "quarto").stderr


def test_one_view_is_drawn_as_a_picture(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "view.png"
    assert run("picture", GABLE, 3, "--view", "S1", "-o", file, "--dpi", 60).exit_code == 0
    with Image.open(file) as picture:
        assert picture.size[0] > 100
    listed = run("picture", GABLE, 3)
    assert listed.exit_code == 0
    first, *others = listed.output.splitlines()
    assert first.split() == ["sheet", "name", "paper", "views"]
    (plan,) = (line for line in others if line.split()[0] == "3")
    assert "Module plan" in plan
    assert "S1 (East)" in plan
    assert run("picture", GABLE, "module plan", "--view", "east", "-o", file, "--dpi", 60).exit_code == 0
    wrong = run("picture", GABLE, 3, "--view", "roof", "-o", file)
    assert (wrong.exit_code, "has no view 'roof'; choose from S1" in wrong.output) == (2, True)
    listed = run("picture", GABLE, "-o", file)
    assert listed.exit_code != 0
    assert "3 Module plan" in listed.output
    assert "end the name in .svg or .png" in run("picture", GABLE, 3, "-o", tmp_path / "view.bmp").output
