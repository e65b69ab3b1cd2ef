"""The start page of people of units and of those who approve: what they have to do, counted, and the way there."""

import html
import re

from tansiq.forms.filling import submit
from tansiq.forms.waiting import waiting_reports
from tansiq.models import Report
from tests.admin.conftest import Reader
from tests.admin.following.conftest import Seat
from tests.filled_forms import FilledForm
from tests.people import SALMA
from tests.register import Register


def _counted(page: str) -> dict[str, int]:
    """By its title: how many reports of a matter wait."""
    found = re.findall(r'<span class="figure">([\d,]+)</span>\s*<strong>(Reports [^<]+)</strong>', page, re.S)
    return {title: int(count.replace(",", "")) for count, title in found}


def _shortcuts(page: str) -> list[str]:
    return re.findall(r'<li><a class="btn btn-sm btn-outline-secondary" href="[^"]*">([^<]*)</a>', page)


def test_a_clerk_finds_what_is_to_be_filled_and_the_way_to_it(seat: Seat, municipal: FilledForm) -> None:
    samir = seat("Samir", "FILLS", municipal.units[0])
    page = samir.get("").text
    assert _counted(page) == {"Reports to fill in": 12}
    assert {"Reports to fill in", "Follow the forms"} <= set(_shortcuts(page))
    assert "Reports to approve" not in page
    oldest = municipal.period(12)
    assert f"fill/?form={municipal.form.id}&unit={municipal.units[0].id}&period={oldest.key}" in html.unescape(page)
    listed = samir.get("to-fill/").text
    assert listed.count("<tr role=") == 13
    assert f"{oldest.name}" in listed
    submit(SALMA, municipal.begun(back=12), municipal.values(vehicles=1))
    assert f"period={oldest.key}" not in samir.get("to-fill/").text


def test_whoever_approves_finds_how_many_wait_and_which_was_sent_first(
    seat: Seat, municipal: FilledForm, nadia: Reader, salma: Reader, register: Register
) -> None:
    rima = seat("Rima", "APPROVES", *municipal.units)
    for unit in range(3):
        submit(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=1))
    assert _counted(rima.get("").text) == {"Reports to approve": 3}
    assert _counted(nadia.get("").text)["Reports to approve"] == 2
    assert _counted(salma.get("").text)["Reports to approve"] == waiting_reports(SALMA).count() == 3
    assert "Ja&#39;ar" in rima.get("").text
    assert rima.get("to-fill/").status_code == 404
    Report.update(report_state="APPROVED").execute()
    assert _counted(rima.get("").text) == {}


def test_nothing_of_forms_is_offered_where_none_is_published(nadia: Reader, salma: Reader, register: Register) -> None:
    register.site(register.intervention("NRA"), "YE1211")
    for person in (nadia, salma):
        assert "following/" not in person.get("").text
