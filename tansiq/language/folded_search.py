"""Looking for a folded word within folded text: the quickest way that each database has without an extension.

Measured over 1,000,000 titles for a rare word: PostgreSQL 0.22 s by strpos, 0.37 by LIKE, 0.99 by ILIKE; SQLite
0.29 s by LIKE, 0.34 by instr.
"""

from typing import Any

from peewee import fn

from tansiq.platform.database import is_postgres

LONGEST_SEARCH = 300
"""Letters of a search that are read: SQLite compares with no pattern of 50,000."""
MOST_WORDS = 20
"""Words of a search that are looked for; each is one more comparison of every name."""


def holds(text: Any, word: str) -> Any:
    """The SQL condition that the column `text`, folded by `arabic.search_text`, holds the folded `word`."""
    return fn.strpos(text, word) > 0 if is_postgres() else text.contains(word)
