"""Which file is open, and everything that opens, saves and leaves it."""

import os
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.core.errors import InputError, TrunklineError
from designer.core.geometry.faces import UnfoldedFace, unfold_building
from designer.core.model.design import Design
from designer.core.model.validate import check_products
from designer.edit.edits.mapped_roofs import add_faces, check_number
from designer.edit.edits.starting import new_design
from designer.edit.figures import counted
from designer.edit.view import SITE, surface_view
from designer.gui.holding import Holding
from designer.gui.preferences import Preferences
from designer.gui.voice import Answer, OwnerAnswer, RivalAnswer, Voice
from designer.gui.workspace import Workspace
from designer.io.autosaves import Unsaved
from designer.io.endings import IMPORTED_SUFFIXES, KML_SUFFIXES, MAP_SUFFIXES
from designer.io.examples import example_path
from designer.io.geojson import read_roofs
from designer.io.lock import Busy, Lock
from designer.io.looking import is_plain_file, is_there
from designer.io.project import (
    SUFFIX,
    ChangedElsewhereError,
    backup_path,
    copy_beside,
    load_project,
    open_project,
    save_project,
)

PROJECTS = f"Trunkline projects (*{SUFFIX})"
ROOFS = f"Roofs on a map ({' '.join(f'*{suffix}' for suffix in MAP_SUFFIXES)})"

_FLAT = (
    "{1}: no slope is said for {0}, flat here and as deep as seen from above; on a pitched roof that is too "
    "short. 'trunkline import {1} --tilt DEGREES -o PROJECT' unfolds it."
)


