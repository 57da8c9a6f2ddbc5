"""What the window remembers for its user: recent files, theme, its own layout. Never anything of a design."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from designer.io.personal import configuration_folder

MOST_RECENT = 10


class Preferences:
    """Settings in one INI file; without a home folder they last as long as the program runs."""

    def __init__(self, file: Path | None = None) -> None:
        self._store = QSettings(str(file or _default_file()), QSettings.Format.IniFormat)

    @property
    def recent(self) -> list[Path]:
        """Projects opened or saved lately, the last one first."""
        found = self._store.value("recent", [])
        names = [found] if isinstance(found, str) else list(found or [])  # one entry is read as a text
        return [Path(str(name)) for name in names]

    def remember(self, file: Path) -> None:
        """Put a project on top of the recent ones."""
        kept = [file, *(other for other in self.recent if other != file)][:MOST_RECENT]
        self._store.setValue("recent", [str(one) for one in kept])

    def forget(self, file: Path) -> None:
        """Take a project off the recent ones: it is gone."""
        self._store.setValue("recent", [str(one) for one in self.recent if one != file])

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return str(self._store.value("theme", "system"))

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    def layout(self, name: str) -> QByteArray:
        """A window geometry or state saved before; empty where there is none."""
        found = self._store.value(f"layout/{name}", QByteArray())
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Keep a window geometry or state."""
        self._store.setValue(f"layout/{name}", state)

    @property
    def folder(self) -> Path:
        """Where files were opened or saved last."""
        return Path(str(self._store.value("folder", str(Path.home()))))

    @folder.setter
    def folder(self, place: Path) -> None:
        self._store.setValue("folder", str(place))


def _default_file() -> Path:
    return configuration_folder() / "trunkline" / "window.ini"
