"""Colours on paper, compared with those that ezdxf knows."""

from ezdxf.colors import aci2rgb

from designer.drawing.layers import LAYERS
from designer.drawing.plot_inks import index_rgb, plot_ink
from designer.drawing.sheet_layers import SHEET_LAYERS, SheetLayer, branch_layers


def test_the_index_has_the_colours_of_the_cad() -> None:
    bright = (index for index in range(10, 250) if index % 10 < 6)  # the darkest are told apart by no one
    for index in (1, 2, 3, 4, 5, 6, 8, *bright):
        assert all(abs(a - b) <= 1 for a, b in zip(index_rgb(index), aci2rgb(index), strict=True)), index


def test_white_is_black_on_paper() -> None:
    assert index_rgb(7) == (0, 0, 0)


def test_lines_are_dark_enough_on_white() -> None:
    for layer in (*LAYERS, *SHEET_LAYERS, *branch_layers(35)):
        if layer.name == SheetLayer.SHADE:
            continue
        ink = plot_ink(layer)
        red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
        assert 0.299 * red + 0.587 * green + 0.114 * blue <= 0.72 * 255, layer.name
