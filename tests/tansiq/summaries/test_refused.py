"""What nobody may reckon, what somebody may not, what means nothing: refused as what is not there."""

from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Entry
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.summaries import (
    Measure,
    subject_of,
)
from tests.definitions import field, name_of, record_type
from tests.people import NOBODY, SALMA, officer, people_of, portal
from tests.register import Register
from tests.tansiq.summaries.asking import ORGANIZATIONS, ask, counted, refused


@pytest.mark.parametrize(("viewer", "is_told"), [(SALMA, True), (NOBODY, False), (portal(), False)])
def test_a_field_that_is_kept_from_the_public_is_to_them_as_none(
    register: Register, viewer: Viewer, is_told: bool
) -> None:
    one = field("risk", "YES_NO", is_published=False)
    asked = name_of(one)
    if is_told:
        assert ask(viewer, ORGANIZATIONS, asked).groups == []
    else:
        assert refused(viewer, ORGANIZATIONS, asked) == [("UNKNOWN_CODE", "by")]
        assert refused(viewer, ORGANIZATIONS, "extra.99999") == [("UNKNOWN_CODE", "by")]


def test_nobody_groups_or_measures_what_is_personal(register: Register) -> None:
    income = field("income", "WHOLE", is_personal=True)
    is_widow = field("isWidow", "YES_NO", is_personal=True)
    for viewer in people_of(register).values():
        assert refused(viewer, ORGANIZATIONS, name_of(is_widow)) == [("UNKNOWN_CODE", "by")]
        measure = Measure("SUM", name_of(income))
        assert refused(viewer, ORGANIZATIONS, measure=measure) == [("UNKNOWN_CODE", "measure")]


def test_drafts_and_retired_fields_are_no_things_to_group_by(register: Register) -> None:
    for state in ("DRAFT", "RETIRED"):
        one = field(f"old{state.title()}", "YES_NO", use_state=state)
        assert refused(NOBODY, ORGANIZATIONS, name_of(one)) == [("UNKNOWN_CODE", "by")]


def test_a_register_of_others_is_no_subject(register: Register) -> None:
    kind = record_type("secrets", "ADMINISTRATORS")
    assert subject_of(NOBODY, ("entry", int(kind.id))) is None
    assert subject_of(SALMA, ("entry", int(kind.id))) is not None


def test_an_officer_counts_what_lies_in_their_areas(register: Register) -> None:
    kind = record_type("posts", "OFFICERS")
    for pcode in ("YE1211", "YE19"):
        changes.save(SALMA, Entry(record_type=kind.id, area=register.areas[pcode].id))
    nadia = officer(register.areas["YE12"].id)
    assert counted(ask(nadia, ("entry", int(kind.id)), "area:GOVERNORATE")) == {"YE12": 1}


def test_people_are_not_added_up_and_amounts_not_over_currencies(register: Register) -> None:
    sites, work = ("site", None), ("intervention", None)
    assert refused(SALMA, sites, measure=Measure("SUM", "reached")) == [("NOT_ADDED", "measure")]
    assert refused(SALMA, work, measure=Measure("SUM", "budget")) == [("MIXED_CURRENCIES", "measure")]
    register.intervention("NRA", budget=Decimal("10.50"), currency="USD")
    register.intervention("NRA", budget=Decimal("100"), currency="YER")
    found = ask(SALMA, work, "currency", measure=Measure("SUM", "budget"))
    assert {group.keys[0].code: group.value for group in found.groups} == {"USD": Decimal("10.5"), "YER": Decimal(100)}


WRONG: list[tuple[tuple[str, ...], dict[str, Any], tuple[str, str]]] = [
    (("kind", "kind"), {}, ("TOO_MANY", "by")),
    (("kind", "home_area", "founded_on"), {}, ("TOO_MANY", "by")),
    (("name_ar",), {}, ("UNKNOWN_CODE", "by")),
    (("kind:MONTH",), {}, ("UNKNOWN_CODE", "by")),
    (("home_area:MONTH",), {}, ("UNKNOWN_CODE", "by")),
    (("founded_on:WEEK",), {}, ("UNKNOWN_CODE", "by")),
    ((), {"measure": Measure("MEDIAN", "kind")}, ("UNKNOWN_CODE", "measure")),
    ((), {"measure": Measure("SUM", "id")}, ("UNKNOWN_CODE", "measure")),
    ((), {"day": "kind"}, ("UNKNOWN_CODE", "day")),
]


@pytest.mark.parametrize(("by", "asked", "fault"), WRONG)
def test_what_cannot_be_asked_is_refused(
    register: Register, by: tuple[str, ...], asked: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert refused(SALMA, ORGANIZATIONS, *by, **asked) == [fault]


def test_more_groups_than_anybody_reads_are_refused(several: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tansiq.summaries.answer.MOST_GROUPS", 1)
    assert refused(SALMA, ORGANIZATIONS, "kind") == [("TOO_MANY_GROUPS", "by")]
