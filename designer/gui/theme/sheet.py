"""The stylesheet: one file with names of colours, filled in from a theme."""

from functools import lru_cache
from string import Template

from msgspec.structs import asdict

from designer.core.resources import resource_root
from designer.gui.theme.model import Theme


def stylesheet(theme: Theme) -> str:
    """The window's stylesheet in the colours of a theme; KeyError for a colour it does not know."""
    colours = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    return _template().substitute(colours, images=_images(theme))


def _images(theme: Theme) -> str:
    """Folder of the small signs of a theme: arrows, ticks."""
    return (resource_root() / "themes" / theme.name).as_posix()


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((resource_root() / "themes" / "window.qss").read_text(encoding="utf-8"))
