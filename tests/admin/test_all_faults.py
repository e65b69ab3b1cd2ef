"""Every form of the panel tells all that is wrong in one round, each at its place: no form stops at the first fault."""

import html
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from admin.views.of_type import views_with_models
from tansiq.accounts import password_links
from tansiq.models import Account, Indicator, Organization, Plan, PortalClient, Sector
from tansiq.platform.mailing import Outbox
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.faulty_forms import FAULTS, REQUIRED, SVG
from tests.admin.typed import NAMES, OF_ORGANIZATION
from tests.admin.typed_forms import new_address
from tests.people import SALMA
from tests.register import Register


def _rising_indicator(plan: Plan) -> Indicator:
    """An indicator that is to rise from 40 on the first day of 2026."""
    facts: dict[str, Any] = {"baseline": Decimal(40), "baseline_on": date(2026, 1, 1), "direction": "RISING"}
    together = {"over_areas": "SUM", "over_time": "SUM"}
    return changes.save(SALMA, Indicator(plan=plan.id, name_en="Water", unit="litres", **facts, **together))


def address_of_new(name: str, rows: dict[str, Any]) -> str:
    """Where the form for a new row of each table stands; a target or a value is beside a baseline."""
    if name in ("indicatortarget", "indicatorvalue"):
        return f"{name}/new/?indicator={_rising_indicator(rows['plan']).id}"
    return new_address(name, rows)


def missing(page: str, faults: tuple[str, ...]) -> list[str]:
    """Those of the faults of which a page says nothing."""
    text = html.unescape(page)
    return [fault for fault in faults if fault not in text]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_any_table_tells_every_fault(
    salma: Reader, register: Register, rows: dict[str, Any], name: str
) -> None:
    changes.save(SALMA, Organization(name_en="Seven", kind="NNGO", registration_number="7/2026"))
    address = address_of_new(name, rows)
    typed, faults = FAULTS[name]
    typed = {key: (BytesIO(b"<svg/>"), SVG) if value is SVG else value for key, value in typed.items()}
    answer = salma.post(address, page=address, **typed)
    assert (answer.status_code, missing(answer.text, faults)) == (200, [])


