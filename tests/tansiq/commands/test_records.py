"""tansiq records: definitions written to a file and taken over; what entries are called, written anew."""

from datetime import date
from pathlib import Path

import orjson
from click.testing import CliRunner, Result
from peewee import Database

from tansiq.commands.records import records
from tansiq.forms.versions import publish
from tansiq.models import Entry, FieldDefinition, TypeDefinition
from tansiq.records import changes
from tests.definitions import field, form, item, record_type
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.xlsform.books import read, survey


def _run(*words: object) -> Result:
    return CliRunner().invoke(records, [str(word) for word in words])


def test_definitions_go_out_into_a_file_and_come_in_again(register: Register, tmp_path: Path) -> None:
    one, out = field("head", "YES_NO"), tmp_path / "definitions.json"
    assert _run("export-types", out, "organization").output == f"Written to {out}.\n"
    assert _run("import-types", out).output == "Field “head”: as before\nNothing to do.\n"
    one.label_en = "Boss"
    one.save()
    trial = _run("import-types", out, "--dry-run").output
    assert trial.startswith("Field “head”: changed (English label)\n")
    assert FieldDefinition.get().label_en == "Boss"
    assert _run("import-types", out).exit_code == 0
    assert FieldDefinition.get().label_en == "head"


def test_a_register_that_comes_along_is_loaded_by_its_name(register: Register) -> None:
    assert _run("load", "wells", "--dry-run").exit_code == 0
    assert TypeDefinition.select().count() == 0
    said = _run("load", "wells", "--language", "ar").output
    assert "نوع القيد «الآبار ونقاط المياه»: جديد" in said
    assert [row.key for row in TypeDefinition.select()] == ["wells"]
    wrong = _run("load", "lakes")
    assert (wrong.exit_code, "networks" in wrong.output, "wells" in wrong.output) == (1, True, True)


def test_without_a_name_all_that_comes_along_is_listed_and_loaded_again_nothing_is_changed(register: Register) -> None:
    listed = _run("load").output.splitlines()
    assert "wells: Wells and water points" in listed
    assert len(listed) >= 9
    assert "الآبار ونقاط المياه" in _run("load", "--language", "ar").output
    assert _run("load", "wells").exit_code == 0
    one = FieldDefinition.get(FieldDefinition.key == "pointName")
    one.label_en = "Called"
    one.save()
    assert _run("load", "wells").output.endswith("Nothing to do.\n")
    assert FieldDefinition.get_by_id(one.id).label_en == "Called"


def test_a_wrong_file_is_told_by_its_places(register: Register, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(orjson.dumps({"tansiq": "definitions", "version": 1, "fields": [{"number": 1, "kee": "x"}]}))
    answer = _run("import-types", wrong)
    assert (answer.exit_code, "fields[0].kee: This name is not known" in answer.output) == (1, True)


def test_an_xlsform_goes_out_into_a_file_and_comes_in_again(register: Register, tmp_path: Path) -> None:
    kind, out = form("served"), tmp_path / "served.xlsx"
    item(kind, "people")
    assert _run("export-types", out, "served").output == f"Written to {out}.\n"
    assert _run("import-types", out).output.splitlines()[-1] == "Nothing to do."
    publish(SALMA, kind, date(2026, 1, 1))
    item(kind, "trucks")
    assert _run("export-types", out, "served", "--number", "1").exit_code == 0
    assert [row["key"] for row in read(out.read_bytes()).document.fields] == ["people"]
    wrong = [_run("export-types", out, *words) for words in ((), ("organization",), ("served", "--number", "2"))]
    assert [answer.exit_code for answer in wrong] == [1, 1, 1]
    assert "no version 2" in wrong[2].output


def test_a_wrong_xlsform_is_told_by_its_cells(register: Register, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(survey(("start", "start"), ("range", "size", "", "Size"), ("text", "head", "", "Head")))
    said = _run("import-types", file, "--dry-run").output
    assert said.startswith("survey!A2: What a telephone adds by itself is left out.\nsurvey!A3: “range” is no type")
    file.write_bytes(survey(("text", "a b", "", "Head")))
    answer = _run("import-types", file, "--language", "ar")
    assert (answer.exit_code, "survey!B2" in answer.output, "لا يصلح اسمًا" in answer.output) == (1, True, True)


def test_texts_that_are_not_what_they_should_be_are_written_and_counted(database: Database) -> None:
    kind = record_type("well", has_area=False, has_organization=False)
    one = field("calling", table="entry", record_type=kind.id)
    kind.title_number = one.number
    changes.save(SALMA, kind)
    changes.save(SALMA, Entry(record_type=kind.id, extra={str(one.number): "Old well"}))
    Entry.update(title="wrong").execute()
    said = [_run("rebuild").output for _ in range(2)]
    assert said == ["1 entry was written anew.\n", "0 entries were written anew.\n"]
    assert Entry.get().title == "Old well"
