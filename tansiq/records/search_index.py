"""Searching names by an index of pieces of three letters: few rows are compared where a word is rare.

    a name is written -> the database notes the row as due -> the worker takes it in -> bits of its pieces
    words -> rows that have all their pieces, and those due -> few: compared; many, or no word long enough: all are

Whether a row is found is decided by its names alone, as ever: the index may know a row by names that it no longer has.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_
from typing import Any

from peewee import EXCLUDED, Model, chunked

from tansiq import models
from tansiq.language.folded_search import holds
from tansiq.models import SearchDue, SearchPiece
from tansiq.models.data_stamps import table_name
from tansiq.platform.background import Job, Order
from tansiq.platform.database import db, execute_all, one_at_a_time
from tansiq.platform.id_lists import among, id_list
from tansiq.platform.progress import Progress
from tansiq.records.block_places import BLOCK, common_places, with_places

INDEXED: tuple[type[Model], ...] = (
    models.Intervention,
    models.Entry,
    models.Project,
    models.PlanItem,
    models.Demand,
)
"""The tables that may grow long; the database notes what is written in them."""
LENGTH = 3
"""Letters of a piece."""
MOST_PIECES = 30
"""Pieces of a search that are looked up: more hardly narrow it further."""
FEW = 5_000
"""Rows up to which they are fetched by their ids. More are so frequent that a list meets a page of them soon enough."""
AT_ONCE = 1_000
"""Due rows that are taken in within one transaction: on SQLite others wait for it, less than half a second."""
_STATED = 500
"""Rows or pieces that one statement names."""
_NUMBER = 80_080
"""What the transactions wait for that write the index, on PostgreSQL."""


def holding(table: Any, words: Sequence[str]) -> Any:
    """The condition that the folded names of a row of `table` hold each of the folded words; there is at least one."""
    exact = reduce(and_, [holds(table.search, word) for word in words])
    ids = _candidates(table_name(table), words) if table in INDEXED else None
    if ids is None:
        return exact
    # Compared here already: PostgreSQL would take a third of those that may hold the words for found, and rather walk.
    found = table.select(table.id).where(among(table.id, id_list(ids)) & exact).tuples() if ids else []
    return among(table.id, id_list(row_id for (row_id,) in iter(found))) & exact


def build(name: str) -> None:
    """Write the index of a table anew, a block at a time, in one transaction: meanwhile the old one stands."""
    with db.atomic():
        one_at_a_time(_NUMBER)
        SearchPiece.delete().where(SearchPiece.record_table == name).execute()
        SearchDue.delete().where(SearchDue.record_table == name).execute()
        last = db.execute_sql(f'SELECT MAX(id) FROM "{name}"').fetchone()[0]
        text = f'SELECT id, search FROM "{name}" WHERE id >= {db.param} AND id < {db.param}'
        for block in range((last or 0) // BLOCK + 1):
            _add(name, block, db.execute_sql(text, (block * BLOCK, (block + 1) * BLOCK)).fetchall())


def take_in_due() -> int:
    """Bring the index up to what was written; how many rows were due."""
    count = 0
    while taken := _take_in():
        count += taken
    return count


def _candidates(name: str, words: Sequence[str]) -> list[int] | None:
    """The ids of all rows that may hold the words; None where these are too short, or the rows too many.

    Rows that are due are asked first: one that is taken in meanwhile is met among the pieces.
    """
    asked = sorted(_pieces(" ".join(sorted(words, key=len)[-MOST_PIECES:])))[:MOST_PIECES]
    if not asked:
        return None
    rows = SearchDue.select(SearchDue.row_id).where(SearchDue.record_table == name).limit(FEW + 1).tuples()
    found = {row_id for (row_id,) in iter(rows.execute())}
    blocks = _blocks(name, asked) if len(found) <= FEW else []
    for block, held in blocks:
        places = common_places(held, FEW)
        if places is None or len(found) + len(places) > FEW:
            return None
        found.update(block * BLOCK + place for place in places)
    return sorted(found) if len(found) <= FEW else None


def _pieces(text: str) -> set[str]:
    """Every three letters in a row; words hold no spaces, so that no piece has to."""
    pieces = {text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1)}
    return {piece for piece in pieces if " " not in piece}


def _blocks(name: str, pieces: Sequence[str]) -> list[tuple[int, list[bytes]]]:
    """The blocks in which there is a row for each of the pieces, with what is kept of these."""
    is_asked = (SearchPiece.record_table == name) & SearchPiece.piece.in_(pieces)
    rows = SearchPiece.select(SearchPiece.block, SearchPiece.places).where(is_asked).tuples()
    blocks: dict[int, list[bytes]] = {}
    for block, places in iter(rows.execute()):
        blocks.setdefault(block, []).append(bytes(places))
    return [(block, those) for block, those in blocks.items() if len(those) == len(pieces)]


def _take_in() -> int:
    """Take in the rows that have been due longest. One that is written again meanwhile is due once more."""
    if not SearchDue.select(SearchDue.id).limit(1).tuples().first():
        # On SQLite whoever writes would wait for a transaction that has nothing to do.
        return 0
    with db.atomic():
        one_at_a_time(_NUMBER)
        due = list(SearchDue.select().order_by(SearchDue.id).limit(AT_ONCE))
        for name in {one.record_table for one in due}:
            _take_in_rows(name, {one.row_id for one in due if one.record_table == name})
        for piece in chunked([one.id for one in due], _STATED):
            SearchDue.delete().where(SearchDue.id.in_(piece)).execute()
    return len(due)


def _take_in_rows(name: str, ids: set[int]) -> None:
    blocks: dict[int, list[tuple[int, str]]] = {}
    table: Any = next(table for table in INDEXED if table_name(table) == name)
    for piece in chunked(sorted(ids), _STATED):
        for row in iter(table.select(table.id, table.search).where(table.id.in_(piece)).tuples().execute()):
            blocks.setdefault(row[0] // BLOCK, []).append(row)
    for block, rows in blocks.items():
        _add(name, block, rows)


def _add(name: str, block: int, rows: Iterable[tuple[int, str]]) -> None:
    """Set the places of rows of a block for the pieces they have."""
    found: dict[str, array[int]] = {}
    for row_id, text in rows:
        for piece in _pieces(text):
            found.setdefault(piece, array("H")).append(row_id - block * BLOCK)
    for pieces in chunked(sorted(found), _STATED):
        is_asked = (SearchPiece.record_table == name) & (SearchPiece.block == block) & SearchPiece.piece.in_(pieces)
        rows_known = SearchPiece.select(SearchPiece.piece, SearchPiece.places).where(is_asked).tuples()
        known: dict[str, bytes] = dict(iter(rows_known.execute()))
        values = [(piece, with_places(bytes(known.get(piece, b"")), found[piece])) for piece in pieces]
        execute_all(_statement(), [[name, piece, block, kept] for piece, kept in values])


def _statement() -> str:
    columns = [SearchPiece.record_table, SearchPiece.piece, SearchPiece.block, SearchPiece.places]
    first = SearchPiece.insert_many([[""] * len(columns)], fields=columns)
    key = columns[:-1]
    return str(first.on_conflict(conflict_target=key, update={SearchPiece.places: EXCLUDED.places}).sql()[0])


def _look(order: Order, _progress: Progress) -> None:
    """What a round that was stopped had taken in is written; the next one goes on."""
    if not order.ended:
        take_in_due()


JOBS: dict[str, Job] = {"search_index": _look}
"""The jobs by name."""
