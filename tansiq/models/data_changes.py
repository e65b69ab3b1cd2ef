"""What each step of a stamp changed: the copies of columns read it to keep in step (tansiq/copied_columns).

    a change of intervention 7   site +1   DataChange("site", 12, {"intervention": [7]})
    a sheet of 20,000 rows       site +1   DataChange("site", 13, None)    too many to name: read everything anew

A step is written in the transaction that counts it, while that holds the stamp: the numbers follow each other as the
transactions were committed, without a gap.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping

import orjson

from tansiq.models.history import DataChange, DataVersion

FOLLOWED = frozenset({"area", "intervention", "need", "site"})
"""The tables whose steps are told."""
MOST_ROWS = 5_000
"""Rows that one step names; whoever follows reads everything anew after a larger one."""
KEPT = 20_000
"""Steps of each table that are kept; whoever is further behind reads everything anew."""
EVERY = 1_000
"""How many steps are made before the oldest are let go."""

Rows = Mapping[str, Collection[int]]
"""Ids by the name of their table."""


class Changes(dict[str, dict[str, set[int]] | None]):
    """By followed table, the rows from whose changes its own follow; None where it may be any."""

    def add(self, names: Iterable[str], rows: Rows | None) -> None:
        """Tell that the tables `names` changed with these rows."""
        for name in FOLLOWED.intersection(names):
            known = self.setdefault(name, {})
            if rows is None or known is None:
                self[name] = None
                continue
            for table, ids in rows.items():
                known.setdefault(table, set()).update(ids)

    def add_all(self, others: "Changes") -> None:
        """Tell all that others tell."""
        for name, rows in others.items():
            self.add([name], rows)

    def write(self, name: str) -> None:
        """Tell the step that the stamp of `name` has just made; part of the same transaction."""
        write_step(name, self.get(name))


def write_step(name: str, rows: Rows | None) -> None:
    """Write what the present number of a stamp stands for; nothing where that is told already."""
    told = None if rows is None or sum(map(len, rows.values())) > MOST_ROWS else orjson.dumps(_sorted(rows)).decode()
    number = DataVersion.select(DataVersion.number).where(DataVersion.name == name).scalar() or 0
    step = DataChange.insert(name=name, number=number, mark=secrets.token_hex(8), rows=told)
    step.on_conflict_ignore().execute()
    if number % EVERY == 0:
        DataChange.delete().where(DataChange.name == name, DataChange.number <= number - KEPT).execute()


def _sorted(rows: Rows) -> dict[str, list[int]]:
    return {table: sorted(ids) for table, ids in rows.items()}
