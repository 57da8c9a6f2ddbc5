"""Says that better branches are still being looked for, where somebody waits at a terminal."""

import sys
import time

import click

PATIENT_S = 8.0
"""So long nobody wonders."""


class Patience:
    """Asked often while a plan is made; speaks once, on standard error."""

    def __init__(self) -> None:
        self._began, self._said = time.monotonic(), False

    def is_over(self) -> bool:
        """Never: whoever has none left presses Ctrl+C."""
        if not self._said and time.monotonic() - self._began > PATIENT_S and sys.stderr.isatty():
            self._said = True
            words = "still looking for cheaper branches; `trunkline plan --first` shows the first ones"
            click.echo(words, err=True)
        return False
