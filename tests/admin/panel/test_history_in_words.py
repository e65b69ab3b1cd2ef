"""The history in words: every field of every kind of record, in both languages, without a code, an id or a key."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
import pytest
from flask import Flask
from peewee import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    DoubleField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
)

from admin.panel.history_lines import Change, history_lines
from admin.words.formatting import value_markup
from tansiq.language.coded_columns import CODED
from tansiq.language.vocabulary import LEVEL_NAMES, SCOPES
from tansiq.language.words import speaking
from tansiq.models import (
    Account,
    ActivityType,
    Area,
    Arrangement,
    Call,
    ChoiceList,
    Dashboard,
    Demand,
    Entry,
    FieldDefinition,
    Goal,
    HistoryEntry,
    Indicator,
    Intervention,
    Meeting,
    Organization,
    OverlapCase,
    Plan,
    PlanComment,
    PlanItem,
    PopulationGroup,
    PortalClient,
    Project,
    Role,
    Round,
    Sector,
    Site,
    TypeDefinition,
    Unit,
)
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, record_types
from tansiq.records import changes
from tansiq.records.changes import part_columns
from tests.admin.typed import a_comment, a_demand, an_indicator
from tests.asked_rounds import planned_round
from tests.called import a_call
from tests.definitions import field, record_type
from tests.meetings import meeting
from tests.people import SALMA
from tests.register import Register

ARABIC = re.compile("[\u0600-\u06ff]")
RAW = re.compile(r"\b(True|False|None)\b|\d{4}-\d\d-\d\d|\b[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b")
"""What a program writes and people do not: words of Python, ISO dates, keys and codes with underscores."""


def _told(kind: RecordType, field: str, pair: list[Any]) -> Change:
    """One field of one entry as the history tells it to the administrator; a row with a negative id is not stored."""
    entry = HistoryEntry(
        record_type=kind.table, record_id=-1, act="CHANGE", changes=orjson.dumps({field: pair}).decode()
    )
    [line] = history_lines(SALMA, [entry])
    [change] = line.changes
    return change


def _plain(markup: Any) -> str:
    """What a person reads of it."""
    return re.sub(r"<[^>]+>", "", str(markup)).strip()


def _columns(kind: RecordType) -> Iterator[tuple[str, "Field[Any]"]]:
    row: Record = kind.model()
    for name in row.values():
        if name not in kind.secret:
            yield name, kind.model._meta.fields[name]


def _is_day(column: "Field[Any]") -> bool:
    return isinstance(column, DateField)


def _values(name: str, column: "Field[Any]", rows: dict[type[Model], int]) -> list[Any]:
    """Values as the history keeps them: one of each code, both truths, a day, an amount, a row."""
    if isinstance(column, ForeignKeyField):
        return [rows[column.rel_model]]
    if name == "level":
        return list(range(len(LEVEL_NAMES)))
    if name == "scopes":
        return [" ".join(SCOPES.codes)]
    if name in CODED:
        return list(CODED[name].codes)
    kinds: list[tuple[type[Field[Any]], list[Any]]] = [
        (BooleanField, [True, False]),
        (DateTimeField, ["2026-03-31T10:00:00"]),
        (DateField, ["2026-03-31"]),
        (DecimalField, ["1250.5"]),
        (IntegerField, [7]),
        (DoubleField, [7.5]),
    ]
    return next((values for kind, values in kinds if isinstance(column, kind)), ["words"])


@pytest.fixture
def rows(register: Register) -> dict[type[Model], int]:
    """A row of every table that others refer to, each with a name in both languages."""
    work = register.intervention("NRA", title_en="Wells", title_ar="آبار")
    plan = register.plan("YE1211", name_ar="خطة التعافي", name_en="Recovery plan", phase="CONSULTATION")
    item = register.item(plan, "Wells", name_ar="آبار")
    place = {"area": register.areas["YE1211"].id, "sector": register.sectors["WSH"].id}
    case = changes.save(SALMA, OverlapCase(**place))
    return {
        OverlapCase: case.id,
        Arrangement: changes.save(SALMA, Arrangement(case=case.id, arrangement_kind="NOT_SAME")).id,
        Intervention: work.id,
        Organization: register.organization("NRA").id,
        Project: changes.save(SALMA, Project(title_en="Recovery", title_ar="تعافٍ", code="P-1")).id,
        Plan: plan.id,
        PlanItem: item.id,
        PlanComment: a_comment(register, item, text="أعمق، قال Salem").id,
        Demand: a_demand(register, title_ar="بئر للمخيم").id,
        Indicator: an_indicator(plan, name_ar="أسر لديها مياه").id,
        ChoiceList: changes.save(SALMA, ChoiceList(name_ar="مصادر", name_en="Sources")).id,
        FieldDefinition: field("head", label_ar="المدير").id,
        TypeDefinition: (wells := record_type("wells")).id,
        Entry: changes.save(SALMA, Entry(record_type=wells.id)).id,
        Goal: changes.save(SALMA, Goal(code="6.1", name_ar="مياه شرب مأمونة", name_en="Safe drinking water")).id,
        Dashboard: changes.save(SALMA, Dashboard(name_ar="نظرة عامة", name_en="Overview")).id,
        Site: register.site(work).id,
        Area: register.areas["YE1211"].id,
        Sector: register.sectors["WSH"].id,
        PopulationGroup: register.groups["IDP"].id,
        ActivityType: ActivityType.get().id,
        Role: Role.create(name="OFFICER").id,
        Account: changes.save(SALMA, Account(email="a@example.org", name="سالم Salem", fs_uniquifier="x")).id,
        Unit: changes.save(
            SALMA, Unit(name_ar="بلدية جعار", name_en="Town", unit_kind="COUNCIL", area=place["area"])
        ).id,
        Meeting: meeting(register).id,
        Call: a_call(item, text_ar="من يحفر معنا؟").id,
        Round: planned_round(register, pcode="YE1211").id,
        PortalClient: changes.save(SALMA, PortalClient(name="بوابة Gate")).id,
    }


@pytest.fixture
def panel(application: Flask) -> Iterator[None]:
    """Links are made within a request."""
    with application.test_request_context("/admin/"):
        yield


@pytest.mark.usefixtures("panel")
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", record_types(), ids=lambda kind: kind.table)
def test_every_field_and_value_is_told_in_words(kind: RecordType, language: str, rows: dict[type[Model], int]) -> None:
    for name, column in _columns(kind):
        for value in _values(name, column, rows):
            with speaking(language):
                change = _told(kind, name, [None, value])
                label, said = str(change.label), _plain(change.new)
            assert label != name, name
            assert not RAW.search(label), label
            assert bool(ARABIC.search(label)) == (language == "ar"), label
            assert not RAW.search(said), (name, said)
            if isinstance(column, ForeignKeyField | BooleanField) or name in CODED or name in ("level", "scopes"):
                assert said != str(value), name
                assert bool(ARABIC.search(said)) == (language == "ar") or "Salem" in said or "Gate" in said, (
                    name,
                    said,
                )


@pytest.mark.usefixtures("panel")
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", [kind for kind in record_types() if kind.parts], ids=lambda kind: kind.table)
def test_every_part_is_told_in_words(kind: RecordType, language: str, rows: dict[type[Model], int]) -> None:
    for part in kind.parts:
        columns = part_columns(part.model, kind.model)
        cells = [_values(column.name, column, rows)[-1] for column in columns]
        with speaking(language):
            change = _told(kind, str(part.model._meta.table_name), [[], [cells]])
            label, said = str(change.label), _plain(change.new)
            days = {_plain(value_markup(column.name, date(2026, 3, 31))) for column in columns if _is_day(column)}
        assert bool(ARABIC.search(label)) == (language == "ar"), label
        assert not RAW.search(label + said), (label, said)
        for day in days:
            assert day in said
            said = said.replace(day, "")
        assert not re.search(r"\b\d+\b", said.replace("1211", "").replace("1,250.5", "")), said


@pytest.mark.usefixtures("panel")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_an_earlier_version_kept_and_a_row_that_is_hidden_are_told_without_key_and_id(
    language: str, register: Register
) -> None:
    [kind] = [kind for kind in record_types() if kind.table == "site"]
    with speaking(language):
        change = _told(kind, "no_such_column", ["OLD_CODE", None])
        label, hidden = str(change.label), _told(kind, "area", [None, 987654])
    assert not RAW.search(label)
    assert bool(ARABIC.search(label)) == (language == "ar")
    assert "987654" not in hidden.new
