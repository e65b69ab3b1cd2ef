"""What the endpoint answers when it does not answer: a stable code, a sentence, and numbers for machines.

refused on purpose    Refused(Fault) ----------------------.
not valid GraphQL     graphql-core's own errors: BAD_QUERY --+--> {message, locations, path, extensions}
anything else         logged with its traceback, INTERNAL --'
"""

from textwrap import shorten
from typing import Any, NamedTuple

import structlog
from graphql import GraphQLError

from api.field_paths import in_camel_case
from tansiq.expressions.expression_fault import ExpressionFault
from tansiq.faults import Fault, Refused
from tansiq.language.words import N_, say

log = structlog.get_logger("graphql")


class Kind(NamedTuple):
    """One kind of refusal: its sentence, the HTTP status of a request refused for it as a whole, and whether
    HTTP itself was misused: then the status holds for every client, else only for those that accept
    application/graphql-response+json (older clients expect 200 with errors)."""

    sentence: str
    status: int = 400
    is_http: bool = False


EXTENSION_VALUES = frozenset({"found", "most", "scope", "retryAfter"})
"""Values of sentences that are told to machines too."""
MOST_DETAIL = 300
"""Characters of graphql-core's own message, which repeats what was sent."""

REFUSALS = {
    "BAD_REQUEST": Kind(
        N_("Send one JSON object with a text named query; variables is an object and operationName a text."), 400, True
    ),
    "BAD_JSON": Kind(N_("The body is not valid JSON in UTF-8."), 400, True),
    "BAD_CHARACTER": Kind(N_("The request holds a character with the number zero, which no text here has."), 400, True),
    "SIGN_IN_NEEDED": Kind(N_("This register is not open to anonymous readers."), 401, True),
    "TOKEN_INVALID": Kind(
        N_("The token is not valid: it may be mistyped, expired or revoked. Send Authorization: Bearer and the token."),
        401,
        True,
    ),
    "TOKEN_MISPLACED": Kind(
        N_(
            "Send the token in the header Authorization, never in the address or a cookie. "
            "Have this one replaced: it may have been noted on its way."
        ),
        400,
        True,
    ),
    "TOKEN_NEEDED": Kind(N_("Only portals propose. Send a token in the header Authorization."), 401),
    "SCOPE_MISSING": Kind(N_("Your token does not have the scope %(scope)s, which this question needs."), 403),
    "TOO_MANY_REQUESTS": Kind(
        N_(
            "Within a minute %(most)s questions are answered, of which a heavy one counts as several. "
            "Wait as many seconds as Retry-After says."
        ),
        429,
        True,
    ),
    "TOO_BUSY": Kind(
        N_("Too many heavy questions are asked at this moment. Ask again in as many seconds as Retry-After says."),
        429,
        True,
    ),
    "METHOD_NOT_ALLOWED": Kind(N_("Send queries by POST or GET, and everything else by POST."), 405, True),
    "NOT_ACCEPTABLE": Kind(
        N_("Answers are application/graphql-response+json or application/json; accept one of them."), 406, True
    ),
    "TOO_LONG": Kind(N_("The request is longer than %(most)s bytes. Shorten the query or its variables."), 413, True),
    "UNSUPPORTED": Kind(N_("Send the query with Content-Type: application/json."), 415, True),
    "BAD_QUERY": Kind(N_("The query is not valid: %(detail)s")),
    "NO_OPERATION": Kind(N_("Give operationName: the name of one of the operations in the query.")),
    "TOO_MANY_WORDS": Kind(N_("The query has more than %(most)s words and signs. Ask in several shorter queries.")),
    "TOO_DEEP": Kind(
        N_("The query is more than %(most)s levels deep, fragments included. Ask for fewer levels, or in two queries.")
    ),
    "TOO_MANY_FIELDS": Kind(
        N_("The query names %(found)s fields; at most %(most)s are answered. Ask for fewer, or in two queries.")
    ),
    "TOO_MANY_ALIASES": Kind(
        N_("The query renames %(found)s fields; at most %(most)s may be renamed. Ask in several queries.")
    ),
    "TOO_MANY_ROOTS": Kind(
        N_("The query asks %(found)s questions at once; at most %(most)s are answered. Ask in several queries.")
    ),
    "TOO_COSTLY": Kind(
        N_(
            "The answer could hold %(found)s values; at most %(most)s are given at once. "
            "Ask for fewer rows (first), fewer fields or a smaller area."
        ),
    ),
    "INTERNAL": Kind(N_("Something went wrong on our side. Tell us this number: %(request_id)s"), 500, True),
}
"""Every code in `extensions.code` that the endpoint itself gives; questions and records add those of their faults."""


def refuse(code: str, field: str = "", /, **values: Any) -> Refused:
    """The refusal of this kind, its sentence filled from `values`; to be raised."""
    return Refused(Fault(code, field, say(REFUSALS[code].sentence, **values)))


def status_of(code: str, is_strict: bool) -> int:
    """The HTTP status of a request refused as a whole; `is_strict` where the client accepts
    application/graphql-response+json, whose statuses tell of GraphQL errors too."""
    kind = REFUSALS.get(code, REFUSALS["BAD_QUERY"])
    return kind.status if is_strict or kind.is_http else 200


def error_entries(error: Exception, request_id: str) -> list[dict[str, Any]]:
    """The entries for `errors` that one error gives, in the language now spoken."""
    if isinstance(error, Refused):
        return [_entry(fault) for fault in error.faults]
    if not isinstance(error, GraphQLError):
        return [_masked(error, request_id)]
    cause = _cause(error)
    if isinstance(cause, GraphQLError):
        [entry] = error_entries(refuse("BAD_QUERY", detail=shorten(error.message, MOST_DETAIL)), request_id)
        return [{**entry, **_location(error)}]
    return [{**entry, **_location(error)} for entry in error_entries(cause, request_id)]


def _cause(error: GraphQLError) -> Exception:
    """What was really raised while a field was read; before that, a value or a word of the query is at fault."""
    cause: Exception = error
    while error.path and isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _location(error: GraphQLError) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if error.locations:
        place["locations"] = [location.formatted for location in error.locations]
    if error.path:
        place["path"] = error.path
    return place


def _entry(fault: Fault) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": fault.code}
    if fault.field:
        extensions["field"] = in_camel_case(fault.field)
    if isinstance(fault, ExpressionFault):
        extensions["column"] = fault.column
    numbers = {name: value for name, value in fault.sentence.values.items() if name in EXTENSION_VALUES}
    return {"message": str(fault), "extensions": extensions | numbers}


def _masked(error: BaseException, request_id: str) -> dict[str, Any]:
    """An accident: all of it into the log, nothing of it to the caller."""
    log.error("accident", exc_info=error)
    [entry] = error_entries(refuse("INTERNAL", request_id=request_id), request_id)
    return {**entry, "extensions": {**entry["extensions"], "requestId": request_id}}
