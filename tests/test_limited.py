"""Files are read whole only where they are plain and not too large; TOML only with keys of a few parts."""

from pathlib import Path

import pytest

from designer.core.errors import InputError
from designer.core.limits import TOML_DOTS
from designer.limited import limited_bytes, parsed_toml, toml_tables


def test_a_file_of_the_most_bytes_is_read_and_of_one_more_refused(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert limited_bytes(file, 5, remedy="") == b"12345"
    with pytest.raises(InputError, match="it is too large") as caught:
        limited_bytes(file, 4, remedy="make it smaller")
    assert (caught.value.where, caught.value.remedy) == (str(file), "make it smaller")


def test_a_file_that_grows_while_it_is_read_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    was_looked_at = Path.stat

    def stat(path: Path, **options: bool) -> object:
        found = was_looked_at(path, **options)
        if path == file:
            file.write_bytes(b"1" * 100)
        return found

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(InputError, match="it is too large"):
        limited_bytes(file, 10, remedy="")


@pytest.mark.parametrize("content", [b"", b" \n\t "])
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(InputError, match="the file is empty"):
        limited_bytes(tmp_path / "a", 99, remedy="")


@pytest.mark.parametrize(
    ("name", "words"), [("none", "no such file"), ("", "not a plain file"), ("\0", "cannot be read")]
)
def test_what_is_no_file_is_refused_by_its_name(name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words) as caught:
        limited_bytes(tmp_path / name, 99, remedy="")
    assert caught.value.where == str(tmp_path / name)


def test_toml_is_read_and_its_faults_are_named_by_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbfa.b = 1\n")
    assert toml_tables(file) == {"a": {"b": 1}}
    file.write_text("a = 1\na = 2\n")
    with pytest.raises(InputError, match=r"it is not TOML .*line 2") as caught:
        toml_tables(file)
    assert caught.value.where == str(file)


def test_keys_may_have_a_hundred_dots_and_no_more() -> None:
    key = "a" + ".a" * TOML_DOTS
    assert parsed_toml(f"{key} = 1".encode())
    with pytest.raises(InputError, match="more than 100 dots") as caught:
        parsed_toml(f"b = 1\n{key}.a = 1".encode())
    assert caught.value.where == "line 2"
