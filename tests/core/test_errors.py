"""Sentences that quote foreign files: short, on one line, and obeyed by no terminal."""

import pytest

from designer.core.errors import LONGEST_PART, CatalogError, InputError


def test_a_sentence_has_place_and_remedy() -> None:
    error = InputError("it is wrong", where="a.csv: line 2", remedy="mend it")
    assert str(error) == error.sentence() == "a.csv: line 2: it is wrong; mend it."
    assert InputError("it is wrong").sentence() == "it is wrong."


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x07", "\r", "\n", "\x9b", "\u202e", "\u2029", "\ud800"])
def test_what_controls_a_terminal_or_turns_writing_round_is_not_shown(sign: str) -> None:
    sentence = CatalogError(f"a{sign}b", where=sign, remedy=sign).sentence()
    assert sign[0] not in sentence
    assert sentence.count("\N{REPLACEMENT CHARACTER}") == 3


def test_letters_of_all_writings_are_shown() -> None:
    assert InputError("Dach „Süd“ – 屋根, 🏠").sentence() == "Dach „Süd“ – 屋根, 🏠."


def test_a_part_that_is_too_long_shows_its_beginning_and_its_end() -> None:
    error = InputError("b" + "x" * 10**6 + "e", remedy="mend it")
    assert len(error.sentence()) < LONGEST_PART + 30
    assert error.sentence().startswith("bxx")
    assert error.sentence().endswith("xe; mend it.")
    assert len(error.what) > 10**6
