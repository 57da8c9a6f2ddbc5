"""A stand-in for the window's voice."""

from collections.abc import Sequence
from pathlib import Path

from designer.gui.dialogs.recovery import Offer, RecoveryAnswer
from designer.gui.voice import Answer, OwnerAnswer, RivalAnswer
from designer.io.lock import Busy


class RecordingVoice:
    """Says nothing, remembers all, and answers what the test put in."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.reports: list[tuple[str, Path | None, Path | None]] = []
        self.answer = Answer.CANCEL
        self.owner_answer = OwnerAnswer.CANCEL
        self.rival_answers = [RivalAnswer.CANCEL]
        self.recovery_answers: list[tuple[int, RecoveryAnswer]] = []
        self.offers: list[Sequence[Offer]] = []
        self.busy: list[Busy] = []
        self.replace = True
        self.end_export = True
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

    def ask_to_end_export(self) -> bool:
        self.asked.append("end export")
        return self.end_export

    def ask_about_owner(self, name: str, busy: Busy) -> OwnerAnswer:
        self.asked.append(name)
        self.busy.append(busy)
        return self.owner_answer

    def ask_about_rival(self, name: str) -> RivalAnswer:
        self.asked.append(name)
        return self.rival_answers.pop(0)

    def offer_recovery(self, offers: Sequence[Offer]) -> tuple[int, RecoveryAnswer]:
        self.offers.append(offers)
        return self.recovery_answers.pop(0) if self.recovery_answers else (0, RecoveryAnswer.LATER)

    def choose_to_open(self, title: str, folder: Path, filters: str) -> Path | None:
        return self.to_open

    def choose_to_save(self, title: str, proposal: Path, filters: str) -> Path | None:
        return self.to_save

    def choose_folder(self, title: str, proposal: Path) -> Path | None:
        return self.folder

    def report(self, details: str, kept: Path | None, log: Path | None) -> None:
        self.reports.append((details, kept, log))
