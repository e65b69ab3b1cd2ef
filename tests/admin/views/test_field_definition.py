"""A field is defined without code: its type is chosen, it is drafted, published, retired and brought back."""

import html
import re

import pytest

from tansiq.models import FieldDefinition, Organization, Proposal
from tansiq.models.definitions import known
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register

NEW = "fielddefinition/new/?of=organization"


def _state(reader: Reader, one: FieldDefinition, to: str) -> str:
    """Ask what changes, do it, and return what was asked."""
    address = f"fielddefinition/state/?id={one.id}&to={to}"
    page = reader.get(address)
    if page.status_code == 200:
        version = FieldDefinition.get_by_id(one.id).version
        reader.post("fielddefinition/state/", page=address, id=one.id, to=to, version=version)
    return html.unescape(page.text)


def test_the_type_is_chosen_first_and_the_form_asks_what_it_needs(salma: Reader, register: Register) -> None:
    chooser = salma.get(NEW).text
    assert chooser.count('<ul class="field-types">') == 1
    kinds = re.findall(r"type=([A-Z_]+)\"", chooser)
    assert ("CHOICE" in kinds, "CALCULATED" in kinds, "HEADING" in kinds, "ROWS" in kinds) == (True, True, True, False)
    asked = {kind: salma.get(f"{NEW}&type={kind}").text for kind in kinds}
    for kind, page in asked.items():
        assert ('name="answers"' in page) == (kind in ("CHOICE", "CHOICES"))
        assert ('name="decimals"' in page) == (kind in ("NUMBER", "CALCULATED"))
        assert ('name="reference_table"' in page) == (kind == "REFERENCE")


@pytest.mark.parametrize("address", ["fielddefinition/new/", "fielddefinition/new/?of=nothing", "fields/?of=entry-7"])
def test_there_are_no_fields_of_what_nobody_enters(salma: Reader, register: Register, address: str) -> None:
    assert salma.get(address).status_code == 404


def test_a_field_with_answers_is_drafted_and_published(salma: Reader, register: Register) -> None:
    register.organization("NRA")
    typed = {"label_ar": "فئة الترخيص", "answers": "أولى | First\nثانية | Second", "is_required": "y"}
    assert salma.post(f"{NEW}&type=CHOICE", page=f"{NEW}&type=CHOICE", **typed).status_code == 302
    one = FieldDefinition.get()
    assert (one.key, one.use_state, one.record_table) == ("f1", "DRAFT", "organization")
    assert [choice.code for choice in known().answers_to(one).values()] == ["FIRST", "SECOND"]
    page = html.unescape(salma.get(f"fielddefinition/details/?id={one.id}").text)
    said = re.sub("[\u2066-\u2069]", "", page)
    assert re.findall(r"Not yet in English: (.*?)\.", said) == ["فئة الترخيص"]
    assert "<bdi>أولى</bdi> · <bdi>First</bdi>" in page
    assert "<dt>Decimals</dt>" not in page
    asked = _state(salma, one, "ACTIVE")
    for told in ("Organisations", "1 record lacks it", "Not yet in English"):
        assert told in asked
    assert FieldDefinition.get_by_id(one.id).use_state == "ACTIVE"
    assert "فئة الترخيص" in salma.get("organization/new/").text


def test_a_field_is_retired_and_brought_back(salma: Reader, register: Register) -> None:
    one, row = field("oldNumber"), register.organization("NRA")
    row.enter(name_of(one), "A-7")
    changes.save(SALMA, row)
    assert "1 record holds something in it" in _state(salma, one, "RETIRED")
    assert FieldDefinition.get_by_id(one.id).use_state == "RETIRED"
    assert Organization.get_by_id(row.id).extra == {str(one.number): "A-7"}
    _state(salma, one, "ACTIVE")
    assert FieldDefinition.get_by_id(one.id).use_state == "ACTIVE"
    for nowhere in ("DRAFT", "ACTIVE", "", "GONE"):
        assert salma.get(f"fielddefinition/state/?id={one.id}&to={nowhere}").status_code == 404


