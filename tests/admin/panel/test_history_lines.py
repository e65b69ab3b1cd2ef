"""The history on the page of a row: readable words, nothing that the reader may not see."""

from datetime import date
from decimal import Decimal

from tansiq.models import Partnership
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def test_a_change_is_told_in_words(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    row.budget, row.currency = Decimal("30100.50"), "USD"
    row.status, row.ends_on, row.sector = "SUSPENDED", date(2026, 6, 30), register.sectors["HEA"]
    changes.save(SALMA, row)
    page = salma.get(f"intervention/details/?id={row.id}").text.split('id="history"')[1]
    newest = page.split("<strong>Create</strong>")[0]
    for text in (
        "Salma",
        "Back office",
        "Ongoing",
        "Suspended",
        "31 March 2026",
        "30 June 2026",
        "Health",
        "30,100.5",
    ):
        assert text in newest
    assert "SUSPENDED</" not in newest


def test_parts_that_came_or_went_are_told(salma: Reader, register: Register) -> None:
    row, one, other = register.intervention("NRA"), register.organization("ONE"), register.organization("OTH")
    changes.replace_parts(SALMA, row, Partnership, [{"organization": one.id, "role": "FUNDING"}])
    changes.replace_parts(SALMA, row, Partnership, [{"organization": other.id, "role": "IMPLEMENTING"}])
    newest = salma.get(f"intervention/details/?id={row.id}").text.split('id="history"')[1].split("<strong>")[1]
    assert "Partners" in newest
    assert newest.index("ONE Aid") < newest.index("OTH Aid")
    assert "Funding" in newest
    assert "Implementing" in newest


def test_who_may_not_read_the_history_sees_none_of_it(visitor: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    page = visitor.get(f"intervention/details/?id={row.id}")
    assert page.status_code == 200
    assert "History" not in page.text
    assert "Salma" not in page.text
