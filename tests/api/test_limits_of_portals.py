"""A portal limited to Abyan gets Abyan, and nothing of Hadramawt through any path of the schema.

Whatever lies outside is marked: its texts with SECRET, its people with 987654. Every question is asked in many
ways, following every field that the schema has, and no answer may hold a mark.
"""

from pathlib import Path

import pytest

from tansiq.copied_columns import building
from tansiq.language.vocabulary import SCOPES
from tansiq.models import Need
from tansiq.policy.viewer import Viewer
from tests.api.all_questions import ARGUMENTS, all_answers, answered, query_fields
from tests.api.rows_outside import Facts, leaks
from tests.people import portal
from tests.register import Register
from tests.statements import told


def test_every_question_and_every_argument_is_tried() -> None:
    fields = query_fields()
    assert set(ARGUMENTS) == set(fields)
    untried = {
        f"{name}({argument}:)"
        for name, field in fields.items()
        for argument in field.args
        if not any(f"{argument}:" in way for way in ARGUMENTS[name])
    }
    assert {entry for entry in untried if not entry.endswith(("(first:)", "(direction:)"))} == set()


def test_the_marks_are_seen_by_those_who_may(outside: Facts) -> None:
    everybody = Viewer(face="GRAPHQL", language="en")
    found = leaks(all_answers(everybody, outside))
    assert len(found) > 30, "or the walk would prove nothing"


SCOPED = {
    "everything": SCOPES.codes,
    "coverage": ("coverage:read",),
    "overlaps": ("duplication:read",),
    "registry": ("registry:read",),
    "plans": ("plans:read",),
    "statistics": ("statistics:read",),
    "nothing": (),
}


TRIED = [("sqlite", name) for name in SCOPED] + [("postgres", "everything")]
LEFT = [pytest.param("postgres", name, marks=pytest.mark.long) for name in SCOPED if name != "everything"]
"""All scopes are tried on SQLite, and on PostgreSQL the widest: every path of the schema takes its time."""


@pytest.mark.parametrize(("database", "name"), [*TRIED, *LEFT], indirect=["database"])
def test_no_path_leads_out_of_the_limits(outside: Facts, register: Register, name: str) -> None:
    scopes = SCOPED[name]
    viewer = portal(register.areas["YE12"].id, scopes=scopes)
    answers = all_answers(viewer, outside)
    assert leaks(answers) == []
    is_told = {mark: any(mark in text for text in answers.values()) for mark in ("Ours in Abyan", "Khanfar")}
    assert is_told == {"Ours in Abyan": "registry:read" in scopes, "Khanfar": True}


@pytest.mark.parametrize(
    ("database", "name"),
    [("sqlite", "everything"), ("sqlite", "coverage"), ("sqlite", "nothing"), ("postgres", "everything")],
    indirect=["database"],
)
def test_copied_columns_lead_nowhere_else(copying: Path, outside: Facts, register: Register, name: str) -> None:
    viewer = portal(register.areas["YE12"].id, scopes=SCOPED[name])
    asked = [question for question in all_answers(viewer, outside) if "coverage" in question.lower()]
    by_statement = {question: answer for question, answer in all_answers(viewer, outside).items() if question in asked}
    building.build()
    figures = [question for question in asked if question.startswith(("{ coverage(", "{ gaps("))]
    with told() as statements:
        for question in figures:
            answered(question, viewer)
    answers = all_answers(viewer, outside)
    assert leaks(answers) == []
    assert {question: answers[question] for question in asked} == by_statement
    assert len(figures) > 5
    if "coverage:read" in SCOPED[name]:
        assert not [one for one in statements if "need_row" in one and "month" not in one]


def test_a_portal_of_one_organisation_sees_no_other(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id, organization_ids=(register.organizations["NRA"].id,))
    answers = all_answers(viewer, outside)
    assert leaks(answers) == []
    everything = " ".join(answers.values())
    assert "Ours in Abyan" in everything
    assert "Also in Abyan" not in everything
    assert "ADR" not in everything


COUNTRY = """{ coverage(within: "YE", level: GOVERNORATE) { totals { interventionCount peopleTargeted peopleInNeed }
    cells { area { pcode } interventionCount peopleTargeted peopleReached peopleInNeed } } }"""


def test_coverage_alone_counts_the_work_within_the_limits(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id, scopes=("coverage:read",))
    answer = answered(COUNTRY, viewer)
    assert answer["errors"] == []
    assert answer["data"]["coverage"] == {
        "totals": {"interventionCount": 2, "peopleTargeted": 200, "peopleInNeed": 500},
        "cells": [
            {
                "area": {"pcode": "YE12"},
                "interventionCount": 2,
                "peopleTargeted": 200,
                "peopleReached": 80,
                "peopleInNeed": 500,
            }
        ],
    }


def test_another_governorate_is_not_there(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id)
    for query in (
        '{ coverage(within: "YE19", level: DISTRICT) { totals { state } } }',
        '{ needs(within: "YE19") { totalCount } }',
    ):
        assert [error["message"] for error in answered(query, viewer)["errors"]] == [
            "There is no area with the P-code YE19."
        ]


def test_overlaps_are_told_without_the_names_of_either_side(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id, scopes=("duplication:read",))
    query = """{ overlaps(within: "YE") { totalCount edges { node { reason(language: EN) area { pcode }
        first { title } second { title } firstOrganization { name } } } } }"""
    found = answered(query, viewer)["data"]["overlaps"]
    assert found["totalCount"] == 1
    [edge] = found["edges"]
    assert edge["node"]["reason"]
    assert {key: edge["node"][key] for key in ("area", "first", "second", "firstOrganization")} == {
        "area": {"pcode": "YE121121"},
        "first": None,
        "second": None,
        "firstOrganization": None,
    }


def test_a_hidden_organisation_cannot_be_found_by_asking_for_it(outside: Facts, register: Register) -> None:
    viewer = portal(register.areas["YE12"].id)
    for field in ("partner: {organization}", "organization: {organization}"):
        query = f"{{ interventions({field.format(**outside)}) {{ totalCount }} }}"
        assert answered(query, viewer)["data"]["interventions"]["totalCount"] == 0
    for field in ("donor: {organization}", "organization: {organization}"):
        query = f"{{ projects({field.format(**outside)}) {{ totalCount }} }}"
        assert answered(query, viewer)["data"]["projects"]["totalCount"] == 0
    assert Need.select().count() == 3
