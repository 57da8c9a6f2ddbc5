"""Pictures of the window: every panel, every tool at work, every form, menu and dialog, in both themes.

    python -m tests.gui.pictures FOLDER [--only WORD] [--theme light|dark] [--scale 1.5] [--docs]

They are made to be looked at, one by one. `--docs` makes the six that README and docs show.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SCREEN = {"name": "one", "x": 0, "y": 0, "width": 2600, "height": 1500, "logicalDpi": 96, "dpr": 1}
"""Large enough for the widest window with its menus; without it Qt's screen has 800 × 800 pixels."""

DOCS = {
    "gable": "light",
    "tool-fill": "light",
    "tool-inverter": "light",
    "panel-branch-strip": "dark",
    "panel-cut-plan": "light",
    "hall": "dark",
}
"""The six pictures of README and docs, each in its theme."""


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="scenes with this in their names")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--scale", default="1", help="pixels of the screen for one of the window: 1 to 2")
    parser.add_argument("--docs", action="store_true")
    return parser.parse_args()


def take_all(given: argparse.Namespace) -> int:
    """Take the pictures; how many scenes could not be played."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from designer.gui.theme import Appearance, set_appearance
    from tests.gui.pictures.all_scenes import SCENES
    from tests.gui.pictures.studio import studio
    from tests.gui.pictures.taking import take

    qInstallMessageHandler(_told)
    application = QApplication(sys.argv[:1])
    failed = 0
    for theme in [given.theme] if given.theme else ["light", "dark"]:
        with studio(application) as made:
            set_appearance(application, Appearance(theme))
            for name, scene in SCENES.items():
                wanted = DOCS.get(name) == theme if given.docs else given.only in name
                file = given.folder / (f"{name}.png" if given.docs else f"{name}-{theme}.png")
                failed += wanted and not take(made, scene, file)
    return failed


def _told(_kind: object, _context: object, message: str) -> None:
    """Pass on what Qt says, less what a screen that is none cannot do."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def main() -> int:
    """Prepare a screen without a screen, then take the pictures."""
    given = arguments()
    given.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        screens = Path(folder) / "screens.json"
        screens.write_text(json.dumps({"screens": [SCREEN]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        os.environ["QT_SCALE_FACTOR"] = given.scale
        return take_all(given)


if __name__ == "__main__":
    sys.exit(main())
