"""A list of presets to choose from, with a file of one's own as its last entry."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox

OWN_FILE = "Own file…"


class PresetChoice(QComboBox):
    """Shows names and stands for ids; an own file stands for its path."""

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], ask: Callable[[], Path | None] | None = None
    ) -> None:
        """`ask` lets a person choose a file; without it there is no such entry."""
        super().__init__()
        self.setAccessibleName(name)
        self._ask = ask
        self._chosen = 0
        for text, value in choices:
            self.addItem(text, value)
        if ask is not None:
            self.addItem(OWN_FILE, None)
        self.activated.connect(self._activated)

    def value(self) -> str:
        """The id or path that is chosen."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose an entry by what it stands for; KeyError where there is none."""
        index = self.findData(value)
        if index < 0:
            raise KeyError(value)
        self.setCurrentIndex(index)
        self._chosen = index

    def _activated(self, index: int) -> None:
        if self.itemData(index) is not None or self._ask is None:
            self._chosen = index
            return
        file = self._ask()
        if file is None:
            self.setCurrentIndex(self._chosen)
            return
        known = self.findData(str(file))
        if known < 0:
            known = self.count() - 1
            self.insertItem(known, file.name, str(file))
        self.choose(str(file))
