r"""The endpoint: an HTTP request in, a GraphQL answer out.

    who asks -> read the request -> find its document -> may it cost that -> has the caller the answer -> is it kept
        \              \                   \                     \                                   execute <-'
         `--------------`-------------------`---------------------`--> a refusal: code, sentence, numbers <-'

What a question costs is counted before it is executed, and a heavy one waits for its turn. An answer that the caller
has already counts as one question; one that is kept here counts as it would without, as nobody can tell which are.
"""

from collections.abc import Iterable
from contextlib import nullcontext, suppress
from typing import Any

import orjson
import strawberry
from flask import Request, Response, g
from graphql import ExecutionResult, OperationType, execute_sync
from peewee import DatabaseError

from api.context import Context
from api.http import cors, etags, graphql_request
from api.http.authentication import Authentication, Caller, has_misplaced_token
from api.http.document_cache import Document, InvalidDocument
from api.http.files import file_answer
from api.http.graphql_request import GraphQLRequest
from api.http.heavy_questions import HeavyQuestions
from api.http.kept_answers import KeptAnswers
from api.http.landing_page import landing_page
from api.http.rate_limits import RateLimits
from api.http.served import Live, Served, ServedSchemas
from api.refusals import error_entries, refuse, status_of
from api.types.about import demo_notice
from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.platform.database import is_passing
from tansiq.platform.settings import Settings
from tansiq.records.transactions import again


class Endpoint:
    """Answers questions about one schema, and what is defined beside."""

    def __init__(
        self, schema: strawberry.Schema, settings: Settings, rates: RateLimits, live: Live | None = None
    ) -> None:
        self.schemas = ServedSchemas(schema, live)
        self.settings = settings
        self.rates = rates
        self.heavy = HeavyQuestions()
        self.kept = KeptAnswers(settings.kept_answers_mb)
        self.authentication = Authentication(settings, rates)

    def answer(self, request: Request) -> Response:
        """The answer to one request, in the language it asks for; a person without a question gets a page."""
        language = graphql_request.language_of(request)
        with speaking(language):
            if cors.is_preflight(request):
                return _labelled(cors.preflight(request, self.settings), language)
            if graphql_request.wants_page(request) and not has_misplaced_token(request):
                return _labelled(self._page(), language)
            return _labelled(self._answer(request, language), language)

    def accident(self, request: Request, error: Exception) -> Response:
        """The answer where something failed around the endpoint: masked, and told to the log."""
        language = graphql_request.language_of(request)
        with speaking(language):
            return _labelled(_refused(_entries([error]), graphql_request.JSON), language)

    def schema_as_text(self, request: Request) -> Response:
        """The schema in GraphQL's own notation; it changes with the program and with what the ministry defines."""
        served = self.schemas.now(Context(settings=self.settings))
        if etags.is_held(request, served.version):
            return etags.set_etag(Response(status=304), served.version)
        return etags.set_etag(Response(served.printed, mimetype="text/plain"), served.version)

    def file(self, request: Request, number: int) -> Response:
        """A file that a row holds; it counts as one question."""
        language, caller = graphql_request.language_of(request), None
        with speaking(language):
            if cors.is_preflight(request):
                return _labelled(cors.preflight(request, self.settings), language)
            try:
                caller = self.authentication.caller(request, language)
                response = file_answer(caller, number)
            except Refused as refusal:
                response = _refused(_entries([refusal]), graphql_request.JSON)
                response.status_code = 404 if refusal.code == "NOT_FOUND" else response.status_code
            return _labelled(cors.add_headers(response, request, caller, self.settings), language)

    def _page(self) -> Response:
        settings = self.settings
        return landing_page(settings.anonymous_access, settings.anonymous_requests_a_minute, demo_notice(settings))

    def _answer(self, request: Request, language: str) -> Response:
        media, caller = graphql_request.JSON, None
        try:
            media = graphql_request.media_type_of(request)
            caller = self.authentication.caller(request, language)
            response = self._executed(request, caller, media)
        except InvalidDocument as invalid:
            response = _refused(_entries(invalid.errors), media)
        except Exception as error:
            response = _refused(_entries([error]), media)
        if caller is not None:
            response.headers["RateLimit-Limit"] = str(caller.budget.most)
            response.headers["RateLimit-Remaining"] = str(self.rates.left(caller.budget))
        return cors.add_headers(response, request, caller, self.settings)

    def _executed(self, request: Request, caller: Caller, media: str) -> Response:
        asked = graphql_request.read(request)
        context = Context(caller.viewer, self.settings, caller.client, caller.token, request.remote_addr)
        served = self.schemas.answering(asked.document, context)
        document = served.documents.read(asked.document)
        operation = document.operation(asked.operation_name)
        is_query = operation.operation is OperationType.QUERY
        if not is_query and graphql_request.is_safe(request):
            raise refuse("METHOD_NOT_ALLOWED")
        share = caller.budget.share(document.check_cost(served.core, operation, asked.variables))
        # What changes something is carried out each time it is sent.
        etag = etags.etag_of(served.version, context.stamps, caller, asked.raw, media) if is_query else ""
        if is_query and etags.is_held(request, etag):
            return etags.set_etag(Response(status=304), etag)
        # One was counted when it was known who asks.
        self.rates.count(caller.budget, share - 1)
        response = self._kept(etag, media)
        if response is None:
            with self.heavy.turn(caller.budget.key) if share > 1 else nullcontext():
                result = self._carried_out(served, document, asked, context)
            response = self._rendered(result, media, etag)
        response.headers["RateLimit-Cost"] = str(share)
        return response

    def _kept(self, etag: str, media: str) -> Response | None:
        """The answer with this ETag as it was given before; None where it is not kept."""
        body = self.kept.find(etag) if etag else None
        return None if body is None else self._to_be_held(_response(body, media), etag)

    def _to_be_held(self, response: Response, etag: str) -> Response:
        self.kept.pack_once(etag)
        return etags.set_etag(response, etag)

    def _carried_out(
        self, served: Served, document: Document, asked: GraphQLRequest, context: Context
    ) -> ExecutionResult:
        """The result; what the database took back for the sake of another change is carried out once more."""
        results: list[ExecutionResult] = []

        def carry_out() -> None:
            results.append(self._execute(served, document, asked, context))
            for error in results[-1].errors or ():
                if error.original_error is not None and is_passing(error.original_error):
                    raise error.original_error

        with suppress(DatabaseError):
            again(carry_out)
        return results[-1]

    def _execute(self, served: Served, document: Document, asked: GraphQLRequest, context: Context) -> ExecutionResult:
        return execute_sync(
            served.core,
            document.node,
            context_value=context,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            executor_class=served.schema.execution_context_class,
        )

    def _rendered(self, result: ExecutionResult, media: str, etag: str) -> Response:
        errors = _entries(result.errors or ())
        if result.data is None and not any(error.path for error in result.errors or ()):
            return _refused(errors, media)
        answer: dict[str, Any] = {"errors": errors} if errors else {}
        answer["data"] = result.data
        if notice := demo_notice(self.settings):
            answer["extensions"] = {"notice": notice}
        response = _json(answer, media)
        if errors or not etag:
            return response
        self.kept.keep(etag, response.get_data())
        return self._to_be_held(response, etag)


