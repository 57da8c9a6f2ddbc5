"""Take the picture of a scene."""

import sys
import traceback
from pathlib import Path

from PySide6.QtGui import QPixmap

from tests.gui.pictures.compose import compose
from tests.gui.pictures.studio import Scene, Studio


def take(studio: Studio, scene: Scene, file: Path) -> bool:
    """Play a scene and keep its picture; False, and told, where it could not be played."""
    try:
        _picture(studio, scene).save(str(file))
    except Exception:
        print(f"{file.name} could not be taken:", file=sys.stderr)
        traceback.print_exc()
        return False
    finally:
        studio.rest()
    return True


def _picture(studio: Studio, scene: Scene) -> QPixmap:
    shown = scene(studio)
    if isinstance(shown, QPixmap):
        return shown
    studio.settle()
    picture = compose(shown or studio.window)
    if shown is not None:
        shown.close()
    return picture
