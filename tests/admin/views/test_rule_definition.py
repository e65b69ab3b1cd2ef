"""A rule is set without code: typed with the names of fields, tried on what is stored, published, retired."""

import html
import re

import pytest

from tansiq.models import Entry, HistoryEntry, Organization, PlanItem, Proposal, RuleDefinition
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, name_of, record_type, rule
from tests.filled_forms import municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.reported import reported

NEW = "ruledefinition/new/?of=organization"
TYPED = {"rule_severity": "REFUSE", "message_ar": "العاملون أقل من المدفوع لهم.", "message_en": ""}


def _plain(page: str) -> str:
    """The text of a page without what isolates names."""
    return re.sub("[\u2066-\u2069]|</?bdi>", "", html.unescape(page))


def _state(reader: Reader, one: RuleDefinition, to: str) -> str:
    """Ask what changes, do it, and return what was asked."""
    address = f"ruledefinition/state/?id={one.id}&to={to}"
    page = reader.get(address)
    version = RuleDefinition.get_by_id(one.id).version
    reader.post("ruledefinition/state/", page=address, id=one.id, to=to, version=version)
    return _plain(page.text)


def test_a_rule_is_typed_with_names_and_kept_by_numbers(salma: Reader, register: Register) -> None:
    staff, paid = field("staff", "WHOLE", label_ar="العاملون"), field("paid", "WHOLE")
    assert "${staff}" in _plain(salma.get(NEW).text)
    answer = salma.post(NEW, page=NEW, **TYPED, expression="${paid} <= ${العاملون}")
    assert answer.status_code == 302
    one = RuleDefinition.get()
    assert (one.expression, one.use_state) == (f"${{{paid.number}}} <= ${{{staff.number}}}", "DRAFT")
    page = _plain(salma.get(f"ruledefinition/details/?id={one.id}").text)
    assert "${paid} <= ${staff}" in page
    assert "Not yet in English: the message." in page
    assert "${paid} <= ${staff}" in _plain(salma.get(f"ruledefinition/edit/?id={one.id}").text)
    assert "${paid} <= ${staff}" in _plain(salma.get("fields/?of=organization").text)


def test_every_fault_stands_at_its_letter_and_nothing_typed_is_lost(salma: Reader, register: Register) -> None:
    field("staff", "WHOLE")
    page = _plain(salma.post(NEW, page=NEW, rule_severity="WARN", expression="${stuff} > 1 and ${staff}").text)
    for told in ("Letter 1: ", "${staff}?", "Letter 18: ", "Say in Arabic or in English what is wrong"):
        assert told in page
    assert "${stuff} > 1 and ${staff}</textarea>" in page
    assert not RuleDefinition.select().exists()


def test_a_rule_is_tried_on_what_is_stored_before_it_is_saved(salma: Reader, register: Register) -> None:
    staff = field("staff", "WHOLE")
    for acronym, count in (("NRA", 2), ("ADR", 9), ("DRC", None)):
        row = register.organization(acronym)
        row.enter(name_of(staff), count)
        changes.save(SALMA, row)
    page = _plain(salma.post(NEW, page=NEW, **TYPED, expression="${staff} > 3", _try="1").text)
    assert "1 record of 3 breaks it now." in page
    assert len(re.findall(r"<dd>(?:Keeps it|Breaks it|Not asked: something is missing)</dd>", page)) == 3
    assert not RuleDefinition.select().exists()
    wrong = _plain(salma.post(NEW, page=NEW, **TYPED, expression="${staff} >", _try="1").text)
    assert "Letter " in wrong


def test_publishing_tells_which_records_break_it_and_leads_to_their_list(salma: Reader, register: Register) -> None:
    staff = field("staff", "WHOLE")
    low, high = register.organization("NRA"), register.organization("ADR")
    for row, count in ((low, 2), (high, 9)):
        row.enter(name_of(staff), count)
        changes.save(SALMA, row)
    one = rule("{0} > 3", staff, use_state="DRAFT")
    asked = _state(salma, one, "ACTIVE")
    for told in ("Organisations", "1 record of 2 breaks it now.", f"organization/details/?id={low.id}"):
        assert told in asked
    assert RuleDefinition.get().use_state == "ACTIVE"
    listed = salma.get(f"organization/?breaks={one.id}").text
    assert (f"details/?id={low.id}" in listed, f"details/?id={high.id}" in listed) == (True, False)
    exported = salma.get(f"organization/export/csv/?breaks={one.id}").text
    assert (low.name_en in exported, high.name_en in exported) == (True, False)
    assert "does not hold here" in _plain(salma.get(f"organization/details/?id={low.id}").text)
    assert "Retire this rule?" in _state(salma, one, "RETIRED")
    assert RuleDefinition.get().use_state == "RETIRED"
    assert "does not hold here" not in _plain(salma.get(f"organization/details/?id={low.id}").text)


