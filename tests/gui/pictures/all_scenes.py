"""All scenes, in the order in which they are played."""

from tests.gui.pictures import (
    dialog_scenes,
    form_scenes,
    import_scenes,
    menu_scenes,
    more_tool_scenes,
    panel_scenes,
    tool_scenes,
    window_scenes,
)
from tests.gui.pictures.registry import SCENES

__all__ = ["SCENES"]

MODULES = (
    window_scenes,
    tool_scenes,
    more_tool_scenes,
    panel_scenes,
    form_scenes,
    menu_scenes,
    dialog_scenes,
    import_scenes,
)
"""Each registers its scenes when it is imported."""
