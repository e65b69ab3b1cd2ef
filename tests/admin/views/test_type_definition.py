"""A record type is defined without code: drafted, given fields, published with them, retired and brought back."""

import html
import re

import pytest

from tansiq.faults import Fault, Refused
from tansiq.language.field_vocabulary import PICTURES, POLICIES
from tansiq.models import FieldDefinition, Proposal, TypeDefinition
from tansiq.models.definitions import ENTRY
from tansiq.models.type_definition import MOST_TYPES
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, many_types, record_type
from tests.people import SALMA
from tests.register import Register

NEW = "typedefinition/new/"
WELLS = {"many_en": "Wells", "many_ar": "آبار", "one_en": "Well", "one_ar": "بئر", "policy": "PUBLIC", "has_area": "y",
         "menu": "register", "icon": "drop", "owner_table": ""}  # fmt: skip


def _state(reader: Reader, kind: TypeDefinition, to: str, **typed: str) -> str:
    """Ask what changes, do it, and return what was asked."""
    address = f"typedefinition/state/?id={kind.id}&to={to}"
    page = reader.get(address)
    version = TypeDefinition.get_by_id(kind.id).version
    reader.post("typedefinition/state/", page=address, id=kind.id, to=to, version=version, **typed)
    return html.unescape(page.text)


def _told(reader: Reader, kind: TypeDefinition) -> str:
    page = html.unescape(reader.get(f"typedefinition/details/?id={kind.id}").text)
    return re.sub("[\u2066-\u2069]", "", page)


def test_a_record_type_is_drafted_with_a_key_of_its_name(salma: Reader, register: Register) -> None:
    form = salma.get(NEW).text
    assert form.count('name="policy" type="radio"') == len(POLICIES.codes)
    assert form.count('name="icon" type="radio"') == len(PICTURES.codes)
    assert salma.post(NEW, page=NEW, **{**WELLS, "many_en": "Water points"}).status_code == 302
    kind = TypeDefinition.get()
    assert (kind.key, kind.use_state, kind.policy, kind.icon) == ("waterPoints", "DRAFT", "PUBLIC", "drop")
    assert salma.post(NEW, page=NEW, **{**WELLS, "many_en": "Water points"}).status_code == 302
    assert {one.key for one in TypeDefinition.select()} == {"waterPoints", "waterPoints2"}
    assert "Water points" in salma.get("typedefinition/").text


def test_a_key_of_the_programs_own_records_is_refused_in_words(salma: Reader, register: Register) -> None:
    page = re.sub("[\u2066-\u2069]", "", html.unescape(salma.post(NEW, page=NEW, **{**WELLS, "key": "need"}).text))
    assert "“need” is what programs call records that Tansiq itself keeps. Choose another key." in page


def test_what_is_missing_in_one_language_is_told_and_not_refused(salma: Reader, register: Register) -> None:
    assert salma.post(NEW, page=NEW, **{**WELLS, "many_ar": "", "one_ar": ""}).status_code == 302
    assert re.findall(r"Not yet in Arabic: (.*?)\.", _told(salma, TypeDefinition.get())) == ["Wells and Well"]


def test_its_page_leads_to_its_fields(salma: Reader, register: Register) -> None:
    kind = record_type("well", use_state="DRAFT")
    page = _told(salma, kind)
    assert ("No field yet." in page, f"fielddefinition/new/?of=entry-{kind.id}" in page) == (True, True)
    depth = field("depth", "WHOLE", table=ENTRY, record_type=kind.id, label_en="Depth")
    page = _told(salma, kind)
    assert ("<bdi>Depth</bdi>" in page, f"fields/?of=entry-{kind.id}" in page) == (True, True)
    edit = salma.get(f"typedefinition/edit/?id={kind.id}").text
    assert f'<option value="{depth.number}">Depth</option>' in edit


def test_its_page_leads_to_its_entries_once_there_can_be_some(salma: Reader, register: Register) -> None:
    for state, is_led in (("DRAFT", False), ("ACTIVE", True), ("RETIRED", True)):
        kind = record_type(f"well{state.title()}", use_state=state)
        assert (f"entry/?type={kind.key}" in _told(salma, kind)) is is_led
        if is_led:
            assert salma.get(f"entry/?type={kind.key}").status_code == 200


def test_it_is_published_with_its_drafts_each_after_what_it_reckons_with(salma: Reader, register: Register) -> None:
    kind = record_type("well", use_state="DRAFT")
    depth = field("depth", "WHOLE", table=ENTRY, record_type=kind.id, use_state="DRAFT", label_en="Depth", position=2)
    field("twice", "CALCULATED", table=ENTRY, record_type=kind.id, use_state="DRAFT", position=1,
          formula=f"${{{depth.number}}} * 2")  # fmt: skip
    asked = re.sub("[\u2066-\u2069]", "", _state(salma, kind, "ACTIVE", drafts="y"))
    for told in (
        "under “Register”",
        "the public reads what is published",
        "Publish its 2 drafted fields too:",
        "Depth",
    ):
        assert told in asked
    assert TypeDefinition.get_by_id(kind.id).use_state == "ACTIVE"
    assert {one.use_state for one in FieldDefinition.select()} == {"ACTIVE"}


def test_drafts_stay_drafts_unless_they_are_ticked(salma: Reader, register: Register) -> None:
    kind = record_type("well", use_state="DRAFT")
    field("depth", "WHOLE", table=ENTRY, record_type=kind.id, use_state="DRAFT")
    _state(salma, kind, "ACTIVE")
    assert (TypeDefinition.get_by_id(kind.id).use_state, FieldDefinition.get().use_state) == ("ACTIVE", "DRAFT")


