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

from api.http.query_limits import MOST_BYTES
from api.refusals import refuse
from tansiq.language.words import DEFAULT_LANGUAGE, LANGUAGES

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
_NUL = re.compile(rb"\x00|\\u0000|\\u\{0+\}")


@dataclass(frozen=True)
class GraphQLRequest:
    """One question as it came. `raw` holds all its bytes: equal bytes ask the same."""

    document: str
    variables: dict[str, Any]
    operation_name: str | None
    raw: bytes


def language_of(request: Request) -> str:
    """The language of the answer by Accept-Language; Arabic where it names none that is spoken here."""
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def is_safe(request: Request) -> bool:
    """Whether the request may only read: GET, or HEAD, its answer without the body."""
    return request.method in {"GET", "HEAD"}


def wants_page(request: Request) -> bool:
    """Whether this is a person with a browser who asked nothing yet."""
    asks_nothing = is_safe(request) and "query" not in request.args
    return asks_nothing and request.accept_mimetypes.best_match([GRAPHQL_RESPONSE, JSON, "text/html"]) == "text/html"


def media_type_of(request: Request) -> str:
    """The media type of the answer. Raises Refused(NOT_ACCEPTABLE).

    Browsers show application/json and offer the other one for saving.
    """
    accepted = request.accept_mimetypes
    if "text/html" in accepted.values():
        return JSON
    if not accepted:
        return GRAPHQL_RESPONSE
    found = accepted.best_match([GRAPHQL_RESPONSE, JSON])
    if found is None:
        raise refuse("NOT_ACCEPTABLE")
    return found


def read(request: Request) -> GraphQLRequest:
    """The question in this request. Raises Refused: TOO_LONG, UNSUPPORTED, BAD_JSON, BAD_CHARACTER, BAD_REQUEST."""
    if is_safe(request):
        return _from_address(request)
    if request.method != "POST":
        raise refuse("METHOD_NOT_ALLOWED")
    if request.mimetype != JSON or request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise refuse("UNSUPPORTED")
    raw = _body(request)
    return _checked(_json(raw), raw)


def _body(request: Request) -> bytes:
    request.max_content_length = MOST_BYTES
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise refuse("TOO_LONG", most=MOST_BYTES) from None


def _from_address(request: Request) -> GraphQLRequest:
    raw = request.query_string
    if len(raw) > MOST_BYTES:
        raise refuse("TOO_LONG", most=MOST_BYTES)
    given: dict[str, Any] = request.args.to_dict()
    if given.get("variables"):
        given["variables"] = _json(given["variables"].encode())
    return _checked(given, raw)


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise refuse("BAD_JSON") from None


def _checked(given: Any, raw: bytes) -> GraphQLRequest:
    """The parts of a question, each of its kind. A list of questions is not one question."""
    if not isinstance(given, dict):
        raise refuse("BAD_REQUEST")
    if _NUL.search(raw) or b"%00" in raw:
        raise refuse("BAD_CHARACTER")
    document, variables, name = given.get("query"), given.get("variables") or {}, given.get("operationName") or None
    if not isinstance(document, str) or not document.strip():
        raise refuse("BAD_REQUEST")
    if not isinstance(variables, dict) or not isinstance(name, str | None):
        raise refuse("BAD_REQUEST")
    return GraphQLRequest(document, variables, name, raw)
