"""Days may be typed by hand, in any digits; what is none is told."""

import re
from datetime import date
from decimal import Decimal

import pytest

from tansiq.models import Intervention, Sector
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, edit, own, site_typed
from tests.people import SALMA
from tests.register import Register


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/3/2026", "2026-03-01"),
        ("٢٠٢٦-٠٣-٠٥", "2026-03-05"),
        ("7.3.2026", "2026-03-07"),
        ("٥ رمضان ١٤٤٧", "2026-02-22"),
        ("\u200f5 Ramadan\u00a01447 AH\t", "2026-02-22"),
        ("5/9/1447", "2026-02-22"),
        ("5 آذار 2026", "2026-03-05"),
    ],
)
def test_days_may_be_typed_by_hand(salma: Reader, register: Register, typed: str, day: str) -> None:
    assert salma.post(NEW, page="", **own(register, starts_on=typed)).status_code == 302
    assert str(Intervention.get().starts_on) == day


@pytest.mark.parametrize("typed", ["45123", "2026", "yesterday", "1/1/0"])
def test_what_is_no_day_is_told_and_stays_typed(salma: Reader, register: Register, typed: str) -> None:
    page = salma.post(NEW, page="", **own(register, starts_on=typed)).text
    assert f"“{typed}” is not a date." in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31/2/2026", "There is no such day."),
        ("مارس 2026", "This names no day."),
        ("30 شعبان 1447", "There is no day 30 in this Hijri month: it has 29 days"),
        ("5 رمضان 1601", "This Hijri date cannot be read."),
    ],
)
def test_a_day_that_is_none_is_told_with_its_reason(salma: Reader, register: Register, typed: str, told: str) -> None:
    page = salma.post(NEW, page="", **own(register, starts_on=typed)).text
    assert told in page
    assert f'value="{typed}"' in page


def test_a_day_is_shown_in_words_with_the_hijri_day_beside_and_read_back(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", starts_on=date(2026, 6, 5), ends_on=None)
    page = salma.get(edit(row)).text
    assert 'value="5 June 2026"' in page
    assert "19 Dhu al-Hijjah 1447 AH" in page
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    assert 'value="5 يونيو 2026"' in salma.get(edit(row)).text
    values = own(register, version=row.version, starts_on="5 يونيو 2026", ends_on="")
    assert salma.post(edit(row), page="", **values).status_code == 302
    assert Intervention.get().starts_on == date(2026, 6, 5)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("05/06/2026", {"day": "5 June 2026", "hijri": "19 Dhu al-Hijjah 1447 AH", "iso": "2026-06-05"}),
        ("٥ رمضان ١٤٤٧", {"day": "22 February 2026", "hijri": "5 Ramadan 1447 AH", "iso": "2026-02-22"}),
        ("31/2/2026", {"wrong": "There is no such day. Correct it, and write it as 2026-04-13."}),
        (" ", {}),
    ],
)
def test_the_scripts_of_forms_are_told_which_day_is_meant(salma: Reader, typed: str, answer: dict[str, str]) -> None:
    assert salma.client.get("/admin/day", query_string={"typed": typed}).json == answer