class Documents(QObject):
    """The open file. Nothing changed is left without asking, no file of another window is written.

    `read_only` is whether the file may not be written from here.
    """

    file_changed = Signal()
    import_asked = Signal(Path)
    """A file that is to be added to the project was dropped on the window."""
    about_to_save = Signal()
    saved = Signal()

    def __init__(
        self, workspace: Workspace, voice: Voice, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._voice = voice
        self._preferences = preferences
        self._holding = Holding(self)
        self._known: str | None = None
        self.file: Path | None = None
        self.read_only = False
        workspace.design_changed.connect(self.file_changed)

    @property
    def title(self) -> str:
        """What the window is called after: the file, else the project's name."""
        return self.file.stem if self.file else self._workspace.design.name

    @property
    def file_name(self) -> str:
        """The title as the name of a file or folder, without an ending."""
        return "".join(letter for letter in self.title if letter not in '\\/:*?"<>|').strip(" .") or "project"

    @property
    def changed(self) -> bool:
        """Whether closing now would lose something."""
        return self._workspace.session.changed

    def unsaved(self) -> Unsaved:
        """What there is to be kept aside."""
        return Unsaved(self._workspace.design, self.file, self._known, self.changed)

    def close(self) -> None:
        """The window is closing: others may write the file."""
        self._holding.keep(None, None)

    def new(self) -> bool:
        """Start an empty project."""
        if not self.may_leave():
            return False
        self._take(new_design("Untitled"), None)
        return True

    def open(self, file: Path | None = None) -> bool:
        """Open a project, asking which where none is given. False when it was not opened."""
        if not self.may_leave():
            return False
        chosen = file or self._voice.choose_to_open("Open a project", self._preferences.folder, PROJECTS)
        return chosen is not None and self._read(chosen)

    def open_example(self, name: str) -> bool:
        """Open a bundled example as a project without a file."""
        if not self.may_leave():
            return False
        self._take(load_project(example_path(name)), None)
        return True

    def restore(self, work: Unsaved) -> bool:
        """Open recovered work in place of what is open; it stays unsaved. False when it cannot be opened."""
        try:
            check_products(work.design, self._workspace.catalog)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        claim = self._holding.claim(work.file) if work.file else None
        file = None if isinstance(claim, Busy) else work.file
        self._take(work.design, file, work.known, claim)
        self._workspace.session.mark_unsaved()
        self.file_changed.emit()
        return True

    def save(self) -> bool:
        """Save to the project's file, asking for one where there is none. False when it was not saved."""
        return self._write(self.file) if self.file and not self.read_only else self.save_as()

    def save_as(self) -> bool:
        """Save under a name that is asked for."""
        proposal = self._preferences.folder / f"{self.file_name}{' copy' * self.read_only}{SUFFIX}"
        chosen = self._voice.choose_to_save("Save the project", proposal, PROJECTS)
        if chosen is None:
            return False
        file = chosen if chosen.suffix.casefold() == SUFFIX else chosen.with_name(f"{chosen.name}{SUFFIX}")
        return (file == chosen or self._may_replace(file)) and self._write(file)

    def _may_replace(self, file: Path) -> bool:
        """Whether a file may be written whose name the system's dialog has not seen."""
        return not os.path.lexists(file) or self._voice.ask_to_replace([file.name], file.parent)

    def may_leave(self) -> bool:
        """Whether the open project may be left: it is saved, or the person says what becomes of it."""
        if not self.changed:
            return True
        answer = self._voice.ask_to_save(self.title)
        return answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def take_in(self, file: Path) -> bool:
        """A file dropped on the window or named at the start: a project is opened, all else is added."""
        if file.suffix.lower() in MAP_SUFFIXES:
            return self.import_roofs(file)
        if file.suffix.lower() in IMPORTED_SUFFIXES:
            self.import_asked.emit(file)
            return True
        return self.open(file)

    def import_roofs(self, file: Path | None = None) -> bool:
        """Add the faces of a map as surfaces and go there; KML without slopes is flat, and told."""
        chosen = file or self._voice.choose_to_open("Import roof faces", self._preferences.folder, ROOFS)
        if chosen is None:
            return False
        try:
            faces = _faces(chosen)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        if not self._workspace.edit(f"Import {chosen.name}", add_faces, faces):
            return False
        last = surface_view(self._workspace.design.surfaces[-1].id)
        self._workspace.editor.look(last if len(faces) == 1 else SITE)
        self._workspace.editor.say(f"{counted(len(faces), 'surface')} from {chosen.name}")
        flat = sum(face.frame.tilt_deg == 0.0 for face in faces)
        if flat and chosen.suffix.lower() in KML_SUFFIXES:
            self._voice.tell(_FLAT.format(counted(flat, "surface"), chosen.name))
        return True

    def _read(self, file: Path) -> bool:
        claim = self._claimed(file)
        if isinstance(claim, OwnerAnswer) and claim is not OwnerAnswer.READ_ONLY:
            return False
        lock = claim if isinstance(claim, Lock) else None
        try:
            design, known = open_project(file)
            check_products(design, self._workspace.catalog)
        except TrunklineError as problem:
            self._holding.let_go(lock)
            self._preferences.forget(file)
            self._voice.tell(_with_backup(problem, file))
            return False
        self._take(design, file, known, lock, read_only=claim is OwnerAnswer.READ_ONLY)
        return True

    def _claimed(self, file: Path) -> Lock | OwnerAnswer | None:
        """The lock of a file that is to be opened, or what a person says where somebody else has it."""
        found = self._holding.claim(file) if is_plain_file(file) else None
        if not isinstance(found, Busy):
            return found
        answer = self._voice.ask_about_owner(file.name, found)
        if answer is not OwnerAnswer.TAKE_OVER:
            return answer
        again = self._holding.claim(file, take_over=True)
        return OwnerAnswer.READ_ONLY if isinstance(again, Busy) else again

    def _write(self, file: Path) -> bool:
        claim = self._holding.claim(file)
        if isinstance(claim, Busy):
            self._voice.tell(f"{file}: {claim.in_words()}; save under another name.")
            return False
        design = self._workspace.design
        try:
            self.about_to_save.emit()
            known = save_project(design, file, known=self._known if file == self.file else None)
        except TrunklineError as problem:
            self._holding.let_go(claim)
            return self._not_written(file, problem)
        self._workspace.session.mark_saved(design)
        self._now_in(file, known, claim)
        self.saved.emit()
        self._workspace.said.emit(f"Saved as {file}")
        return True

    def _not_written(self, file: Path, problem: TrunklineError) -> bool:
        """Tell why; where somebody else has written the file a person says which version goes where."""
        if not isinstance(problem, ChangedElsewhereError):
            self._voice.tell(problem.sentence())
            return False
        answer = self._voice.ask_about_rival(file.name)
        if answer is RivalAnswer.REPLACE:
            return self._replace_rival(file)
        return answer is RivalAnswer.SAVE_AS and self.save_as()

    def _replace_rival(self, file: Path) -> bool:
        """Keep the other's version as a copy, then save over it."""
        try:
            self._known = copy_beside(file, f"changed elsewhere {datetime.now():%Y-%m-%d %H%M%S}")
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        return self._write(file)

    def _take(
        self,
        design: Design,
        file: Path | None,
        known: str | None = None,
        claim: Lock | Busy | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self._workspace.replace_project(design)
        self._now_in(file, known, claim if isinstance(claim, Lock) else None, read_only=read_only)

    def _now_in(
        self, file: Path | None, known: str | None, lock: Lock | None, *, read_only: bool = False
    ) -> None:
        self.file, self._known, self.read_only = file, known, read_only
        self._holding.keep(lock, file)
        if file is not None:
            self._preferences.remember(file.resolve())
            self._preferences.folder = file.resolve().parent
        self._workspace.set_file(file)
        self.file_changed.emit()


def _with_backup(problem: TrunklineError, file: Path) -> str:
    """What is wrong with a file, and where its previous save lies."""
    told = (problem if str(file) in problem.where else problem.within(str(file))).sentence()
    backup = backup_path(file)
    return f"{told} The save before it lies beside it as {backup.name}." if is_there(backup) else told


def _faces(file: Path) -> list[UnfoldedFace]:
    is_kml = file.suffix.lower() in KML_SUFFIXES
    roofs = read_roofs(file, tilt_deg=0.0 if is_kml else None)
    try:
        check_number(len(roofs.faces))
        faces = [face for one in roofs.buildings() for face in unfold_building(one.faces, one.obstacles)]
    except InputError as problem:
        raise problem.within(str(file)) from problem
    if not faces:
        raise InputError("it holds no roof faces", where=str(file), remedy="choose a file of roof faces")
    return faces
