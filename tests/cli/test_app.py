"""The command line as a whole: help, version, exit codes and the one voice for failures."""

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from designer import __version__
from designer.cli import app
from designer.cli.app import trunkline
from designer.cli.voice import ending_of
from designer.core.errors import InputError
from designer.core.model.design import Customer
from designer.io import personal
from tests.sites import gable

Run = Callable[..., Result]
COMMANDS = [
    *("new", "import", "plan", "check", "explain", "export"),
    *("demo", "compare", "fill", "cut", "catalog"),
]


def test_the_version_is_printed(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"trunkline, version {__version__}\n")


@pytest.mark.parametrize("args", [(), ("--help",)], ids=["alone", "help"])
def test_without_a_command_the_help_is_printed(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"  {name}  " in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: trunkline {name}")


def test_an_unknown_command_option_or_missing_argument_is_one_sentence(run: Run) -> None:
    for args, sentence in (
        (("plann",), "error: No such command 'plann'"),
        (("--vresion",), "error: No such option '--vresion'"),
        (("plan",), "error: Missing argument 'FILE'; see `trunkline plan --help`.\n"),
        (("export", "x", "-o", "y", "--dxf-version", "R12"), "error: Invalid value for '--dxf-version'"),
    ):
        result = run(*args)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith(sentence)
        assert result.stderr.count("\n") == 1


def failing_with(failure: BaseException, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    @click.command()
    def fails() -> None:
        raise failure

    monkeypatch.setattr(app.LazyGroup, "get_command", lambda *_: fails)
    return CliRunner().invoke(trunkline, [*options, "plan"])


FAILURES = [
    (InputError("it is bad", where="a.csv", remedy="mend it"), 2, "error: a.csv: it is bad; mend it.\n"),
    (KeyboardInterrupt(), 130, "stopped.\n"),
    (
        OSError(errno.ENOSPC, "No space left on device", "out.dxf"),
        2,
        "error: out.dxf: no space left on device; check",
    ),
    (
        PermissionError(errno.EACCES, "Permission denied", "x"),
        2,
        "error: x: permission denied; check the path",
    ),
    (MemoryError(), 2, "error: the memory is not enough for this"),
    (
        ZeroDivisionError("secret"),
        3,
        "error: internal error (ZeroDivisionError), a fault of the program; please",
    ),
    (RecursionError(), 3, "error: internal error (RecursionError), a fault of the program"),
]


@pytest.mark.parametrize(
    ("failure", "code", "start"), FAILURES, ids=[type(one[0]).__name__ for one in FAILURES]
)
def test_a_failure_is_one_sentence_and_an_exit_code(
    failure: BaseException, code: int, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = failing_with(failure, monkeypatch)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.startswith(start) or result.stderr.strip().startswith(start.strip())
    assert "Traceback" not in result.stderr


def test_the_details_of_an_internal_error_go_to_the_log(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = failing_with(ZeroDivisionError("the reason"), monkeypatch)
    log = personal.state_folder() / "trunkline.log"
    assert own_folders in log.parents
    assert str(log) in result.stderr
    assert "the reason" in log.read_text(encoding="utf-8")
    assert "the reason" not in result.stderr


def test_the_log_names_no_customer_of_the_project_at_work(own_folders: Path) -> None:
    def fail() -> None:
        project = replace(gable(), customer=Customer(name="Anna Berger"))
        raise KeyError(project.customer)

    with pytest.raises(KeyError) as caught:
        fail()
    ending_of(caught.value)
    text = (personal.state_folder() / "trunkline.log").read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "Berger" not in text


def test_debug_shows_the_traceback_of_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    result = failing_with(ZeroDivisionError("the reason"), monkeypatch, "--debug")
    assert result.exit_code == 3
    assert "Traceback" in result.stderr
    assert "the reason" in result.stderr


def test_a_log_that_cannot_be_written_hides_nothing(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personal, "state_folder", lambda: own_folders / "file" / "log")
    (own_folders / "file").write_text("in the way")
    result = failing_with(ZeroDivisionError(), monkeypatch)
    assert result.exit_code == 3
    assert "run it again with `trunkline --debug`" in result.stderr


def test_a_long_log_is_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal, "MAX_LOG_BYTES", 100)
    for reason in ("first", "second", "third"):
        failing_with(ZeroDivisionError(reason), monkeypatch)
    text = (personal.state_folder() / "trunkline.log").read_text(encoding="utf-8")
    assert "third" in text
    assert "first" not in text


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_log_lies_where_the_platform_keeps_such_things(
    platform: str, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert own_folders in personal.state_folder().parents
    assert personal.state_folder().name.lower() == "trunkline"


def run_process(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "designer", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_real_process_ends_with_the_exit_code_and_one_sentence(tmp_path: Path) -> None:
    missing = run_process("plan", "none.trunkline", cwd=tmp_path)
    assert missing.returncode == 2
    assert missing.stdout == ""
    assert missing.stderr == "error: none.trunkline: there is no such file; check its name and folder.\n"
    version = run_process("--version", cwd=tmp_path)
    assert (version.returncode, version.stderr) == (0, "")


def test_standard_output_of_a_real_process_is_json_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "pieces.csv").write_text("length_mm,quantity\n1000,5\n", encoding="utf-8")
    cut = run_process("cut", "pieces.csv", "--stock", "3500", "--json", cwd=tmp_path)
    assert (cut.returncode, cut.stderr) == (0, "")
    assert json.loads(cut.stdout)["stocks_used"] == 2


def test_version_and_help_import_neither_shapely_nor_qt(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from designer.cli.app import trunkline\n"
        "for args in (['--version'], ['--help']):\n"
        "    try:\n"
        "        trunkline.main(args)\n"
        "    except SystemExit as end:\n"
        "        assert end.code == 0\n"
        "heavy = {'numpy', 'shapely', 'msgspec', 'ezdxf', 'highspy', 'PySide6'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a missing screen aborts Qt")
@pytest.mark.parametrize("args", [(), ("house.trunkline",)], ids=["alone", "project file"])
def test_without_a_screen_one_sentence_says_so(
    args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = run_process(*args, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: there is no screen")
    assert len(result.stderr.splitlines()) == 1
