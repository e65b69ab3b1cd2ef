"""Forms are told with what each version asks, to whoever knows them; what is expected counts units that are seen."""

from datetime import date
from typing import Any

import pytest

from tansiq.forms.versions import publish
from tansiq.models import Assignment, FieldDefinition, TypeDefinition
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import answers, field, form, item
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.statements import told

FORMS = """{ forms { key name(language: EN) periodType reportedFrom versions { number usedFrom withdrawnOn dueDays
    items { key label(language: EN) type overAreas overTime
        breakdowns { choices { code label(language: EN) } } } } } }"""


@pytest.fixture
def statistics(register: Register) -> TypeDefinition:
    """Municipal statistics of two versions; what is not published is told to nobody."""
    made = form("statistics")
    item(made, "vehicles", over_time="LATEST")
    item(made, "inner", is_published=False)
    publish(SALMA, made, date(2026, 1, 1))
    item(made, "waste", "NUMBER", breakdown=answers("DRY", "WET").id, over_areas="", over_time="")
    publish(SALMA, made, date(2026, 7, 1))
    return made


def test_each_version_tells_what_it_asks(statistics: TypeDefinition) -> None:
    [found] = ask(FORMS, ENGLISH)["forms"]
    assert (found["key"], found["periodType"], found["reportedFrom"]) == ("statistics", "QUARTER", "2026-Q1")
    second, first = found["versions"]
    assert [(one["number"], one["usedFrom"], one["dueDays"]) for one in (first, second)] == [
        (1, "2026-Q1", 10),
        (2, "2026-Q3", 10),
    ]
    vehicles = {"key": "vehicles", "label": "vehicles", "type": "WHOLE", "overAreas": "SUM", "overTime": "LATEST"}
    assert first["items"] == [{**vehicles, "breakdowns": []}]
    dry, wet = ({"code": code, "label": code.title()} for code in ("DRY", "WET"))
    assert second["items"][1]["breakdowns"] == [{"choices": [dry, wet]}]
    assert second["items"][1]["overAreas"] is None


def test_an_item_that_changed_is_told_as_it_was_asked(statistics: TypeDefinition) -> None:
    stored = FieldDefinition.get(FieldDefinition.key == "vehicles")
    stored.label_en = "Lorries"
    changes.save(SALMA, stored)
    [found] = ask(FORMS, ENGLISH)["forms"]
    assert {one["label"] for version in found["versions"] for one in version["items"][:1]} == {"vehicles"}


def test_a_form_of_the_few_is_told_to_the_few(statistics: TypeDefinition) -> None:
    form("secret", "ADMINISTRATORS")
    for viewer, keys in ((SALMA, ["statistics", "secret"]), (NOBODY, ["statistics"]), (portal(), ["statistics"])):
        found: Any = answered("{ forms { key } }", viewer)["data"]
        assert [one["key"] for one in found["forms"]] == keys


def test_registers_are_no_forms_and_forms_no_registers(statistics: TypeDefinition) -> None:
    field("depth", table="entry", record_type=TypeDefinition.get().id)
    assert ask("{ recordTypes { key } }", ENGLISH)["recordTypes"] == []


def test_units_that_are_seen_are_counted(statistics: TypeDefinition, register: Register) -> None:
    for name, pcode in (("Khanfar", "YE1211"), ("Mukalla", "YE1927")):
        unit = register.unit(name, pcode=pcode)
        changes.save(SALMA, Assignment(form=statistics.id, unit=unit.id, starts_on=date(2026, 1, 1)))
    asked = '{ forms { now: expectedCount(period: "2026-Q2") before: expectedCount(period: "2025-Q4") } }'
    assert ask(asked, ENGLISH)["forms"] == [{"now": 2, "before": 0}]
    within: Any = answered(asked, portal(register.areas["YE12"].id))["data"]
    assert within["forms"] == [{"now": 1, "before": 0}]


def test_a_period_that_is_none_is_refused_at_its_argument(statistics: TypeDefinition) -> None:
    answer: Any = answered('{ forms { expectedCount(period: "last year") } }', SALMA)
    assert answer["errors"][0]["extensions"]["code"] == "UNKNOWN_PERIOD"


def test_versions_are_read_together(statistics: TypeDefinition) -> None:
    other = form("other")
    item(other, "people")
    publish(SALMA, other, date(2026, 1, 1))
    ask(FORMS, ENGLISH)
    with told() as statements:
        ask(FORMS, ENGLISH)
    assert len([text for text in statements if "form_version" in text]) == 1
