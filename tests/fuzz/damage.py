"""Damaged files by hypothesis: a sound one with parts cut out, doubled, moved, overwritten and put in."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.fuzz.readers import READERS

MOST_CHANGES = 6


def damaged(name: str) -> st.SearchStrategy[bytes]:
    """Files of a reader as its seeds are, and damaged."""
    reader = READERS[name]
    seeds = list(reader.seeds())
    changes = st.lists(_change(reader.words), max_size=MOST_CHANGES)
    return st.builds(_changed, st.sampled_from(seeds), changes)


Change = tuple[str, float, float, bytes]


def _change(words: Sequence[str]) -> st.SearchStrategy[Change]:
    share = st.floats(0.0, 1.0, exclude_max=True)
    known = [word.encode() for word in words] or [b"0"]
    new = st.one_of(st.sampled_from(known), st.binary(max_size=8))
    kinds = st.sampled_from(("cut", "put in", "overwrite", "double", "end"))
    return st.tuples(kinds, share, st.one_of(share, st.floats(0.0, 0.01)), new)


def _changed(data: bytes, changes: Sequence[Change]) -> bytes:
    for kind, at, much, new in changes:
        start = int(at * len(data))
        stop = start + max(1, int(much * (len(data) - start)))
        middle = {
            "cut": b"",
            "put in": new + data[start:stop],
            "overwrite": new,
            "double": 2 * data[start:stop],
            "end": b"",
        }[kind]
        data = data[:start] + middle + (b"" if kind == "end" else data[stop:])
    return data