def test_a_field_in_use_takes_wider_types_alone(salma: Reader, register: Register) -> None:
    one = field("size", "WHOLE")
    page = salma.get(f"fielddefinition/edit/?id={one.id}").text
    offered = re.search(r'<select[^>]*name="value_type".*?</select>', page, re.S)
    assert offered is not None
    assert set(re.findall(r'value="([A-Z_]+)"', offered[0])) == {"WHOLE", "NUMBER", "TEXT", "LONG_TEXT"}


def test_answers_are_changed_in_the_form_of_their_field(salma: Reader, register: Register) -> None:
    one = field("class", "CHOICE", choice_list=answers("FIRST", "SECOND").id, label_ar="")
    address = f"fielddefinition/edit/?id={one.id}"
    assert "FIRST | جواب FIRST | First" in salma.get(address).text
    typed = {"label_en": "class", "key": "class", "version": one.version, "value_type": "CHOICE"}
    wrong = salma.post(address, page=address, **typed, answers="bad code | أ | A")
    assert "Line 1: A code has" in html.unescape(wrong.text)
    assert salma.post(address, page=address, **typed, answers="SECOND | ثانية | Second").status_code == 302
    assert [(code, row.is_offered) for code, row in known().answers_to(one).items() if row.is_offered] == [
        ("SECOND", True)
    ]


def test_a_copy_is_another_field_with_the_same_answers(salma: Reader, register: Register) -> None:
    one = field("class", "CHOICE", choice_list=answers("FIRST", "SECOND").id, label_ar="فئة")
    address = f"fielddefinition/new/?copy={one.id}"
    page = salma.get(address).text
    assert ("FIRST | " in page, 'name="key" type="text" value=""' in page) == (True, True)
    typed = {"label_en": "Other class", "label_ar": "فئة أخرى", "answers": "FIRST | أولى | First"}
    assert salma.post(address, page=address, **typed).status_code == 302
    other = FieldDefinition.select().order_by(FieldDefinition.id.desc()).get()
    assert (other.key, other.choice_list_id == one.choice_list_id) == ("otherClass", False)


def test_an_officer_proposes_and_the_ministry_publishes(salma: Reader, nadia: Reader, register: Register) -> None:
    page = f"{NEW}&type=TEXT"
    assert "sent for review" in nadia.get(page).text
    assert nadia.post(page, page=page, label_en="Old number", label_ar="رقم قديم").status_code == 302
    assert FieldDefinition.select().count() == 0
    proposal = Proposal.get()
    assert (proposal.title_ar, proposal.title_en) == ("رقم قديم", "Old number")
    told = salma.get(f"proposal/details/?id={proposal.id}").text
    assert "Old number" in told
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    one = FieldDefinition.get()
    assert one.use_state == "DRAFT"
    _state(nadia, one, "ACTIVE")
    assert (FieldDefinition.get().use_state, Proposal.select().count()) == ("DRAFT", 2)


def test_answers_that_somebody_added_meanwhile_are_not_retired_unseen(salma: Reader, register: Register) -> None:
    one = field("class", "CHOICE", choice_list=answers("FIRST", "SECOND").id)
    address = f"fielddefinition/edit/?id={one.id}"
    mine = {name: getattr(one, name) for name in ("label_ar", "label_en", "key", "version", "value_type")}
    mine |= {"is_published": "y", "answers_seen": _seen(salma.get(address).text)}
    others = salma.post(address, page=address, **mine, answers="FIRST | أ | First\nSECOND | ب | Second\nNEW | ج | New")
    assert others.status_code == 302
    page = html.unescape(salma.post(address, page=address, **mine, answers="FIRST | أ | One\nSECOND | ب | Two").text)
    assert ("Somebody changed the answers meanwhile." in page, "NEW | ج | New</dd>" in page) == (True, True)
    assert [row.label_en for row in known().answers_to(one).values() if row.is_offered] == ["First", "Second", "New"]
    mine["answers_seen"] = _seen(page)
    assert salma.post(address, page=address, **mine, answers="FIRST | أ | One\nNEW | ج | New").status_code == 302
    assert [row.label_en for row in known().answers_to(one).values() if row.is_offered] == ["One", "New"]


def _seen(page: str) -> str:
    [found] = re.findall(r'name="answers_seen" value="([0-9a-f]+)"', page)
    return str(found)


