import csv
import json
from collections import Counter

import pytest

HEADER = "length_mm,quantity,name\n"
UNITS = 'length_mm,quantity\n3.5m,1\n"1\'6""",1\n'


@pytest.fixture
def pieces(tmp_path):
    """Write a list of pieces and give its path."""

    def write(text, name="pieces.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def cut_json(run, *args):
    result = run("cut", *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(run, *args):
    result = run("cut", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_json_tells_bars_cost_bound_and_every_pattern(run, pieces):
    path = pieces(HEADER + "3000,4,rail\n1900,3,short\n")
    found = cut_json(run, path, "--stock", "6500", "--kerf", "3")
    assert {"stocks_used", "bound", "cost", "proven", "seconds", "patterns", "unplaced"} <= found.keys()
    assert (found["stocks_used"], found["cost"], found["bound"], found["proven"]) == (3, 19500, 19500, True)
    cut = Counter()
    for pattern in found["patterns"]:
        assert pattern["stock"] == "6500"
        for piece in pattern["pieces"]:
            cut[piece["name"], piece["length_mm"]] += pattern["count"]
        taken = sum(piece["length_mm"] + 3 for piece in pattern["pieces"])
        assert pattern["remnant_mm"] == pytest.approx(6500 - taken)
    assert cut == {("rail", 3000): 4, ("short", 1900): 3}
    assert found["unplaced"] == []
    assert sum(pattern["count"] for pattern in found["patterns"]) == 3


def test_counts_prices_offcuts_and_trim_are_obeyed(run, pieces):
    path = pieces("length_mm,quantity\n1000,7\n")
    args = ("--stock", "2000:1:5", "--stock", "4.01m::9", "--offcut", "1m", "--trim", "5", "--kerf", "0")
    found = cut_json(run, path, *args)
    by_stock = {pattern["stock"]: pattern for pattern in found["patterns"]}
    assert found["cost"] == 9 + 9
    assert sum(p["count"] for p in found["patterns"] if p["offcut"]) <= 1
    assert by_stock["4010"]["pieces"][0]["start_mm"] == 5


def test_the_table_names_stock_pieces_and_proof(run, pieces):
    result = run("cut", pieces(HEADER + "2000,3,rail\n"), "--stock", "6500", "--kerf", "3")
    assert result.exit_code == 0
    assert "rail 2000  rail 2000  rail 2000" in result.stdout
    assert "1 bars, cost 6500, proven least cost" in result.stdout


def test_lengths_may_carry_units_and_pieces_need_no_name(run, pieces):
    found = cut_json(run, pieces(UNITS), "--stock", "20ft")
    assert [(p["name"], p["length_mm"]) for p in found["patterns"][0]["pieces"]] == [
        ("P1", 3500),
        ("P2", 457.2),
    ]


def test_a_list_written_by_a_spreadsheet_is_read(run, tmp_path):
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([["name", "length_mm", "quantity"], ["a, long", "1000", "2"]])
    found = cut_json(run, path, "--stock", "2000")
    assert [piece["name"] for piece in found["patterns"][0]["pieces"]] == ["a, long", "a, long"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\n", "", "the file is empty"),
        ("100,3\n200,4\n", "line 1", "header"),
        (HEADER + "100,1,a\nabc,2,b\n", "line 3", "'abc' is not a length"),
        (HEADER + "0,1,a\n", "line 2", "the length is 0 mm"),
        (HEADER + "-5,1,a\n", "line 2", "the length is -5 mm"),
        (HEADER + "0.0001,1,a\n", "line 2", "the length is 0.0001 mm"),
        (HEADER + "nan,1,a\n", "line 2", "'nan' is not a length"),
        (HEADER + "inf,1,a\n", "line 2", "'inf' is not a length"),
        (HEADER + "100,1e12,a\n", "line 2", "'1e12' is not a whole number"),
        (HEADER + "100,1000000000000,a\n", "line 2", "is too great"),
        (HEADER + "100," + "9" * 5000 + ",a\n", "line 2", "is too great"),
        (HEADER + "100,-1,a\n", "line 2", "'-1' is not a whole number"),
        (HEADER + "100,2.5,a\n", "line 2", "'2.5' is not a whole number"),
        (HEADER + "100,,a\n", "line 2", "'' is not a whole number"),
        (HEADER + "100\n", "line 2", "is not a whole number"),
        ("length_mm,quantity\n2500,5,2\n", "line 2", "3 values, but there are only 2 columns"),
        ("length_mm,quantity,,\n2500,5,2,\n", "line 2", "3 values, but there are only 2 columns"),
        (HEADER + "2500,5,2,post\n", "line 2", "4 values, but there are only 3 columns"),
        ("length_mm,quantity,quantity\n100,2,3\n", "line 1", "two columns 'quantity'"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_file_and_line(run, pieces, text, line, what):
    path = pieces(text)
    message = refused(run, path, "--stock", "6500")
    assert f"{path}: {line}" in message
    assert what in message


def test_empty_cells_beyond_the_columns_are_those_of_a_spreadsheet(run, pieces):
    found = cut_json(run, pieces(HEADER + "2500,2,post,, \n"), "--stock", "6500")
    cut = [(piece["name"], piece["length_mm"]) for piece in found["patterns"][0]["pieces"]]
    assert cut == [("post", 2500), ("post", 2500)]


def test_a_list_of_nothing_or_of_too_much_is_refused(run, pieces):
    assert "lists no pieces" in refused(run, pieces(HEADER), "--stock", "6500")
    assert "lists no pieces" in refused(run, pieces(HEADER + "100,0,a\n"), "--stock", "6500")
    many = HEADER + "100,900000,a\n100,900000,b\n"
    assert "1800000 pieces" in refused(run, pieces(many), "--stock", "6500")


def test_a_file_that_is_not_there_or_no_text_is_refused(run, tmp_path):
    missing = tmp_path / "missing.csv"
    assert f"{missing}: there is no such file" in refused(run, missing, "--stock", "6500")
    assert "it is not a plain file" in refused(run, tmp_path, "--stock", "6500")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    assert "it is no text" in refused(run, binary, "--stock", "6500")


@pytest.mark.parametrize(
    ("stock", "what"),
    [
        ("abc", "not a length"),
        ("0", "the length is 0 mm"),
        ("nan", "not a length"),
        ("6500:x", "not a whole number"),
        ("6500:-1", "not a whole number"),
        ("6500::-5", "price"),
        ("6500::nan", "price"),
        ("6500::inf", "price"),
        ("1:2:3:4", "too many parts"),
    ],
)
def test_a_stock_that_makes_no_sense_is_refused_with_its_text(run, pieces, stock, what):
    message = refused(run, pieces(HEADER + "10,1,a\n"), "--stock", stock)
    assert f"--stock {stock}" in message
    assert what in message


@pytest.mark.parametrize("option", ["--kerf", "--trim"])
@pytest.mark.parametrize("value", ["abc", "-1", "nan", "2000000km"])
def test_a_kerf_or_trim_that_makes_no_sense_is_refused(run, pieces, option, value):
    message = refused(run, pieces(HEADER + "10,1,a\n"), "--stock", "100", f"{option}={value}")
    assert option in message


def test_a_piece_that_fits_no_stock_is_named_with_a_remedy(run, pieces):
    path = pieces(HEADER + "9000,1,ridge rail\n10,1,a\n")
    message = refused(run, path, "--stock", "6500")
    assert "ridge rail" in message
    assert "9000 mm" in message
    assert "longer --stock" in message


def test_too_little_stock_is_refused_with_the_piece_that_is_left(run, pieces):
    message = refused(run, pieces(HEADER + "3000,5,rail\n"), "--stock", "6500:2")
    assert "rail" in message


def test_long_pieces_are_spliced_from_the_cheapest_bars(run, pieces):
    path = pieces(HEADER + "9.3m,1,ridge\n1000,2,short\n")
    args = ("--stock", "2400", "--stock", "3650", "--stock", "4400", "--stock", "4800", "--splice", "700")
    found = cut_json(run, path, *args)
    cut = Counter()
    for pattern in found["patterns"]:
        for piece in pattern["pieces"]:
            cut[piece["name"]] += piece["length_mm"] * pattern["count"]
    assert cut == {"ridge": 9300, "short": 2000}
    assert found["splices"] == sum(len(r["segments_mm"]) - 1 for r in found["runs"]) > 0
    assert (found["proven"], found["cost"]) == (True, found["bound"])
    assert min(length for r in found["runs"] for length in r["segments_mm"]) >= 700


def test_the_table_says_what_a_spliced_run_is_built_of(run, pieces):
    result = run("cut", pieces(HEADER + "9300,1,ridge\n"), "--stock", "4.8m", "--splice", "0.7m")
    assert "4800 + 4500" in result.stdout
    assert "2 bars, cost 9600, proven least cost, 1 splice\n" in result.stdout


def test_without_long_pieces_nothing_is_spliced(run, pieces):
    path = pieces(HEADER + "3000,4,rail\n")
    assert cut_json(run, path, "--stock", "6500", "--splice", "700")["splices"] == 0
    assert "no splices" in run("cut", path, "--stock", "6500", "--splice", "700").stdout


def test_a_run_that_cannot_be_spliced_is_refused_with_a_remedy(run, pieces):
    message = refused(run, pieces(HEADER + "5000,1,ridge\n"), "--stock", "4400", "--splice", "3000")
    assert "piece ridge of 5000 mm cannot be made" in message
    assert "--splice" in message
    assert "--splice: 'x' is not a length" in refused(
        run, pieces(HEADER + "5000,1,a\n"), "--stock", "9", "--splice", "x"
    )


def test_a_remnant_worth_keeping_is_named_and_a_shorter_one_is_not(run, pieces):
    path = pieces(HEADER + "700,1,a\n")
    for keep, left in (("300", 300), ("301", 0)):
        (pattern,) = cut_json(run, path, "--stock", "1000", "--keep", keep)["patterns"]
        assert pattern["remnant_mm"] == left


def test_the_cut_plan_is_written_as_csv_workbook_and_pdf(run, pieces, tmp_path):
    path = pieces(HEADER + "2000,3,=rail\n900,2,short\n")
    files = [tmp_path / name for name in ("plan.csv", "plan.xlsx", "plan.PDF")]
    outputs = [part for file in files for part in ("-o", file)]
    result = run("cut", path, "--stock", "6500", "--kerf", "3", "--json", *outputs)
    assert json.loads(result.stdout)["stocks_used"] == 2
    rows = list(csv.DictReader(files[0].read_text(encoding="utf-8").splitlines()))
    cut = Counter()
    for row in rows:
        cut[row["Piece"], float(row["Length (mm)"])] += int(row["Equal bars"])
    assert cut == {("'=rail", 2000): 3, ("short", 900): 2}
    assert files[1].read_bytes().startswith(b"PK")
    assert files[2].read_bytes().startswith(b"%PDF-")


def test_a_cut_plan_of_an_unknown_kind_or_over_the_list_itself_is_refused(run, pieces, tmp_path):
    path = pieces(HEADER + "2000,3,rail\n")
    assert ".xlsx or .pdf" in refused(run, path, "--stock", "6500", "-o", tmp_path / "plan.docx")
    assert "it is the file that is read" in refused(run, path, "--stock", "6500", "-o", path)
