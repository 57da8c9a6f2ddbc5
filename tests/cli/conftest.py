"""Commands run in the test process, with the user's own folders out of the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from designer.cli.app import trunkline

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the user's own for log and catalogue."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("TRUNKLINE_CATALOG", raising=False)
    return home


@pytest.fixture
def run() -> Run:
    """Run a command line and give its result; fails on anything that would be a traceback."""

    def call(*args: object) -> Result:
        result = CliRunner().invoke(trunkline, [str(argument) for argument in args])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return call
