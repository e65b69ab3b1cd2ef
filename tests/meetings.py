"""Meetings of the tests: planned in Abyan, a month from now."""

from datetime import datetime, timedelta
from typing import Any

from tansiq.accounts.people import enter_person
from tansiq.models import Account, AgendaItem, Meeting, MeetingAttendee, MeetingDecision
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def soon(days: int = 30, hours: int = 0) -> datetime:
    """A moment so many days and hours from now, in UTC."""
    return now() + timedelta(days=days, hours=hours)


def meeting_facts(register: Register, pcode: str = "YE1211", **values: Any) -> dict[str, Any]:
    """What the form of a meeting holds at least."""
    begins = values.get("starts_at") or soon()
    return {
        "meeting_kind": "QUARTERLY",
        "name_ar": "الاجتماع التنسيقي",
        "name_en": "Coordination meeting",
        "area": register.areas[pcode].id,
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "place": "Hall of the governorate",
    } | values


def meeting(register: Register, pcode: str = "YE1211", by: Viewer = SALMA, **values: Any) -> Meeting:
    """A meeting in Khanfar, unless said otherwise."""
    return changes.save(by, Meeting(**meeting_facts(register, pcode, **values)))


def attendee(of: Meeting, by: Viewer = SALMA, **values: Any) -> MeetingAttendee:
    """A participant of a meeting."""
    return changes.save(by, MeetingAttendee(meeting=of.id, **values))


def agenda_item(of: Meeting, by: Viewer = SALMA, **values: Any) -> AgendaItem:
    """An item of the agenda of a meeting, in words unless said otherwise."""
    return changes.save(by, AgendaItem(meeting=of.id, **({"title_en": "The pumps of Khanfar"} | values)))


def decision(of: Meeting, by: Viewer = SALMA, **values: Any) -> MeetingDecision:
    """A decision of a meeting."""
    return changes.save(by, MeetingDecision(meeting=of.id, **({"title_en": "Repair the pumps"} | values)))


def somebody(email: str = "somebody@example.org", name: str = "") -> Account:
    """A person with an account; as an auditor, the role that asks for nothing more."""
    return enter_person(SALMA, Account(email=email, name=name), None, "AUDITOR")