def test_strangers_are_told_no_days(nobody: Reader) -> None:
    assert nobody.get("day?typed=2026-01-01").status_code == 403


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("١٢٬٥٠٠", "12500"), ("12,500.5", "12500.5"), ("12٫5", "12.5"), ("12,50", "12.5"),
        ("\t1 250\u200f", "1250"), ("\u00a07\u00a0000\u202f000", "7000000"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_sheets_read_them(salma: Reader, register: Register, typed: str, kept: str) -> None:
    assert salma.post(NEW, page="", **own(register, budget=typed, currency="USD")).status_code == 302
    assert Intervention.get().budget == Decimal(kept)


def test_an_amount_with_two_readings_is_told(salma: Reader, register: Register) -> None:
    page = salma.post(NEW, page="", **own(register, budget="1,500", currency="USD")).text
    assert "This can be read as thousands or as a decimal number." in page


def test_words_are_cleaned_of_what_is_pasted_with_them(salma: Reader, register: Register) -> None:
    salma.post(
        NEW, page="", **own(register, title_ar="\u200f\tآبار\u00a0 جعار\u200b ", remarks="one\t\r\n\r\n\u202btwo\u202c")
    )
    row = Intervention.get()
    assert (row.title_ar, row.remarks) == ("آبار جعار", "one\n\ntwo")


def test_the_currency_is_chosen_from_a_list_with_the_country_s_own_first(salma: Reader, register: Register) -> None:
    page = salma.get(NEW).text
    found = re.search(r'<select[^>]*name="currency".*?</select>', page, re.S)
    assert found is not None
    offered = re.findall(r'value="(\w+)">([^<]+)<', found[0])
    assert offered[:2] == [("YER", "Yemeni Rial (YER)"), ("USD", "US Dollar (USD)")]


def test_a_stored_code_that_is_no_currency_is_shown_and_told(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", budget=5, currency="QQQ")
    page = salma.get(edit(row)).text
    assert '<option selected value="QQQ">QQQ</option>' in page
    values = own(register, version=row.version, budget="5", currency="QQQ")
    assert "“QQQ” is the code of no currency." in salma.post(edit(row), page="", **values).text
    assert Intervention.get().currency == "QQQ"


def test_everything_that_is_wrong_is_told_in_one_round(salma: Reader, register: Register) -> None:
    part = changes.save(
        SALMA, Sector(code="LAT", parent=register.sectors["FSC"].id, name_ar="مراحيض", name_en="Latrines")
    )
    values = own(register, title_en="", starts_on="yesterday", budget="5", subsector=part.id, is_published="y")
    twice = [site_typed(register, key, targeted="1", targeted_women="x" if key else "2") for key in (0, 1)]
    page = salma.post(NEW, page="", **values, **twice[0], **twice[1]).text
    for told in (
        "“yesterday” is not a date.",
        "Give a title or an activity",
        "Say in which currency the budget is.",
        "This sub-sector is part of another sector.",
        "“x” is not a whole number.",
        "The parts add up to 2, the whole is 1.",
        "Site 1 is of the same place and group of people.",
    ):
        assert told in page
    assert not Intervention.select().exists()


def test_a_plain_form_too_tells_all_at_once(salma: Reader, register: Register) -> None:
    page = salma.post("project/new/", page="", budget="five", starts_on="2026-05-01", ends_on="2026-04-01").text
    assert "“five” is not a number." in page
    assert "Give a title, in Arabic or in English." in page
    assert "The end is before the beginning." in page


def test_a_sub_sector_stands_under_its_sector(salma: Reader, register: Register) -> None:
    sector = register.sectors["FSC"]
    part = changes.save(SALMA, Sector(code="LIV", parent=sector.id, name_ar="سبل العيش", name_en="Livelihoods"))
    page = salma.get(NEW).text
    found = re.search(r'<select[^>]*name="subsector"[^>]*>.*?</select>', page, re.S)
    assert found is not None
    assert 'data-within="sector"' in found[0]
    group = f'<optgroup label="Food security (FSC)" data-of="{sector.id}">'
    assert re.sub(r">\s+<", "><", found[0]).endswith(
        f'{group}<option value="{part.id}">Livelihoods (LIV)</option></optgroup></select>'
    )


@pytest.mark.parametrize(("typed", "shown"), [("50", "50"), ("٥٠", "50"), ("12.50", "12.50"), ("0.125", "0.125")])
def test_a_number_of_a_refused_form_is_shown_as_it_was_typed(
    salma: Reader, register: Register, typed: str, shown: str
) -> None:
    plan = register.plan()
    page = salma.post(f"planitem/new/?plan={plan.id}", f"planitem/new/?plan={plan.id}", required=typed).text
    assert re.findall(r'<input[^>]*name="required"[^>]*>', page)[0].count(f'value="{shown}"') == 1
