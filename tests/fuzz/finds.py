"""What a fuzzer found: each fault once, by its place in the program, with the smallest input for it."""

import hashlib
import time
import traceback
from collections.abc import Callable
from pathlib import Path

SHRINK_S = 20.0

Fault = Callable[[bytes], str]
"""What is wrong with an input, by the place of the fault; empty where nothing is."""


def place_of(error: BaseException) -> str:
    """Kind and place of an error, the same for all inputs that show one fault."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/designer/" in frame.filename] or frames[-1:]
    places = dict.fromkeys(f"{Path(one.filename).name}:{one.name}" for one in (*ours[-2:], frames[-1]))
    return f"{type(error).__name__} in {', '.join(places)}"


class Finds:
    """Faults in a folder, one file each, and a text that says what it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._smallest: dict[str, int] = {}

    def note(self, data: bytes, fault: str, details: str = "") -> bool:
        """Keep an input where it is the first or the smallest that shows this fault; whether it was kept."""
        if len(data) >= self._smallest.get(fault, len(data) + 1):
            return False
        self._smallest[fault] = len(data)
        name = hashlib.sha256(fault.encode()).hexdigest()[:10]
        (self.folder / f"{name}.bin").write_bytes(data)
        (self.folder / f"{name}.txt").write_text(f"{fault}\n{details}", encoding="utf-8")
        return True


def shrunk(data: bytes, fault_in: Fault, fault: str, seconds: float = SHRINK_S) -> bytes:
    """A smaller input with the same fault: parts are taken out, halves first, then ever smaller ones."""
    end, size = time.monotonic() + seconds, max(1, len(data) // 2)
    while size:
        place = 0
        while place < len(data) and time.monotonic() < end:
            less = data[:place] + data[place + size :]
            if fault_in(less) == fault:
                data = less
            else:
                place += size
        size //= 2
    return data
