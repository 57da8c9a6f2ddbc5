"""Put a theme on the program and tell who paints for itself; follow the system's light and dark."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from designer.gui.theme.colours import LIGHT, theme_of
from designer.gui.theme.model import Theme
from designer.gui.theme.sheet import stylesheet


class Appearance(StrEnum):
    """What a person chose: as the system, or always light, or always dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ThemeNotifier(QObject):
    """Tells that another theme was put on; carries the Theme."""

    theme_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT


_notifier: list[ThemeNotifier] = []


def theme_notifier() -> ThemeNotifier:
    """The one notifier; it lives as long as the program."""
    if not _notifier:
        _notifier.append(ThemeNotifier())
    return _notifier[0]


def current_theme() -> Theme:
    """The theme that was put on last; the light one before that."""
    return theme_notifier().theme


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Fusion, the palette and the stylesheet in the colours of a theme."""
    if app.style().name().casefold() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette_of(theme))
    app.setStyleSheet(stylesheet(theme, QFontMetrics(app.font()).height()))
    notifier = theme_notifier()
    notifier.theme = theme
    notifier.theme_changed.emit(theme)


def set_appearance(app: QApplication, appearance: Appearance) -> None:
    """Put on the theme that a person chose, window frames of the system included."""
    schemes = {
        Appearance.SYSTEM: Qt.ColorScheme.Unknown,
        Appearance.LIGHT: Qt.ColorScheme.Light,
        Appearance.DARK: Qt.ColorScheme.Dark,
    }
    app.styleHints().setColorScheme(schemes[appearance])
    dark = system_is_dark(app) if appearance is Appearance.SYSTEM else appearance is Appearance.DARK
    apply_theme(app, theme_of(dark))


def system_is_dark(app: QApplication) -> bool:
    """Whether the system asks for dark windows; no when it says nothing."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def follow_system(app: QApplication, callback: Callable[[bool], None]) -> None:
    """Call `callback` with True for dark, False for light, whenever the system changes."""
    app.styleHints().colorSchemeChanged.connect(lambda scheme: callback(scheme is Qt.ColorScheme.Dark))


def palette_of(theme: Theme) -> QPalette:
    """The palette that Fusion draws with where the stylesheet says nothing."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.base,
        roles.AlternateBase: theme.alternate,
        roles.Text: theme.text,
        roles.Button: theme.window,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.error,
        roles.ToolTipBase: theme.tooltip,
        roles.ToolTipText: theme.tooltip_text,
        roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.selection,
        roles.HighlightedText: theme.text,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.Light: theme.base,
        roles.Midlight: theme.hover,
        roles.Mid: theme.border,
        roles.Dark: theme.control,
        roles.Shadow: theme.border,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return palette
