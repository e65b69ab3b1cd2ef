"""What is kept from one question to the next changes no answer and carries nothing of whoever asked before: every
question is asked by viewers of one kind with other limits in turn, and again where nothing is kept."""

import pytest

from api.planner import written
from tansiq.platform import kept_statements
from tansiq.policy.viewer import Viewer
from tests.api.all_questions import all_questions, answered
from tests.api.rows_outside import Facts
from tests.api.selections import text_of
from tests.databases import forget
from tests.people import portal
from tests.register import Register

PLANTED = (987_123_451, 987_123_452, 987_123_453, 987_123_454)
"""Ids of limits that nothing else has."""


def _portals(register: Register) -> list[Viewer]:
    """Two of areas, and two of organisations."""
    areas, organizations = register.areas, register.organizations
    first, second, third, fourth = PLANTED
    return [
        portal(areas["YE12"].id, first),
        portal(areas["YE1927"].id, second),
        portal(organization_ids=(organizations["NRA"].id, third)),
        portal(organization_ids=(organizations["ADR"].id, fourth)),
    ]


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)], indirect=True)
def test_kept_texts_change_no_answer_and_hold_nothing_of_a_viewer(outside: Facts, register: Register) -> None:
    viewers, questions = _portals(register), all_questions(outside)
    kept = [[text_of(answered(query, viewer)) for viewer in viewers] for query in questions]
    texts = _kept_texts()
    assert len(texts) > 10
    assert not [text for text in texts if any(str(planted) in text for planted in PLANTED)]
    for query, told in zip(questions, kept, strict=True):
        assert [_alone(query, viewer) for viewer in viewers] == told, query


def _alone(query: str, viewer: Viewer) -> str:
    """The answer where nothing is kept."""
    forget()
    return text_of(answered(query, viewer))


def _kept_texts() -> list[str]:
    """The texts that are kept with their keys, and the values that are bound in them always."""
    stores = (written._texts, kept_statements._texts)
    return [repr((key, value)) for store in stores for key, (_, value) in store._kept.items()]
