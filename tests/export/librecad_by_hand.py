"""LibreCAD on a screen of its own, worked as a person does: by its command line."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROGRAMS = ("librecad", "Xvfb", "openbox", "xdotool")
SIZE = (1600, 1000)
_COMMAND_LINE = (SIZE[0] - 200, SIZE[1] - 118)
_SECONDS = 60.0


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


class Hands:
    """Keys and mouse on one screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def keys(self, *keys: str, wait: float = 0.5) -> None:
        self._xdotool("key", *keys)
        time.sleep(wait)

    def say(self, command: str, wait: float = 1.0) -> None:
        """Type a command or coordinates on the command line."""
        self._xdotool("mousemove", *map(str, _COMMAND_LINE), "click", "1")
        time.sleep(0.3)
        self._xdotool("type", "--delay", "40", command)
        self.keys("Return", wait=wait)

    def until_named(self, title: str) -> None:
        """Wait for a window; TimeoutError where none comes."""
        for _ in range(int(_SECONDS / 0.5)):
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", title],
                env=self._environment,
                capture_output=True,
                check=False,
            )
            if found.stdout.strip():
                time.sleep(1.0)
                return
            time.sleep(0.5)
        raise TimeoutError(title)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, capture_output=True)


@contextmanager
def opened(file: Path) -> Iterator[Hands]:
    """A drawing open in LibreCAD, with the focus on its window; all is ended after."""
    with ExitStack() as stack:
        display = stack.enter_context(_screen())
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(file.parent)}
        environment["XDG_CONFIG_HOME"] = str(file.parent / "config")
        stack.enter_context(_running(["openbox"], environment))
        stack.enter_context(_running(["librecad", str(file)], environment))
        hands = Hands(environment)
        hands.until_named("Welcome")
        hands.keys("Return", wait=1.0)
        hands.until_named(f"LibreCAD - .{file.name}")
        time.sleep(2.0)
        yield hands


@contextmanager
def _screen() -> Iterator[str]:
    """A screen with a number that nobody has."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
    process = subprocess.Popen(
        command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        _end(process)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
