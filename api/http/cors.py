"""Pages of other sites that ask from a browser: which origins are let read an answer.

A browser asks first, without the token (OPTIONS): it is answered for every origin that any client names. The answer
itself is let through only to the origins of the very client that asked, and to those of the setting where nobody
is known. Cookies are never allowed along.
"""

from flask import Request, Response

from api.http.authentication import Caller
from tansiq.accounts import portals
from tansiq.platform.settings import Settings

EVERYBODY = "*"
ALLOWED_HEADERS = "Authorization, Content-Type, Accept, Accept-Language, If-None-Match, X-Request-Id"
EXPOSED_HEADERS = (
    "ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Cost, Content-Language, Content-Disposition, "
    "X-Request-Id"
)
MAX_AGE = "600"


def is_preflight(request: Request) -> bool:
    """Whether a browser asks if a page of another site may ask."""
    return request.method == "OPTIONS"


def preflight(request: Request, settings: Settings) -> Response:
    """The answer to a browser that asks first."""
    response = Response(status=204)
    if _may_be_allowed(request, settings):
        _allow(response, request.headers["Origin"])
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response.headers["Access-Control-Max-Age"] = MAX_AGE
    return response


def add_headers(response: Response, request: Request, caller: Caller | None, settings: Settings) -> Response:
    """The answer, readable by the page that asked if its origin is allowed.

    Without a `caller` it is a refusal before anybody was known, such as TOKEN_INVALID, which tells nothing of the
    register: the page that sent an expired token must be able to read that it did.
    """
    if "Origin" not in request.headers:
        return response
    origin = request.headers["Origin"]
    if caller is None:
        is_allowed = _may_be_allowed(request, settings)
    elif caller.client is None:
        is_allowed = _is_open(origin, settings)
    else:
        is_allowed = origin in caller.client.allowed_origins
    if is_allowed:
        _allow(response, origin)
        response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    return response


def _may_be_allowed(request: Request, settings: Settings) -> bool:
    origin = request.headers.get("Origin", "")
    return bool(origin) and (_is_open(origin, settings) or portals.is_allowed_somewhere(origin))


def _is_open(origin: str, settings: Settings) -> bool:
    return settings.anonymous_access and not {EVERYBODY, origin}.isdisjoint(settings.anonymous_origins)


def _allow(response: Response, origin: str) -> None:
    response.headers["Access-Control-Allow-Origin"] = origin
