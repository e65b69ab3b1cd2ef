"""What is written as a form: other programs convert it, and it reads back as what it was."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tansiq.forms.versions import publish
from tansiq.models import Choice, ChoiceList, FieldDefinition, RuleDefinition, TypeDefinition
from tansiq.records import changes
from tansiq.xlsform.content import content_of_type, content_of_version
from tansiq.xlsform.taking import take_form
from tansiq.xlsform.writing import written_form
from tests.definitions import answers, field, form, item, record_type, rule
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.xlsform.books import read


def _wells() -> TypeDefinition:
    kind = record_type("wells", has_point=True)
    kinds, uses = answers("BORE", "SPRING"), answers("DRINK", "FARM")
    about: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    depth = field("depth", "NUMBER", decimals=1, least=0, most=900, unit_en="metres", position=3, **about)
    level = field("level", "NUMBER", position=7, group_ar="المياه", group_en="Water", **about)
    bore = field("bore", "CHOICE", choice_list=kinds.id, shows_if=f"${{{depth.number}}} > 5", position=8, **about)
    field("uses", "CHOICES", choice_list=uses.id, position=9, default_value="DRINK FARM", **about)
    works = field("works", "YES_NO", position=10, is_required=True, default_value="yes", **about)
    field("water", "CALCULATED", formula=f"count(${{{depth.number}}}, ${{{level.number}}})", position=11, **about)
    sound = field("sound", "CALCULATED", formula=f"${{{works.number}}} and ${{{level.number}}} > 2", **about)
    field("remark", "LONG_TEXT", position=12, shows_if=f"not(${{{sound.number}}})", hint_ar="تلميح ${x} =1", **about)
    field("owner", "REFERENCE", reference_table="organization", position=13, **about)
    field("month", "MONTH", position=14, default_value="2026-03", **about)
    field("day", "DAY", position=15, **about)
    field("phone", "TELEPHONE", is_personal=True, retention_months=6, position=16, **about)
    field("meta", "TEXT", position=17, **about)
    field("spot", "POINT", position=18, **about)
    field("words", "HEADING", position=19, **about)
    rule("{1} <= {0}", depth, level, told_at=level.id)
    rule("{0} < 800", depth)
    rule("{0} > 1 or {1} = true()", level, works, rule_severity="WARN")
    rule("{0} > 2", level)
    kind.title_number = bore.number
    kind.save()
    pumps = record_type("pumps", owner_table="entry", owner_type=kind.id, has_area=False, has_organization=False)
    power = field("power", "WHOLE", table="entry", record_type=pumps.id)
    field("spare", "CALCULATED", table="entry", record_type=pumps.id, formula=f"${{{power.number}}} * 2")
    return TypeDefinition.get_by_id(kind.id)


def test_read_in_again_nothing_changes(register: Register) -> None:
    text = written_form(content_of_type(SALMA, _wells()))
    done = take_form(SALMA, text, "wells", is_trial=True)
    assert ({one.outcome for one in done.taken}, [str(note) for note in done.notes]) == ({"SAME"}, [])
    assert convert(text).warnings == []


def _remove_all() -> None:
    """As on another server, whose numbers go on from where they are."""
    for row in FieldDefinition.select():
        row.archived_at, row.use_state, row.key = row.created_at, "DRAFT", f"gone{row.id}"
        row.save()
    RuleDefinition.update(archived_at=RuleDefinition.created_at).execute()
    TypeDefinition.update(archived_at=TypeDefinition.created_at, key=TypeDefinition.key + "Gone").execute()
    ChoiceList.update(archived_at=ChoiceList.created_at).execute()


def test_on_another_server_it_says_the_same(register: Register) -> None:
    text = written_form(content_of_type(SALMA, _wells()))
    _remove_all()
    assert {one.outcome for one in take_form(SALMA, text, "wells").taken} == {"NEW"}
    made = TypeDefinition.get(TypeDefinition.key == "wells")
    assert read(written_form(content_of_type(SALMA, made))).document == read(text).document


def test_what_was_changed_outside_is_heard(register: Register) -> None:
    kind = _wells()
    book = load_workbook(BytesIO(written_form(content_of_type(SALMA, kind))))
    survey = book["survey"]
    cells = {
        (row[1].value, head.value): cell
        for row in survey.iter_rows()
        for head, cell in zip(survey[1], row, strict=True)
    }
    cells["bore", "relevant"].value = "${depth} > 6"
    cells["level", "constraint"].value = ". < ${depth}"
    cells["remark", "relevant"].value = "${sound} = 'yes'"
    cells["water", "calculation"].value = "${depth} * 2"
    book.save(out := BytesIO())
    done = take_form(SALMA, out.getvalue(), "wells")
    changed = {one.row.key: one.columns for one in done.taken if one.outcome == "CHANGED" and hasattr(one.row, "key")}
    assert changed == {"bore": ("shows_if",), "remark": ("shows_if",), "water": ("formula",)}
    fields = {one.key: one for one in FieldDefinition.select()}
    assert fields["remark"].shows_if == f"${{{fields['sound'].number}}} = true()"
    assert f"${{{fields['level'].number}}} < ${{{fields['depth'].number}}}" in {
        one.expression for one in RuleDefinition.select()
    }


def test_a_version_is_written_as_it_was_published(register: Register) -> None:
    served = form("served", closes_days=30)
    people = item(served, "people", position=1)
    version = publish(SALMA, served, date(2026, 1, 1))
    people.label_en, served.closes_days = "Inhabitants", 40
    changes.save(SALMA, people)
    changes.save(SALMA, served)
    item(served, "trucks", position=2)
    document = read(written_form(content_of_version(SALMA, version))).document
    assert [(row["key"], row["label_en"]) for row in document.fields] == [("people", "people")]
    assert document.types[0]["closes_days"] == 30


def test_forms_too(register: Register) -> None:
    served = form("served", closes_days=None, approval_levels=1, reported_until=date(2030, 1, 1))
    people = item(served, "people", position=1, least=Decimal("-1.5"))
    item(served, "hours", "NUMBER", position=2, over_areas="AVERAGE", weight_number=people.number)
    both = {"breakdown": answers("DRY", "WET").id, "second_breakdown": answers("DAY", "NIGHT").id}
    item(served, "waste", "NUMBER", position=3, **both)
    text = written_form(content_of_type(SALMA, served))
    done = take_form(SALMA, text, "served", is_trial=True)
    assert ({one.outcome for one in done.taken}, [str(note) for note in done.notes]) == ({"SAME"}, [])
    assert convert(text).warnings == []


def test_a_condition_may_speak_of_an_answer_that_is_no_longer_offered(register: Register) -> None:
    kind = record_type("wells")
    about: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    bore = field("bore", "CHOICE", choice_list=answers("BORE", "SPRING").id, position=1, **about)
    field("flow", "WHOLE", shows_if=f"${{{bore.number}}} = 'SPRING'", position=2, **about)
    spring = Choice.get(Choice.code == "SPRING")
    spring.retired_on = date(2026, 1, 1)
    changes.save(SALMA, spring)
    text = written_form(content_of_type(SALMA, kind))
    assert [one["code"] for one in read(text).document.lists[0]["answers"]] == ["BORE"]
    assert {one.outcome for one in take_form(SALMA, text, "wells", is_trial=True).taken} == {"SAME"}


def test_what_looks_like_a_formula_stands_as_a_text(register: Register) -> None:
    kind = record_type("wells")
    field("sum", "TEXT", "entry", record_type=kind.id, label_en="=1+1", label_ar="@مجموع", hint_en="-x")
    sheet = load_workbook(BytesIO(written_form(content_of_type(SALMA, kind))))["survey"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert "=1+1" in {cell.value for cell in sheet[2]}
