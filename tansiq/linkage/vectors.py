"""The pairs that meet, and how each of them compares: splink on DuckDB."""

import duckdb
import pyarrow
from splink import DuckDBAPI, Linker
from splink.internals.splink_dataframe import SplinkDataFrame

from tansiq.linkage.comparison import LEVELS, settings
from tansiq.linkage.meetings import IS_CROWDED

COMPARED = tuple(LEVELS)
_CHUNK = 250_000
"""Entries whose pairs are compared at one go."""


def compared(prepared: pyarrow.Table, connection: duckdb.DuckDBPyConnection) -> int:
    """Make the table `pair` of `connection`: one row a pair, with `id_l`, `id_r` and a level for each comparison.

    Returns how many entries were not compared by one of their keys, as too many share it (`meetings.MOST_BY_ONE_KEY`).
    A connection serves one list at a time.
    """
    connection.register("entries_as_given", prepared)
    connection.execute("create or replace table entry as select * from entries_as_given")
    connection.unregister("entries_as_given")
    connection.execute("drop table if exists pair")
    api = DuckDBAPI(connection)
    linker = Linker(api.register("entry"), settings())
    chunks = len(prepared) // _CHUNK + 1
    for chunk in range(1, chunks + 1):
        _append(linker.inference.predict_chunk(left_chunk=(chunk, chunks), right_chunk=(1, 1)), connection)
    return sum(prepared[IS_CROWDED].to_pylist())


def _append(met: SplinkDataFrame, connection: duckdb.DuckDBPyConnection) -> None:
    """Only the levels are kept of what splink carries along, so that memory holds one chunk of it at most."""
    levels = ", ".join(f"(round(mw_{name}) - 1)::tinyint as {name}" for name in COMPARED)
    chosen = f"select id_l, id_r, {levels} from {met.physical_name}"
    connection.execute(f"create table if not exists pair as {chosen} limit 0")
    connection.execute(f"insert into pair {chosen}")
    met.drop_table_from_database_and_remove_from_cache()
