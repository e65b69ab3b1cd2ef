"""The whole form of a field: what it begins with, when it is shown, what it is made of, which list it offers."""

import html
import re
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import ChoiceList, FieldDefinition, Proposal
from tansiq.models.default_values import default_of
from tansiq.models.definitions import ENTRY, known
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import answers, field, form, record_type
from tests.people import SALMA
from tests.register import Register

NEW = "fielddefinition/new/?of=organization"


def _newest() -> FieldDefinition:
    found: FieldDefinition = FieldDefinition.select().order_by(FieldDefinition.id.desc()).get()
    return found


def _add(reader: Reader, kind: str, **typed: Any) -> str:
    """Add a field of this type; the page that answers, "" where it was saved."""
    address = f"{NEW}&type={kind}"
    answer = reader.post(address, page=address, **{"label_en": f"New {kind.lower()}", **typed})
    return "" if answer.status_code == 302 else _faults(answer.text)


def _faults(page: str) -> str:
    """What a page says is wrong, and the form below it."""
    return html.unescape(page)[page.index('class="faults"') :]


def _without_tags(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def _edit(reader: Reader, one: FieldDefinition, **typed: Any) -> str:
    address = f"fielddefinition/edit/?id={one.id}"
    names = ("label_ar", "label_en", "key", "value_type", "shows_if", "formula")
    stored = FieldDefinition.get_by_id(one.id)
    kept = {name: getattr(stored, name) for name in names} | {"is_published": "y", "version": stored.version}
    answer = reader.post(address, page=address, **{**kept, **typed})
    return "" if answer.status_code == 302 else _faults(answer.text)


def test_a_condition_is_typed_with_labels_and_kept_by_numbers(salma: Reader, register: Register) -> None:
    depth = field("depth", "WHOLE", label_en="Well depth", label_ar="عمق البئر")
    assert _add(salma, "TEXT", shows_if="${عمق البئر} > ٥٠") == ""
    one = _newest()
    assert one.shows_if == f"${{{depth.number}}} > ٥٠"
    form = html.unescape(salma.get(f"fielddefinition/edit/?id={one.id}").text)
    assert "${Well depth} > ٥٠</textarea>" in form
    assert "${Well depth} > ٥٠" in _without_tags(salma.get(f"fielddefinition/details/?id={one.id}").text)


def test_the_labels_of_the_fields_are_offered_with_their_answers(salma: Reader, register: Register) -> None:
    field("pump", "CHOICE", choice_list=answers("HAND").id, label_en="Pump")
    field("old", "WHOLE", label_en="Old one", use_state="RETIRED")
    field("elsewhere", "WHOLE", table="project", label_en="Elsewhere")
    form = html.unescape(salma.get(f"{NEW}&type=CALCULATED").text)
    offered = re.sub(r"</?\w+[^>]*>", "", form.split("expression-names")[1].split("</details>")[0])
    for told in ("${Pump} One of a list", "'HAND' (Hand)", "days-between(day, day)"):
        assert told in offered
    for left_out in ("Old one", "Elsewhere", "previous", "below("):
        assert left_out not in offered


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("${Dpeth} > 5", "Letter 1: There is no field"),
        ("${Depth} >", "Letter"),
        ("${Depth} + 1", "The whole is a number."),
        ("(" * 500 + "1", "more than 30 deep"),
    ],
)
def test_a_fault_of_a_condition_is_told_at_its_letter(salma: Reader, register: Register, typed: str, told: str) -> None:
    field("depth", "WHOLE", label_en="Depth")
    page = _add(salma, "TEXT", shows_if=typed)
    assert told in page.split('id="shows_if-wrong"')[1].split("</p>")[0]
    assert f"{typed}</textarea>" in page
    assert FieldDefinition.select().count() == 1


def test_a_calculated_field_has_a_formula_and_nobody_fills_it(salma: Reader, register: Register) -> None:
    men, women = (field(key, "WHOLE", label_en=key.title()) for key in ("men", "women"))
    assert "has a formula" in _add(salma, "CALCULATED")
    assert _add(salma, "CALCULATED", formula="${Men} + ${Women}", decimals="0") == ""
    one = _newest()
    assert one.formula == f"${{{men.number}}} + ${{{women.number}}}"
    form = salma.get(f"{NEW}&type=CALCULATED").text
    assert not [name for name in ("is_required", "default_value", "least", "is_listed") if f'name="{name}"' in form]
    assert "There is no field" in _edit(salma, one, formula=f"${{{one.label_en}}} + 1")


