"""The folder of an export: one is proposed and follows the project, until a person names another."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from designer.gui.preferences import Preferences
from designer.gui.workspace import Workspace


class FolderLine(QLineEdit):
    """A line for a folder; `title` tells what the project is called, as the name of one."""

    def __init__(self, workspace: Workspace, preferences: Preferences, title: Callable[[], str]) -> None:
        super().__init__()
        self._preferences, self._title, self._proposed = preferences, title, ""
        self.setAccessibleName("Folder to write to")
        self._propose()
        workspace.project_replaced.connect(self._give_up)
        workspace.file_changed.connect(self._propose)
        workspace.design_changed.connect(self._propose)

    def named(self) -> Path | None:
        """The folder that stands here, a short name in the one used last; None where it is none."""
        text = self.text().strip()
        try:
            if not text or "\0" in text:
                raise ValueError
            return self._preferences.folder / Path(text).expanduser()
        except (ValueError, RuntimeError):  # RuntimeError: nobody has this home folder
            return None

    def _propose(self) -> None:
        """A folder of the project's name, unless another one was named."""
        if self.text() == self._proposed:
            self._proposed = str(self._preferences.folder / self._title())
            self.setText(self._proposed)

    def _give_up(self) -> None:
        """What stands here is of another project: the next proposal takes its place."""
        self._proposed = self.text()
