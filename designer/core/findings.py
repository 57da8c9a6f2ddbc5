"""What a rule or an engine has to say about a Design: a code, a place and parameters, never a sentence."""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a finding matters: an error stops the work, a warning wants a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Location(Struct, frozen=True, gc=False):
    """A place on a surface, in the surface's frame, mm."""

    surface: str
    x: float
    y: float


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """One statement about the Design or its Plan; `code` selects the sentence in resources/text."""

    code: str
    severity: Severity
    subjects: tuple[str, ...] = ()
    location: Location | None = None
    params: dict[str, str | int | float] = {}

    @property
    def key(self) -> str:
        """Stable identity under which a person may approve the finding."""
        return ":".join((self.code, *self.subjects))


def error(code: str, *subjects: str, at: Location | None = None, **params: str | float) -> Finding:
    """A finding that must be mended before the plan may be built."""
    return Finding(code=code, severity=Severity.ERROR, subjects=subjects, location=at, params=dict(params))


def warning(code: str, *subjects: str, at: Location | None = None, **params: str | float) -> Finding:
    """A finding that a person should look at."""
    return Finding(code=code, severity=Severity.WARNING, subjects=subjects, location=at, params=dict(params))


def note(code: str, *subjects: str, at: Location | None = None, **params: str | float) -> Finding:
    """A finding that informs."""
    return Finding(code=code, severity=Severity.NOTE, subjects=subjects, location=at, params=dict(params))