DEFAULTS: list[tuple[str, dict[str, Any], Any, str, Any]] = [
    ("TEXT", {}, "Old mill", "Old mill", "Old mill"),
    ("WHOLE", {"most": "40"}, "١٢", "12", 12),
    ("NUMBER", {"decimals": "2"}, "١٢٫٥", "12.5", 12.5),
    ("YES_NO", {}, "no", "no", False),
    ("DAY", {}, "1/3/2026", "2026-03-01", "2026-03-01"),
    ("MONTH", {}, "3/2026", "2026-03", "2026-03"),
]


@pytest.mark.parametrize("case", DEFAULTS, ids=lambda case: str(case[0]))
def test_what_a_field_begins_with_stands_in_new_forms_alone(salma: Reader, register: Register, case: Any) -> None:
    kind, more, typed, kept, value = case
    assert _add(salma, kind, default_value=typed, **more) == ""
    one = _newest()
    assert (one.default_value, default_of(one)) == (kept, value)
    assert _edit(salma, one, default_value=typed, **more) == ""
    one = FieldDefinition.get_by_id(one.id)
    assert one.default_value == kept
    one.use_state = "ACTIVE"
    changes.save(SALMA, one)
    fresh, stored = salma.get("organization/new/").text, register.organization("NRA")
    assert _holds(fresh, one) is True
    assert _holds(salma.get(f"organization/edit/?id={stored.id}").text, one) is False


def _holds(page: str, one: FieldDefinition) -> bool:
    """Whether a form holds something in a field."""
    tag = page.split(f' name="extra.{one.number}"')[1]
    if 'type="text"' in tag.split(">")[0]:
        return bool(re.search(r' value="[^"]+"', tag.split(">")[0]))
    return bool(re.search(r'<option selected value="[^"]+"', tag.split("</select>")[0]))


@pytest.mark.parametrize(("kind", "typed"), [("WHOLE", "41"), ("EMAIL", "nobody"), ("DAY", "some day")])
def test_a_field_does_not_begin_with_what_it_refuses(salma: Reader, register: Register, kind: str, typed: str) -> None:
    more = {"most": "40"} if kind == "WHOLE" else {}
    page = _add(salma, kind, default_value=typed, **more)
    assert 'id="default_value-wrong"' in page
    assert FieldDefinition.select().count() == 0


def test_answers_are_begun_with_once_there_is_a_list(salma: Reader, register: Register) -> None:
    assert 'name="default_value"' not in salma.get(f"{NEW}&type=CHOICES").text
    one = field("uses", "CHOICES", choice_list=answers("DRINKING", "FIELDS").id)
    given = {"answers": "DRINKING | شرب | Drinking\nFIELDS | حقول | Fields"}
    assert _edit(salma, one, default_value=["DRINKING", "FIELDS"], **given) == ""
    assert default_of(FieldDefinition.get_by_id(one.id)) == ["DRINKING", "FIELDS"]
    form = salma.get(f"fielddefinition/edit/?id={one.id}").text
    assert len(re.findall(r"<input checked[^>]* name=\"default_value\"", form)) == len(("DRINKING", "FIELDS"))
    # What is retired is offered no more, and no row begins with it.
    page = _edit(salma, one, default_value=["DRINKING", "FIELDS"], answers="FIELDS | حقول | Fields")
    assert "is not among the answers" in page


def test_a_list_that_is_there_is_offered_by_another_field(salma: Reader, register: Register) -> None:
    shared = answers("HAND", "SOLAR")
    field("pump", "CHOICE", choice_list=shared.id, label_en="Pump")
    assert f'<option value="{shared.id}"' in salma.get(f"{NEW}&type=CHOICE").text
    both = _add(salma, "CHOICE", choice_list=shared.id, answers="أ | A")
    assert "not both" in both
    assert _add(salma, "CHOICE", choice_list=shared.id) == ""
    one = _newest()
    assert (one.choice_list_id, ChoiceList.select().count()) == (shared.id, 1)
    form = html.unescape(salma.get(f"fielddefinition/edit/?id={one.id}").text)
    assert re.search("Other fields offer the same answers: .*Pump", form)


