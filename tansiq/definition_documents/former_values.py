"""What definitions without a key said once, as the history tells: an office may have changed them since."""

from typing import Any, TypeVar

import orjson

from tansiq.models import HistoryEntry, Record
from tansiq.models.data_stamps import table_name

R = TypeVar("R", bound=Record)


def rows_that_had(model: type[R], *columns: str) -> dict[str, list[R]]:
    """By text: the rows of a table in which it stood in one of these columns at any time, archived ones too."""
    entry: Any = HistoryEntry
    told = entry.select(entry.record_id, entry.changes).where(entry.record_type == table_name(model))
    rows = {row.id: row for row in model.select()}
    found: dict[str, dict[int, R]] = {}
    for row_id, changes in told.order_by(entry.id).tuples():
        for column in columns:
            for text in filter(None, orjson.loads(changes).get(column, ())):
                if row_id in rows:
                    found.setdefault(str(text), {})[row_id] = rows[row_id]
    return {text: list(by_id.values()) for text, by_id in found.items()}
