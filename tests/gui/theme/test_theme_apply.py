"""A theme on the program: palette, stylesheet, notice; and the system's wish."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QLineEdit

from designer.gui.theme import (
    Appearance,
    apply_theme,
    current_theme,
    follow_system,
    set_appearance,
    system_is_dark,
    theme_notifier,
    theme_of,
)
from designer.gui.theme.sheet import stylesheet


@pytest.fixture
def app(qapp):
    yield qapp
    apply_theme(qapp, theme_of(False))


@pytest.mark.parametrize("dark", [False, True])
def test_palette_and_style_are_put_on(app, dark):
    theme = theme_of(dark)
    apply_theme(app, theme)
    assert current_theme() is theme
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(theme.window)
    assert app.palette().color(QPalette.ColorRole.Accent) == QColor(theme.accent)


def test_listeners_are_told_the_theme(app, qtbot):
    with qtbot.waitSignal(theme_notifier().theme_changed) as told:
        apply_theme(app, theme_of(True))
    assert told.args == [theme_of(True)]


@pytest.mark.parametrize("dark", [False, True])
def test_the_stylesheet_is_filled_in_and_its_pictures_exist(dark):
    sheet = stylesheet(theme_of(dark))
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert [picture for picture in pictures if not Path(picture).is_file()] == []


def test_a_person_can_choose_against_the_system(app):
    set_appearance(app, Appearance.DARK)
    assert current_theme().dark
    set_appearance(app, Appearance.LIGHT)
    assert not current_theme().dark
    set_appearance(app, Appearance.SYSTEM)
    assert current_theme().dark == system_is_dark(app)


def test_the_system_is_followed(app):
    heard = []
    follow_system(app, heard.append)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert heard == [True, False]


@pytest.mark.parametrize("points", [10, 24])
def test_fields_keep_room_for_a_line_of_the_systems_font(app, qtbot, points) -> None:
    """Forms that are higher than their dialog squeeze their fields to the least that they ask for."""
    usual, large = app.font(), app.font()
    large.setPointSize(points)
    app.setFont(large)
    apply_theme(app, theme_of(False))
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        field.ensurePolished()
        frame_px = 6
        assert field.minimumHeight() == frame_px + max(18, QFontMetrics(large).height())
    finally:
        app.setFont(usual)
