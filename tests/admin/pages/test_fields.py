"""The page of the fields of one kind of records: in their order, what they lack, and moving them."""

import html
import re
from typing import Any

from tansiq import field_entry
from tansiq.models import FieldDefinition, Proposal
from tests.admin.conftest import Reader
from tests.definitions import answers, field, record_type
from tests.register import Register


def _order(page: str) -> list[str]:
    return re.findall(r'<li id="field-\d+".*?<bdi>([^<]*)</bdi>', page, re.S)


def _move(reader: Reader, one: FieldDefinition, way: str) -> int:
    return reader.post("fields/move/", page="fields/?of=organization", id=one.id, way=way).status_code


def test_fields_stand_in_their_order_and_are_moved(salma: Reader, register: Register) -> None:
    one, two, three = (field(key, position=place) for place, key in enumerate(("one", "two", "three")))
    field("elsewhere", table="project")
    assert _order(salma.get("fields/?of=organization").text) == ["one", "two", "three"]
    assert (_move(salma, three, "up"), _move(salma, one, "down")) == (302, 302)
    assert _order(salma.get("fields/?of=organization").text) == ["three", "one", "two"]
    assert _move(salma, two, "sideways") == 404


def test_what_they_are_and_lack_is_told(salma: Reader, register: Register) -> None:
    field("depth", "WHOLE", label_ar="", is_required=True, is_personal=True)
    field("old", use_state="RETIRED")
    page = html.unescape(salma.get("fields/?of=organization").text)
    for told in ("Whole number", "Has to be filled", "Personal", "Arabic is lacking", "Retired", "(2)"):
        assert told in page
    assert "English is lacking" not in page


def test_own_record_types_have_fields_too(salma: Reader, register: Register) -> None:
    kind = record_type("well")
    field("depth", table="entry", record_type=kind.id, label_en="Depth")
    assert _order(salma.get(f"fields/?of=entry-{kind.id}").text) == ["Depth"]


def test_an_officer_proposes_another_order(nadia: Reader, register: Register) -> None:
    one, _two = (field(key, position=place) for place, key in enumerate(("one", "two")))
    assert "fields/" in nadia.get("").text
    assert _move(nadia, one, "down") == 302
    assert (Proposal.select().count(), field_entry.fields_of(one.holder)[0].key) == (1, "one")


def test_who_only_reads_changes_nothing(visitor: Reader, register: Register) -> None:
    one = field("one")
    field("two")
    assert _move(visitor, one, "down") == 403
    page = visitor.get("fields/?of=organization").text
    assert ("fields/move" in page, "fielddefinition/new" in page) == (False, False)


def test_the_form_is_previewed_in_both_languages_with_its_drafts(salma: Reader, register: Register) -> None:
    kind = record_type("well", use_state="DRAFT")
    of: dict[str, Any] = {"table": "entry", "record_type": kind.id, "use_state": "DRAFT"}
    depth = field("depth", "WHOLE", label_en="Depth", label_ar="العمق", most=10, **of)
    field("twice", "CALCULATED", label_en="Twice", formula=f"${{{depth.number}}} * 2", **of)
    field("pump", "CHOICE", label_en="Pump", choice_list=answers("HAND").id, **of)
    page = html.unescape(salma.get(f"fields/preview/?of=entry-{kind.id}").text)
    arabic, english = page.split('<section class="preview record"')[1:]
    for half, label, pump in ((arabic, "العمق", "جواب HAND"), (english, "Depth", "Hand")):
        assert (label in half, 'value="10"' in half, ">20</" in half) == (True, True, True)
        assert f'<option selected value="HAND">{pump}</option>' in half
    assert ('lang="ar" dir="rtl"' in arabic, 'lang="en" dir="ltr"' in english) == (True, True)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "no field of your own" in salma.get("fields/preview/?of=site").text
    assert salma.get("fields/preview/?of=nothing").status_code == 404
