"""Kept texts of statements: what is asked is what Peewee would have asked, with the values of this very question."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from peewee import SQL, fn

from api.planner import written as kept
from api.planner.written import written
from tansiq.models import Intervention, Organization, Site
from tests.register import Register

work = Intervention

SHAPED: dict[str, Callable[[], Any]] = {
    "nothing": list,
    "a value": lambda: [work.id > 7],
    "a value that a column converts": lambda: [work.starts_on >= date(2026, 3, 1)],
    "several values": lambda: [work.status.in_(["ONGOING", "PLANNED"])],
    "more values": lambda: [work.status.in_(["ONGOING", "PLANNED", "COMPLETED"])],
    "no values": lambda: [work.status.in_([])],
    "a lack": lambda: [work.archived_at.is_null()],
    "no lack": lambda: [work.archived_at.is_null(False)],
    "a flag and a value": lambda: [work.is_published & (work.id == 9)],
    "one or the other": lambda: [(work.id == 9) | work.starts_on.is_null()],
    "written parts": lambda: [SQL("id IN (8, 9)"), work.status == "ONGOING"],
}
OTHERS: dict[str, Callable[[], Any]] = {
    "a part of a text": lambda: [work.search.contains("wat%er")],
    "a key by a row": lambda: [work.organization == Organization(id=5)],
    "a statement within": lambda: [work.id.in_(Site.select(Site.intervention).where(Site.id > 3))],
    "a function": lambda: [fn.LENGTH(work.search) > 5],
    "a denial": lambda: [~(work.id == 9)],
    "nothing to compare with": lambda: [work.id > None],
}
EVERY = SHAPED | OTHERS


def _query(name: str) -> Any:
    conditions = EVERY[name]()
    query = work.select(work.id, work.title_en)
    return (query.where(*conditions) if conditions else query).order_by(work.starts_on.desc(), work.id).limit(4)


@pytest.mark.parametrize("name", EVERY)
def test_text_and_values_are_those_that_peewee_writes(register: Register, name: str) -> None:
    for _ in range(2):
        text, values = _query(name).sql()
        assert written(_query(name)) == (text, list(values))


@pytest.mark.parametrize("name", SHAPED)
def test_a_statement_of_one_shape_is_put_together_once(register: Register, name: str) -> None:
    text, values = written(_query(name))
    [kept_text] = [value for _, value in kept._texts._kept.values()]
    assert kept_text == text
    assert [written(_query(name)), written(_query(name).limit(9))] == [(text, values), (text, [*values[:-1], 9])]
    assert len(kept._texts._kept) == 1


def test_no_two_shapes_share_a_text(register: Register) -> None:
    queries = [_query(name) for name in SHAPED]
    texts = {query.sql()[0] for query in queries}
    for query in queries:
        written(query)
    assert len(kept._texts._kept) == len(texts) == len(SHAPED)
    assert written(work.select(work.id).order_by(work.id)) != written(work.select(work.id).order_by(work.id.desc()))


def test_a_statement_about_another_table_or_an_alias_is_never_taken_for_one_about_this(register: Register) -> None:
    other = work.alias("other")
    for query in (work.select(work.id), Site.select(Site.id), other.select(other.id), work.select(work.id).distinct()):
        text, values = query.sql()
        assert written(query) == (text, list(values))
