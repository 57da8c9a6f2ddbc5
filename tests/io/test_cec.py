"""Import of the public CEC module list: what is taken over, what is left out, what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.io import cec
from designer.io.catalogs import bundled_catalog, load_catalog
from designer.io.cec import FILE_NAME, import_cec, read_cec

HEADER = (
    "Name,Technology,STC,A_c,Length,Width,N_s,I_sc_ref,V_oc_ref,I_mp_ref,V_mp_ref,"
    "alpha_sc,beta_oc,gamma_r,Version,Date"
)
UNITS = "Units,,,m2,m,m,,A,V,A,V,A/K,V/K,%/K,,"
INDEX = "[0],cec_material,,cec_area,,,cec_n_s,cec_i_sc_ref,cec_v_oc_ref,,,,,cec_gamma_r,,"
FIRST = (
    "Acme Solar AS-72-180,Mono-c-Si,179.928,1.3,1.576,0.825,72,5.31,44.06,4.90,36.72,"
    "0.002204,-0.159321,-0.5072,SAM 1,2019"
)
SECOND = "Bolt PV 60M 300,Multi-c-Si,300.1,1.64,1.65,0.992,60,9.7,39.9,9.2,32.6,0.005,-0.13,-0.41,SAM 1,2019"
NO_SIZE = "Bolt PV 60M 305,Multi-c-Si,305,1.64,,,60,9.8,40.1,9.3,32.8,0.005,-0.13,-0.41,SAM 1,2019"
ZERO_SIZE = "Bolt PV 60M 310,Multi-c-Si,310,1.64,0,0,60,9.9,40.3,9.4,33.0,0.005,-0.13,-0.41,SAM 1,2019"


def listed(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "CEC Modules.csv"
    path.write_text("\n".join((header, UNITS, INDEX, *rows)) + "\n", encoding="utf-8")
    return path


def test_figures_are_taken_over_in_the_units_of_the_catalogue(tmp_path: Path) -> None:
    (module,) = read_cec(listed(tmp_path, FIRST)).modules
    assert (module.id, module.maker, module.model) == ("cec-acme-solar-as-72-180", "Acme Solar", "AS-72-180")
    assert (module.length_mm, module.width_mm) == (1576, 825)
    assert (module.power_w, module.cells) == (179.928, 72)
    assert (module.voc_v, module.isc_a, module.vmp_v, module.imp_a) == (44.06, 5.31, 36.72, 4.90)
    assert module.beta_voc_pct_per_k == pytest.approx(-100 * 0.159321 / 44.06, abs=1e-4)
    assert module.alpha_isc_pct_per_k == pytest.approx(100 * 0.002204 / 5.31, abs=1e-4)
    assert module.gamma_p_pct_per_k == -0.5072


def test_newer_lists_have_another_name_for_the_coefficient_of_power(tmp_path: Path) -> None:
    """Without it Vmp in the heat would fall with that of Voc, which is smaller."""
    header = HEADER.replace("gamma_r", "gamma_pmp")
    (module,) = read_cec(listed(tmp_path, FIRST, header=header)).modules
    assert module.gamma_p_pct_per_k == -0.5072


def test_rows_without_a_size_are_left_out_and_counted(tmp_path: Path) -> None:
    found = read_cec(listed(tmp_path, FIRST, NO_SIZE, SECOND, ZERO_SIZE, ""))
    assert [module.power_w for module in found.modules] == [179.928, 300.1]
    assert (found.without_size, found.unreadable) == (2, 0)


@pytest.mark.parametrize("cell", ["", "?", "-44.06", "nan", "inf"])
def test_rows_with_figures_that_are_none_are_left_out_and_counted(tmp_path: Path, cell: str) -> None:
    found = read_cec(listed(tmp_path, SECOND, FIRST.replace("44.06", cell), FIRST.rpartition(",-0.159")[0]))
    assert len(found.modules) == 1
    assert found.unreadable == 2


def test_the_longer_side_is_the_length(tmp_path: Path) -> None:
    (module,) = read_cec(listed(tmp_path, FIRST.replace("1.576,0.825", "0.825,1.576"))).modules
    assert (module.length_mm, module.width_mm) == (1576, 825)


def test_a_column_for_the_maker_is_used_where_there_is_one(tmp_path: Path) -> None:
    path = listed(tmp_path, f"{SECOND},Bolt PV 60M", header=f"{HEADER},Manufacturer")
    (module,) = read_cec(path).modules
    assert (module.maker, module.model) == ("Bolt PV 60M", "300")


def test_names_that_make_the_same_id_are_told_apart(tmp_path: Path) -> None:
    found = read_cec(listed(tmp_path, FIRST, FIRST.replace("AS-72-180", "AS 72/180")))
    assert [module.id for module in found.modules] == [
        "cec-acme-solar-as-72-180",
        "cec-acme-solar-as-72-180-2",
    ]


def test_one_name_over_and_over_is_numbered_on(tmp_path: Path) -> None:
    found = read_cec(listed(tmp_path, *[FIRST] * 5, FIRST.replace("AS-72-180", "AS-72-180-3"), FIRST))
    ids = [module.id.removeprefix("cec-acme-solar-as-72-180") for module in found.modules]
    assert ids == ["", "-2", "-3", "-4", "-5", "-3-2", "-6"]


def test_a_list_whose_catalogue_could_not_be_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cec, "CATALOG_JSON_BYTES", 100)
    with pytest.raises(InputError, match="too many modules"):
        import_cec(listed(tmp_path, FIRST), tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_the_written_file_is_a_catalogue_with_the_list_as_its_source(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "catalog"
    found = import_cec(listed(tmp_path, FIRST, SECOND), folder)
    catalog = load_catalog(folder)
    assert [module.id for module in catalog.modules[-2:]] == [module.id for module in found.modules]
    read = catalog.module("cec-bolt-pv-60m-300")
    written = next(module for module in found.modules if module.id == read.id)
    for name in set(read.__struct_fields__) - {"provenance"}:
        assert getattr(read, name) == getattr(written, name), name
    assert read.provenance.source == "CEC module list, CEC Modules.csv, SAM 1"
    assert not read.provenance.verified
    assert catalog.modules[: len(bundled_catalog().modules)] == bundled_catalog().modules


def test_a_second_import_takes_the_place_of_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    import_cec(listed(tmp_path, FIRST), folder)
    import_cec(listed(tmp_path, SECOND), folder)
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
    assert load_catalog(folder).modules[-1].id == "cec-bolt-pv-60m-300"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"\n", "the file is empty"),
        (b"a,b\n", "it is not the CEC module list: Name, STC"),
        (
            b"Name,STC,Length,Width\nA 1,1,1,1\n",
            "I_sc_ref, V_oc_ref, I_mp_ref, V_mp_ref, beta_oc missing in the first",
        ),
        (b"Name,\xff\xfe\n", "STC, Length"),
        (f"{HEADER}\n{UNITS}\n{NO_SIZE}\n".encode(), "no module in it has a length and a width"),
        (f'{HEADER}\n"{"x" * 200_000}'.encode(), "it is no CSV (field larger"),
    ],
)
def test_another_file_is_refused_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, text: bytes, sentence: str
) -> None:
    path, folder = tmp_path / "other.csv", tmp_path / "own"
    path.write_bytes(text)
    with pytest.raises(InputError) as failure:
        import_cec(path, folder)
    assert sentence in str(failure.value)
    assert str(failure.value).startswith(f"{path}: ")
    assert failure.value.remedy
    assert not folder.exists()


def test_a_missing_file_and_an_impossible_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv: there is no such file"):
        import_cec(tmp_path / "nothing.csv", tmp_path)
    blocked = tmp_path / "file"
    blocked.write_text("here")
    with pytest.raises(InputError, match="the folder cannot be made"):
        import_cec(listed(tmp_path, FIRST), blocked / "catalog")
    assert blocked.read_text() == "here"


NAMES = st.text(
    st.characters(blacklist_characters='",\r\n\x00', blacklist_categories=("Cs",)), min_size=1, max_size=30
)


@settings(deadline=None, max_examples=50)
@given(
    name=NAMES,
    length=st.floats(0.1, 9),
    width=st.floats(0.1, 9),
    voc=st.floats(1, 400),
    beta=st.floats(-2, 2),
)
def test_any_list_that_is_read_is_a_sound_catalogue(
    tmp_path_factory: pytest.TempPathFactory, name: str, length: float, width: float, voc: float, beta: float
) -> None:
    row = f"{name} 7,Mono-c-Si,300,1.6,{length},{width},60,9,{voc},8,30,0.005,{beta},-0.4,SAM 1,2019"
    folder = tmp_path_factory.mktemp("cec")
    found = import_cec(listed(folder, row), folder / "own")
    (module,) = load_catalog(folder / "own").modules[len(bundled_catalog().modules) :]
    assert module.id == found.modules[0].id
    assert module.length_mm >= module.width_mm > 0
    assert module.voc_v is not None
    assert module.beta_voc_pct_per_k == pytest.approx(100 * beta / voc, abs=1e-4)
