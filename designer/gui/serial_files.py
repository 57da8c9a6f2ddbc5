"""Serial numbers from files: lists of many, and photos of single labels."""

from pathlib import Path

from designer.core.errors import TrunklineError
from designer.edit.edits.serials import take_serials
from designer.edit.figures import counted
from designer.gui.preferences import Preferences
from designer.gui.voice import Voice
from designer.gui.workspace import Workspace

LISTS = "Lists of serial numbers (*.csv *.xlsx *.txt)"
PHOTOS = "Photos (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"
SERIALS = "serials"
"""The command that asks for serial numbers."""


class SerialFiles:
    """Asks for files and hands what is in them to the project; what cannot be used is told."""

    def __init__(self, workspace: Workspace, voice: Voice, preferences: Preferences) -> None:
        self._workspace, self._voice, self._preferences = workspace, voice, preferences

    def import_list(self, file: Path | None = None) -> bool:
        """Take a list over as one step. False when nothing was taken."""
        chosen = file or self._voice.choose_to_open("Import serial numbers", self._preferences.folder, LISTS)
        plan = self._workspace.plan
        if chosen is None or plan is None:
            return False
        from designer.io.serial_lists import read_serial_list

        try:
            entries = read_serial_list(chosen)
            taken = [(one.inverter, one.serial, one.gateway) for one in entries]
            design = take_serials(self._workspace.design, {one.id for one in plan.inverters}, taken)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        done = self._workspace.editor.commit("Import serial numbers", design)
        count = counted(sum(bool(one.serial) for one in entries), "serial number")
        self._workspace.said.emit(f"{count} read from {chosen.name}")
        return done

    def read_photo(self, file: Path | None = None) -> bool:
        """Enter the number on a photographed label for the inverter that is asked for."""
        chosen = file or self._voice.choose_to_open("Read a label", self._preferences.folder, PHOTOS)
        if chosen is None:
            return False
        from designer.io.label_photos import serial_on

        try:
            serial = serial_on(chosen, self._workspace.catalog.serials)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        editor = self._workspace.editor
        if editor.command.name != SERIALS:
            editor.start(SERIALS)
        if editor.command.name == SERIALS:
            editor.enter(serial)
        return True
