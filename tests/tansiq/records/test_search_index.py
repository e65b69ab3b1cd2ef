"""The index finds what comparing every row finds, however rows were written, and whatever of it was taken in so far."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.language.arabic import fold
from tansiq.language.folded_search import holds
from tansiq.models import Demand, Entry, Intervention, Organization, Project, Record, SearchDue, SearchPiece
from tansiq.models.data_stamps import table_name
from tansiq.platform.background import Order
from tansiq.platform.database import db
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes, search_index, undoing
from tests.definitions import record_type
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told

WORDS = (
    "مياه",
    "المياه",
    "مُؤسَّسة",
    "عبد الله",
    "خنفر",
    "wells",
    "Wells",
    "sewerage",
    "well",
    "İzmir",
    "7777",
    "في",
    "o",
)
TITLES = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
SOUGHT = st.lists(st.sampled_from((*WORDS, "عبدالله", "ياه", "age", "elsse", "tq", "zzz")), min_size=1, max_size=3)
ACTS = ("enter", "enter many", "change", "change many", "archive", "restore", "merge", "undo", "take in", "build")
DEEDS = st.lists(st.tuples(st.sampled_from(ACTS), TITLES, TITLES), min_size=1, max_size=8)


class _Doing:
    """Deeds over interventions, each in a batch of its own, as pages, imports and the worker do them."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.batch: Any = None
        register.intervention("NRA", title_ar="حفر آبار خنفر")
        register.intervention("ADR", title_en="Wells of Khanfar")

    def do(self, act: str, arabic: str, english: str) -> None:
        """One deed with these titles."""
        if act in {"take in", "build"}:
            return self._index(act)
        if act == "undo":
            return self._undo()
        self.batch = undoing.begin_batch(SALMA, "CHANGE", act)
        doer, rows = SALMA.within(self.batch.id), list(Intervention.select().order_by(Intervention.id))
        titles = {"title_ar": arabic or "عمل", "title_en": english}
        deeds: dict[str, Callable[[], object]] = {
            "enter": lambda: changes.save(doer, self._new(rows[0], titles)),
            "enter many": lambda: bulk.enter(doer, [self._new(rows[0], titles) for _ in range(3)]),
            "change": lambda: changes.save(doer, _titled(rows[-1], titles)),
            "change many": lambda: _change(doer, rows, titles),
            "archive": lambda: changes.archive(doer, next((r for r in rows if r.archived_at is None), rows[0])),
            "restore": lambda: bulk.restore(doer, [r for r in rows if r.archived_at is not None]),
            "merge": lambda: _merge(doer, rows[0].organization_id, rows[1].organization_id),
        }
        with changes.together():
            deeds[act]()
        return None

    def _new(self, like: Intervention, titles: dict[str, str]) -> Intervention:
        return Intervention(
            organization=like.organization_id, sector=like.sector_id, starts_on=like.starts_on, **titles
        )

    def _index(self, act: str) -> None:
        if act == "build":
            search_index.build(table_name(Intervention))
        else:
            search_index.take_in_due()

    def _undo(self) -> None:
        if self.batch is not None:
            self.batch = undoing.undo(SALMA, self.batch).batch


def _titled(row: Intervention, titles: dict[str, str]) -> Intervention:
    for name, text in titles.items():
        setattr(row, name, text)
    return row


def _change(doer: Any, rows: list[Intervention], titles: dict[str, str]) -> None:
    before = [row.values() for row in rows]
    bulk.change(doer, [_titled(row, titles) for row in rows], before)


def _merge(doer: Any, organization_id: int, into: int) -> None:
    row = Organization.get_by_id(organization_id)
    row.canonical = into
    changes.save(doer, row)


def _found(condition: Any) -> list[int]:
    return sorted(
        row_id for (row_id,) in iter(Intervention.select(Intervention.id).where(condition).tuples().execute())
    )


def _plainly(words: list[str]) -> Any:
    return reduce(and_, [holds(Intervention.search, word) for word in words])


@given(deeds=DEEDS, sought=st.lists(SOUGHT, min_size=1, max_size=4))
def test_the_index_finds_what_comparing_every_row_finds(
    register: Register, deeds: list[tuple[str, str, str]], sought: list[list[str]]
) -> None:
    # What the register remembers of organisations must not be rolled back under it.
    for acronym in ("NRA", "ADR"):
        register.organization(acronym)
    with db.atomic() as transaction:
        doing = _Doing(register)
        for deed in deeds:
            doing.do(*deed)
            for typed in sought:
                words = fold(" ".join(typed)).split()
                assert _found(search_index.holding(Intervention, words)) == _found(_plainly(words)), deed
        transaction.rollback()


def _asked(register: Register) -> dict[str, Any]:
    """What a demand needs beside its title."""
    place = {"area": register.areas["YE1211"].id, "sector": register.sectors["WSH"].id}
    return {**place, "raised_on": date(2026, 3, 1), "raised_by": "EXECUTIVE_OFFICE"}


