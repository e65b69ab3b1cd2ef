"""Registers and forms that come along: whole, in two languages, the office's own once they are loaded."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tansiq
from tansiq.definition_documents.ready_made import ReadyMade, find_ready_made, load, ready_made
from tansiq.forms.asked_items import is_number, items_asked
from tansiq.forms.versions import publish
from tansiq.models import (
    Choice,
    ChoiceList,
    Dashboard,
    DashboardTile,
    FieldDefinition,
    HistoryEntry,
    RuleDefinition,
    Survey,
    TypeDefinition,
)
from tansiq.models.definitions import ENTRY, known
from tansiq.models.form_rules import MOST_CELLS, count_of_cells
from tansiq.records import changes
from tansiq.summaries import Grouping, Measure, SummaryQuestion, subject_of, summarize
from tests.people import SALMA
from tests.register import Register

ALL = pytest.mark.parametrize("one", ready_made(), ids=lambda one: one.name)
IN_WORDS = (TypeDefinition, FieldDefinition, RuleDefinition, Choice, ChoiceList, Dashboard, DashboardTile, Survey)
SHOWN_BY_WAY_OF_EXAMPLE = "wells"
"""The register by which documentation explains all others."""


def _outcomes(name: str, *left_out: Any) -> set[str]:
    return {one.outcome for one in load(SALMA, name) if not isinstance(one.row, left_out)}


@ALL
def test_each_is_new_at_first_and_the_same_when_it_is_loaded_again(register: Register, one: ReadyMade) -> None:
    # Lists of the same names are one.
    assert _outcomes(one.name, Choice, ChoiceList) == {"NEW"}
    told = HistoryEntry.select().count()
    assert _outcomes(one.name) == {"SAME"}
    assert HistoryEntry.select().count() == told
    defined: tuple[Any, ...] = (TypeDefinition, FieldDefinition, RuleDefinition)
    assert all(row.use_state == "ACTIVE" for model in defined for row in model.select())


@ALL
def test_everything_has_words_in_both_languages(register: Register, one: ReadyMade) -> None:
    load(SALMA, one.name)
    rows: list[Any] = [row for model in IN_WORDS for row in model.select()]
    assert [found for row in rows for found in _lacking(row)] == []
    assert [row.label_ar for row in FieldDefinition.select() if not re.search("[؀-ۿ]", row.label_ar)] == []


def _lacking(row: Any) -> Iterator[tuple[str, str, str]]:
    for name, value in row.values().items():
        stem, _, code = name.rpartition("_")
        other = row.__data__.get(f"{stem}_{'en' if code == 'ar' else 'ar'}")
        if code in ("ar", "en") and not value and other:
            yield type(row).__name__, name, other


@ALL
def test_what_it_reckons_means_something(register: Register, one: ReadyMade) -> None:
    load(SALMA, one.name)
    for holder in ((ENTRY, type_id) for type_id in known().types):
        fields = known().of(holder)
        calculated = {field.number for field in fields if field.value_type == "CALCULATED"}
        assert known().calculated_in(holder).keys() == calculated
        assert known().conditions_in(holder).keys() == {field.number for field in fields if field.shows_if}
        assert len(known().rules_in(holder)) == len(known().rules.get(holder, ()))


@ALL
def test_its_forms_can_be_published_and_are_no_larger_than_a_form_may_be(register: Register, one: ReadyMade) -> None:
    load(SALMA, one.name)
    for form in known().forms_in_use():
        assert form.reported_from is not None
        assert publish(SALMA, form, form.reported_from).number == 1
        assert count_of_cells(known().of((ENTRY, int(form.id)))) <= MOST_CELLS


@ALL
def test_its_dashboards_show_what_its_records_have(register: Register, one: ReadyMade) -> None:
    load(SALMA, one.name)
    for tile in (tile for tile in DashboardTile.select() if not tile.is_of_form):
        subject = subject_of(SALMA, (tile.record_table, tile.record_type_id))
        assert subject is not None
        groups = tuple(
            Grouping(*spelled.partition(":")[::2]) for spelled in (tile.first_group, tile.second_group) if spelled
        )
        asked = SummaryQuestion(subject, groups, Measure(tile.measure, tile.measured))
        assert list(asked.faults(SALMA)) == []
        assert summarize(SALMA, asked).total.count == 0


@ALL
def test_its_dashboards_show_what_its_forms_come_to(register: Register, one: ReadyMade) -> None:
    load(SALMA, one.name)
    forms = {int(form.id): form for form in known().forms_in_use()}
    for form in forms.values():
        assert form.reported_from is not None
        publish(SALMA, form, form.reported_from)
    tiles = [tile for tile in DashboardTile.select() if tile.is_of_form]
    assert {tile.record_type_id for tile in tiles} == forms.keys()
    for tile in tiles:
        item = items_asked(forms[tile.record_type_id or 0])[int(tile.measured.removeprefix("extra."))]
        assert is_number(item)
        assert item.is_over_areas


@pytest.mark.parametrize("model", [TypeDefinition, FieldDefinition, Choice, RuleDefinition, Dashboard, DashboardTile])
def test_what_an_office_made_of_it_stays_when_it_is_loaded_again(register: Register, model: Any) -> None:
    load(SALMA, "trainings")
    names = {
        "TypeDefinition": "many_ar",
        "RuleDefinition": "message_ar",
        "Dashboard": "name_ar",
        "DashboardTile": "name_ar",
    }
    row, name = model.select().order_by(model.id).first(), names.get(model.__name__, "label_ar")
    for column in (name, name.replace("_ar", "_en")):
        setattr(row, column, f"من الوزارة {column[-2:]}")
    if model is RuleDefinition:
        row.expression = row.expression.replace("<=", "<")
    changes.save(SALMA, row)
    count = model.select().count()
    assert _outcomes("trainings") == {"SAME"}
    assert (getattr(model.get_by_id(row.id), name), model.select().count()) == ("من الوزارة ar", count)


def test_a_dashboard_that_was_put_away_and_a_rule_that_was_retired_do_not_come_back(register: Register) -> None:
    load(SALMA, "trainings")
    rule = RuleDefinition.select().first()
    changes.archive(SALMA, Dashboard.get())
    rule.use_state = "RETIRED"
    changes.save(SALMA, rule)
    assert _outcomes("trainings") == {"SAME"}
    assert not Dashboard.select().where(Dashboard.archived_at.is_null()).exists()
    assert RuleDefinition.get_by_id(rule.id).use_state == "RETIRED"


def test_what_a_later_release_adds_comes_beside_what_is_here(register: Register) -> None:
    load(SALMA, "trainings")
    # As if this field and this answer had not been there when it was loaded.
    gone, answer = FieldDefinition.get(FieldDefinition.key == "venue"), Choice.get(Choice.code == "SOLAR")
    Choice.delete().where(Choice.id == answer.id).execute()
    FieldDefinition.delete().where(FieldDefinition.id == gone.id).execute()
    new = [one.row for one in load(SALMA, "trainings") if one.outcome == "NEW"]
    assert sorted(type(row).__name__ for row in new) == ["Choice", "FieldDefinition"]


def test_those_it_rests_on_are_loaded_with_it_and_lists_of_the_same_names_are_one(register: Register) -> None:
    [one] = [one for one in ready_made() if "trainings" in one.needs and "outcomes" in one.name]
    load(SALMA, one.name)
    keys = {kind.key for kind in TypeDefinition.select()}
    assert {row["key"] for needed in (*one.needs, one.name) for row in find_ready_made(needed).document.types} == keys
    assert ChoiceList.select().where(ChoiceList.name_en == "Sex").count() == 1


def test_no_program_knows_any_of_them_by_name() -> None:
    root = Path(tansiq.__file__).parents[1]
    own = [one for one in ready_made() if one.name != SHOWN_BY_WAY_OF_EXAMPLE]
    names = {one.name for one in own} | {row["key"] for one in own for row in one.document.types}
    told = [name for name in names if not name.islower()]
    paths = [path for folder in ("tansiq", "api", "admin", "migrations") for path in (root / folder).rglob("*.py")]
    found = []
    for code in (path.read_text() for path in paths):
        found += [text for text in _texts(code) if text in names]
        found += re.findall(rf"\b(?:{'|'.join(told)})\b", code)
    assert (found, len(paths) > 500, len(names) > 20) == ([], True, True)


def _texts(code: str) -> Iterator[str]:
    """The texts of a program; names that are plain words may stand in sentences."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
