"""Older documents go through one step a version, and each version has a step and a sample."""

from pathlib import Path

import pytest

from designer.io.migrations import STEPS, Document, brought_up
from designer.io.project import VERSION

SAMPLES = Path(__file__).parent / "samples"


def renamed(document: Document) -> Document:
    document["design"]["title"] = document["design"].pop("name")
    return document


def in_metres(document: Document) -> Document:
    document["design"]["height_m"] = document["design"].pop("height_mm") / 1000
    return document


OLD = {"version": 1, "design": {"name": "House", "height_mm": 3500}}


def test_steps_are_taken_one_after_the_other_and_the_old_document_stays_as_it_was() -> None:
    new = brought_up(OLD, 1, 3, {1: renamed, 2: in_metres})
    assert new == {"version": 3, "design": {"title": "House", "height_m": 3.5}}
    assert OLD == {"version": 1, "design": {"name": "House", "height_mm": 3500}}


def test_a_document_of_a_later_version_takes_only_the_later_steps() -> None:
    middle = {"version": 2, "design": {"title": "House", "height_mm": 3500}}
    assert brought_up(middle, 2, 3, {1: renamed, 2: in_metres})["design"] == {
        "title": "House",
        "height_m": 3.5,
    }


def test_the_present_version_is_left_alone() -> None:
    assert brought_up(OLD, 1, 1, {}) is OLD


def test_every_older_version_has_a_step() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_every_version_has_samples(version: int) -> None:
    assert list(SAMPLES.glob(f"v{version}-*.trunkline"))