def _of_each(register: Register) -> list[Record]:
    """A stored row of every table that is indexed."""
    kind = record_type("well", has_area=False, has_organization=False)
    made: list[Record] = [
        register.intervention("NRA", title_en="Deep wells"),
        changes.save(SALMA, Entry(record_type=kind.id)),
        changes.save(SALMA, Project(title_en="Deep wells")),
        register.item(register.plan(), "Deep wells"),
        changes.save(SALMA, Demand(title_en="Deep wells", **_asked(register))),
    ]
    assert [type(row) for row in made] == list(search_index.INDEXED)
    return made


def test_each_table_tells_what_is_written_in_it_and_nothing_else(register: Register) -> None:
    rows = _of_each(register)
    names = {(table_name(type(row)), row.id) for row in rows}
    due = list(iter(SearchDue.select(SearchDue.record_table, SearchDue.row_id).tuples().execute()))
    assert names <= set(due)
    search_index.take_in_due()
    for table in search_index.INDEXED:
        each: Any = table
        each.update(archived_at=None, search=each.search).execute()
    assert not SearchDue.select().exists(), "names stayed as they were"
    for name, row_id in sorted(names):
        db.execute_sql(f'UPDATE "{name}" SET search = {db.param} WHERE id = {db.param}', ("other words", row_id))
    due = list(iter(SearchDue.select(SearchDue.record_table, SearchDue.row_id).tuples().execute()))
    assert sorted(due) == sorted(names)


def test_words_are_looked_up_and_few_rows_compared(register: Register) -> None:
    rows = [register.intervention("NRA", title_en=f"Wells {n}") for n in range(3)]
    search_index.take_in_due()
    with told() as statements:
        assert _found(search_index.holding(Intervention, ["wells", "1"])) == [rows[1].id]
    assert any('"search_piece"' in text for text in statements)
    assert [row_id in statements[-1] for row_id in ("json_each", "ANY")].count(True) == 1


@pytest.mark.parametrize("words", [["12"], ["in", "o"]])
def test_words_of_less_than_three_letters_are_compared_with_every_row(register: Register, words: list[str]) -> None:
    register.intervention("NRA", title_en="In 12 wells")
    with told() as statements:
        assert len(_found(search_index.holding(Intervention, words))) == (words == ["12"])
    assert len(statements) == 1


def test_a_frequent_word_is_compared_with_every_row(register: Register) -> None:
    like = register.intervention("NRA", title_en="Wells")
    facts = {**like.__data__, "search": "wells"}
    del facts["id"]
    many = [{**facts, "record_id": f"X-{n}"} for n in range(search_index.FEW + 1)]
    bulk.insert(Intervention, many)
    assert len(_found(search_index.holding(Intervention, ["wells"]))) == len(many) + 1, "all of them are due"
    search_index.take_in_due()
    with told() as statements:
        assert len(_found(search_index.holding(Intervention, ["wells"]))) == len(many) + 1
    assert not any(sign in statements[-1] for sign in ("json_each", "ANY"))
    assert len(_found(search_index.holding(Intervention, ["wells", "nowhere"]))) == 0


def test_a_hidden_row_is_found_by_those_alone_who_may_see_it(register: Register) -> None:
    row = register.intervention("NRA", title_en="Sewerage of Khanfar", is_published=False)
    for _ in range(2):
        words = search_index.holding(Intervention, ["sewerage", "khanfar"])
        assert list(visible(Intervention, SALMA).where(words)) == [row]
        assert not visible(Intervention, NOBODY).where(words).exists()
        search_index.take_in_due()


def test_tables_without_an_index_are_searched_as_ever(register: Register) -> None:
    row = register.organization("NRA", name_en="Ahmad Relief")
    with told() as statements:
        assert [one.id for one in Organization.select().where(search_index.holding(Organization, ["relief"]))] == [
            row.id
        ]
    assert len(statements) == 1


@pytest.mark.parametrize(("ended", "is_due"), [("", False), ("time", True)])
def test_the_worker_takes_in_what_is_due(register: Register, ended: str, is_due: bool) -> None:
    register.intervention("NRA", title_en="Wells")
    search_index.JOBS["search_index"](Order("search_index", ended=ended), lambda _stage, _count: None)
    assert (SearchDue.select().exists(), SearchPiece.select().exists()) == (is_due, not is_due)


def test_an_index_that_is_built_anew_forgets_what_names_no_longer_hold(register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    search_index.take_in_due()
    Intervention.update(search="roads").where(Intervention.id == row.id).execute()
    search_index.build(table_name(Intervention))
    known = [piece for (piece,) in iter(SearchPiece.select(SearchPiece.piece).tuples().execute())]
    assert sorted(known) == ["ads", "oad", "roa"]
