"""What is too much for a project: it is refused when it is read, and before that when it is made or saved."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from designer.core.errors import DesignError, InputError
from designer.core.limits import FOREIGN_NAMES, LONGEST_NOTE, MOST_CORNERS, MOST_UNDERLAY_POINTS
from designer.core.model.design import TextNote
from designer.core.model.underlay import PictureMedia, PictureUnderlay, Underlay, UnderlayLine, UnderlayText
from designer.core.model.validate import check_structure
from designer.io import project, strict_json
from designer.io.examples import example_path
from designer.io.project import decode_project, encode_project, load_project, save_project
from tests.hostile.projects import png

GABLE = load_project(example_path("gable"))
SURFACE = GABLE.surfaces[0]


def underlay(name: str, points: int) -> Underlay:
    line = UnderlayLine(points=((0.0, 0.0), (1.0, 1.0)) * 500)
    return Underlay(id=name, name=name, lines=(line,) * (points // 1000))


def with_fields(**fields: Any) -> bytes:
    document = json.loads(encode_project(GABLE))
    document["design"].update(fields)
    return json.dumps(document).encode()


def test_so_many_unknown_fields_are_kept_and_one_more_is_refused() -> None:
    names = [f"zq{number}" for number in range(FOREIGN_NAMES + 1)]
    kept = decode_project(with_fields(**dict.fromkeys(names[:-1], 0)))
    assert json.loads(encode_project(kept))["design"][names[0]] == 0
    with pytest.raises(InputError, match="more than 1,000 different unknown fields"):
        decode_project(with_fields(**dict.fromkeys(names, 0)))


def test_marked_fields_are_not_counted() -> None:
    names = [f"x-{number}" for number in range(2 * FOREIGN_NAMES)]
    assert decode_project(with_fields(**dict.fromkeys(names, 0))).name == GABLE.name


def test_a_project_that_could_not_be_read_again_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "house.trunkline"
    save_project(GABLE, file)
    before = file.read_bytes()
    for name, most in (("JSON_VALUES", 100), ("PROJECT_BYTES", 100)):
        with monkeypatch.context() as patch:
            patch.setattr(project, name, most)
            with pytest.raises(DesignError, match="too large to be read again"):
                save_project(replace(GABLE, name="other"), file)
    assert file.read_bytes() == before


def test_values_are_counted_as_they_are_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode_project(GABLE)
    monkeypatch.setattr(strict_json, "JSON_VALUES", strict_json.values_in(data))
    assert decode_project(data) == GABLE
    monkeypatch.setattr(strict_json, "JSON_VALUES", strict_json.values_in(data) - 1)
    with pytest.raises(InputError, match="values"):
        decode_project(data)


def test_underlays_are_counted_together_also_when_one_is_added() -> None:
    most = MOST_UNDERLAY_POINTS // 2
    two = replace(GABLE, underlays=(underlay("u1", most), underlay("u2", most)), next_number=999)
    check_structure(two)
    three = replace(two, underlays=(*two.underlays, underlay("u3", 1000)))
    with pytest.raises(DesignError, match="points together"):
        check_structure(three, checked=two)


@pytest.mark.parametrize(("characters", "is_good"), [(LONGEST_NOTE, True), (LONGEST_NOTE + 1, False)])
def test_texts_have_two_pages_at_most(characters: int, is_good: bool) -> None:
    note = TextNote(id="t1", surface=SURFACE.id, at=(1.0, 1.0), text="a" * characters)
    text = UnderlayText(at=(1.0, 1.0), text="a" * characters, height_mm=1.0)
    for design in (
        replace(GABLE, texts=(note,)),
        replace(GABLE, underlays=(Underlay(id="u1", name="a", texts=(text,)),)),
    ):
        if is_good:
            check_structure(design)
        else:
            with pytest.raises(DesignError, match="characters"):
                check_structure(design)


def test_a_picture_is_as_large_as_its_header_says() -> None:
    quad = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    size = {"width_px": 30, "height_px": 30, "pixels": quad, "places": quad}
    for side, is_good in ((30, True), (60_000, False)):
        data = png(side, side, b"")
        picture = PictureUnderlay(id="p1", name="a", media=PictureMedia.PNG, data=data, **size)
        if is_good:
            check_structure(replace(GABLE, pictures=(picture,)))
        else:
            with pytest.raises(DesignError, match="60000 × 60000 pixels"):
                check_structure(replace(GABLE, pictures=(picture,)))


def test_an_outline_of_the_most_corners_is_sound_and_of_one_more_is_not() -> None:
    for corners in (MOST_CORNERS, MOST_CORNERS + 1):
        steps = [(float(10 * n), float(n % 2)) for n in range(corners - 2)]
        outline = (*steps, (steps[-1][0], 9000.0), (0.0, 9000.0))
        edges = (SURFACE.edges[0],) * corners
        alone = replace(SURFACE, outline=outline, edges=edges, obstacles=(), water_lines=())
        design = replace(GABLE, surfaces=(alone, *GABLE.surfaces[1:]), rows=(), bridges=(), boxes=())
        if corners <= MOST_CORNERS:
            check_structure(design)
        else:
            with pytest.raises(DesignError, match="2,001 corners"):
                check_structure(design)
