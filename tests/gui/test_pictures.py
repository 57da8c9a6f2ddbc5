"""The pictures that the window is looked at by leave nothing out."""

from pathlib import Path

import pytest

from designer.edit.commands import TOOLS
from designer.gui.dialogs.settings import PAGES
from designer.gui.menus import TITLES
from designer.gui.panels import PANELS
from tests.gui.pictures.__main__ import DOCS
from tests.gui.pictures.all_scenes import SCENES

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

EXPECTED = (
    *(f"tool-{command.name}" for command in TOOLS),
    *(f"panel-{panel.name}" for panel in PANELS),
    *(f"empty-{panel.name}" for panel in PANELS),
    *(f"menu-{title.replace('&', '').lower()}" for title in TITLES.values()),
    *(f"settings-{page.lower().replace(' ', '-')}" for page in PAGES),
)


@pytest.mark.parametrize("name", EXPECTED)
def test_there_is_a_scene_for_everything_in_the_window(name: str) -> None:
    assert name in SCENES


def test_the_pictures_of_the_docs_are_scenes_and_are_there() -> None:
    assert DOCS.keys() <= SCENES.keys()
    assert {file.stem for file in PICTURES.glob("*.png")} == DOCS.keys()