def _form(row: Organization) -> dict[str, str]:
    return {"name_en": row.name_en, "name_ar": row.name_ar, "kind": row.kind, "version": str(row.version)}


def test_a_form_is_refused_at_the_field_in_the_language_of_its_reader(salma: Reader, register: Register) -> None:
    staff, row = field("staff", "WHOLE"), register.organization("NRA")
    rule("{0} > 3", staff)
    address = f"organization/edit/?id={row.id}"
    page = _plain(salma.post(address, page=address, **_form(row), **{name_of(staff): "2"}).text)
    assert f'<a href="#{name_of(staff)}">' in page
    assert "They do not agree." in page
    assert "Save all the same" not in page


def test_a_warning_asks_once_more_and_its_reason_stands_in_the_history(salma: Reader, register: Register) -> None:
    staff, row = field("staff", "WHOLE"), register.organization("NRA")
    rule("{0} > 3", staff, rule_severity="WARN")
    address, typed = f"organization/edit/?id={row.id}", {**_form(row), name_of(staff): "2"}
    page = _plain(salma.post(address, page=address, **typed).text)
    assert ("They do not agree." in page, "Save all the same" in page) == (True, True)
    assert Organization.get_by_id(row.id).extra == {}
    assert salma.post(address, page=address, **typed, rule_reason="A new office.").status_code == 302
    assert HistoryEntry.select().order_by(HistoryEntry.id.desc()).get().reason == "A new office."
    told = _plain(salma.get(f"organization/details/?id={row.id}").text)
    assert ("does not hold here" in told, "A new office." in told) == (True, True)


def test_a_partner_gives_the_reason_and_the_reviewer_reads_it(
    salma: Reader, khaled: Reader, register: Register
) -> None:
    staff, row = field("staff", "WHOLE"), register.organization("NRA")
    rule("{0} > 3", staff, rule_severity="WARN")
    address, typed = f"organization/edit/?id={row.id}", {**_form(row), name_of(staff): "2"}
    assert "Save all the same" in _plain(khaled.post(address, page=address, **typed).text)
    assert khaled.post(address, page=address, **typed, rule_reason="A new office.").status_code == 302
    proposal = Proposal.get()
    assert "A new office." in salma.get(f"proposal/details/?id={proposal.id}").text
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    assert Organization.get_by_id(row.id).entered(name_of(staff)) == 2


def test_officers_are_not_told_which_records_break_a_rule_over_personal_data(
    salma: Reader, nadia: Reader, khaled: Reader, register: Register
) -> None:
    wage, row = field("wage", "WHOLE", is_personal=True), register.organization("NRA")
    row.enter(name_of(wage), 2)
    changes.save(SALMA, row)
    one = rule("{0} > 3", wage, rule_severity="NOTE")
    for address in (f"ruledefinition/trial/?id={one.id}", f"ruledefinition/state/?id={one.id}&to=RETIRED"):
        assert f"organization/details/?id={row.id}" not in nadia.get(address).text
    assert "administrators alone are told" in _plain(nadia.get(f"ruledefinition/trial/?id={one.id}").text)
    tried = nadia.post(NEW, page=NEW, **TYPED, expression="${wage} > 3", _try="1").text
    assert "administrators alone are told" in _plain(tried)
    for reader in (nadia, khaled):
        assert "breaks" not in re.findall(r'<select[^>]*name="(\w+)"', reader.get("organization/").text)
        whole, narrowed = (reader.get(f"organization/{rest}").text for rest in ("", f"?breaks={one.id}"))
        assert narrowed.count("organization/details/") == whole.count("organization/details/")
    assert "1 record of 1 breaks it now." in _plain(salma.get(f"ruledefinition/trial/?id={one.id}").text)
    assert "does not hold here" not in khaled.get(f"organization/details/?id={row.id}").text


def test_an_officer_proposes_a_rule_and_the_ministry_approves_it(
    salma: Reader, nadia: Reader, register: Register
) -> None:
    field("staff", "WHOLE")
    assert nadia.post(NEW, page=NEW, **TYPED, expression="${staff} > 3").status_code == 302
    proposal = Proposal.get()
    assert "${staff} > 3" in _plain(salma.get(f"proposal/details/?id={proposal.id}").text)
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    assert RuleDefinition.get().use_state == "DRAFT"


def test_a_rule_is_copied_within_its_records(salma: Reader, register: Register) -> None:
    one = rule("{0} > 3", field("staff", "WHOLE"))
    address = f"ruledefinition/new/?copy={one.id}"
    assert "${staff} > 3" in _plain(salma.get(address).text)
    assert salma.post(address, page=address, **TYPED, expression="${staff} > 5").status_code == 302
    assert [found.record_table for found in RuleDefinition.select()] == ["organization", "organization"]


@pytest.mark.parametrize("address", ["ruledefinition/new/", "ruledefinition/new/?of=nothing", "ruledefinition/trial/"])
def test_there_are_no_rules_of_what_nobody_enters(salma: Reader, register: Register, address: str) -> None:
    assert salma.get(address).status_code == 404


