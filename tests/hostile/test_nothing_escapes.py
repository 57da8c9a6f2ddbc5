"""No file makes the program run other programs or code, open a connection, or write elsewhere.

Every refusal in `test_refusals` is watched as well. PDF files and large pictures are read in a process of the
program's own, which a watch does not look into; here they are read in the watched one.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.bundles import unbundled
from tests.fuzz.readers import READERS
from tests.hostile.runner import READ, Runner

CORPUS = Path(__file__).parents[1] / "fuzz" / "corpus"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="command lines run in forks")


def _files(reader: str, folder: Path) -> list[str]:
    """All sound files and former finds of a reader, in a folder."""
    kept = [one.read_bytes() for one in sorted((CORPUS / reader).glob("*"))]
    files = []
    for number, data in enumerate((*READERS[reader].seeds(), *kept)):
        file = folder / f"{number}{READERS[reader].suffix}"
        file.write_bytes(unbundled(data))
        files.append(str(file))
    return files


@pytest.mark.parametrize("reader", READERS)
def test_reading_does_nothing_but_read(reader: str, runner: Runner, tmp_path: Path) -> None:
    run = runner.run([READ, reader, *_files(reader, tmp_path)], {"HOME": str(tmp_path)})
    assert (run.code, run.escapes) == (0, ()), run.said


_ESCAPES = {
    "a program": "import subprocess; subprocess.run(['true'])",
    "a connection": "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
    "a file elsewhere": "open('/tmp/../tmp/trunkline-escape', 'a').close()",
    "code from a file": "exec(compile('1', 'house.trunkline', 'exec'))",
    "a file beside": "open(FOLDER + '-beside', 'a').close()",
    "a removal": "import os; os.mkdir('/nowhere/at/all')",
}


@pytest.mark.parametrize("what", _ESCAPES)
def test_the_watch_sees(what: str, tmp_path: Path) -> None:
    """A watch that notes nothing would prove nothing."""
    program = (
        "import contextlib; from pathlib import Path; from tests.hostile.watch import Watch\n"
        f"FOLDER = {str(tmp_path)!r}\nwatch = Watch(Path(FOLDER))\n"
        f"with contextlib.suppress(OSError):\n    {_ESCAPES[what]}\n"
        "print(len(watch.noted))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    (Path("/tmp") / "trunkline-escape").unlink(missing_ok=True)
    tmp_path.with_name(f"{tmp_path.name}-beside").unlink(missing_ok=True)
    assert int(said) > 0
