"""Personal values are struck out for good: of rows, histories and proposals, by a deed or after their time."""

from datetime import date, timedelta
from typing import Any

import orjson
import pytest

from tansiq.faults import Refused
from tansiq.forms.filling import keep
from tansiq.forms.filling import submit as submit_report
from tansiq.forms.versions import publish
from tansiq.models import ExtraLink, FieldDefinition, Figure, HistoryEntry, Organization, Proposal, Report
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.proposals.proposing import submit
from tansiq.records import changes, versions
from tansiq.struck_values import STRUCK, held_count, months_before, strike_out, strike_out_overdue
from tests.definitions import field, item, name_of
from tests.filled_forms import municipal_form
from tests.people import SALMA, officer, partner
from tests.register import Register

TODAY = date(2026, 6, 30)


def _fill(row: Organization, one: FieldDefinition, value: Any) -> Organization:
    stored: Organization = Organization.get_by_id(row.id)
    stored.enter(name_of(one), value)
    return changes.save(SALMA, stored)


def _told(row: Organization, one: FieldDefinition) -> list[Any]:
    """What the history of a row says of a field, the oldest first."""
    entries = HistoryEntry.select().where(
        HistoryEntry.record_type == "organization", HistoryEntry.record_id == row.id
    ).order_by(HistoryEntry.id)  # fmt: skip
    kept = [orjson.loads(entry.changes) for entry in entries]
    return [changed[name_of(one)] for changed in kept if name_of(one) in changed]


def test_all_that_was_ever_entered_is_gone(register: Register) -> None:
    head, other = field("head", is_personal=True), field("number")
    holds, held = register.organization("NRA"), register.organization("ADR")
    for row, values in ((holds, ("Amal", "Huda")), (held, ("Omar", None))):
        for value in values:
            _fill(row, head, value)
    _fill(holds, other, "A-7")
    assert strike_out(SALMA, head) == 1
    assert Organization.get_by_id(holds.id).extra == {str(other.number): "A-7"}
    assert (_told(holds, head), _told(held, head)) == ([STRUCK] * 3, [STRUCK] * 2)
    assert _told(holds, other) == [[None, "A-7"]]
    kept = " ".join(entry.changes for entry in HistoryEntry.select())
    assert not [name for name in ("Amal", "Huda", "Omar") if name in kept]


def test_no_earlier_version_brings_it_back(register: Register) -> None:
    head, row = field("head", is_personal=True), register.organization("NRA")
    version = _fill(row, head, "Amal").version
    strike_out(SALMA, head)
    stored = Organization.get_by_id(row.id)
    assert versions.snapshot(SALMA, stored, version).fields.get(name_of(head)) is None


def test_a_form_that_was_open_meanwhile_writes_nothing_back(register: Register) -> None:
    head, row = field("head", is_personal=True), register.organization("NRA")
    form = _fill(row, head, "Amal")
    strike_out(SALMA, head)
    form.name_en = "Changed"
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, form)
    assert refusal.value.code == "CHANGED_MEANWHILE"


def test_proposals_and_references_lose_it_too(register: Register) -> None:
    friend = field("friend", "REFERENCE", reference_table="organization", is_personal=True)
    other = register.organization("ADR")
    row = _fill(register.organization("NRA", home_area=register.areas["YE121121"].id), friend, other.id)
    khaled = partner("Khaled", row.id)
    note = field("note", is_personal=True)
    row.enter(name_of(note), "Amal")
    assert submit(khaled, lambda acting: changes.save(acting, row)) is not None
    assert "Amal" in Proposal.get().steps
    assert (strike_out(SALMA, friend), strike_out(SALMA, note)) == (1, 0)
    assert (ExtraLink.select().count(), "Amal" in Proposal.get().steps) == (0, False)


def test_only_administrators_strike_out_and_only_what_is_personal(register: Register) -> None:
    nadia = officer(register.areas["YE12"].id)
    head, number = field("head", is_personal=True), field("number")
    for viewer, one, code in ((nadia, head, "FORBIDDEN"), (SALMA, number, "NOT_PERSONAL")):
        with pytest.raises(Refused) as refusal:
            strike_out(viewer, one)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [(TODAY, 4, date(2026, 2, 28)), (TODAY, 6, date(2025, 12, 30)), (date(2026, 1, 31), 11, date(2025, 2, 28))],
)
def test_months_end_with_their_last_day(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_what_was_kept_long_enough_is_struck_out_and_no_more(register: Register) -> None:
    head, forever = field("head", is_personal=True, retention_months=6), field("tribe", is_personal=True)
    old, changed, young = (register.organization(name) for name in ("NRA", "ADR", "BKC"))
    for row in (old, changed, young):
        _fill(row, head, "Amal")
        _fill(row, forever, "kept")
    long_ago = now() - timedelta(days=400)
    aged = [old.id, changed.id]
    HistoryEntry.update(at=long_ago).where(HistoryEntry.record_id.in_(aged)).execute()
    Organization.update(created_at=long_ago).where(Organization.id.in_(aged)).execute()
    _fill(changed, head, "Huda")
    assert strike_out_overdue(clock.today()) == 1
    held = [Organization.get_by_id(row.id).entered(name_of(head)) for row in (old, changed, young)]
    assert held == [None, "Huda", "Amal"]
    assert _told(changed, head)[:1] == [STRUCK]
    assert {Organization.get_by_id(row.id).entered(name_of(forever)) for row in (old, changed, young)} == {"kept"}
    assert strike_out_overdue(clock.today()) == 0


def test_reports_of_a_form_lose_it_too(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), approval_levels=0)
    head = item(municipal.form, "head", "TEXT", over_areas="", over_time="", is_personal=True, retention_months=3)
    count = item(municipal.form, "wounded", is_personal=True, retention_months=3)
    publish(SALMA, municipal.form, municipal.period(4).begins)
    kept = {head.number: "Amal", count.number: 2, **municipal.values(vehicles=3)}
    report = submit_report(SALMA, municipal.begun(), kept)
    later = municipal.begun(back=2)
    keep(SALMA, later, {head.number: "Huda"})
    HistoryEntry.update(at=now() - timedelta(days=200)).execute()
    Report.update(created_at=now() - timedelta(days=200)).execute()
    assert held_count(head) == 2
    assert strike_out(SALMA, count) == 1
    assert strike_out_overdue(clock.today()) == 2
    stored = Report.get_by_id(report.id)
    assert stored.extra == {str(municipal.number("vehicles")): 3}
    assert {figure.item_id for figure in Figure.select()} == {municipal.number("vehicles")}
    assert not [name for name in ("Amal", "Huda") if any(name in one.changes for one in HistoryEntry.select())]
