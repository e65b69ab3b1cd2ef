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

from tansiq.models.record import now
from tansiq.policy.viewer import Viewer


def mark(schema: str, stamps: Mapping[str, int], viewer: Viewer, asked: bytes, media: str) -> str:
    """The ETag, without quotes, of the answer to `asked` (the bytes of a question) in a media type."""
    today = date.today().isoformat()  # noqa: DTZ011  "Ongoing" is told by the server's own day.
    # A legal status is told by the day in UTC.
    days = [today, now().date().isoformat()]
    facts = [schema, sorted(stamps.items()), viewer.scope, viewer.language, days, media]
    return digest(orjson.dumps(facts) + asked)


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
