"""What an HTTP request asks: a document, its variables, the operation meant, and the form of the answer.

    POST application/json     {"query": "...", "variables": {...}, "operationName": "..."}
    GET                       ?query=...&variables={...}&operationName=...      queries alone; answers can be cached

Cookies are not read: a page of another site gains nothing by sending a reader's session along.
"""

import re
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from api.http.limits import MOST_BYTES
from api.http.refusals import refuse
from tansiq.language.words import DEFAULT_LANGUAGE, LANGUAGES

STRICT = "application/graphql-response+json"
PLAIN = "application/json"
_ZERO = re.compile(rb"\x00|\\u0000|\\u\{0+\}")


@dataclass(frozen=True)
class Asked:
    """One question as it came. `raw` holds all its bytes: equal bytes ask the same."""

    document: str
    variables: dict[str, Any]
    operation_name: str | None
    raw: bytes


def spoken_to(request: Request) -> str:
    """The language of the answer, "ar" or "en", by Accept-Language; Arabic where it says neither."""
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def is_safe(request: Request) -> bool:
    """Whether the request may only read: GET, or HEAD, its answer without the body."""
    return request.method in {"GET", "HEAD"}


def wants_page(request: Request) -> bool:
    """Whether this is a person with a browser who asked nothing yet."""
    asks_nothing = is_safe(request) and "query" not in request.args
    return asks_nothing and request.accept_mimetypes.best_match([STRICT, PLAIN, "text/html"]) == "text/html"


def answered_as(request: Request) -> str:
    """The media type of the answer. Raises Refused(NOT_ACCEPTABLE).

    Browsers show application/json and offer the other one for saving.
    """
    accepted = request.accept_mimetypes
    if "text/html" in accepted.values():
        return PLAIN
    if not accepted:
        return STRICT
    found = accepted.best_match([STRICT, PLAIN])
    if found is None:
        raise refuse("NOT_ACCEPTABLE")
    return found


def read(request: Request) -> Asked:
    """The question in this request. Raises Refused: TOO_LONG, UNSUPPORTED, BAD_JSON, BAD_CHARACTER, BAD_REQUEST."""
    if is_safe(request):
        return _from_address(request)
    if request.method != "POST":
        raise refuse("METHOD_NOT_ALLOWED")
    if request.mimetype != PLAIN or request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise refuse("UNSUPPORTED")
    raw = _body(request)
    return _asked(_json(raw), raw)


def _body(request: Request) -> bytes:
    request.max_content_length = MOST_BYTES
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise refuse("TOO_LONG", most=MOST_BYTES) from None


def _from_address(request: Request) -> Asked:
    raw = request.query_string
    if len(raw) > MOST_BYTES:
        raise refuse("TOO_LONG", most=MOST_BYTES)
    given: dict[str, Any] = request.args.to_dict()
    if given.get("variables"):
        given["variables"] = _json(given["variables"].encode())
    return _asked(given, raw)


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise refuse("BAD_JSON") from None


def _asked(given: Any, raw: bytes) -> Asked:
    """The parts of a question, each of its kind. A list of questions is not one question."""
    if not isinstance(given, dict):
        raise refuse("BAD_REQUEST")
    if _ZERO.search(raw) or b"%00" in raw:
        raise refuse("BAD_CHARACTER")
    document, variables, name = given.get("query"), given.get("variables") or {}, given.get("operationName") or None
    if not isinstance(document, str) or not document.strip():
        raise refuse("BAD_REQUEST")
    if not isinstance(variables, dict) or not isinstance(name, str | None):
        raise refuse("BAD_REQUEST")
    return Asked(document, variables, name, raw)
