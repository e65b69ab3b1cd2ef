"""Looking for words in the titles of interventions: by the index, beside comparing every title in the same run.

What is measured is the first page of a list of those found, and how many they are, up to the bound of the panel.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from peewee import Select, fn

from admin.panel.paging import EXACT
from tansiq.language.folded_search import holds
from tansiq.models import Intervention, SearchPiece
from tansiq.platform.database import db, open_database, use
from tansiq.records.search_index import holding
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

SHOWN = 26
QUICK = 20.0
"""Milliseconds in which the rows with a rare word are to be there."""
WORDS = {"a word that one has": "bench77777", "a word that few have": "77777", "a word that all have": "تدخل"}


def searches(kind: str, address: str, rows: int) -> list[Finding]:
    """Milliseconds by the index, and as a share of comparing every title; megabytes of the index."""
    use(open_database(address))
    with db.connection_context():
        return [finding for name, word in WORDS.items() for finding in _of_word(name, word, kind, rows)] + [
            Finding("index of names, kept places", kind, rows, "MB", _weight(), None, None, AT_MOST, None)
        ]


def page(word: str, is_indexed: bool = True) -> list[int]:
    """The ids of the newest interventions with a word in their titles: one more than a page shows."""
    rows = Intervention.select(Intervention.id).where(_condition(word, is_indexed), Intervention.archived_at.is_null())
    return [row_id for (row_id,) in iter(rows.order_by(Intervention.id.desc()).limit(SHOWN).tuples().execute())]


def number(word: str, is_indexed: bool = True) -> int:
    """How many they are; those of the panel are not counted further than EXACT."""
    some = Intervention.select(Intervention.id).where(_condition(word, is_indexed)).limit(EXACT).alias("some")
    return int(Select([some], [fn.COUNT(some.c.id)]).scalar(db.obj))


def _condition(word: str, is_indexed: bool) -> Any:
    return holding(Intervention, [word]) if is_indexed else holds(Intervention.search, word)


def _of_word(name: str, word: str, kind: str, rows: int) -> Iterator[Finding]:
    asked: dict[str, Callable[[str, bool], object]] = {"page": page, "count": number}
    for what, way in asked.items():
        taken = side_by_side({"index": partial(way, word, True), "scan": partial(way, word, False)})
        ours, other = taken["index"] * 1000, taken["scan"] * 1000
        yield Finding(f"{what} of {name}, to comparing all", kind, rows, "ms", ours, other, ours / other, AT_MOST, None)
        if word != WORDS["a word that all have"]:
            yield Finding(f"{what} of {name}, within", kind, rows, "ms", ours, None, ours, AT_MOST, QUICK)


def _weight() -> float:
    return float(SearchPiece.select(fn.SUM(fn.LENGTH(SearchPiece.places))).scalar() or 0) / 1_000_000
