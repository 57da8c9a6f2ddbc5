"""Stories on a real X server, with the xcb platform, a window manager and xdotool's mouse and keys."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDED = ("Xvfb", "openbox", "xdotool")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

pytestmark = pytest.mark.skipif(
    bool(MISSING) or not sys.platform.startswith("linux"), reason=f"needs {', '.join(NEEDED)}"
)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a program that is to appear on an X server of the test's own."""
    read, write = os.pipe()
    with (tmp_path / "xvfb.log").open("wb") as log:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=(write,), stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, (tmp_path / "xvfb.log").read_text()
        place = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        manager = subprocess.Popen(["openbox"], env=place, stdout=log, stderr=log)
        time.sleep(0.5)
        yield place
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def test_the_story_on_a_real_screen(screen: dict[str, str], tmp_path: Path) -> None:
    assert "equal" in played("screen_story.py", screen, tmp_path)


def test_dropped_and_recent_files_and_the_window_as_it_was_left(
    screen: dict[str, str], tmp_path: Path
) -> None:
    assert "kept" in played("screen_desktop.py", screen, tmp_path)


def played(name: str, screen: dict[str, str], folder: Path) -> str:
    """What a program of this folder says on the screen; it must end well."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(name)), str(folder)],
        env={**screen, "PYTHONPATH": str(root)},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
