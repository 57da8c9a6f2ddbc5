"""DXF files written tag by tag, sound and hostile, as small as they can be."""

HEADER = "  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\nAC1009\n  0\nENDSEC\n"
LINE = "  0\nLINE\n  8\n0\n 10\n0.0\n 20\n0.0\n 11\n100.0\n 21\n50.0\n"


def dxf(entities: str, blocks: str = "") -> bytes:
    """An R12 file."""
    parts = ("  0\nSECTION\n  2\nBLOCKS\n", blocks, "  0\nENDSEC\n  0\nSECTION\n  2\nENTITIES\n", entities)
    return (HEADER + "".join(parts) + "  0\nENDSEC\n  0\nEOF\n").encode()


def block(name: str, content: str) -> str:
    """A block's definition."""
    head = f"  0\nBLOCK\n  8\n0\n  2\n{name}\n 70\n0\n 10\n0.0\n 20\n0.0\n  3\n{name}\n"
    return f"{head}{content}  0\nENDBLK\n  8\n0\n"


def insert(name: str, more: str = "") -> str:
    """A reference to a block."""
    return f"  0\nINSERT\n  8\n0\n  2\n{name}\n 10\n0.0\n 20\n0.0\n{more}"


def doubling(levels: int) -> bytes:
    """Blocks of which each holds the one before twice."""
    blocks = [block("B0", LINE), *(block(f"B{n}", 2 * insert(f"B{n - 1}")) for n in range(1, levels + 1))]
    return dxf(insert(f"B{levels}"), "".join(blocks))


def chain(length: int) -> bytes:
    """Blocks of which each holds the one before."""
    blocks = [block("B0", LINE), *(block(f"B{n}", insert(f"B{n - 1}")) for n in range(1, length + 1))]
    return dxf(insert(f"B{length}"), "".join(blocks))
