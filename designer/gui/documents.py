"""Which file is open, and everything that opens, saves and leaves it."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.core.errors import InputError, TrunklineError
from designer.core.geometry.faces import UnfoldedFace, unfold_building
from designer.core.model.design import Design
from designer.core.model.validate import check_products
from designer.edit.edits.mapped_roofs import add_faces
from designer.edit.edits.starting import new_design
from designer.gui.preferences import Preferences
from designer.gui.voice import Answer, Voice
from designer.gui.workspace import Workspace
from designer.io.endings import IMPORTED_SUFFIXES, KML_SUFFIXES, MAP_SUFFIXES
from designer.io.examples import example_path
from designer.io.geojson import read_roofs
from designer.io.project import SUFFIX, load_project, save_project

PROJECTS = f"Trunkline projects (*{SUFFIX})"
ROOFS = f"Roofs on a map ({' '.join(f'*{suffix}' for suffix in MAP_SUFFIXES)})"


class Documents(QObject):
    """The open file. Nothing changed is left without asking."""

    file_changed = Signal()
    import_asked = Signal(Path)
    """A file that is to be added to the project was dropped on the window."""

    def __init__(
        self, workspace: Workspace, voice: Voice, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._voice = voice
        self._preferences = preferences
        self.file: Path | None = None
        workspace.design_changed.connect(self.file_changed)

    @property
    def title(self) -> str:
        """What the window is called after: the file, else the project's name."""
        return self.file.stem if self.file else self._workspace.design.name

    @property
    def changed(self) -> bool:
        """Whether closing now would lose something."""
        return self._workspace.session.changed

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

    def save(self) -> bool:
        """Save to the project's file, asking for one where there is none. False when it was not saved."""
        return self._write(self.file) if self.file else self.save_as()

    def save_as(self) -> bool:
        """Save under a name that is asked for."""
        name = "".join(letter for letter in self.title if letter not in '\\/:*?"<>|').strip() or "project"
        proposal = self._preferences.folder / f"{name}{SUFFIX}"
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
        """Add the faces of a map as surfaces; those of KML without a slope are flat at first."""
        chosen = file or self._voice.choose_to_open("Import roof faces", self._preferences.folder, ROOFS)
        if chosen is None:
            return False
        try:
            faces = _faces(chosen)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        return self._workspace.edit(f"Import {chosen.name}", add_faces, faces)

    def _read(self, file: Path) -> bool:
        try:
            design = load_project(file)
            check_products(design, self._workspace.catalog)
        except TrunklineError as problem:
            named = problem if str(file) in problem.where else problem.within(str(file))
            self._preferences.forget(file)
            self._voice.tell(named.sentence())
            return False
        self._take(design, file)
        return True

    def _write(self, file: Path) -> bool:
        design = self._workspace.design
        try:
            save_project(design, file)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        self._workspace.session.mark_saved(design)
        self._now_in(file)
        self._workspace.said.emit(f"Saved as {file}")
        return True

    def _take(self, design: Design, file: Path | None) -> None:
        self._workspace.replace_project(design)
        self._now_in(file)

    def _now_in(self, file: Path | None) -> None:
        self.file = file
        self._workspace.set_file(file)
        if file is not None:
            self._preferences.remember(file.resolve())
            self._preferences.folder = file.resolve().parent
        self.file_changed.emit()


def _faces(file: Path) -> list[UnfoldedFace]:
    is_kml = file.suffix.lower() in KML_SUFFIXES
    roofs = read_roofs(file, tilt_deg=0.0 if is_kml else None)
    try:
        faces = [face for one in roofs.buildings() for face in unfold_building(one.faces, one.obstacles)]
    except InputError as problem:
        raise problem.within(str(file)) from problem
    if not faces:
        raise InputError("it holds no roof faces", where=str(file), remedy="choose a file of roof faces")
    return faces
