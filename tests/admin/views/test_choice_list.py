"""A list of answers by itself: entered, changed for all fields that offer it, and amended while it is proposed."""

import html
import re

from tansiq import field_entry
from tansiq.models import ChoiceList, FieldDefinition, Proposal
from tests.admin.conftest import Reader
from tests.definitions import answers, field
from tests.register import Register

NEW = "choicelist/new/"


def _labels(kept: ChoiceList) -> list[str]:
    return [one.label_en for one in field_entry.answers_of(kept.id) if one.is_offered]


def test_a_list_is_entered_with_its_answers(salma: Reader, register: Register) -> None:
    assert "Give the answers" in salma.post(NEW, page=NEW, name_en="Pumps").text
    assert ChoiceList.select().count() == 0
    lines = "HAND | يدوية | Hand pump\nشمسية | Solar"
    assert salma.post(NEW, page=NEW, name_en="Pumps", name_ar="", answers=lines).status_code == 302
    kept = ChoiceList.get()
    assert _labels(kept) == ["Hand pump", "Solar"]
    page = re.sub("[\u2066-\u2069]", "", html.unescape(salma.get(f"choicelist/details/?id={kept.id}").text))
    assert ("Not yet in Arabic: Pumps" in page, '<bdi class="code">SOLAR</bdi>' in page) == (True, True)


def test_its_page_tells_the_fields_that_offer_it_and_keeps_it_with_them(salma: Reader, register: Register) -> None:
    kept, unused = answers("HAND"), answers("SOLAR")
    field("pump", "CHOICE", choice_list=kept.id, label_en="Kind of pump")
    page = salma.get(f"choicelist/details/?id={kept.id}").text
    assert ("Fields that offer these answers" in page, "Kind of pump" in page) == (True, True)
    for one, is_gone in ((kept, False), (unused, True)):
        salma.post("choicelist/delete/", page=f"choicelist/details/?id={one.id}", id=one.id)
        assert (ChoiceList.get_by_id(one.id).archived_at is not None) is is_gone


def test_answers_that_somebody_added_meanwhile_are_told(salma: Reader, register: Register) -> None:
    kept = answers("HAND", "SOLAR")
    address = f"choicelist/edit/?id={kept.id}"
    [seen] = re.findall(r'name="answers_seen" value="([0-9a-f]+)"', salma.get(address).text)
    mine = {"name_en": kept.name_en, "name_ar": "", "version": kept.version, "answers_seen": seen}
    both = "HAND | أ | Hand\nSOLAR | ب | Solar"
    assert salma.post(address, page=address, **mine, answers=f"{both}\nWIND | ج | Wind").status_code == 302
    page = html.unescape(salma.post(address, page=address, **mine, answers=both).text)
    assert ("Somebody changed the answers" in page, "WIND | ج | Wind</dd>" in page) == (True, True)


def test_a_proposed_field_is_amended_with_its_answers(salma: Reader, nadia: Reader, register: Register) -> None:
    new = "fielddefinition/new/?of=organization&type=CHOICE"
    typed = {"label_en": "Class", "label_ar": "فئة", "is_published": "y"}
    assert nadia.post(new, page=new, **typed, answers="A | أ | First\nB | ب | Secnd").status_code == 302
    proposal = Proposal.get()
    told = html.unescape(nadia.get(f"proposal/details/?id={proposal.id}").text)
    address = f"fielddefinition/new/?proposal={proposal.id}"
    assert f"/admin/{address}" in told
    form = html.unescape(nadia.get(address).text)
    assert ("A | أ | First\nB | ب | Secnd</textarea>" in form, 'value="Class"' in form) == (True, True)
    answer = nadia.post(
        address, page=address, **typed, choice_list="", answers="A | أ | First\nB | ب | Second\nج | Third"
    )
    assert (answer.status_code, Proposal.select().count(), FieldDefinition.select().count()) == (302, 1, 0)
    proposal = Proposal.get()
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    assert _labels(ChoiceList.get()) == ["First", "Second", "Third"]
    assert FieldDefinition.get().choice_list_id == ChoiceList.get().id


def test_proposed_answers_of_a_list_in_use_are_amended(salma: Reader, nadia: Reader, register: Register) -> None:
    one = field("class", "CHOICE", choice_list=(kept := answers("FIRST", "SECOND")).id)
    address = f"fielddefinition/edit/?id={one.id}"
    typed = {name: getattr(one, name) for name in ("label_ar", "label_en", "key", "version", "value_type")}
    lines = "FIRST | جواب FIRST | The frist\nTHIRD | ثالث | Third"
    assert nadia.post(address, page=address, **typed, is_published="y", answers=lines).status_code == 302
    proposal = Proposal.get()
    amend = f"choicelist/edit/?id={kept.id}&proposal={proposal.id}"
    assert f"/admin/{amend}" in html.unescape(nadia.get(f"proposal/details/?id={proposal.id}").text)
    form = html.unescape(nadia.get(amend).text)
    assert f"{lines}</textarea>" in form
    [seen] = re.findall(r'name="answers_seen" value="([0-9a-f]+)"', form)
    mine = {"name_en": kept.name_en, "name_ar": kept.name_ar, "version": kept.version, "answers_seen": seen}
    assert nadia.post(amend, page=amend, **mine, answers=lines.replace("frist", "first")).status_code == 302
    proposal = Proposal.get()
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    assert _labels(kept) == ["The first", "Third"]
