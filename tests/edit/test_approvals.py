"""Approving findings, and taking that back."""

from designer.edit.edits.approvals import approve_findings, unapprove_findings
from tests.sites import gable


def test_an_approval_is_kept_once_and_can_be_taken_back() -> None:
    made = approve_findings(approve_findings(gable(), ["a:1"]), ["b:2", "a:1"])
    assert made.approvals == ("a:1", "b:2")
    assert unapprove_findings(made, ["a:1"]).approvals == ("b:2",)
