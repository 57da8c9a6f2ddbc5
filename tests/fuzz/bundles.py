"""Archives in a form that can be mutated: the entries of a ZIP file one after the other, not packed.

A change in a packed archive breaks its sums, and no reader looks further. So archives are handed to the
fuzzer as bundles; in front of the reader a bundle becomes an archive again. All else is left as it is.
"""

import io
import warnings
import zipfile

_MARK = b"#bundle\n"
_ENTRY = b"\n#entry "


def bundled(archive: bytes) -> bytes:
    """The entries of an archive as a bundle."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        parts = [_ENTRY + name.encode() + b"\n" + opened.read(name) for name in opened.namelist()]
    return _MARK + b"".join(parts)


def unbundled(data: bytes) -> bytes:
    """The archive of a bundle; anything else as it is."""
    if not data.startswith(_MARK):
        return data
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")  # two entries of one name are what a hostile archive may have
        for part in data.removeprefix(_MARK).split(_ENTRY)[1:]:
            name, _, content = part.partition(b"\n")
            archive.writestr(zipfile.ZipInfo(name.decode("latin-1")[:200] or "x"), content)
    return stream.getvalue()
