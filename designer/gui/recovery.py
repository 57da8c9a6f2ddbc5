"""What earlier windows have left behind when they ended without closing, and what becomes of it."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from designer.core.errors import TrunklineError
from designer.core.model.design import Design
from designer.edit.difference import differences
from designer.gui.autosave import Autosave
from designer.gui.dialogs.recovery import Offer, RecoveryAnswer
from designer.gui.documents import Documents
from designer.gui.moments import moment, moment_of
from designer.gui.voice import Voice
from designer.gui.workspace import Workspace
from designer.io.autosaves import AutosaveFolder, State, Unsaved, left_behind
from designer.io.looking import is_there
from designer.io.names import fitting
from designer.io.project import open_project, save_project


class Recovery(QObject):
    """Offers the newest intact state of each window that is no more."""

    def __init__(
        self,
        workspace: Workspace,
        documents: Documents,
        autosave: Autosave,
        voice: Voice,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._documents = documents
        self._autosave = autosave
        self._voice = voice

    def offer(self) -> None:
        """Ask until one is restored, all are dealt with, or the person puts it off."""
        waiting = [(one, offer) for one in left_behind() if (offer := self._offer_of(one)) is not None]
        while waiting:
            chosen, answer = self._voice.offer_recovery([offer for _, offer in waiting])
            folder, offer = waiting[chosen]
            if answer is RecoveryAnswer.LATER or not self._dealt_with(folder, offer, answer):
                break
            waiting.pop(chosen)
            if answer is RecoveryAnswer.RESTORE:
                break
            self._open_saved(offer)
        for folder, _ in waiting:
            folder.leave()

    def _open_saved(self, offer: Offer) -> None:
        """What a person keeps is opened, unless something else is."""
        documents = self._documents
        if offer.saved is not None and documents.file is None and not documents.changed:
            documents.open(offer.file)

    def _offer_of(self, folder: AutosaveFolder) -> Offer | None:
        """What a person is shown; None, and the folder cleared away, where nothing would be lost."""
        state = folder.newest
        assert state is not None
        file = Path(state.about.file) if state.about.file else None
        saved, digest = _saved(file)
        if _is_needless(state, digest):
            folder.close()
            return None
        return Offer(
            name=file.stem if file else state.about.name,
            file=file,
            written=moment(state.about.written),
            saved_at=moment_of(file.stat().st_mtime) if file and is_there(file) else "",
            catalog=self._workspace.catalog,
            recovered=state.design,
            saved=saved,
            lines=() if saved is None else differences(saved, state.design),
            changed_elsewhere=digest is not None and digest != state.about.known,
        )

    def _dealt_with(self, folder: AutosaveFolder, offer: Offer, answer: RecoveryAnswer) -> bool:
        assert folder.newest is not None
        match answer:
            case RecoveryAnswer.RESTORE:
                return self._restore(folder, folder.newest)
            case RecoveryAnswer.KEEP_BOTH:
                return self._keep_both(folder, offer)
            case _:
                folder.close()
                return True

    def _restore(self, folder: AutosaveFolder, state: State) -> bool:
        """Open it; its autosave goes on being that of this window."""
        file = Path(state.about.file) if state.about.file else None
        if not self._documents.may_leave():
            return False
        if not self._documents.restore(Unsaved(state.design, file, state.about.known)):
            return False
        self._autosave.adopt(folder)
        self._workspace.said.emit("Restored; it is not saved yet")
        return True

    def _keep_both(self, folder: AutosaveFolder, offer: Offer) -> bool:
        """Put the recovered state into a file of its own beside the saved one."""
        assert offer.file is not None
        remark = f" (recovered {datetime.now():%Y-%m-%d %H%M%S}){offer.file.suffix}"
        file = offer.file.with_name(fitting("", offer.file.stem, remark))
        try:
            save_project(offer.recovered, file)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        folder.close()
        self._workspace.said.emit(f"The recovered state is in {file}")
        return True


def _saved(file: Path | None) -> tuple[Design | None, str | None]:
    """What is saved in a file, with its digest; None where nothing can be read."""
    if file is None:
        return None, None
    try:
        return open_project(file)
    except TrunklineError:
        return None, None


def _is_needless(state: State, digest: str | None) -> bool:
    """Whether the state is what is saved, or was no change in the first place."""
    about = state.about
    return about.digest == digest or (not about.changed and (about.file is None or digest is not None))
