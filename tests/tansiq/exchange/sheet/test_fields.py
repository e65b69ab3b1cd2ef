"""The table of fields holds together: names, headers and tags each lead back to their field."""

import re

import pytest

from tansiq.exchange.sheet import plan_fields
from tansiq.exchange.sheet.field import Field, SheetKind, in_two_languages
from tansiq.exchange.sheet.fields import BY_NAME, FIELDS, FIELDS_OF
from tansiq.exchange.sheet.headers import field_of_header
from tansiq.exchange.sheet.hxl import field_of_tag, parse_tag
from tansiq.exchange.sheet.synonyms import SYNONYMS
from tansiq.language.words import say, speaking

EVERY: list[tuple[SheetKind, Field]] = [(kind, field) for kind, fields in FIELDS_OF.items() for field in fields]
SPELLED: dict[SheetKind, dict[str, str]] = {"FIVEW": SYNONYMS, "PLAN": plan_fields.SYNONYMS}


def _called(given: object) -> str:
    return given.name if isinstance(given, Field) else str(given)


@pytest.mark.parametrize("kind", FIELDS_OF)
def test_no_two_fields_of_a_kind_of_sheet_share_a_name(kind: SheetKind) -> None:
    assert len({field.name for field in FIELDS_OF[kind]}) == len(FIELDS_OF[kind])


def test_fields_that_two_kinds_of_sheet_share_are_the_same() -> None:
    assert {field.name: field for _, field in EVERY} == BY_NAME
    assert all(BY_NAME[field.name] is field or BY_NAME[field.name] == field for _, field in EVERY)


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=_called)
def test_a_field_is_found_again_by_each_of_its_headers_and_its_tag(kind: SheetKind, field: Field) -> None:
    assert {field_of_header(header, kind=kind) for header in (field.ar, field.en, field.fr)} == {field.name}
    tag = parse_tag(field.tag)
    assert tag is not None
    assert field_of_tag(tag, kind) == field.name


@pytest.mark.parametrize("field", BY_NAME.values(), ids=_called)
def test_a_field_has_an_arabic_header_and_a_sentence(field: Field) -> None:
    assert re.search("[\u0600-\u06ff]", field.ar)
    assert str(field.about).endswith(".")


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in SPELLED.items() for name in names])
def test_every_synonym_leads_to_its_field(kind: SheetKind, name: str) -> None:
    found = {header: field_of_header(header, kind=kind) for header in SPELLED[kind][name].split("|")}
    assert found == dict.fromkeys(found, name)


def test_a_bilingual_field_has_a_variant_for_each_language() -> None:
    sector = Field("sector", "text", "#sector", "القطاع", "Sector", "Secteur", say("The sector."), bilingual=True)
    names = [(field.name, field.tag, field.bilingual) for field in in_two_languages(sector)]
    assert names == [
        ("sector", "#sector", True),
        ("sector_ar", "#sector+ar", False),
        ("sector_en", "#sector+en", False),
    ]


def test_households_are_fields_of_their_own_and_never_people() -> None:
    with speaking("en"):
        assert "Households, not persons" in str(BY_NAME["households_targeted"].about)
    assert BY_NAME["targeted"].tag == "#targeted"
    assert BY_NAME["households_targeted"].tag == "#targeted+hh"


def test_a_field_in_a_sentence_is_its_header_in_the_language_of_the_reader() -> None:
    with speaking("ar"):
        assert str(BY_NAME["sector"]) == "القطاع"
    with speaking("en"):
        assert str(BY_NAME["sector"]) == "Sector"


def test_contacts_are_personal_and_nothing_else_is() -> None:
    personal = {field.name for field in FIELDS if field.personal}
    assert personal == {"contact_name", "contact_phone", "contact_email"}