TRIED_HERE = {
    "create_view", "edit_view", "parts_view", "password.new", "register.index", "register.amend",
    "profile.password_view",
    # tests/admin/surveys
    "answer.survey", "answer.mine",
    # tests/admin/plans/test_faults_of_plans.py
    "outline.add_view", "outline.save_view",
}  # fmt: skip
ONE_FIELD = {
    "security.login": "who fails to sign in is not to learn which of two was wrong",
    "security.verify": "a password",
    "password.forgotten": "an address, of which nothing is told",
    "factor.index": "a code",
    "factor.new": "a code",
    "imports.new": "a file",
    "imports.places": "codes, of which all are told; tests/admin/imports/test_learned_names.py",
    "month.index": "numbers, each told in its row; tests/admin/pages/test_month.py",
    "proposal.approve_view": "a question",
    "portalclient.revoke_view": "a question",
    "portalclient.token_view": "choices of a list",
    "deed_view": "a question",
    "drop_view": "a question",
    "keep_in_order_view": "a button",
    "session_view": "a question",
    "columns_view": "choices of a list",
    "graphql.graphql": "no page of the panel",
    "fields.move_view": "a button",
    "dashboard.move_view": "a button",
    "definitions.load_view": "a button",
    "definitions.read_view": "a file",
    "definitions.take_over_view": "a button",
    "fielddefinition.state_view": "a button",
    "ruledefinition.state_view": "a button",
    "typedefinition.state_view": "a button",
    "typedefinition.publish_view": "a choice of a list",
    "typedefinition.withdraw_view": "a button",
    "answer.code": "a code",
    "answer.reply": "a code",
    "feedback.reply_view": "one text",
    "feedback.publish_view": "a button",
    "feedback.hand_over_view": "a choice of a list",
    "survey.links_view": "a number, or addresses, of which the first wrong one is named",
    "following.extend_view": "days and a reason, each told where it stands; tests/admin/following/test_late.py",
    "waiting.approve_view": "ticks",
    "reports.fill_view": "cells, of which all are told; tests/admin/reports/test_page.py",
    "reports.decide_view": "a button, or notes; tests/admin/reports/test_page.py",
    "typedefinition.assign_view": "a day, told where it stands",
    "fielddefinition.strike_view": "a button, and that it is meant",
    "fielddefinition.copy_values_view": "a button",
    "versions.adopt_view": "a button",
    "versions.amend_view": "a reason",
    "outline.move_view": "a button, or a code",
    "outline.remove_view": "a button",
    "plancomment.answer_view": "one text",
    "plancomment.make_view": "a button",
    "plancomment.join_view": "a choice of a list",
    "plancomment.separate_view": "a button",
    "plancomment.reopen_view": "a button",
    "demand.take_view": "an item",
    "demand.decline_view": "a reason",
    "demand.join_view": "a choice of a list",
    "demand.separate_view": "a button",
    "demand.reopen_view": "a button",
    "demand.alike_view": "nothing is written: it looks for what was asked for already",
    "commitment.step_view": "a day; the state is a button",
    "intervention.overlaps_view": "nothing is written: it looks for work of others",
    "organization.twins_view": "nothing is written: it looks for organisations that are likely the same",
    "twins.apart_view": "a button; the note is cut",
    "twins.again_view": "a button",
    "twins.merge_view": "choices of a list; tests/admin/twins/test_page.py",
    "unit.merge_view": "tests/admin/views/test_unit_deeds.py",
    "unit.split_view": "tests/admin/views/test_unit_deeds.py",
    "unit.end_view": "tests/admin/views/test_unit_deeds.py",
    "overlapcase.write_view": "one text",
    "overlapcase.decide_view": "a choice of a list; the note is cut",
    "overlapcase.take_over_view": "a button",
    "overlapcase.deadline_view": "a day",
    "overlapcase.reopen_view": "a reason",
    "call.create_view": "tests/admin/partnerships/test_call_page.py",
    "call.answer_view": "tests/admin/partnerships/test_call_page.py",
    "call.invite_view": "a choice, and a note",
    "call.accept_view": "choices of a list",
    "call.refuse_view": "a reason",
    "call.state_view": "a button",
    "call.undo_view": "a button",
    "round.open_view": "a button",
    "rounds.accept_view": "a button",
    "rounds.return_view": "one text",
    "rounds.rate_view": "a choice of a list, and a remark",
    "rounds.answer_view": "one text",
    "round_report.fill_view": "cells, of which all are told; tests/admin/rounds/test_statement_page.py",
    "meeting.invite_view": "a button",
    "meeting.answer_view": "a choice of a list",
    "agendaitem.put_view": "a choice of a list",
    "profile.calendar_view": "a button",
    "profile.calendar_stop_view": "a button",
    "arranging.propose_view": "what each kind needs; tests/admin/cases/test_arranging.py",
    "arranging.answer_view": "a choice of a list, and a reason",
    "arranging.withdraw_view": "a button",
    "weights.index": "tests/admin/overlaps/test_weights.py",
    "decision.take": "a choice of a list; the note is cut",
    "decision.forget": "a button",
    "proposal.decide_view": "a reason, beside buttons; tests/admin/proposals",
    "proposal.withdraw_view": "a button",
    "imports.sheet": "a choice of a list",
    "imports.columns": "choices of a list",
    "imports.reports": "a button",
    "imports.do": "a button",
    "views_view": "a name",
    "profile.notices_view": "choices of a list",
    "profile.elsewhere_view": "a button",
    "notices.read": "a button",
    "exports.cancel": "a button",
    "batches.undo_view": "a button",
    "factor.off": "a password",
    "account.active_view": "a button",
    "account.link_view": "a button",
    "account.lift_view": "a button",
    "account.factor_view": "a button",
    "account.sign_out_view": "a button",
    "register.confirm": "a button",
    "register.take_back": "a button",
    "security.logout": "a button",
    "panel.switch_language": "a button",
    "delete_view": "a button",
    "restore_view": "a button",
    "bring_back_view": "a button",
    "action_view": "closed: it answers 404",
    "ajax_update": "closed: no column is changed in a list",
}
"""The other addresses that take what is posted to them: why nothing can be left untold there."""


def test_every_page_with_a_form_is_tried(application: Flask) -> None:
    assert set(FAULTS) == {model.__name__.lower() for _view, model in views_with_models()} - {"account"}
    assert set(OF_ORGANIZATION) <= set(FAULTS)
    taking = [rule.endpoint for rule in application.url_map.iter_rules() if "POST" in (rule.methods or set())]
    known = TRIED_HERE | set(ONE_FIELD)
    assert [one for one in taking if one not in known and one.rpartition(".")[2] not in known] == []


