"""Serial numbers from files: lists of many, and photos of single labels."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from designer.core.errors import InputError, TrunklineError
from designer.edit.edits.serial_lists import take_list
from designer.edit.figures import counted
from designer.gui.preferences import Preferences
from designer.gui.voice import Voice
from designer.gui.workspace import Workspace
from designer.io.atomic import write_bytes_atomically

if TYPE_CHECKING:
    from designer.drawing.directory import Directory

LISTS = "Lists of serial numbers (*.csv *.xlsx *.txt)"
WRITTEN = "Workbook (*.xlsx);;CSV file (*.csv)"
PHOTOS = "Photos (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"
SERIALS = "serials"
"""The command that asks for serial numbers."""


MOST_TOLD = 12
"""Lines of a message box."""


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
            names = [one.id for one in plan.inverters]
            taken = take_list(self._workspace.design, names, read_serial_list(chosen))
        except TrunklineError as problem:
            told = problem if chosen.name in problem.where else problem.within(chosen.name)
            self._voice.tell(told.sentence())
            return False
        done = self._workspace.editor.commit("Import serial numbers", taken.design)
        said = f"{counted(taken.numbers, 'serial number')} read from {chosen.name}"
        self._workspace.said.emit(said)
        if taken.refusals:
            self._voice.tell(f"{said}. Left out:\n" + _shortened(taken.refusals))
        return done

    def export_list(self, file: Path | None = None) -> bool:
        """Write all inverters with what is known of them; as a workbook where the name ends so."""
        plan, design = self._workspace.plan, self._workspace.design
        if plan is None or not plan.inverters:
            self._workspace.said.emit("There are no inverters yet: put modules on a surface first")
            return False
        proposal = self._preferences.folder / "serials.xlsx"
        chosen = file or self._voice.choose_to_save("Export serial numbers", proposal, WRITTEN)
        if chosen is None:
            return False
        named, chosen = chosen, chosen if chosen.suffix else chosen.with_suffix(".xlsx")
        if chosen != named and not self._may_replace(chosen):
            return False
        from designer.drawing.directory import Directory

        try:
            data = _list_data(Directory(design, plan, self._workspace.catalog), chosen)
            write_bytes_atomically(chosen, data)
        except TrunklineError as problem:
            self._voice.tell(problem.sentence())
            return False
        self._workspace.said.emit(f"{counted(len(plan.inverters), 'inverter')} written to {chosen.name}")
        return True

    def _may_replace(self, file: Path) -> bool:
        """Whether a file may be written whose name the system's dialog has not seen."""
        return not os.path.lexists(file) or self._voice.ask_to_replace([file.name], file.parent)

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


def _list_data(directory: "Directory", file: Path) -> bytes:
    """The list as the ending of a file asks for it. InputError for any other ending."""
    from designer.export.csv_lists import sheet_csv
    from designer.export.list_sheets import serial_sheet
    from designer.export.xlsx import xlsx_bytes

    sheet = serial_sheet(directory)
    match file.suffix.lower():
        case ".csv":
            return sheet_csv(sheet)
        case ".xlsx":
            return xlsx_bytes([sheet], directory.design.name)
        case _:
            what, remedy = "a list is CSV or XLSX", "end the name in .csv or .xlsx"
            raise InputError(what, where=file.name, remedy=remedy)


def _shortened(lines: Sequence[str]) -> str:
    more = [f"… and {len(lines) - MOST_TOLD} more lines"] if len(lines) > MOST_TOLD else []
    return "\n".join((*lines[:MOST_TOLD], *more))
