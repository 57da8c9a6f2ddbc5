"""The process in which a reader is fuzzed, guided by the coverage of its code (atheris).

`python -m tests.fuzz.guided READER SECONDS SEED FINDS CORPUS` is started by `tests.fuzz`; it ends early where
an input kills it, hangs or takes too much memory, and leaves that input in FINDS.
"""

import sys
from pathlib import Path

from tests.fuzz.finds import Finds
from tests.fuzz.readers import READERS

HANG_S = 20
MOST_MB = 1500
"""Of the whole process, whose code is instrumented; what a reader may take is measured by tests/hostile."""

SLOW_S = 6.0
"""Instrumented code takes some three times as long."""


def main() -> None:
    name, seconds, seed, *folders = sys.argv[1:]
    finds, corpus = map(Path, folders)
    import atheris

    reader = READERS[name]
    with atheris.instrument_imports(include=["designer", *reader.packages]):
        from tests.fuzz.trial import fault_in

        for sound in reader.seeds():
            fault_in(name, sound)  # imports what the reader needs
    kept = Finds(finds)

    def one(data: bytes) -> None:
        fault, details = fault_in(name, data, SLOW_S)
        if fault:
            kept.note(data, fault, details)

    options = (
        f"-max_total_time={seconds}",
        f"-timeout={HANG_S}",
        f"-rss_limit_mb={MOST_MB}",
        f"-max_len={reader.longest}",
        f"-artifact_prefix={finds}/",
        f"-dict={dictionary(reader.words, corpus.parent)}",
        f"-seed={seed}",
        "-print_final_stats=1",
        "-verbosity=0",
    )
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


def dictionary(words: tuple[str, ...], folder: Path) -> Path:
    """Words of the format as the fuzzer wants them."""
    file = folder / "words.dict"
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    file.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")
    return file


if __name__ == "__main__":
    main()