def test_a_reference_leads_to_an_own_record_type(salma: Reader, register: Register) -> None:
    wells, others = record_type("well"), record_type("school")
    assert _add(salma, "REFERENCE", reference_table=f"entry-{wells.id}") == ""
    one = _newest()
    assert (one.reference_table, one.reference_type_id) == (ENTRY, wells.id)
    form = salma.get(f"fielddefinition/edit/?id={one.id}").text
    assert f'<option selected value="entry-{wells.id}">' in form
    assert f'value="entry-{others.id}"' in form
    assert _add(salma, "REFERENCE", reference_table="area", label_en="Place") == ""
    assert (_newest().reference_table, _newest().reference_type_id) == ("area", None)


def test_rows_of_a_record_begin_with_a_record_type_of_their_own(salma: Reader, register: Register) -> None:
    for of, is_offered in (("project", True), ("site", False)):
        chooser = salma.get(f"fielddefinition/new/?of={of}").text
        assert (f"typedefinition/new/?owner={of}" in chooser) is is_offered
    form = salma.get("typedefinition/new/?owner=project").text
    assert '<option selected value="project">' in form


def test_only_personal_data_are_struck_out_after_a_time(salma: Reader, register: Register) -> None:
    assert "Only personal data" in _add(salma, "TEXT", retention_months="6")
    assert _add(salma, "TEXT", retention_months="6", is_personal="y") == ""
    assert _newest().retention_months == 6


def test_what_is_kept_in_order_is_asked_of_types_that_have_one(salma: Reader, register: Register) -> None:
    for kind, is_asked in (("WHOLE", True), ("CHOICES", False), ("CALCULATED", False), ("HEADING", False)):
        assert ('name="is_indexed"' in salma.get(f"{NEW}&type={kind}").text) is is_asked
    assert _add(salma, "WHOLE", is_indexed="y") == ""
    assert _newest().is_indexed is True


def test_an_officer_proposes_a_condition_and_reads_it_again(nadia: Reader, salma: Reader, register: Register) -> None:
    depth = field("depth", "WHOLE", label_en="Depth")
    assert _add(nadia, "TEXT", shows_if="${Depth} > 5") == ""
    proposal = Proposal.get()
    assert "${Depth} > 5" in _without_tags(salma.get(f"proposal/details/?id={proposal.id}").text)
    salma.post("proposal/decide/", page="", id=proposal.id, version=proposal.version, deed="approve")
    assert known().fields[_newest().number].shows_if == f"${{{depth.number}}} > 5"


def test_a_saved_draft_leads_on_to_its_publication(salma: Reader, nadia: Reader, register: Register) -> None:
    address = f"{NEW}&type=TEXT"
    answer = salma.post(address, page=address, label_en="Remark", _publish="1")
    one = _newest()
    assert answer.headers["Location"].endswith(f"fielddefinition/state/?id={one.id}&to=ACTIVE")
    assert one.use_state == "DRAFT"
    assert ['name="_publish"' in reader.get(address).text for reader in (salma, nadia)] == [True, False]


def test_no_group_of_a_form_is_empty(salma: Reader, register: Register) -> None:
    form = salma.get(f"{NEW}&type=HEADING").text
    assert ("<legend>Who reads it</legend>" in form, "<legend>For programs</legend>" in form) == (False, True)


def test_a_field_of_photographs_is_added_where_there_are_no_periods(salma: Reader, register: Register) -> None:
    assert _add(salma, "PHOTO", is_personal="y", retention_months="6") == ""
    one = _newest()
    assert (one.value_type, one.retention_months) == ("PHOTO", 6)
    page = salma.get(f"{NEW}&type=PHOTO").text
    assert not [name for name in ("default_value", "is_indexed", "least", "pattern") if f'name="{name}"' in page]
    # A photograph may become a file of any kind, and nothing else.
    choices = salma.get(f"fielddefinition/edit/?id={one.id}").text
    offered = [code for code in ("PHOTO", "FILE", "TEXT") if f'value="{code}"' in choices]
    assert offered == ["PHOTO", "FILE"]
    assert "type=PHOTO" in salma.get(NEW).text
    statistics = form("statistics")
    of_form = f"fielddefinition/new/?of=entry-{statistics.id}"
    assert "type=WHOLE" in salma.get(of_form).text
    assert "type=PHOTO" not in salma.get(of_form).text
    with pytest.raises(Refused) as refusal:
        field("picture", "PHOTO", "entry", record_type=statistics.id)
    assert refusal.value.faults[0].field == "value_type"


def test_the_preview_of_a_form_shows_where_a_file_is_chosen(salma: Reader, register: Register) -> None:
    field("picture", "PHOTO")
    assert 'type="file"' in salma.get("fields/preview/?of=organization").text