def _labelled(response: Response, language: str) -> Response:
    response.headers["Content-Language"] = language
    response.headers["Allow"] = "GET, POST, OPTIONS"
    response.headers["Vary"] = "Accept, Accept-Language, Accept-Encoding, Authorization, Origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _refused(errors: list[dict[str, Any]], media: str) -> Response:
    """The answer to a request of which nothing was executed."""
    code = errors[0]["extensions"]["code"]
    response = _json({"errors": errors}, media)
    response.status_code = status_of(code, media == graphql_request.GRAPHQL_RESPONSE)
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = _challenge(code)
    if wait := errors[0]["extensions"].get("retryAfter"):
        response.headers["Retry-After"] = str(wait)
    return response


def _challenge(code: str) -> str:
    """How to be let in: a Bearer token (RFC 6750)."""
    return 'Bearer realm="tansiq"' + (', error="invalid_token"' if code == "TOKEN_INVALID" else "")


def _json(answer: dict[str, Any], media: str) -> Response:
    return _response(orjson.dumps(answer), media)


def _response(body: bytes, media: str) -> Response:
    response = Response(body, content_type=f"{media}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _entries(errors: Iterable[Exception]) -> list[dict[str, Any]]:
    """What is told of these errors; of accidents only the id under which the log tells of this request."""
    request_id = str(g.get("request_id", "-"))
    return [entry for error in errors for entry in error_entries(error, request_id)]
