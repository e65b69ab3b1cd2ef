"""Filling a report in a round in the panel: what differs is typed, nothing that was typed is lost."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Intervention, PlanItem, Proposal, ReachedFigure, RoundChange, RoundReport, Site
from tansiq.models.extra import extra_name
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import answers, field
from tests.people import SALMA
from tests.register import Register
from tests.round_reports import opened_round, report_of
from tests.statements import told


class Asked:
    """NRA, asked for its first quarter: two sites of one intervention, and an item of the plan of the round."""

    def __init__(self, register: Register, **values: Any) -> None:
        self.work = register.intervention("NRA")
        self.near = register.site(self.work, "YE121121", targeted=500, figures_by_month={date(2026, 2, 1): 120})
        self.far = register.site(self.work, "YE121001", targeted=80)
        self.plan = register.plan()
        self.item = register.item(self.plan, "Wells", organization=register.organization("NRA").id)
        self.foreign = register.site(register.intervention("ADR"), "YE121121", reached=3)
        self.round = opened_round(register, plan=self.plan.id, **values)
        self.report = report_of(self.round, register.organization("NRA").id)

    @property
    def address(self) -> str:
        """Where the report is filled."""
        return f"round-reports/fill/?id={self.report.id}"

    @property
    def stored(self) -> RoundReport:
        """The report as it is stored."""
        found: RoundReport = RoundReport.get_by_id(self.report.id)
        return found

    def send(self, reader: Reader, do: str, typed: dict[str, str] | None = None) -> Any:
        """Send the form as its page stands, with something typed over it."""
        sent = _form(reader.get(self.address).text) | (typed or {})
        return reader.client.post(f"/admin/{self.address}", data=sent | {"do": do}, follow_redirects=True)


def _form(page: str) -> dict[str, str]:
    body = page[page.index('<form class="record report') :]
    body = body[: body.index("</form>")]
    found = re.findall(r'name="([\w.-]+)"(?: maxlength="500" dir="auto")? value="([^"]*)"', body)
    inputs = {name: text for name, text in found if name != "do"}
    chosen = re.findall(r'<select[^>]* name="([\w-]+)".*?value="(\w+)" selected', body, re.DOTALL)
    return inputs | dict(chosen)


@pytest.fixture
def asked(register: Register) -> Asked:
    """NRA is asked for what it did."""
    return Asked(register)


def _reached(site: Site) -> int | None:
    found: int | None = ReachedFigure.select(ReachedFigure.people).where(
        ReachedFigure.site == site.id, ReachedFigure.month == date(2026, 3, 1)
    ).scalar()  # fmt: skip
    return found


def test_a_partner_finds_the_own_work_prefilled_with_the_last_time_beside(khaled: Reader, asked: Asked) -> None:
    page = khaled.get(asked.address).text
    form = _form(page)
    assert form[f"work-{asked.work.id}-status"] == "ONGOING"
    assert form[f"work-{asked.work.id}-ends_on"] == "31 March 2026"
    assert form[f"site-{asked.near.id}-reached"] == ""
    assert form[f"item-{asked.item.id}-item_state"] == "NOT_STARTED"
    assert "120 · February 2026" in page
    assert f"site-{asked.foreign.id}-" not in page
    assert f'href="/admin/{asked.address}"' in khaled.get("round-reports/").text


def test_an_officer_submits_only_what_differs_in_any_digits(nadia: Reader, asked: Asked) -> None:
    typed = {
        f"site-{asked.near.id}-reached": "١٨٠",
        f"work-{asked.work.id}-ends_on": "15/03/2026",
        f"item-{asked.item.id}-progress": "45 %",
    }
    page = asked.send(nadia, "submit", typed).text
    assert "Submitted. What differs stands in the register." in page
    assert (_reached(asked.near), _reached(asked.far)) == (180, None)
    assert Intervention.get_by_id(asked.work.id).ends_on == date(2026, 3, 15)
    item = PlanItem.get_by_id(asked.item.id)
    assert (item.progress, item.reported_on) == (Decimal(45), date(2026, 3, 31))
    assert asked.stored.round_state == "SUBMITTED"


def test_what_a_partner_submits_waits_for_review(khaled: Reader, asked: Asked) -> None:
    page = asked.send(khaled, "submit", {f"site-{asked.near.id}-reached": "180"}).text
    assert "sent for review" in page
    assert _reached(asked.near) is None
    assert Proposal.get().state == "WAITING"
    assert "<form class=" not in page[page.index("<main") :]


def test_a_draft_is_kept_as_it_was_typed_and_changes_nothing(khaled: Reader, asked: Asked) -> None:
    name = f"site-{asked.near.id}-reached"
    page = asked.send(khaled, "keep", {name: "about 180", "nil_reason": "Perhaps nothing"}).text
    assert "Saved as a draft." in page
    assert _form(page)[name] == "about 180"
    assert _form(page)["nil_reason"] == "Perhaps nothing"
    assert asked.stored.round_state == "DRAFT"
    assert Proposal.select().count() == 0


def test_whoever_reads_a_report_without_filling_it_is_told_no_draft(
    khaled: Reader, nadia: Reader, amin: Reader, asked: Asked
) -> None:
    asked.send(khaled, "keep", {f"site-{asked.near.id}-reached": "187", "nil_reason": "Perhaps nothing"})
    pages = [reader.get(asked.address).text for reader in (khaled, nadia, amin)]
    assert [("187" in page, "Perhaps nothing" in page) for page in pages] == [
        (True, True),
        (True, True),
        (False, False),
    ]


def test_my_reports_are_those_of_my_organisation_in_a_few_statements(
    khaled: Reader, huda: Reader, asked: Asked, register: Register
) -> None:
    theirs = report_of(asked.round, register.organization("ADR").id)
    own, other = (f"round-reports/fill/?id={row.id}" for row in (asked.report, theirs))
    pages = [reader.get("round-reports/").text for reader in (khaled, huda)]
    assert [(own in page, other in page) for page in pages] == [(True, False), (False, True)]
    with told() as few:
        khaled.get("round-reports/")
    for number in range(3):
        report_of(opened_round(register, period=f"202{number}"), register.organization("NRA").id)
    khaled.get("round-reports/")
    with told() as many:
        assert khaled.get("round-reports/").text.count("round-reports/fill/") == 4
    assert len(many) <= len(few)


def test_what_cannot_be_read_or_is_refused_is_told_at_its_cell_and_nothing_is_lost(nadia: Reader, asked: Asked) -> None:
    near, far = (f"site-{site.id}-reached" for site in (asked.near, asked.far))
    page = asked.send(nadia, "submit", {near: "many", far: "7"}).text
    assert "is not a whole number." in page
    assert f'href="#{near}"' in page
    assert (_form(page)[near], _form(page)[far]) == ("many", "7")
    page = asked.send(nadia, "submit", {near: "5", f"work-{asked.work.id}-ends_on": "1/1/2020"}).text
    assert "The end is before the beginning." in page
    assert _form(page)[near] == "5"
    assert (_reached(asked.near), _reached(asked.far)) == (None, None)


def test_of_two_who_fill_it_the_second_is_told_and_both_see_what_the_other_typed(
    khaled: Reader, nadia: Reader, asked: Asked
) -> None:
    near = f"site-{asked.near.id}-reached"
    opened = _form(khaled.get(asked.address).text)
    asked.send(nadia, "keep", {near: "190"})
    sent = opened | {near: "180", "do": "keep"}
    page = khaled.client.post(f"/admin/{asked.address}", data=sent).text
    assert "Somebody else saved this report meanwhile." in page
    assert "Saved meanwhile: 190" in page
    assert _form(page)[near] == "180"
    again = khaled.client.post(f"/admin/{asked.address}", data=_form(page) | {"do": "keep"}, follow_redirects=True).text
    assert _form(again)[near] == "180"


def test_what_the_register_says_by_now_is_told_before_it_is_overwritten(nadia: Reader, asked: Asked) -> None:
    name = f"work-{asked.work.id}-status"
    opened = _form(nadia.get(asked.address).text)
    row = Intervention.get_by_id(asked.work.id)
    row.status = "SUSPENDED"
    changes.save(SALMA, row)
    page = nadia.client.post(f"/admin/{asked.address}", data=opened | {name: "COMPLETED", "do": "submit"}).text
    assert "Somebody else entered this meanwhile: Suspended." in page
    assert Intervention.get_by_id(asked.work.id).status == "SUSPENDED"
    nadia.client.post(f"/admin/{asked.address}", data=_form(page) | {"do": "submit"})
    assert Intervention.get_by_id(asked.work.id).status == "COMPLETED"


def test_an_empty_report_says_that_nothing_changed_or_why_nothing_was_done(khaled: Reader, asked: Asked) -> None:
    assert "Nothing differs from what the register holds." in asked.send(khaled, "submit").text
    assert "Say why nothing was done." in asked.send(khaled, "nil").text
    assert asked.stored.round_state == "NOT_STARTED"
    asked.send(khaled, "nil", {"nil_reason": "The road was closed"})
    assert (asked.stored.round_state, asked.stored.nil_reason) == ("SUBMITTED", "The road was closed")


def test_that_nothing_has_changed_is_one_button(khaled: Reader, asked: Asked) -> None:
    assert "Nothing was changed in the register." in asked.send(khaled, "same").text
    assert (asked.stored.round_state, asked.stored.is_nil) == ("SUBMITTED", False)


def test_a_forged_cell_of_another_organisation_changes_nothing(khaled: Reader, nadia: Reader, asked: Asked) -> None:
    forged = {f"site-{asked.foreign.id}-reached": "9", f"seen-site-{asked.foreign.id}-reached": "3"}
    for reader in (khaled, nadia):
        asked.send(reader, "submit", forged)
        assert Site.get_by_id(asked.foreign.id).reached == 3
    assert Proposal.select().count() == 0


def test_the_report_of_another_organisation_is_not_there(
    huda: Reader, nobody: Reader, amin: Reader, asked: Asked
) -> None:
    assert huda.get(asked.address).status_code == 404
    assert nobody.get(asked.address).status_code == 302
    page = amin.get(asked.address)
    assert page.status_code == 200
    assert "Save as a draft" not in page.text
    assert amin.post(asked.address, do="submit").status_code == 404
    assert amin.get("round-reports/").status_code == 404


def test_no_address_and_no_word_of_a_form_breaks_the_page(nadia: Reader, asked: Asked) -> None:
    for given in ("", "0", "x", "9" * 30, "-1"):
        assert nadia.get(f"round-reports/fill/?id={given}").status_code == 404
    odd = {"work--status": "x", "site-x-reached": "\x00", "item-1": "1", "version": "x" * 50, "seen-": "y"}
    assert asked.send(nadia, "submit", odd).status_code == 200
    assert asked.send(nadia, "burn").status_code == 404


def test_a_page_costs_as_many_statements_for_ten_sites_as_for_two(
    nadia: Reader, asked: Asked, register: Register
) -> None:
    nadia.get(asked.address)
    with told() as few:
        nadia.get(asked.address)
    for _ in range(4):
        work = register.intervention("NRA")
        for pcode in ("YE121121", "YE121122"):
            register.site(work, pcode)
    nadia.get(asked.address)
    with told() as many:
        nadia.get(asked.address)
    assert len(many) <= len(few) + 1


def test_the_workbook_of_a_report_is_on_its_page_with_the_way_back(khaled: Reader, huda: Reader, asked: Asked) -> None:
    page = khaled.get(asked.address).text
    address = f"round-reports/workbook/?id={asked.report.id}"
    assert f"/admin/{address}" in page
    assert f"/admin/imports/new/?plan=round-{asked.report.id}" in page
    answer = khaled.get(address)
    assert answer.status_code == 200
    assert "First quarter" in khaled.get(f"imports/new/?plan=round-{asked.report.id}").text
    assert huda.get(address).status_code == 404
    assert "First quarter" not in huda.get(f"imports/new/?plan=round-{asked.report.id}").text


def test_new_work_entered_from_a_report_is_noted_in_it(nadia: Reader, khaled: Reader, asked: Asked) -> None:
    address = f"intervention/new/?round_report={asked.report.id}"
    assert f"/admin/{address}" in khaled.get(asked.address).text
    sent = _new_work(asked)
    nadia.post(address, address, **sent)
    made = Intervention.select().order_by(Intervention.id.desc()).get()
    assert made.title_en == "New wells"
    assert ("intervention", made.id) in _led_to(asked)
    khaled.post(address, address, **sent)
    assert Proposal.get().id in [row.proposal_id for row in RoundChange.select()]


def test_new_work_of_another_organisation_is_noted_nowhere(nadia: Reader, asked: Asked, register: Register) -> None:
    address = f"intervention/new/?round_report={asked.report.id}"
    other = {"organization": str(register.organization("ADR").id)}
    nadia.post(address, address, **(_new_work(asked) | other))
    assert Intervention.select().order_by(Intervention.id.desc()).get().title_en == "New wells"
    assert _led_to(asked) == []


def _new_work(asked: Asked) -> dict[str, str]:
    work, site = asked.work, asked.near
    return {
        "organization": str(work.organization_id),
        "sector": str(work.sector_id),
        "title_en": "New wells",
        "status": "PLANNED",
        "starts_on": "2026-05-01",
        "is_published": "y",
        "sites-0-area": str(site.area_id),
        "sites-0-population_group": str(site.population_group_id),
    }


def _led_to(asked: Asked) -> list[tuple[str, int | None]]:
    rows = RoundChange.select().where(RoundChange.report == asked.report.id)
    return [(row.record_type, row.record_id) for row in rows]


def test_all_ticked_answers_of_a_draft_are_kept(khaled: Reader, register: Register) -> None:
    means = field("means", "CHOICES", table="round_report", choice_list=answers("boat", "car", "mule").id)
    asked, name = Asked(register, asks_fields=True), extra_name(means.number)
    sent = _form(khaled.get(asked.address).text) | {name: ["", "boat", "mule"], "do": "keep"}
    page = khaled.client.post(f"/admin/{asked.address}", data=sent, follow_redirects=True).text
    boxes = re.findall(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page)
    ticked = [code for code in ("boat", "car", "mule") if any(code in box and "checked" in box for box in boxes)]
    assert ticked == ["boat", "mule"]


def test_fields_that_the_ministry_made_for_reports_are_asked_where_the_round_says_so(
    khaled: Reader, register: Register
) -> None:
    staff = field("staff", "WHOLE", table="round_report")
    silent, asking = Asked(register), Asked(register, asks_fields=True)
    name = extra_name(staff.number)
    assert f'name="{name}"' not in khaled.get(silent.address).text
    asking.send(khaled, "keep", {name: "٤٠"})
    page = khaled.get(asking.address).text
    assert re.search(rf'name="{re.escape(name)}"[^>]* value="(٤٠|40)"', page)
    page = asking.send(khaled, "same", {name: "many"}).text
    assert "is not a whole number." in page
    assert asking.stored.round_state == "DRAFT"
    asking.send(khaled, "same", {name: "40"})
    assert (asking.stored.round_state, asking.stored.extra) == ("SUBMITTED", {str(staff.number): 40})
