"""Text that a spreadsheet would run: made harmless, and restored whatever it looks like."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.workbook.formula_guard import for_xml, guarded, unguarded


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", " =1", "'=1", "''-1", "＝1", "－1", "\u200f=1", "\x01=1"])
def test_what_could_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("water;=1+1", "water;'=1+1"),
        ("a; -b;c", "a;' -b;c"),
        ("مياه;＋1", "مياه;'＋1"),
        ("a\n@b", "a\n'@b"),
        ("a\t=1", "a\t'=1"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("=1;=2", "'=1;'=2"),
        (";=1", ";'=1"),
        ("a;'-b", "a;''-b"),
    ],
)
def test_a_cell_that_begins_for_others_within_the_text_is_guarded_too(text: str, harmless: str) -> None:
    assert guarded(text) == harmless
    assert unguarded(harmless) == text


@pytest.mark.parametrize("text", ["", "1-2", "a=b", "'quoted'", "#adm1", "اسم", "a; b", "a;'b'"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


_LETTERS = st.text("=+-@＝＋－＠';, \t\r\n\u200f\x1fab")


@given(_LETTERS)
def test_what_was_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(_LETTERS, min_size=1, max_size=3), st.sampled_from(",;\t"))
def test_no_cell_runs_whichever_separator_a_program_takes(texts: list[str], separator: str) -> None:
    out = StringIO()
    csv.writer(out).writerow([guarded(text) for text in texts])
    rows = csv.reader(StringIO(out.getvalue(), newline=""), delimiter=separator, strict=False)
    # A quotation mark that does not begin a cell is one of its letters, to every program.
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"\s*[=+\-@＝＋－＠]", cell), (texts, cell)


def test_what_no_workbook_holds_becomes_a_space() -> None:
    assert for_xml("a\x00b\x1fc\ud800d\uffff") == "a b c d "