def test_it_is_retired_with_what_that_means_and_brought_back(salma: Reader, register: Register) -> None:
    kind = record_type("well")
    field("nearest", "REFERENCE", reference_table=ENTRY, reference_type=kind.id, label_en="Nearest well")
    asked = re.sub("[\u2066-\u2069]", "", _state(salma, kind, "RETIRED"))
    for told in ("Nothing new is entered in it", "0 entries stay", "Nearest well"):
        assert told in asked
    assert TypeDefinition.get_by_id(kind.id).use_state == "RETIRED"
    _state(salma, kind, "ACTIVE")
    assert TypeDefinition.get_by_id(kind.id).use_state == "ACTIVE"
    assert salma.get(f"typedefinition/state/?id={kind.id}&to=DRAFT").status_code == 404


def test_what_portals_and_entries_rely_on_stays(salma: Reader, register: Register) -> None:
    kind = record_type("well")
    form = salma.get(f"typedefinition/edit/?id={kind.id}").text
    assert ('name="key"' in form, 'name="owner_table"' in form) == (False, False)
    for name, value in (("key", "wells2"), ("use_state", "DRAFT"), ("owner_table", "project")):
        other = TypeDefinition.get_by_id(kind.id)
        setattr(other, name, value)
        assert [fault.code for fault in _refused(other)] == ["FIXED"]


def _refused(kind: TypeDefinition) -> list[Fault]:
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, kind)
    return list(refusal.value.faults)


def test_rows_of_a_record_name_their_owner_in_one_choice(salma: Reader, register: Register) -> None:
    groups = record_type("group")
    typed = {**WELLS, "many_en": "Members", "owner_table": f"entry-{groups.id}", "policy": "OFFICERS", "has_area": ""}
    assert salma.post(NEW, page=NEW, **typed).status_code == 302
    members = TypeDefinition.get(TypeDefinition.key == "members")
    assert (members.owner_table, members.owner_type_id) == (ENTRY, groups.id)
    edit = salma.get(f"typedefinition/edit/?id={members.id}").text
    assert f'<option selected value="entry-{groups.id}">groups</option>' in edit
    assert salma.post(NEW, page=NEW, **{**typed, "many_en": "Tools", "owner_table": "project"}).status_code == 302
    assert TypeDefinition.get(TypeDefinition.key == "tools").owner_table == "project"


def test_an_officer_proposes_and_the_ministry_publishes(salma: Reader, nadia: Reader, register: Register) -> None:
    assert "sent for review" in nadia.get(NEW).text
    assert nadia.post(NEW, page=NEW, **WELLS).status_code == 302
    assert TypeDefinition.select().count() == 0
    proposal = Proposal.get()
    told = salma.get(f"proposal/details/?id={proposal.id}").text
    assert "Everybody, once published" in told
    amend = nadia.get(f"{NEW}?proposal={proposal.id}").text
    assert 'value="Wells"' in amend
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    kind = TypeDefinition.get()
    assert (kind.key, kind.use_state) == ("wells", "DRAFT")
    _state(nadia, kind, "ACTIVE")
    assert (TypeDefinition.get().use_state, Proposal.select().count()) == ("DRAFT", 2)


def test_who_cannot_read_entries_is_not_told_of_their_type(
    salma: Reader, nadia: Reader, khaled: Reader, visitor: Reader, register: Register
) -> None:
    kinds = {policy: record_type(f"kept{policy.title().replace('_', '')}", policy) for policy in POLICIES.codes}
    one = field("secret", table=ENTRY, record_type=kinds["ADMINISTRATORS"].id)
    seen = {
        reader: [
            policy
            for policy, kind in kinds.items()
            if reader.get(f"typedefinition/details/?id={kind.id}").status_code == 200
        ]
        for reader in (salma, nadia, khaled, visitor)
    }
    assert seen[salma] == list(POLICIES.codes)
    assert seen[nadia] == ["PUBLIC", "OFFICERS", "ORGANIZATION", "SIGNED_IN"]
    assert seen[khaled] == ["PUBLIC", "ORGANIZATION", "SIGNED_IN"]
    assert seen[visitor] == ["PUBLIC", "SIGNED_IN"]
    for reader in (nadia, khaled, visitor):
        of = f"entry-{kinds['ADMINISTRATORS'].id}"
        assert reader.get(f"fields/?of={of}").status_code == 404
        assert reader.get(f"fielddefinition/details/?id={one.id}").status_code == 404
        assert "keptAdministrators" not in reader.get("typedefinition/").text


def test_who_cannot_propose_a_record_type_is_not_offered_its_form(khaled: Reader, visitor: Reader) -> None:
    for reader in (khaled, visitor):
        assert reader.get(NEW).status_code == 403
        assert "typedefinition/" not in reader.get("").text


def test_a_record_type_in_use_is_not_archived(salma: Reader, register: Register) -> None:
    used, draft = record_type("well"), record_type("school", use_state="DRAFT")
    for kind, is_gone in ((used, False), (draft, True)):
        salma.post("typedefinition/delete/", page=f"typedefinition/details/?id={kind.id}", id=kind.id)
        assert (TypeDefinition.get_by_id(kind.id).archived_at is not None) is is_gone


def test_as_many_as_there_may_be_are_listed(salma: Reader, register: Register) -> None:
    many_types(MOST_TYPES, 30)
    page = salma.get("typedefinition/").text
    assert (f"Found: {MOST_TYPES}" in re.sub("[\u2066-\u2069]|<[^>]*>", "", page), "Wells 1" in page) == (True, True)
    assert salma.get(f"entry/?type=wells{MOST_TYPES}").status_code == 200
    full = re.sub("[\u2066-\u2069]", "", html.unescape(salma.post(NEW, page=NEW, **WELLS).text))
    assert f"There are at most {MOST_TYPES} record types." in full
