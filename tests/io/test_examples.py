"""The bundled examples: made by their builder, sound, and what their names promise."""

import importlib.util
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from designer.core.errors import InputError
from designer.core.model.design import Design, ObstacleKind
from designer.core.model.validate import check_design
from designer.io.catalogs import load_catalog
from designer.io.examples import example_names, example_path
from designer.io.project import load_project

BUILDER = Path(__file__).parents[2] / "packaging" / "build_examples.py"


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_examples", BUILDER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example(name: str) -> Design:
    return load_project(example_path(name))


def counts(design: Design) -> Mapping[str, int]:
    """Number of modules by the name of the surface."""
    names = {surface.id: surface.name for surface in design.surfaces}
    found: Counter[str] = Counter()
    for row in design.rows:
        found[names[row.surface]] += len(row.modules)
    return found


def test_the_stored_files_are_what_the_builder_makes(builder: ModuleType) -> None:
    for name, content in builder.built().items():
        assert (builder.EXAMPLES_FOLDER / name).read_bytes() == content, name


@pytest.mark.parametrize("name", example_names())
def test_every_example_is_a_sound_design_with_known_products(name: str) -> None:
    check_design(example(name), load_catalog())


def test_the_gabled_house_has_six_modules_east_eight_west_and_one_box() -> None:
    design = example("gable")
    assert counts(design) == {"East": 6, "West": 8}
    assert design.products.inverter == "hms-1000-2t"
    assert (len(design.boxes), len(design.bridges)) == (1, 1)


def test_the_hipped_roof_has_four_faces_with_chimney_windows_and_dormer() -> None:
    design = example("hip")
    assert sorted(len(surface.outline) for surface in design.surfaces) == [3, 3, 4, 4]
    kinds = {obstacle.kind for surface in design.surfaces for obstacle in surface.obstacles}
    assert kinds == {ObstacleKind.CHIMNEY, ObstacleKind.WINDOW, ObstacleKind.DORMER}
    module = load_catalog().module(design.products.module)
    assert (module.length_mm, module.width_mm) == (1762.0, 1134.0)


def test_the_hall_has_a_thousand_modules_and_several_boxes() -> None:
    design = example("hall")
    assert sum(counts(design).values()) == 1000
    assert len(design.boxes) > 2
    assert all(5.0 <= surface.tilt_deg <= 10.0 for surface in design.surfaces)


def test_an_unknown_example_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="there is no example 'gabel'; did you mean 'gable'"):
        example_path("gabel")
