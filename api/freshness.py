"""Whether an answer that a portal already has is still good: a mark over all that the answer depends on.

    schema + numbers of all tables + what the viewer may see + language + today + the question + its media type

The marks are weak: they say that two answers mean the same, however compressed. They are taken before the
answer is read, so a change in between makes the next question miss, never hit an old answer.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import blake2b

import orjson
from flask import Request, Response

from tansiq.viewer import Viewer


def mark(schema: str, stamps: Mapping[str, int], viewer: Viewer, asked: bytes, media: str) -> str:
    """The ETag, without quotes, of the answer to `asked` (the bytes of a question) in a media type."""
    today = date.today().isoformat()  # noqa: DTZ011  "Ongoing" is told by the server's own day.
    facts = [schema, sorted(stamps.items()), viewer.scope, viewer.language, today, media]
    return digest(orjson.dumps(facts, default=_plain) + asked)


def _plain(value: object) -> list[int | str]:
    """Sets, of ids or of scopes, in an order of their own."""
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"A scope holds no {type(value).__name__}.")


def digest(content: bytes) -> str:
    """A short mark of these bytes."""
    return blake2b(content, digest_size=16).hexdigest()


def has(request: Request, etag: str) -> bool:
    """Whether the caller holds the answer with this mark (If-None-Match)."""
    return request.if_none_match.contains_weak(etag)


def label(response: Response, etag: str) -> Response:
    """Let the caller keep the answer, and ask each time whether it is still good."""
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
