"""Looking for a folded word within folded text: the quickest way that each database has without an extension.

Measured over 1,000,000 titles for a rare word: PostgreSQL 0.22 s by strpos, 0.37 by LIKE, 0.99 by ILIKE; SQLite
0.29 s by LIKE, 0.34 by instr.
"""

import sqlite3
import unicodedata
from typing import Any

from peewee import SQL, fn

from tansiq.language.arabic import LETTERS, fold
from tansiq.platform.database import db, is_postgres

LONGEST_SEARCH = 300
"""Letters of a search that are read: SQLite compares with no pattern of 50,000."""
MOST_WORDS = 20
"""Words of a search that are looked for; each is one more comparison of every name."""


def holds(text: Any, word: str) -> Any:
    """The SQL condition that the column `text`, folded by `arabic.search_text`, holds the folded `word`."""
    return fn.strpos(text, word) > 0 if is_postgres() else text.contains(word)


def folded(text: Any) -> Any:
    """The column `text`, which nobody folded beforehand, folded by the database as `arabic.fold` does, but for
    punctuation: for lists that are not long."""
    if is_postgres():
        return _levelled(fn.lower(fn.normalize(_levelled(text), _NFKD)))
    _teach_to_fold(db.connection())
    return fn.folded(text)


def _levelled(text: Any) -> Any:
    return fn.translate(text, _FROM, _TO)


def _teach_to_fold(connection: sqlite3.Connection) -> None:
    """SQLite has no fold of its own; a connection keeps what it was taught."""
    try:
        connection.execute("SELECT folded('')")
    except sqlite3.OperationalError:
        connection.create_function("folded", 1, fold, deterministic=True)


_NFKD = SQL("NFKD")
_MARKS = "".join(letter for letter in map(chr, range(0x300, 0x6F0)) if unicodedata.combining(letter))
_KEPT = {chr(letter): to for letter, to in LETTERS.items() if to}
_DROPPED = [chr(letter) for letter, to in LETTERS.items() if not to]
_FROM = "".join([*_KEPT, *_DROPPED, *_MARKS])
_TO = "".join(_KEPT.values())
