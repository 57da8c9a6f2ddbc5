"""Layer presets and sheet templates as data: the bundled ones, and what is wrong with bad ones."""

import re
from pathlib import Path

import pytest

from designer.core.errors import InputError
from designer.drawing.layers import LAYERS
from designer.drawing.sheet_layers import BRANCH_INKS, SHEET_LAYERS, branch_layer, branch_layers
from designer.export.layer_presets import LayerPreset, bundled_presets, preset_for, preset_text
from designer.export.sheet_templates import bundled_templates, read_template, template_for, template_text
from designer.io.catalogs import bundled_catalog

NAMES = [*(layer.name for layer in (*LAYERS, *SHEET_LAYERS)), "PV-BRANCH"]


@pytest.mark.parametrize("preset", bundled_presets(), ids=lambda one: one.id)
def test_a_bundled_preset_names_every_layer_differently(preset: LayerPreset) -> None:
    assert list(preset.names) == NAMES
    assert preset.source
    every = [*NAMES[:-1], *(branch_layer(number) for number in range(BRANCH_INKS))]
    assert len({preset.name_of(layer).upper() for layer in every}) == len(every)


def test_the_default_preset_changes_nothing() -> None:
    for layer in (*LAYERS, *SHEET_LAYERS, *branch_layers(BRANCH_INKS)):
        assert preset_for("").renamed(layer) == layer


def test_names_after_iso_13567_have_ten_characters() -> None:
    names = preset_for("iso-13567").names.values()
    assert {len(name.replace("{number}", "01")) for name in names} == {10}


def test_names_after_the_ncs_have_groups_of_four() -> None:
    form = re.compile(r"[A-Z]-[A-Z]{4}(-[A-Z]{3,4}){0,2}")
    for name in preset_for("ncs-aia").names.values():
        assert form.fullmatch(name.replace("BR{number}", "BRNN"))


def test_a_preset_may_change_colours_and_lineweights(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'id = "own"\nname = "Own"\n[names]\nPV-ROOF = "DACH"\n'
        "[colors]\nPV-ROOF = 3\n[lineweights]\nPV-ROOF = 70\n"
    )
    roof = preset_for(str(file)).renamed(LAYERS[0])
    assert (roof.name, roof.color, roof.lineweight) == ("DACH", 3, 70)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[names]\nPV-ROFF = 'A'", "there is no layer 'PV-ROFF'; did you mean 'PV-ROOF'"),
        ("[names]\nPV-ROOF = 'A/B'", "'A/B', for PV-ROOF, is no name of a layer"),
        ("[names]\nPV-ROOF = ' '", "is no name of a layer"),
        ("[names]\nPV-ROOF = 'A'\nPV-RAIL = 'a'", "are both called"),
        ("[names]\nPV-BRANCH = 'B'", "has no {number}"),
        ("[colors]\nPV-ROOF = 300", "300, for PV-ROOF, is no AutoCAD colour"),
        ("[lineweights]\nPV-ROOF = 12", "12, for PV-ROOF, is no lineweight"),
        ("[names]\nPV-ROOF = 3", "the preset cannot be used"),
        ("colour = 3", "the preset cannot be used"),
        ("[names", "it is not TOML"),
    ],
)
def test_a_bad_preset_is_one_sentence_with_the_file(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f'id = "own"\nname = "Own"\n{text}\n')
    with pytest.raises(InputError) as caught:
        preset_for(str(file))
    sentence = caught.value.sentence()
    assert said in sentence
    assert str(file) in sentence
    assert "\n" not in sentence


def test_an_unknown_preset_names_the_nearest() -> None:
    with pytest.raises(InputError, match="no layer preset 'germn'"):
        preset_for("germn")


def test_a_file_that_is_there_is_read_whatever_its_name_ends_in(tmp_path: Path) -> None:
    """`trunkline layers german -o own.txt` wrote it so."""
    file = tmp_path / "own.txt"
    file.write_text(preset_text("german"), encoding="utf-8")
    assert preset_for(str(file)) == preset_for("german")


def test_every_market_has_a_template() -> None:
    for region in bundled_catalog().regions:
        assert region.id in template_for("", region.id).regions


def test_papers_are_those_of_the_standards() -> None:
    iso, us = template_for("iso", ""), template_for("us", "")
    sizes = {paper.name: (paper.width_mm, paper.height_mm) for paper in (*iso.papers, *us.papers)}
    assert {"A4", "A3", "A2", "A1", "ANSI A", "ANSI B", "ANSI C", "ANSI D", "ARCH A", "ARCH D"} <= set(sizes)
    assert sizes["A1"] == (841.0, 594.0)
    assert sizes["ANSI B"] == pytest.approx((17 * 25.4, 11 * 25.4))
    assert sizes["ARCH D"] == pytest.approx((36 * 25.4, 24 * 25.4))


@pytest.mark.parametrize("template", bundled_templates(), ids=lambda one: one.id)
def test_a_title_block_has_all_that_is_asked_for(template: object) -> None:
    tags = {field.tag for field in template.fields}  # type: ignore[attr-defined]
    assert tags >= {"PROJECT", "CUSTOMER", "ADDRESS", "DRAWING_NO", "REVISION", "SCALE", "DATE", "DRAWN_BY"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("width_mm = 420", "width_mm = 120", "paper 'A3' leaves less than"),
        ('auto = ["A3"', 'auto = ["A9"', "'auto' names no paper of the template: 'A9'"),
        ("scales = [20,", "scales = [30,", "scales go from fine to coarse"),
        ("scales = [20,", "scales = [-1,", "every scale is a number above 0"),
        ("x = 0.7", "x = 0.9", "does not lie within the column"),
        ('name = "A3"', 'nmae = "A3"', "the template is not complete"),
    ],
)
def test_a_bad_template_is_one_sentence_with_the_file(old: str, new: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    assert old in template_text("iso")
    file.write_text(template_text("iso").replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_template(file)
    assert said in caught.value.sentence()
    assert str(file) in caught.value.sentence()


def test_the_text_of_a_bundled_file_is_read_like_it(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(preset_text("german"), encoding="utf-8")
    assert preset_for(str(own)) == preset_for("german")
    own.write_text(template_text("us"), encoding="utf-8")
    assert read_template(own) == template_for("us", "")
