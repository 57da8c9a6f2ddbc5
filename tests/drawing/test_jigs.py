"""What papers say of rails that rows share."""

from msgspec.structs import replace

from designer.core.geometry.axes import Orientation
from designer.core.model.design import Settings
from designer.core.model.rail_layout import RailLayout
from designer.core.planning import derive
from designer.drawing.directory import Directory
from designer.drawing.jigs import jig_sentences, jigs, rows_text
from designer.drawing.tape import Tape
from tests import sites

CATALOG = sites.catalog()


def directory(layout, *rows):
    products = replace(sites.gable().products, rail="k2-crossrail-48-x")
    roof = sites.surface(width=9000.0, height=9000.0)
    design = sites.design([roof], list(rows), products=products, settings=Settings(rail_layout=layout))
    return Directory(design, derive(design, CATALOG), CATALOG)


def upright(number, across):
    return sites.row(f"R{number}", "S1", 3, 3 * number, across=across)


def test_the_jig_is_the_module_less_nineteen_millimetres():
    """K2 CrossRail shared rail manual, page 17; a module of 1722 mm upright, one of 1134 mm lying."""
    lying = sites.row("R3", "S1", 2, 20, across=600.0 + 2 * 1743.0, orientation=Orientation.LANDSCAPE)
    found = jigs(directory(RailLayout.SHARED, upright(1, 600.0), upright(2, 2343.0), lying))
    assert [(jig.rows, jig.clear_mm) for jig in found] == [((1, 2), 1722.0 - 19.0), ((3,), 1134.0 - 19.0)]


def test_a_sentence_names_surface_rows_and_distance():
    (sentence,) = jig_sentences(directory(RailLayout.SHARED, upright(1, 600.0), upright(2, 2343.0)), Tape())
    assert sentence.startswith("S1, rows 1 and 2: set the rails 1703 mm apart, face to face")


def test_rails_in_pairs_have_no_jig():
    assert jigs(directory(RailLayout.PAIRS, upright(1, 600.0), upright(2, 2343.0))) == ()


def test_rows_are_named_in_words():
    assert rows_text((2,)) == "row 2"
    assert rows_text((2, 3)) == "rows 2 and 3"
    assert rows_text((2, 3, 4)) == "rows 2 to 4"
    assert rows_text((1, 3, 4)) == "rows 1, 3 and 4"
