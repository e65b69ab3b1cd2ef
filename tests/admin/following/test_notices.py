"""Behind the bell: what reminders of reports are about, and where they lead."""

import html
from datetime import timedelta

from tansiq.forms.filling import submit
from tansiq.models import Notice, TypeDefinition, UnitPerson
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tests.admin.conftest import Reader
from tests.admin.following.conftest import Seat
from tests.filled_forms import FilledForm
from tests.people import SALMA


def test_a_reminder_names_the_form_the_period_and_the_unit_and_leads_to_the_report(
    seat: Seat, municipal: FilledForm
) -> None:
    samir = seat("Samir", "FILLS", municipal.units[0])
    tell_due()
    notice = Notice.select().order_by(Notice.id.desc()).get()
    page = html.unescape(samir.get("notices/").text)
    assert f"municipals · {municipal.period().name} · Ja'ar" in page
    answer = samir.get(f"notices/open/?id={notice.id}")
    assert answer.status_code == 302
    expected = f"/admin/reports/fill/?form={municipal.form.id}&unit={municipal.units[0].id}&period="
    assert answer.location.startswith(expected)
    TypeDefinition.update(archived_at=clock.today() - timedelta(days=1)).execute()
    UnitPerson.delete().execute()
    assert "municipals" not in samir.get("notices/").text


def test_what_waits_leads_to_the_report(nadia: Reader, municipal: FilledForm) -> None:
    report = submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    tell_due()
    page = html.unescape(nadia.get("notices/").text)
    assert "A report waits for your approval" in page
    notice = Notice.get(Notice.record_id == report.id, Notice.kind == "REPORT_WAITING")
    where = nadia.get(f"notices/open/?id={notice.id}").location
    assert where.endswith(f"form={report.form_id}&unit={report.unit_id}&period={report.period}")
