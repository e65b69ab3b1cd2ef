"""Kept texts of statements: what is asked is what Peewee would have asked, with the values of this very question."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from peewee import JOIN, SQL, Case, Expression, Select, Value, fn

from tansiq.models import Area, Intervention, Organization, Site
from tansiq.platform import written as kept
from tansiq.platform.database import db
from tests.register import Register

work = Intervention
here, there, nameless = Site.alias("here"), Site.alias("there"), Site.alias()
OLD = date(2026, 3, 1)


def _of_sites(table: Any = Site, number: int = 3) -> Any:
    return table.select(table.intervention).where(table.id > number)


def _twice(rows: Any) -> Any:
    """The same statement in two places."""
    return work.id.in_(rows) | work.project.in_(rows)


CONDITIONS: dict[str, Callable[[], Any]] = {
    "a value": lambda: work.id > 7,
    "a value that a column converts": lambda: work.starts_on >= OLD,
    "a value before the column": lambda: Expression(7, "<", work.id),
    "several values": lambda: work.status.in_(["ONGOING", "PLANNED"]),
    "more values": lambda: work.status.in_({"ONGOING", "PLANNED", "COMPLETED"}),
    "a lack": work.archived_at.is_null,
    "no lack": lambda: work.archived_at.is_null(False),
    "a flag and a value": lambda: work.is_published & (work.id == 9),
    "one or the other": lambda: (work.id == 9) | work.starts_on.is_null(),
    "a denial": lambda: ~(work.id == 9),
    "between two": lambda: work.starts_on.between(OLD, date(2026, 4, 1)),
    "written parts": lambda: SQL("id IN (8, 9)") & (work.status == "ONGOING"),
    "written parts with values": lambda: SQL("id > ?", (8,)) & (work.id < 12),
    "a part of a text": lambda: work.search.contains("wat%er"),
    "another part of a text": lambda: work.search.contains("water"),
    "a function": lambda: fn.LENGTH(work.search) > 5,
    "a function of a value": lambda: work.title_en == fn.LOWER("WELLS"),
    "a value within a function that converts nothing": lambda: work.starts_on == fn.MAX(OLD, Value(OLD)),
    "a value that is not converted": lambda: work.starts_on == Value("2026-03-01", converter=False),
    "a value of another kind": lambda: work.starts_on.cast("TEXT") == "2026-03-01",
    "a case": lambda: Case(None, [(work.id == 3, 1), (work.status == "ONGOING", 2)], 4) > 1,
    "a case of a column": lambda: Case(work.status, [("ONGOING", 1)]) > 1,
    "a statement within": lambda: work.id.in_(_of_sites()),
    "no statement within": lambda: work.id.not_in(_of_sites()),
    "a statement over an alias within": lambda: work.id.in_(_of_sites(here)),
    "whether there is any": lambda: fn.EXISTS(_of_sites().where(Site.intervention == work.id)),
    "whether there is any by an alias": lambda: fn.EXISTS(_of_sites(here).where(here.intervention == work.id)),
    "two aliases": lambda: work.id.in_(_of_sites(here)) & work.id.in_(_of_sites(there)),
    "one alias twice": lambda: work.id.in_(_of_sites(here)) & work.id.in_(_of_sites(here)),
    "aliases of one name": lambda: _twice(_of_sites(Site.alias("here"))) & work.id.in_(_of_sites(Site.alias("here"))),
    "nameless aliases": lambda: work.id.in_(_of_sites(Site.alias())) & work.id.in_(_of_sites(Site.alias())),
    "a nameless alias twice": lambda: _twice(_of_sites(nameless)) & work.id.in_(_of_sites(nameless)),
    "nameless aliases twice": lambda: _twice(_of_sites(nameless)) & work.id.in_(_of_sites(Site.alias())),
    "one statement twice": lambda: _twice(_of_sites()),
    "statements of each other": lambda: work.id.in_(_of_sites().where(Site.area.in_(Area.select().where(Area.id > 2)))),
    "several statements joined": lambda: work.id.in_(_of_sites() | _of_sites(here)),
    "several statements one after another": lambda: work.id.in_(_of_sites() + _of_sites(here) + _of_sites()),
}
LEFT_TO_PEEWEE: dict[str, Callable[[], Any]] = {
    "no values": lambda: work.status.in_([]),
    "a key by a row": lambda: work.organization == Organization(id=5),
    "nothing to compare with": lambda: Expression(work.id, ">", None),
    "statements joined in an order": lambda: work.id.in_((_of_sites() | _of_sites(here)).order_by(SQL("1")).limit(3)),
}
site_count = fn.COUNT(Site.id).alias("sites")
listed = Site.select(Site.intervention, site_count).group_by(Site.intervention).alias("listed")
QUERIES: dict[str, Callable[[], Any]] = {
    "all columns": work.select,
    "nothing but rows": lambda: work.select(SQL("1")).limit(1),
    "rows behind others": lambda: work.select(work.id).limit(5).offset(20),
    "rows once": lambda: work.select(work.status).distinct(),
    "an order with its way": lambda: work.select(work.id).order_by(work.starts_on.desc(), work.id),
    "another order": lambda: work.select(work.id).order_by(work.starts_on, work.id.desc()),
    "an alias": lambda: here.select(here.id).where(here.id > 3),
    "joined tables": lambda: work.select(work.id, Organization.name_ar).join(Organization),
    "tables joined where there is one": lambda: work.select(work.id).join(Organization, JOIN.LEFT_OUTER),
    "a joined alias": lambda: work.select(work.id).join(here, on=(here.intervention == work.id) & (here.id > 3)),
    "groups": lambda: Site.select(Site.intervention, site_count).group_by(Site.intervention),
    "some groups": lambda: Site.select(Site.area, site_count).group_by(Site.area).having(fn.COUNT(Site.id) > 1),
    "the order of what is counted": lambda: Site.select(Site.area, site_count).group_by(Site.area).order_by(site_count),
    "a value": lambda: work.select(work.id, Value(3).alias("three")),
    "a filtered sum": lambda: Site.select(fn.SUM(Site.targeted).filter(Site.id > 3)),
    "a counted statement": lambda: Select([listed], [fn.COUNT(listed.c.sites)]),
    "a joined statement": lambda: work.select(work.id, listed.c.sites).join(
        listed, on=(listed.c.intervention_id == work.id)
    ),
}


def _asked(name: str) -> Any:
    if name in QUERIES:
        return QUERIES[name]()
    condition = (CONDITIONS | LEFT_TO_PEEWEE)[name]()
    return work.select(work.id, work.title_en).where(condition).order_by(work.starts_on.desc(), work.id).limit(4)


def _written(query: Any) -> tuple[str, list[Any]]:
    return kept.written(query, db)


def _by_peewee(query: Any) -> tuple[str, list[Any]]:
    text, values = db.get_sql_context().sql(query).query()
    return text, list(values)


@pytest.mark.parametrize("name", [*CONDITIONS, *LEFT_TO_PEEWEE, *QUERIES])
def test_text_and_values_are_those_that_peewee_writes(register: Register, name: str) -> None:
    for _ in range(2):
        assert _written(_asked(name)) == _by_peewee(_asked(name))


@pytest.mark.parametrize("name", [*CONDITIONS, *QUERIES])
def test_a_statement_of_one_shape_is_put_together_once(register: Register, name: str) -> None:
    text, values = _written(_asked(name))
    assert [value for _, value in kept._texts._kept.values()] == [text]
    assert [_written(_asked(name)), _written(_asked(name))] == [(text, values)] * 2
    assert len(kept._texts._kept) == 1


def test_values_are_those_of_each_question(register: Register) -> None:
    for number, row_id in ((3, 9), (4, 11)):
        query = work.select(work.id).where(work.id.in_(_of_sites(number=number)), work.id < row_id).limit(number)
        assert _written(query) == _by_peewee(query)
        assert _written(query)[1] == [number, row_id, number]
    assert len(kept._texts._kept) == 1


def test_no_two_shapes_share_a_text(register: Register) -> None:
    queries = [_asked(name) for name in [*CONDITIONS, *QUERIES]]
    texts = {_by_peewee(query)[0] for query in queries}
    for query in queries * 2:
        assert _written(query) == _by_peewee(query)
    assert len(kept._texts._kept) == len({_written(query)[0] for query in queries}) == len(texts)


@pytest.mark.parametrize("name", LEFT_TO_PEEWEE)
def test_what_has_no_shape_is_not_kept(register: Register, name: str) -> None:
    _written(_asked(name))
    assert not kept._texts._kept


def test_whatever_is_asked_of_the_database_is_asked_with_a_kept_text(register: Register) -> None:
    for number in (3, 4):
        assert not list(work.select(work.id).where(work.id > number).tuples())
    [text] = [value for _, value in kept._texts._kept.values()]
    assert text == work.select(work.id).where(work.id > 3).sql()[0]
