"""Own fields by their names: values in the order of the form, in words, and nothing that is not meant for everybody."""

from datetime import date
from typing import Any

import pytest

from tansiq.models import Choice, FieldDefinition, Licence, Organization
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.portal import Portal
from tests.api.rows_of_own_fields import HIDDEN, enter_own_fields
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import field, name_of
from tests.people import SALMA, portal
from tests.register import Register

ASKED = "{ organizations(first: 5) { edges { node { name extra { values { key label text } } } } } }"
VALUES = "{ organization(id: %s) { extra { values%s { key label text number day yes codes } } } }"


@pytest.fixture
def owner(register: Register) -> Organization:
    """NRA, which knows everything and refers to ADR, which is not published."""
    shown, hidden = register.organization("NRA", name_ar="جمعية", name_en="NRA"), register.organization("ADR")
    hidden.is_published = False
    enter_own_fields(register, shown, changes.save(SALMA, hidden))
    return Organization.get_by_id(shown.id)


def _values(row: Organization, keys: str = "", viewer: Any = ENGLISH) -> dict[str, Any]:
    told = ask(VALUES % (row.id, keys), viewer)["organization"]["extra"]["values"]
    return {one.pop("key"): one for one in told}


def test_values_stand_in_the_order_of_the_form(owner: Organization) -> None:
    told = list(_values(owner))
    assert told == [
        "share", "isWomenLed", "seenOn", "since", "source", "sources", "seatOf", "partnerOf", "friendOf",
        "gate", "members", "licenceClass",
    ]  # fmt: skip


def test_each_type_of_value_is_told_in_its_own_way_and_in_words(owner: Organization) -> None:
    told = _values(owner)
    nothing = {"number": None, "day": None, "yes": None, "codes": None}
    assert told["members"] == {**nothing, "label": "members", "text": "40", "number": 40.0}
    assert told["share"] == {**nothing, "label": "share", "text": "12.5", "number": 12.5}
    assert told["isWomenLed"] == {**nothing, "label": "isWomenLed", "text": "Yes", "yes": True}
    assert told["seenOn"] == {**nothing, "label": "seenOn", "text": "2026-03-01", "day": "2026-03-01"}
    assert told["source"] == {**nothing, "label": "source", "text": "Well", "codes": ["WELL"]}
    assert told["sources"]["text"] == "Spring, Well"
    assert told["seatOf"] == {**nothing, "label": "seatOf", "text": "Abyan"}
    assert told["since"]["text"] == "2026-03"


def test_words_are_in_the_language_asked_for(owner: Organization) -> None:
    query = (
        '{ organization(id: %s) { extra { values(keys: ["isWomenLed", "source"]) {'
        " label(language: AR) text(language: AR) en: text(language: EN) } } } }"
    )
    told = ask(query % owner.id)["organization"]["extra"]["values"]
    assert told == [
        {"label": "حقل isWomenLed", "text": "نعم", "en": "Yes"},
        {"label": "حقل source", "text": "جواب WELL", "en": "Well"},
    ]


def test_what_is_called_by_a_sentence_is_told_without_the_marks_of_a_page(register: Register) -> None:
    one = field("worksUnder", "REFERENCE", reference_table="licence")
    row = register.organization("NRA")
    facts = {"number": "7-A", "authority": "Office", "issued_on": date(2026, 1, 1)}
    row.enter(name_of(one), changes.save(SALMA, Licence(organization=row.id, **facts)).id)
    changes.save(SALMA, row)
    assert _values(row)["worksUnder"]["text"] == "Licence 7-A"


def test_a_record_that_is_not_shown_has_no_name(owner: Organization) -> None:
    assert _values(owner)["partnerOf"]["text"] is None
    assert _values(owner)["friendOf"]["text"] == owner.name_en
    assert _values(owner, viewer=SALMA)["partnerOf"]["text"] is not None


def test_a_scope_that_shows_no_such_records_shows_no_name(register: Register) -> None:
    one = field("worksOn", "REFERENCE", table="area", reference_table="organization")
    area = register.areas["YE12"]
    area.enter(name_of(one), register.organization("NRA").id)
    changes.save(SALMA, area)
    query = '{ area(pcode: "YE12") { extra { values { key text } } } }'
    for scopes, name in ((("registry:read",), "NRA"), (("plans:read",), None)):
        [told] = answered(query, portal(scopes=scopes))["data"]["area"]["extra"]["values"]
        assert (told["key"], told["text"] is None) == ("worksOn", name is None)


def test_what_is_personal_unpublished_drafted_or_retired_is_nowhere(owner: Organization) -> None:
    field("drafted", use_state="DRAFT")
    everything = str(_values(owner))
    assert HIDDEN not in everything
    assert all(key not in everything for key in ("spokenFor", "inTrust", "formerNumber", "drafted"))


@pytest.mark.parametrize("key", ["nothing", "spokenFor", "inTrust", "drafted", "depth"])
def test_a_key_that_nobody_may_ask_for_is_refused_as_one_that_is_not_there(owner: Organization, key: str) -> None:
    field("drafted", use_state="DRAFT")
    answer = answered(VALUES % (owner.id, f'(keys: ["members", "{key}"])'), ENGLISH)
    [error] = answer["errors"]
    assert error["message"] == f"These records have no field “{key}”."
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("UNKNOWN_FIELD", "keys")


def test_a_former_key_is_still_understood_and_a_retired_field_tells_nothing(owner: Organization) -> None:
    one = FieldDefinition.get(FieldDefinition.key == "licenceClass")
    one.key = "licenceKind"
    changes.save(SALMA, one)
    assert list(_values(owner, '(keys: ["licenceClass", "formerNumber"])')) == ["licenceKind"]


def test_a_changed_definition_is_told_at_the_next_question(owner: Organization) -> None:
    query = VALUES % (owner.id, '(keys: ["source"])')
    assert "Well" in str(answered(query, ENGLISH))
    answer = Choice.get(Choice.code == "WELL")
    answer.label_en = "Borehole"
    changes.save(SALMA, answer)
    assert "Borehole" in str(answered(query, ENGLISH))


def test_values_cost_no_statement_a_row_and_one_for_each_table_referred_to(portal: Portal, owner: Organization) -> None:
    plain = "{ organizations(first: 5) { edges { node { name } } } }"
    keyed = '{ organizations(first: 5) { edges { node { extra { values(keys: ["members"]) { text } } } } } }'
    counts = []
    for query in (plain, keyed, ASKED):
        portal.data(query)
        portal.data(query)
        counts.append(len(portal.statements))
    assert [count - counts[0] for count in counts] == [0, 0, len(["area", "organization", "kept_file"])]


def test_the_contract_names_a_type_for_each_table(owner: Organization) -> None:
    told = ask("{ organizations { edges { node { extra { __typename } homeArea { extra { __typename } } } } } }")
    first = told["organizations"]["edges"][0]["node"]
    assert first["extra"] == {"__typename": "OrganizationExtra"}
