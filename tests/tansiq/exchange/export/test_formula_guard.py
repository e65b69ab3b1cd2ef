"""Text that a spreadsheet would run: made harmless, and restored whatever it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.export.formula_guard import for_xml, guarded, unguarded


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", " =1", "\t=1", "\r=1", "'=1", "''-1"])
def test_what_could_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1-2", "a=b", "'quoted'", "#adm1", "\r", "اسم"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.text("=+-@' \t\r\nab"))
def test_what_was_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_what_no_workbook_holds_becomes_a_space() -> None:
    assert for_xml("a\x00b\x1fc\ud800d\uffff") == "a b c d "
