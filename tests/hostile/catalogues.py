"""Catalogue files, layer presets, sheet templates and sheets of labels: TOML and JSON."""

from collections.abc import Callable, Iterator

from tests.hostile.threat import FILE, OUTPUT, Threat

_CATALOG = (("catalog", "list"), "TRUNKLINE_CATALOG")
_EXPORT = ("export", "{small}", "-o", OUTPUT, "--only")


def threats() -> Iterator[Threat]:
    """All files in TOML, and catalogues in JSON."""
    for what, make, words in (*_any_toml(), *_catalogues()):
        yield Threat("catalogue", what, "own.toml", make, words, *_CATALOG, heavy=what in _HEAVY)
    for what, make, words in _json():
        yield Threat("catalogue (JSON)", what, "own.json", make, words, *_CATALOG)
    for reader, option, paper in (
        ("layer preset", "--layers", "drawing.dxf"),
        ("sheet template", "--template", "sheets.pdf"),
        ("sheet of labels", "--label-sheet", "labels.pdf"),
    ):
        for what, make, words in _any_toml():
            command = (*_EXPORT, paper, option, FILE)
            yield Threat(reader, what, "own.toml", make, words, command, heavy="key" not in what)


_HEAVY = frozenset({"tables that double 19 times"})

Made = tuple[str, Callable[[], bytes], str]


def _any_toml() -> Iterator[Made]:
    yield "600 kB", lambda: b"# a\n" * 150_000, "it is too large"
    yield "a key of 100,000 parts", lambda: b"a" + b".a" * 100_000 + b" = 1", "more than 100 dots"
    yield "100,000 levels", lambda: b"a = " + b"[" * 100_000, "nested too deeply"
    yield "bytes that are no text", lambda: b"a = '\xff\xfe'", "it is not TOML"


def _catalogues() -> Iterator[Made]:
    yield "a table that is like itself", lambda: _like({"a": "a"}), "deep in each other"
    yield (
        "tables that double 19 times",
        lambda: _like({f"a{n}": f"a{n + 1}" for n in range(19)}),
        "far too large",
    )
    yield "a width of NaN", lambda: _module("nan"), "no number"
    yield "a width of 1e300", lambda: _module("1e300"), "which no product is"
    yield "an infinite width", lambda: _module("inf"), "no number"


def _like(tables: dict[str, str]) -> bytes:
    lines = [
        f'[common.{name}]\nx = {{ like = "{other}" }}\ny = {{ like = "{other}" }}'
        for name, other in tables.items()
    ]
    first, last = next(iter(tables)), list(tables.values())[-1]
    end = "" if last in tables else f"[common.{last}]\nz = 1\n"
    return "\n".join((*lines, end, f'[[module]]\nid = "m"\nlike = "{first}"\n')).encode()


def _module(width: str) -> bytes:
    figures = f"power_w = 400\nlength_mm = 1700\nwidth_mm = {width}"
    names = 'id = "m"\nmaker = "A"\nmodel = "B"'
    return f'[[module]]\n{names}\n{figures}\nprovenance = {{ source = "x" }}\n'.encode()


def _deep() -> bytes:
    return b'{"module": [{"like": "a"}], "common": {"a": ' + b'{"a":' * 900 + b"1" + b"}" * 902


def _json() -> Iterator[Made]:
    yield "17 MB", lambda: b"{}".ljust(17_000_000), "it is too large"
    yield "5 million empty lists", lambda: b"[" + b"[]," * 5_000_000 + b"1]", "1,200,000 values"
    yield "200,000 levels", lambda: b"[" * 200_000, "nested too deeply"
    yield "900 levels", _deep, "deep in each other"
    yield "NaN", lambda: b'{"module": NaN}', "not JSON"
