"""A person's approval of findings: what was looked at and may stay."""

from collections.abc import Collection

from msgspec.structs import replace

from designer.core.model.design import Design


def approve_findings(design: Design, keys: Collection[str]) -> Design:
    """The Design in which the findings with these keys are approved."""
    return replace(design, approvals=tuple(dict.fromkeys((*design.approvals, *keys))))


def unapprove_findings(design: Design, keys: Collection[str]) -> Design:
    """The Design in which the findings with these keys are open again."""
    return replace(design, approvals=tuple(key for key in design.approvals if key not in keys))
