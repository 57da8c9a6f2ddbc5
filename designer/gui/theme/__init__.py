"""How the window looks: two themes as values, and the functions that put one on."""

from designer.gui.theme.apply import (
    Appearance,
    apply_theme,
    current_theme,
    follow_system,
    set_appearance,
    system_is_dark,
    theme_notifier,
)
from designer.gui.theme.colours import theme_of
from designer.gui.theme.model import BranchInk, PlotColours, Theme

__all__ = [
    "Appearance",
    "BranchInk",
    "PlotColours",
    "Theme",
    "apply_theme",
    "current_theme",
    "follow_system",
    "set_appearance",
    "system_is_dark",
    "theme_notifier",
    "theme_of",
]
