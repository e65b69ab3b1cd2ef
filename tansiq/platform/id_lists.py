"""Many ids in one parameter, so that a statement has the same text however many they are; and many digests."""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SQL

from tansiq.platform.database import is_postgres


def among(key: Any, listed: Any) -> Any:
    """The condition that `key` is one of the ids in `listed`, a text made by `id_list`."""
    if is_postgres():
        return key == SQL("ANY(%s::int[])", [listed])
    return key.in_(SQL("(SELECT value FROM json_each(?))", [listed]))


def among_digests(key: Any, digests: Sequence[bytes]) -> Any:
    """The condition that `key` is one of these bytes. They are bound as they are: Peewee makes a thing of each value in
    a list, which takes longer than to look it up."""
    if is_postgres():
        return key == SQL("ANY(%s::bytea[])", [list(digests)])
    return key.in_(SQL(f"({','.join('?' * len(digests))})", digests))


def id_list(ids: Iterable[int]) -> str:
    """The ids as the database in use reads them."""
    text = ",".join(map(str, ids))
    return f"{{{text}}}" if is_postgres() else f"[{text}]"
