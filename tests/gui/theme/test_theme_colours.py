"""Both themes are legible, complete, and told apart by every eye."""

import re
from itertools import combinations

import pytest

from designer.core.resources import resource_root
from designer.drawing.layers import LayerName
from designer.edit.preview import Tone
from designer.gui.theme.colours import DARK, LIGHT, theme_of
from designer.gui.theme.contrast import contrast, mixed
from tests.gui.theme import colour_vision

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
TEXT, GRAPHIC = 4.5, 3.0

TEXT_ON = [
    *((ink, ground) for ink in ("text", "muted") for ground in ("window", "base", "alternate", "header")),
    *((ink, ground) for ink in ("text", "muted") for ground in ("selection", "hover")),
    *((ink, "base") for ink in ("accent", "error", "warning", "ok")),
    *((ink, "window") for ink in ("accent", "error", "warning", "ok")),
    ("accent", "selection"),
    ("on_accent", "accent"),
    ("tooltip_text", "tooltip"),
    ("pill_text", "pill_background"),
    ("ruler_text", "ruler_background"),
    *(("text", ground) for ground in ("module_fill", "inverter_fill", "obstacle_fill", "canvas_background")),
]


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_mixing_goes_from_the_first_colour_to_the_second():
    assert [mixed("#000000", "#FFFFFF", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#FFFFFF"]


def test_the_theme_is_chosen_by_darkness():
    assert theme_of(True).dark
    assert not theme_of(False).dark


@THEMES
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_is_legible(theme, ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= TEXT


@THEMES
def test_layers_tones_and_marks_stand_out_from_the_canvas(theme):
    colours = {**theme.layers, **theme.tones, "highlight": theme.highlight, "selected": theme.selected}
    faint = {name: c for name, c in colours.items() if contrast(c, theme.canvas_background) < GRAPHIC}
    assert not faint


@THEMES
def test_every_layer_and_tone_has_a_colour(theme):
    assert set(theme.layers) == set(LayerName)
    assert set(theme.tones) == set(Tone)


@THEMES
@pytest.mark.parametrize("ground", ["window", "base"])
def test_inputs_are_outlined_visibly(theme, ground):
    assert contrast(theme.control, getattr(theme, ground)) >= GRAPHIC


@THEMES
def test_plots_are_legible(theme):
    plots = theme.plots
    lines = ("axis", "cable", "port", "capped", "inverter", "curve", "limit", "stock_border", "remnant")
    assert all(contrast(getattr(plots, name), plots.background) >= GRAPHIC for name in lines)
    assert all(contrast(getattr(plots, name), plots.background) >= TEXT for name in ("text", "muted"))
    pieces = ("rail_piece", "trunk_piece", "link_piece", "end_piece", "stock")
    assert all(contrast(plots.piece_text, getattr(plots, name)) >= TEXT for name in pieces)


@THEMES
def test_branches_differ_by_colour_to_every_eye(theme):
    colours = list(dict.fromkeys(ink.colour for ink in theme.branches))
    assert len(colours) >= 8
    for eye in colour_vision.EYES.values():
        least = min(colour_vision.difference(a, b, eye) for a, b in combinations(colours, 2))
        assert least >= 20


@THEMES
def test_branches_stand_out_and_no_two_look_the_same(theme):
    for ground in (theme.canvas_background, theme.module_fill):
        assert all(contrast(ink.colour, ground) >= GRAPHIC for ink in theme.branches)
    assert len(set(theme.branches)) == len(theme.branches) == 56


@THEMES
def test_neighbouring_branches_differ_by_dash_alone(theme):
    for start in range(50):
        dashes = {theme.branch(start + k).dash for k in range(7)}
        assert len(dashes) == 7


@THEMES
def test_branch_inks_repeat_after_the_last(theme):
    assert theme.branch(len(theme.branches)) == theme.branch(0)


@THEMES
def test_the_signs_of_the_stylesheet_have_the_colours_of_the_theme(theme):
    known = {theme.muted, theme.text, theme.on_accent}
    signs = list((resource_root() / "themes" / theme.name).glob("*.svg"))
    assert signs
    for sign in signs:
        assert set(re.findall(r"#[0-9A-F]{6}", sign.read_text())) <= known, sign.name