def test_a_partner_adds_no_rule(khaled: Reader, register: Register) -> None:
    field("staff", "WHOLE")
    assert khaled.get(NEW).status_code == 403


def test_an_earlier_version_that_a_rule_warns_of_is_brought_back_with_a_reason(
    salma: Reader, register: Register
) -> None:
    staff, row = field("staff", "WHOLE"), register.organization("NRA")
    row.enter(name_of(staff), 2)
    changes.save(SALMA, row)
    first = row.version
    row.enter(name_of(staff), 9)
    changes.save(SALMA, row)
    rule("{0} > 3", staff, rule_severity="WARN")
    page, typed = f"organization/versions/?id={row.id}", {"id": row.id, "seen": row.version, "version": first}
    answer = salma.post("organization/bring-back/", page=page, **typed)
    asked = _plain(salma.get(answer.headers["Location"].partition("/admin/")[2]).text)
    assert ("They do not agree." in asked, "Why is it right?" in asked) == (True, True)
    salma.post("organization/bring-back/", page=page, **typed, rule_reason="It was two.")
    assert Organization.get_by_id(row.id).entered(name_of(staff)) == 2
    assert HistoryEntry.select().order_by(HistoryEntry.id.desc()).get().reason == "It was two."


def test_an_item_of_a_plan_is_added_with_a_reason_on_the_page_of_its_plan(salma: Reader, register: Register) -> None:
    plan, office = register.plan(phase="CONSULTATION"), field("office", table="plan_item")
    rule("count({0}) = 1", office, rule_severity="WARN", message_en="Say which office.")
    page, typed = (
        f"plan/details/?id={plan.id}",
        {"id": plan.id, "where": "end", "new-item_kind": "AXIS", "new-name_en": "Wells"},
    )
    asked = _plain(salma.post("outline/add/", page=page, **typed).text)
    assert ("Say which office." in asked, "Why is it right?" in asked) == (True, True)
    assert not PlanItem.select().exists()
    assert salma.post("outline/add/", page=page, **typed, rule_reason="None yet.").status_code == 302
    assert PlanItem.get().name_en == "Wells"


def test_the_field_at_which_a_message_stands_is_found_by_its_label(salma: Reader, register: Register) -> None:
    staff, _ = field("staff", "WHOLE", label_ar="العاملون"), field("paid", "WHOLE")
    found = salma.get("ruledefinition/ajax/lookup/?name=told_at&query=عاملون").get_json()
    assert [row_id for row_id, _ in found] == [staff.id]


def test_entries_that_break_a_rule_stand_in_the_list_of_their_register(salma: Reader, register: Register) -> None:
    wells = record_type("wells")
    depth = field("depth", "WHOLE", table="entry", record_type=wells.id)
    shallow, deep = (Entry(record_type=wells.id, area=register.areas["YE12"].id) for _ in range(2))
    for row, metres in ((shallow, 10), (deep, 400)):
        row.enter(name_of(depth), metres)
        changes.save(SALMA, row)
    one = rule("{0} < 300", depth, use_state="DRAFT")
    page = _plain(salma.get(f"ruledefinition/trial/?id={one.id}").text)
    assert "1 record of 2 breaks it now." in page
    [address] = re.findall(r'href="/admin/(entry/\?[^"]*breaks=[^"]*)"', page)
    listed = html.unescape(salma.get(address).text)
    assert [bool(re.search(rf"entry/details/\?id={row.id}\b", listed)) for row in (deep, shallow)] == [True, False]


def test_a_rule_of_a_form_is_tried_on_the_reports_that_were_sent(salma: Reader, register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))
    for unit, vehicles in enumerate((5, 50)):
        reported(municipal, unit=unit, vehicles=vehicles)
    new = f"ruledefinition/new/?of=entry-{municipal.form.id}"
    page = _plain(salma.post(new, page=new, **TYPED, expression="${vehicles} < 10", _try="1").text)
    assert "1 report of 2 that were submitted breaks it; units that have such reports: 1." in page
    period = municipal.period()
    assert f"form={municipal.form.id}&unit={municipal.units[1].id}&period={period.key}" in page
    assert f">Zinjibar, {period.name}</a>" in page
    draft = rule("{0} < 10", municipal.items["vehicles"], use_state="DRAFT")
    for address in (f"ruledefinition/trial/?id={draft.id}", f"ruledefinition/state/?id={draft.id}&to=ACTIVE"):
        told = _plain(salma.get(address).text)
        assert "1 report of 2 that were submitted breaks it" in told
        assert "from the next version of the form on" in told
    kept = rule("{0} < 100", municipal.items["vehicles"], use_state="DRAFT")
    told = salma.get(f"ruledefinition/trial/?id={kept.id}").text
    assert "Every report that it can be asked of keeps it now." in told
    assert 'class="group"' not in told