def test_a_person_is_told_what_is_wrong_with_them_and_their_rights(salma: Reader, register: Register) -> None:
    typed = {"name": "x" * 201, "email": "salma@example.org", "language": "ar", "roles": ["OFFICER", "PARTNER"]}
    page = salma.post("account/new/", page="account/new/", **typed, **{"areas-0-area-text": "Atlantis"}).text
    told = ("letters fit here.", "Another person already has this address.", "Atlantis", "Name the organisations")
    assert missing(page, told) == []
    # What was named, and not found, is not told as missing too.
    assert "Name the areas" not in page
    assert Account.select().count() == 1
    no_roles = salma.post("account/new/", page="account/new/", email="nobody", language="xx").text
    assert missing(no_roles, ("is no e-mail address.", "Choose at least one role.", "language")) == []


def test_a_document_that_is_proposed_tells_its_file_and_its_title(
    khaled: Reader, register: Register, rows: dict[str, Any]
) -> None:
    address = f"organizationdocument/new/?organization={register.organization('NRA').id}"
    without = khaled.post(address, page=address, title="", document_kind="BYLAWS").text
    assert missing(without, (REQUIRED, "Choose a file first.")) == []
    lying = {"title": "x" * 301, "document_kind": "BYLAWS", "file": (BytesIO(b"no picture"), "x.png")}
    page = khaled.post(address, page=address, **lying).text
    assert missing(page, ("letters fit here.", "not what its name says")) == []


def test_a_portal_tells_its_name_limits_and_sites(salma: Reader, register: Register) -> None:
    changes.save(SALMA, PortalClient(name="Atlas"))
    limits = {"is_unlimited": "y", "area-1": register.areas["YE12"].id}
    typed = {"name": "Atlas", "requests_a_minute": "many", "origins": "nowhere", **limits}
    page = salma.post("portals/new/", page="portals/new/", **typed).text
    told = ("“many” is not a whole number.", "is not the origin of a site", "Either the whole register", "already has")
    assert missing(page, told) == []
    read = salma.post("portals/new/", page="portals/new/", **{**typed, "requests_a_minute": "0"}).text
    assert missing(read, ("Allow from 1 to", *told[1:])) == []
    assert PortalClient.select().count() == 1


def test_a_registration_tells_what_is_missing_and_what_is_wrong(
    nobody: Reader, register: Register, outbox: Outbox
) -> None:
    typed = {"name_ar": "", "name_en": "x" * 301, "kind": "ASSOCIATION", "home_area": "", "contact": "", "email": "no"}
    page = nobody.post("register/", "register/", **typed).text
    assert page.count('class="wrong"') == 5
    assert missing(page, (REQUIRED, "letters fit here.", "Give an e-mail address")) == []


def test_a_new_password_is_judged_with_the_present_one(salma: Reader) -> None:
    typed = {"current": "not this", "password": "short", "again": "short"}
    page = salma.post("profile/password/", page="profile/", **typed).text
    assert missing(page, ("This is not your present password.", "A password has at least")) == []
    page = salma.post("profile/password/", page="profile/", current="", password="short", again="other").text
    assert missing(page, (REQUIRED, "A password has at least", "The two passwords differ.")) == []


def test_a_password_chosen_by_a_link_tells_all(
    application: Flask, nobody: Reader, account: Account, outbox: Outbox
) -> None:
    link = password_links.make_link(SALMA, account)
    nobody.client.get(link.address("https://tansiq.example").removeprefix("https://tansiq.example"))
    page = nobody.post("password/new", page="password/new", password="short", again="other").text
    assert missing(page, ("A password has at least", "The two passwords differ.")) == []


def test_a_part_that_is_added_tells_what_is_not_found_and_what_ismissing(salma: Reader, register: Register) -> None:
    address = f"intervention/parts/?id={register.intervention('NRA').id}&of=partnership"
    page = salma.post(address, page=address, **{"organization-text": "Atlantis", "role": ""}).text
    assert missing(page, ("Atlantis", REQUIRED)) == []


def test_what_others_have_is_told_beside_the_rest_where_it_is_seen(salma: Reader, register: Register) -> None:
    row = Sector.get(Sector.code == "HEA")
    typed = {"version": row.version, "code": "WSH", "name_ar": "", "name_en": "", "position": "2"}
    page = salma.post(f"sector/edit/?id={row.id}", page=f"sector/edit/?id={row.id}", **typed).text
    assert missing(page, ("Another record already has this code", REQUIRED)) == []
