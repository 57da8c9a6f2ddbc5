"""Which inverters are in which OpenDTU's list; each that is in none is named with the reason."""

import pytest
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.planning import derive
from designer.drawing.directory import Directory
from designer.drawing.stations import Station, stations
from designer.export.opendtu_shares import MOST_INVERTERS, shares_of
from designer.export.papers import OPENDTU_FOLDER, PAPERS, Work, notes_on
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project

CATALOG = bundled_catalog()
PLAIN = load_project(example_path("gable"))
PLAN = derive(PLAIN, CATALOG)
FIRST = stations(Directory(PLAIN, PLAN, CATALOG))[0]
ONE, TWO = "10F773010101", "10D373010102"


def some(count: int, gateway: str = "", start: int = 0) -> list[Station]:
    """So many inverters with a number, reporting to a gateway."""
    numbers = range(start, start + count)
    return [
        replace(FIRST, inverter=f"I{n}", serial=f"1143A1{n:06}", gateway=gateway, number=n) for n in numbers
    ]


def test_each_gateway_gets_its_own() -> None:
    shares = shares_of([*some(3, ONE), *some(4, TWO, 3)], (ONE, TWO))
    listed = {gateway: [one.inverter for one in own] for gateway, own in shares.lists.items()}
    assert listed == {ONE: ["I0", "I1", "I2"], TWO: ["I3", "I4", "I5", "I6"]}
    assert shares.left_out == ()


def test_without_gateways_there_is_one_list() -> None:
    assert list(shares_of(some(3), ()).lists) == [""]
    assert list(shares_of(some(3, ONE), ()).lists) == [""]


def test_each_one_left_out_is_named_with_the_reason() -> None:
    given = some(6, ONE)
    given[1] = replace(given[1], serial="")
    given[2] = replace(given[2], serial="11439162")
    given[3] = replace(given[3], serial="1143A100000G")
    given[4] = replace(given[4], gateway="")
    given[5] = replace(given[5], gateway="10F700000000")
    assert shares_of(given, (ONE, TWO)).left_out == (
        "left out: I1, without a serial number",
        "left out: I2, as 11439162 is no serial number for OpenDTU (12 digits 0 to 9 and A to F)",
        "left out: I3, as 1143A100000G is no serial number for OpenDTU (12 digits 0 to 9 and A to F)",
        "left out: I4, reporting to none of the DTUs",
        "left out: I5, reporting to DTU 10F700000000, which the project does not have",
    )


def test_an_empty_list_is_refused_with_what_is_missing() -> None:
    without = [replace(one, serial="") for one in some(2)]
    words = "no inverter can be listed for OpenDTU; left out: I0, I1, without a serial number; enter"
    with pytest.raises(InputError, match=words):
        shares_of(without, ())


def test_with_several_gateways_and_no_reports_sharing_is_proposed() -> None:
    words = "left out: I0, I1, reporting to none of the DTUs; share the inverters among the DTUs first"
    with pytest.raises(InputError, match=words):
        shares_of(some(2), (ONE, TWO))


def test_a_gateway_with_more_than_it_holds_is_named_and_how_many_are_needed() -> None:
    given = [*some(MOST_INVERTERS + 3, ONE), *some(MOST_INVERTERS + 1, TWO, 50)]
    with pytest.raises(
        InputError, match=f"13 inverters report to DTU {ONE}, an OpenDTU holds 10; share .* 3 DTUs"
    ):
        shares_of(given, (ONE, TWO))
    with pytest.raises(InputError, match="11 inverters report to no DTU in particular"):
        shares_of(some(11), ())


def test_a_gateway_with_too_many_does_not_keep_another_from_its_list() -> None:
    shares = shares_of([*some(MOST_INVERTERS + 3, ONE), *some(MOST_INVERTERS, TWO, 50)], (ONE, TWO))
    assert list(shares.lists) == [TWO]
    assert list(shares.too_many) == [ONE]
    (note,) = shares.notes
    assert note.startswith(f"left out: 13 inverters report to DTU {ONE}, an OpenDTU holds 10; share")


def test_two_inverters_of_one_number_are_refused_by_name() -> None:
    given = some(2)
    given[1] = replace(given[1], serial=given[0].serial)
    with pytest.raises(InputError, match="I0 and I1 have the same serial number 1143A1000000"):
        shares_of(given, ())


def test_the_folder_of_lists_tells_what_is_not_in_it() -> None:
    names = [one.id for one in PLAN.inverters]
    design = replace(PLAIN, serials={names[0]: "114391626801"})
    work = Work(design=design, plan=PLAN, catalog=CATALOG, date="2026-01-01")
    assert list(PAPERS[OPENDTU_FOLDER].make(work)) == ["opendtu/inverters.json"]
    (note,) = notes_on([OPENDTU_FOLDER, "bom.csv"], work)
    assert note == f"left out: {', '.join(names[1:])}, without a serial number"
