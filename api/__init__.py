"""The GraphQL face: portals read here."""

import strawberry
from flask import Blueprint, Flask, Response, request

from tansiq.platform.settings import Settings

FACE = "graphql"
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""All are heard, so that the wrong ones get an answer that says what to do."""


def install(app: Flask, settings: Settings, schema: strawberry.Schema | None = None) -> None:
    """Add the endpoint /graphql, and its schema as text at /graphql/schema, to the application."""
    from api.http.endpoint import Endpoint
    from api.http.rate_limits import RateLimits
    from api.live.schema import live

    _answer_first(app)
    endpoint = Endpoint(
        schema or _schema(), settings, RateLimits(app, settings.limits_url), live if schema is None else None
    )
    face = Blueprint(FACE, __name__, template_folder="templates")

    @face.route("/graphql", methods=METHODS, provide_automatic_options=False)
    def graphql() -> Response:
        """The answer to one question, or the page of the endpoint."""
        return endpoint.answer(request)

    @face.get("/graphql/schema")
    def schema_as_text() -> Response:
        """All types, fields and arguments with their descriptions."""
        return endpoint.schema_as_text(request)

    @face.route("/files/<int:number>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def file(number: int) -> Response:
        """A file that a row holds by a field of the ministry's own."""
        return endpoint.file(request, number)

    @face.errorhandler(Exception)
    def accident(error: Exception) -> Response:
        """Whatever went wrong before the question was read, such as a database that does not answer."""
        return endpoint.accident(request, error)

    app.register_blueprint(face)


def _answer_first(app: Flask) -> None:
    """Answer portals before anything that is installed later is asked, above all what signs people in: no answer of
    the endpoint depends on it."""

    @app.before_request
    def answer() -> Response | None:
        if request.blueprint != FACE or request.endpoint is None:
            return None
        return app.make_response(app.ensure_sync(app.view_functions[request.endpoint])(**request.view_args or {}))


def _schema() -> strawberry.Schema:
    from api.schema import built

    return built()
