"""A hostile file: which reader it is meant for, what it threatens, how it is made, and how it is refused."""

from collections.abc import Callable
from typing import NamedTuple

FILE, OUTPUT = "{file}", "{out}"
"""Stand in a command for the hostile file and for a place that may be written."""


class Threat(NamedTuple):
    """A file that must be refused with a sentence that holds `words`.

    `command` is what follows the program's name; `variable` is an environment variable that names the file,
    or its folder where that is all the program is told. `heavy` ones take long to make or to refuse,
    or are refused just like others: they are given to the program in long runs only.
    """

    reader: str
    what: str
    name: str
    make: Callable[[], bytes]
    words: str
    command: tuple[str, ...]
    variable: str = ""
    heavy: bool = False


PLAN = ("plan", FILE)
IMPORT = ("import", FILE, "-o", OUTPUT)
LIST = ("import", FILE, "--list")
