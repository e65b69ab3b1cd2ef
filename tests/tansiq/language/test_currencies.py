"""Currencies: codes that are money, names in the reader's language, the country's own first."""

import pytest

from tansiq.language import currencies
from tansiq.language.currencies import currency_choices, currency_code, currency_name, is_currency
from tansiq.language.words import speaking


@pytest.mark.parametrize(("country", "own"), [("YE", "YER"), ("SY", "SYP"), ("EG", "EGP")])
def test_the_money_of_the_country_stands_first(country: str, own: str) -> None:
    codes = [code for code, _name in currency_choices(country)]
    assert codes[:2] == [own, "USD"]
    assert len(codes) == len(set(codes)) > 140


def test_what_is_met_is_named_and_the_rest_follows_by_its_codes() -> None:
    with speaking("en"):
        offered = currency_choices("YE")
    named = [text for code, text in offered if text != code]
    assert [text for _code, text in offered[: len(named)]] == named
    assert {"Egyptian Pound (EGP)", "Swedish Krona (SEK)", "Turkish Lira (TRY)"} <= set(named)
    rest = [code for code, text in offered if text == code]
    assert rest == sorted(rest)
    assert {"MGA", "ZMW"} <= set(rest)


def test_names_are_those_of_the_reader() -> None:
    with speaking("ar"):
        assert dict(currency_choices("YE"))["YER"] == "ريال يمني (YER)"
    with speaking("en"):
        assert currency_name("YER") == "Yemeni Rial"
        assert currency_name("QQQ") == "QQQ"


def test_tests_metals_and_misspellings_are_no_money() -> None:
    assert [is_currency(code) for code in ("XOF", "DEM", "XXX", "XTS", "XAU", "QQQ", "usd", "")] == [
        True, True, False, False, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [("yer", "YER"), ("ريال يمني", "YER"), ("الجنيه المصري", "EGP"), ("US Dollar", "USD"), ("euro", "EUR"),
     ("dollar", None), ("ABC", None)],
)  # fmt: skip
def test_a_cell_may_name_its_currency(text: str, code: str | None) -> None:
    assert currency_code(text) == code


def test_they_are_named_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for spoken in ("ar", "en"):
        with speaking(spoken):
            currency_choices("JO").clear()
    monkeypatch.setattr(currencies, "currency_name", {}.__getitem__)
    said = {}
    for spoken in ("ar", "en"):
        with speaking(spoken):
            said[spoken] = currency_choices("JO")[0]
    assert said == {"ar": ("JOD", "دينار أردني (JOD)"), "en": ("JOD", "Jordanian Dinar (JOD)")}
