"""Headers, however they are spelled."""

import pytest

from tansiq.xlsform.headers import column_of, language_of


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("type", "type"),
        (" Type ", "type"),
        ("List Name", "list_name"),
        ("label", "label"),
        ("Label::Arabic (ar)", "label::ar"),
        ("label:English", "label::en"),
        ("label::العربية (ar)", "label::ar"),
        ("caption::en", "label::en"),
        ("hint :: English (en-GB)", "hint::en"),
        ("constraint_message::Arabic", "constraint_message::ar"),
        ("label::French (fr)", "?label::French (fr)"),
        ("relevance", "relevant"),
        ("bind::relevant", "relevant"),
        ("calculate", "calculation"),
        ("choice_filter", "choice_filter"),
        ("tansiq::Over_Areas", "tansiq::over_areas"),
        ("media::image", "?media::image"),
        ("parameters", "?parameters"),
    ],
)
def test_a_column_has_one_name(header: str, column: str) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(("written", "code"), [("Arabic (ar)", "ar"), ("EN", "en"), ("Deutsch (de)", None), ("", None)])
def test_a_language_is_known_by_its_code_or_its_name(written: str, code: str | None) -> None:
    assert language_of(written) == code
