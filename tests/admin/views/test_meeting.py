"""Meetings in the panel: planned, put together, answered, and told on the pages of what they are about."""

import html
from datetime import date
from typing import Any

import pytest

from tansiq.models import AgendaItem, Meeting, MeetingAttendee, MeetingDecision, Need
from tansiq.platform import clock
from tests.admin.conftest import Reader, Readers
from tests.meetings import agenda_item, attendee, decision, meeting, somebody
from tests.register import Register

TYPED = {
    "meeting_kind": "QUARTERLY",
    "name_ar": "الاجتماع الربعي",
    "starts_at": "2090-03-01T10:00",
    "ends_at": "٢٠٩٠-٠٣-٠١ ١٢:٣٠",
    "place": "Hall",
    "meeting_state": "PLANNED",
}


@pytest.fixture
def need(register: Register) -> Need:
    return register.need("YE1211", "WSH", 100)


def _read(reader: Reader, address: str) -> str:
    return html.unescape(reader.get(address).text)


def test_a_series_is_planned_by_the_clocks_of_the_country(nadia: Reader, register: Register) -> None:
    typed = {**TYPED, "area": register.areas["YE1211"].id, "every": "QUARTER", "until_on": "2090-12-31"}
    assert nadia.post("meeting/new/", "meeting/new/", **typed).status_code == 302
    first = Meeting.get(Meeting.series.is_null())
    assert clock.local(first.starts_at).strftime("%H:%M") == "10:00"
    assert Meeting.select().where(Meeting.series == first.id).count() == 3
    page = _read(nadia, f"meeting/details/?id={first.id}")
    assert all(word in page for word in ("Others of the series", "1 June 2090", "Nothing stands on the agenda yet."))
    assert 'value="2090-03-01T10:00"' in _read(nadia, f"meeting/edit/?id={first.id}")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"starts_at": "2020-03-01T10:00", "ends_at": "2020-03-01T11:00"}, "This time is over."),
        ({"starts_at": "tomorrow"}, "“tomorrow” is no day with a time"),
        ({"every": "MONTH"}, "A series has an end"),
        ({"every": "MONTH", "until_on": "2099-12-31"}, "a series has 60 at most"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    nadia: Reader, register: Register, wrong: dict[str, str], told: str
) -> None:
    typed = {**TYPED, "area": register.areas["YE1211"].id, **wrong}
    page = html.unescape(nadia.post("meeting/new/", "meeting/new/", **typed).text)
    assert told in page
    assert all(f'value="{value}"' in page for value in ("الاجتماع الربعي", "Hall"))
    assert not Meeting.select().exists()


def test_something_is_put_on_an_agenda_from_its_page(reader: Readers, register: Register, need: Need) -> None:
    of, page = meeting(register), f"need/details/?id={need.id}"
    nadia = reader("nadia")
    assert "Put on the agenda of Coordination meeting" in _read(nadia, page)
    facts = {"kind": "NEED", "about": str(need.id), "meeting": str(of.id)}
    answer = nadia.post("agendaitem/put/", page, **facts)
    assert answer.location.endswith(f"/admin/meeting/details/?id={of.id}#agenda")
    assert (AgendaItem.get().about_kind, AgendaItem.get().about_id) == ("NEED", need.id)
    nadia.post("agendaitem/put/", page, **facts)
    assert "It stands on the agenda of this meeting already." in _read(nadia, "meeting/")
    assert AgendaItem.select().count() == 1
    khaled = reader("khaled")
    assert "Put on the agenda" not in _read(khaled, page)
    khaled.post("agendaitem/put/", page, **facts)
    assert nadia.post("agendaitem/put/", page, kind="MOON", about="1", meeting=str(of.id)).status_code == 404
    assert AgendaItem.select().count() == 1


def test_decisions_are_seen_on_the_page_of_what_they_are_about_and_counted(
    reader: Readers, register: Register, need: Need
) -> None:
    of, nra = meeting(register), register.intervention("NRA").organization_id
    about: dict[str, Any] = {"about_kind": "NEED", "about_id": need.id}
    decision(of, organization=nra, due_on=date(2026, 1, 1), **about)
    page = _read(reader("nadia"), f"need/details/?id={need.id}")
    assert all(word in page for word in ("Repair the pumps", "NRA Aid", "Overdue"))
    assert "Overdue decisions" in _read(reader("nadia"), "")
    assert "Decisions to carry out" in _read(reader("khaled"), "")
    assert "Repair the pumps" in _read(reader("nadia"), "meetingdecision/?decision_state=OVERDUE")
    assert "Repair the pumps" not in _read(reader("nadia"), "meetingdecision/?decision_state=NO_OWNER")
    assert "Repair the pumps" not in _read(reader("huda"), f"need/details/?id={need.id}")


def test_a_decision_on_an_item_is_about_what_the_item_is_about(nadia: Reader, register: Register, need: Need) -> None:
    of = meeting(register)
    item = agenda_item(of, about_kind="NEED", about_id=need.id)
    address = f"meetingdecision/new/?meeting={of.id}&item={item.id}"
    assert f"/admin/{address}" in _read(nadia, f"meeting/details/?id={of.id}")
    typed = {"title_ar": "إصلاح المضخات", "decision_state": "OPEN"}
    assert nadia.post(address, address, **typed).status_code == 302
    row = MeetingDecision.get()
    assert (row.about_kind, row.about_id) == ("NEED", need.id)
    other = f"meetingdecision/new/?meeting={meeting(register).id}&item={item.id}"
    nadia.post(other, other, **typed)
    assert MeetingDecision.select().order_by(MeetingDecision.id.desc()).get().about_kind == ""


def test_whoever_is_invited_answers_on_the_page(reader: Readers, register: Register) -> None:
    of = meeting(register)
    row = attendee(of, organization=register.organization("NRA").id)
    khaled, page = reader("khaled"), f"meeting/details/?id={of.id}"
    assert "Comes perhaps" in _read(khaled, page)
    for code in ("ACCEPTED", "DECLINED"):
        khaled.post(f"meeting/answer/?id={of.id}", page, attendee=str(row.id), answer=code)
    assert MeetingAttendee.get_by_id(row.id).invitation_answer == "DECLINED"
    assert reader("huda").get(page).status_code == 404


def test_a_title_is_read_by_whoever_sees_the_meeting_and_what_is_hidden_by_nobody_else(
    reader: Readers, register: Register
) -> None:
    of = meeting(register, is_published=True)
    hidden = register.organization("SECRET", is_published=False)
    agenda_item(of, title_en="A matter of names", about_kind="ORGANIZATION", about_id=hidden.id)
    attendee(of, guest="Eng. Saleh", email="saleh@example.org")
    decision(of, account=somebody(name="Mona of Tests").id)
    page = f"meeting/details/?id={of.id}"
    assert all(word in _read(reader("salma"), page) for word in ("SECRET Aid", "Eng. Saleh", "Mona of Tests"))
    seen = _read(reader("huda"), page)
    assert "A matter of names" in seen
    assert not [word for word in ("SECRET", "Saleh", "Mona") if word in seen]
