"""Counts with their nouns."""


def number(count: int, noun: str) -> str:
    """A count with its noun, which takes its plural: ``1 branch``, ``2 branches``."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun}{'es' if noun.endswith('ch') else 's'}"
