"""The stylesheet: one file with names of colours, filled in from a theme."""

from functools import lru_cache
from string import Template

from msgspec.structs import asdict

from designer.core.resources import resource_root
from designer.gui.theme.model import Theme

LEAST_LINE_PX = 18
"""Fields and buttons have at least so much room for their text, px."""


def stylesheet(theme: Theme, line_px: int = LEAST_LINE_PX) -> str:
    """The window's stylesheet in the colours of a theme; KeyError for a colour it does not know.

    `line_px` is the height of a line of text: fields and buttons are never lower, whatever room is left.
    """
    colours = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    return _template().substitute(colours, images=_images(theme), line=max(line_px, LEAST_LINE_PX))


def _images(theme: Theme) -> str:
    """Folder of the small signs of a theme: arrows, ticks."""
    return (resource_root() / "themes" / theme.name).as_posix()


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((resource_root() / "themes" / "window.qss").read_text(encoding="utf-8"))
