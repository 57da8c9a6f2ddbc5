"""A stand-in for the window's voice."""

from collections.abc import Sequence
from pathlib import Path

from designer.gui.voice import Answer


class RecordingVoice:
    """Says nothing, remembers all, and answers what the test put in."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.reports: list[tuple[str, Path | None, Path | None]] = []
        self.answer = Answer.CANCEL
        self.replace = True
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.folder: Path | None = None

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def ask_to_save(self, name: str) -> Answer:
        self.asked.append(name)
        return self.answer

    def ask_to_replace(self, files: Sequence[str], folder: Path) -> bool:
        self.asked.append(f"{', '.join(files)} in {folder}")
        return self.replace

    def choose_to_open(self, title: str, folder: Path, filters: str) -> Path | None:
        return self.to_open

    def choose_to_save(self, title: str, proposal: Path, filters: str) -> Path | None:
        return self.to_save

    def choose_folder(self, title: str, proposal: Path) -> Path | None:
        return self.folder

    def report(self, details: str, kept: Path | None, log: Path | None) -> None:
        self.reports.append((details, kept, log))
