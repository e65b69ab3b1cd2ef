"""Whether an answer that a portal already has is still good: an ETag over all that the answer depends on.

    schema + numbers of all tables + who asks, and what they may see + language + today + the question + its media type

The ETags are weak: they say that two answers mean the same, however compressed. They are made before the
answer is read, so a change in between makes the next question miss, never hit an old answer.
"""

from collections.abc import Mapping
from hashlib import blake2b

import orjson
from flask import Request, Response

from api.http.authentication import Caller
from tansiq.platform import clock


def etag_of(schema: str, stamps: Mapping[str, int], caller: Caller, asked: bytes, media: str) -> str:
    """The ETag, without quotes, of the answer to `asked` (the bytes of a question) in a media type.

    Portals of the same limits are told different things of themselves, and so is one with two tokens.
    """
    # Which legal status holds, and what is ongoing, is told by the day.
    day = clock.today().isoformat()
    viewer = caller.viewer
    whose = [caller.client.id if caller.client else None, caller.token.id if caller.token else None, viewer.scope]
    facts = [schema, sorted(stamps.items()), whose, viewer.language, day, media]
    return digest(orjson.dumps(facts) + asked)


def digest(content: bytes) -> str:
    """A short hash of these bytes."""
    return blake2b(content, digest_size=16).hexdigest()


def is_held(request: Request, etag: str) -> bool:
    """Whether the caller holds the answer with this ETag (If-None-Match)."""
    return request.if_none_match.contains_weak(etag)


def set_etag(response: Response, etag: str) -> Response:
    """Let the caller keep the answer, and ask each time whether it is still good."""
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
