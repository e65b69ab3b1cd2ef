"""What is kept from one question to the next changes no answer and carries nothing of whoever asked before: every
question is asked by viewers of one kind with other limits in turn, and again where nothing is kept."""

from typing import Any

import pytest

from tansiq.platform import kept_statements, written
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer
from tests.api.all_questions import all_questions, answered
from tests.api.rows_outside import Facts
from tests.api.selections import text_of
from tests.databases import ENGINES, forget
from tests.people import portal
from tests.register import Register

PLANTED = (987_123_451, 987_123_452, 987_123_453, 987_123_454)
"""Ids of limits that nothing else has."""


def _portals(register: Register, kind: str) -> list[Viewer]:
    """Two of areas, or two of organisations."""
    areas, organizations = register.areas, register.organizations
    first, second, third, fourth = PLANTED
    if kind == "areas":
        return [portal(areas["YE12"].id, first), portal(areas["YE1927"].id, second)]
    limits = ((organizations["NRA"].id, third), (organizations["ADR"].id, fourth))
    return [portal(organization_ids=ids) for ids in limits]


EVERY, SOME = slice(None), slice(None, None, 8)
"""All questions take minutes; a part of them is asked each time."""
QUICK = [("sqlite", "areas", SOME), ("postgres", "organisations", SOME)]
LONG = [(engine, kind, EVERY) for engine in ENGINES for kind in ("areas", "organisations")]


@pytest.mark.parametrize(
    ("database", "kind", "part"),
    [*QUICK, *(pytest.param(*one, marks=pytest.mark.long) for one in LONG)],
    indirect=["database"],
)
def test_kept_texts_change_no_answer_and_hold_nothing_of_a_viewer(
    outside: Facts, register: Register, kind: str, part: slice
) -> None:
    viewers, questions = _portals(register, kind), all_questions(outside)[part]
    kept = [[text_of(answered(query, viewer)) for viewer in viewers] for query in questions]
    assert written._texts._kept
    assert _planted(written._texts) == []
    # Those that narrow by limits are kept for viewers of the same limits alone.
    assert [key for key, value in _planted(kept_statements._texts) if not _marks(value) <= _marks(key)] == []
    for query, told in zip(questions, kept, strict=True):
        assert [_alone(query, viewer) for viewer in viewers] == told, query


def _alone(query: str, viewer: Viewer) -> str:
    """The answer where nothing is kept."""
    forget()
    return text_of(answered(query, viewer))


def _planted(store: LruCache[Any]) -> list[tuple[Any, Any]]:
    """What is kept of somebody's limits: its keys, and the texts with the values that are bound in them always."""
    kept = [(key, value) for key, (_, value) in store._kept.items()]
    return [(key, value) for key, value in kept if _marks(key) | _marks(value)]


def _marks(kept: object) -> set[int]:
    return {planted for planted in PLANTED if str(planted) in repr(kept)}
