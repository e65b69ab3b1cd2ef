"""Whole answers, kept in memory as they were written: the same question again costs the database one short statement.

    ETag of the answer  ->  its bytes as JSON, and packed as the caller takes them (br, gzip)

An answer is kept under its ETag (etags.py), which holds all that it depends on: who asks and what they may see, the
numbers of all tables, the day, the language, the question. So nobody is given the answer of another, and whatever
changes is told at the next question. They are bounded by the memory they take; the least recently used give way.
"""

from flask import Request, g

from tansiq.platform.database import db
from tansiq.platform.lru import LruCache

MEGABYTE = 1_000_000
BESIDE = 1_000
"""Bytes that keeping an answer takes beside its own: many small ones must not take many times what was allowed."""


def _weight(body: bytes) -> int:
    return BESIDE + len(body)


class KeptAnswers:
    """The answers of one endpoint; of `megabytes` 0 it keeps none."""

    def __init__(self, megabytes: int) -> None:
        self._bodies: LruCache[bytes] = LruCache(megabytes * MEGABYTE, weigh=_weight)

    def find(self, etag: str, packing: str = "") -> bytes | None:
        """The bytes of an answer, as JSON or in a packing; None where they are not kept."""
        return self._bodies.find((db.obj, etag, packing))

    def keep(self, etag: str, body: bytes, packing: str = "") -> None:
        """Keep the bytes of an answer, if there is room for them."""
        self._bodies.keep((db.obj, etag, packing), body)

    def pack_once(self, etag: str) -> None:
        """Let what packs the response of this request look here first."""
        g.packed_answer = (self, etag)


class PackedAnswers:
    """Where Flask-Compress keeps what it packed: answers of the endpoint alone, each with the others of its ETag."""

    def get(self, packing: str) -> bytes | None:
        """What the answer to this request becomes in a packing; None where that is not kept."""
        answers, etag = g.get("packed_answer", (None, ""))
        return answers.find(etag, packing) if answers else None

    def set(self, packing: str, body: bytes) -> None:
        """Keep what the answer to this request became in a packing."""
        answers, etag = g.get("packed_answer", (None, ""))
        if answers:
            answers.keep(etag, body, packing)


def no_more(_request: Request) -> str:
    """What Flask-Compress adds to the name of a packing: nothing, as the request itself knows its answer."""
    return ""
