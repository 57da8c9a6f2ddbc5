"""One process for all command lines: starting the program is half of what a refusal takes."""

from collections.abc import Iterator

import pytest

from tests.hostile.runner import Runner


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """What runs command lines."""
    started = Runner()
    yield started
    started.close()