def test_whoever_publishes_publishes_what_they_read(salma: Reader, register: Register) -> None:
    one = field("head", use_state="DRAFT", is_personal=True)
    address = f"fielddefinition/state/?id={one.id}&to=ACTIVE"
    page = salma.get(address).text
    [version] = re.findall(r'name="version" value="(\d+)"', page)
    one.is_personal = False
    changes.save(SALMA, one)
    salma.post("fielddefinition/state/", page=address, id=one.id, to="ACTIVE", version=version)
    assert FieldDefinition.get_by_id(one.id).use_state == "DRAFT"
    assert "changed this record meanwhile" in salma.get(address).text


def test_a_proposal_about_answers_alone_is_read_and_approved(salma: Reader, nadia: Reader, register: Register) -> None:
    one = field("class", "CHOICE", choice_list=answers("FIRST", "SECOND").id)
    address = f"fielddefinition/edit/?id={one.id}"
    typed = {name: getattr(one, name) for name in ("label_ar", "label_en", "key", "version", "value_type")}
    lines = "FIRST | جواب FIRST | The first\nSECOND | جواب SECOND | Second"
    assert nadia.post(address, page=address, **typed, is_published="y", answers=lines).status_code == 302
    proposal = Proposal.get()
    pages = [reader.get(f"proposal/details/?id={proposal.id}") for reader in (salma, nadia)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "The first" in pages[0].text
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    assert known().answers_to(one)["FIRST"].label_en == "The first"


def test_who_cannot_propose_a_field_is_not_offered_its_form(
    nadia: Reader, khaled: Reader, visitor: Reader, register: Register
) -> None:
    field("one", position=1)
    field("two", position=2)
    for reader, may in ((nadia, True), (khaled, False), (visitor, False)):
        page = reader.get("fields/?of=organization").text
        assert ("Add a field" in page, "fields/move" in page) == (may, may)
        assert reader.get(f"{NEW}&type=TEXT").status_code == (200 if may else 403)


def test_officers_are_told_counts_of_the_records_that_they_see(
    salma: Reader, nadia: Reader, register: Register
) -> None:
    open_, closed = field("number"), field("head", is_personal=True)
    for name, is_published in (("NRA", True), ("HID", False)):
        row = register.organization(name, is_published=is_published)
        for one in (open_, closed):
            row.enter(name_of(one), "A-7")
        changes.save(SALMA, row)
    told = {
        (reader is salma, one.id): re.findall(r"(\d+) records? holds? something", _asked(reader, one))
        for reader in (salma, nadia)
        for one in (open_, closed)
    }
    assert told == {
        (True, open_.id): ["2"], (True, closed.id): ["2"], (False, open_.id): ["1"], (False, closed.id): [],
    }  # fmt: skip


def _asked(reader: Reader, one: FieldDefinition) -> str:
    return html.unescape(reader.get(f"fielddefinition/state/?id={one.id}&to=RETIRED").text)


def test_a_personal_field_is_struck_out_by_administrators_alone(
    salma: Reader, nadia: Reader, register: Register
) -> None:
    head, number = field("head", is_personal=True), field("number")
    row = register.organization("NRA")
    for one in (head, number):
        row.enter(name_of(one), "Amal")
    row = changes.save(SALMA, row)
    address = f"fielddefinition/strike/?id={head.id}"
    assert address in salma.get(f"fielddefinition/details/?id={head.id}").text
    assert "strike" not in nadia.get(f"fielddefinition/details/?id={head.id}").text
    others = (nadia.get(address), salma.get(f"fielddefinition/strike/?id={number.id}"))
    assert [page.status_code for page in others] == [404, 404]
    assert "1 record holds something" in html.unescape(salma.get(address).text)
    assert "Tick this first." in salma.post("fielddefinition/strike/", page=address, id=head.id).text
    assert Organization.get_by_id(row.id).extra == {str(head.number): "Amal", str(number.number): "Amal"}
    assert salma.post("fielddefinition/strike/", page=address, id=head.id, sure="y").status_code == 302
    assert Organization.get_by_id(row.id).extra == {str(number.number): "Amal"}
    past = salma.get(f"organization/details/?id={row.id}").text.split('id="history"')[1]
    assert (past.count("Struck out"), past.count("Amal")) == (2, 1)
