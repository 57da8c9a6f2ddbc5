"""Every command has a drawing, and drawings take the colours of the theme at any pixel ratio."""

import gc
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QToolButton

from designer.core.resources import resource_root
from designer.edit.commands import COMMANDS
from designer.gui.icons import app_icon, icon, icon_names, pixmap
from designer.gui.theme import apply_theme, theme_of

PANELS = """
pin unpin lock unlock visible hidden warning error note ok search filter approve copy north catalog layers
properties surfaces findings branches strip cut-plan parts cut-list snap grid grid-snap ortho polar track dyn
"""
FILES = sorted((resource_root() / "icons").glob("*.svg"))


@pytest.fixture
def app(qapp):
    apply_theme(qapp, theme_of(False))
    yield qapp
    apply_theme(qapp, theme_of(False))


def ink_of(image: QImage) -> set[str]:
    """Colours of the opaque pixels."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def drawn(name: str, mode=QIcon.Mode.Normal, state=QIcon.State.Off, ink="text") -> QImage:
    return icon(name, ink).pixmap(QSize(48, 48), 1.0, mode, state).toImage()


def test_every_command_and_panel_has_its_icon():
    named = {command.icon for command in COMMANDS if command.icon}
    assert {*named, *PANELS.split()} - set(icon_names()) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_drawings_keep_to_one_colour_and_one_grid(path):
    root = ET.parse(path).getroot()
    if path.stem == "app":
        return
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke-width") == "1.5"
    paints = {element.get(key) for element in root.iter() for key in ("fill", "stroke")}
    assert paints <= {None, "none", "currentColor"}


def test_no_two_icons_look_the_same(app):
    pictures = [pixmap(name, 18).toImage() for name in icon_names()]
    different = [a for i, a in enumerate(pictures) if all(a != b for b in pictures[:i])]
    assert len(different) == len(pictures)


@pytest.mark.parametrize("dark", [False, True])
def test_states_are_told_by_colour(app, dark):
    theme = theme_of(dark)
    apply_theme(app, theme)
    assert ink_of(drawn("save")) == {theme.text}
    assert ink_of(drawn("save", mode=QIcon.Mode.Disabled)) == {theme.disabled}
    assert ink_of(drawn("save", state=QIcon.State.On)) == {theme.accent}
    assert ink_of(drawn("warning", ink="warning")) == {theme.warning}


def test_a_button_shown_before_takes_the_colours_of_the_new_theme(app, qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("layers"))
    button.show()
    apply_theme(app, theme_of(True))
    assert QColor(theme_of(True).text).name().upper() in ink_of(button.grab().toImage())


_ON_A_FINE_SCREEN = """
import sys
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QToolButton
from designer.gui.icons import icon
app = QApplication([])
button = QToolButton()
button.setIcon(icon("grid"))
picture = icon("grid").pixmap(QSize(20, 20), button.devicePixelRatioF())
print(picture.width(), picture.devicePixelRatio())
"""


@pytest.mark.parametrize("ratio", [1.25, 2.0])
def test_pictures_have_the_pixels_of_the_screen(ratio):
    told = subprocess.run(
        [sys.executable, "-c", _ON_A_FINE_SCREEN],
        env={**os.environ, "QT_SCALE_FACTOR": str(ratio), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [float(word) for word in told.stdout.split()] == [20 * ratio, ratio]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_painting_has_the_pixels_of_the_device(app, ratio):
    image = QImage(round(24 * ratio), round(24 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    icon("grid").paint(painter, QRect(0, 0, 24, 24))
    painter.end()
    whole = pixmap("grid", 24, ratio).toImage().convertToFormat(image.format())
    painted, drawn = bytes(image.constBits()), bytes(whole.constBits())
    assert len(painted) == len(drawn)
    # processors round halves of a level of a faint pixel either way
    assert all(abs(one - other) <= 1 for one, other in zip(painted, drawn, strict=True))


def test_icons_outlive_those_who_asked_for_them(app):
    copies = [QIcon(icon("move")) for _ in range(50)]
    icon.cache_clear()
    gc.collect()
    assert all(not copy.pixmap(18, 18).isNull() for copy in copies)


def test_an_unknown_name_is_a_mistake():
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_the_program_has_a_coloured_icon(app):
    assert len(ink_of(app_icon().pixmap(64, 64).toImage())) > 3
