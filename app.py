"""The application: settings, panel, endpoint and command line, put together."""

import gc
import time
import uuid
from contextlib import nullcontext
from copy import deepcopy
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, request, session
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

import admin
import api
from api.http.kept_answers import PackedAnswers, no_more
from tansiq.commands import ALL as COMMANDS
from tansiq.commands import ready
from tansiq.models.data_stamps import held_still
from tansiq.platform import background
from tansiq.platform.database import db, let_go, looked_at
from tansiq.platform.settings import Settings, read_settings
from tansiq.records import migrating
from tansiq.records.transactions import again
from tansiq.starting import start

ROOT = Path(__file__).resolve().parent
READING = ("GET", "HEAD", "OPTIONS")
TEXTS = ("text/html", "text/css", "text/javascript", "text/plain")


class Register(Flask):
    """The application: what somebody sends is carried out once more where the database took it back for the sake of
    another change, as if it had come a moment later. How fresh the tables are is asked once a request."""

    def full_dispatch_request(self) -> Response:
        with held_still():
            return super().full_dispatch_request()

    def dispatch_request(self) -> Any:
        if request.method in READING or request.blueprint == "graphql":
            # The endpoint looks itself after what it carries out, and its answers depend on no session.
            return super().dispatch_request()
        before = deepcopy(dict(session))

        def carry_out() -> Any:
            for file in request.files.values():
                file.stream.seek(0)
            # A session that nothing was done to sets no cookie: it would overwrite what another answer set meanwhile.
            if dict(session) != before:
                session.clear()
                session.update(deepcopy(before))
            return super(Register, self).dispatch_request()

        return again(carry_out)


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """The whole application. Settings come from the environment unless given; raises Misconfigured."""
    settings = settings or read_settings(**overrides)
    start(settings)
    app = Register("tansiq", root_path=str(ROOT), static_folder=None, instance_path=str(ROOT / "instance"))
    app.config.update(SECRET_KEY=settings.secret_key, TANSIQ=settings, TESTING=settings.environment == "test")
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=500)
    app.config.update(COMPRESS_CACHE_KEY=no_more, COMPRESS_CACHE_BACKEND=PackedAnswers)
    app.config["COMPRESS_MIMETYPES"] = [
        *TEXTS,
        "application/json",
        "application/graphql-response+json",
        "image/svg+xml",
    ]
    if settings.proxies:
        near = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    _trace_requests(app)
    _tell_health(app)
    _connect_per_request(app)
    Compress(app)
    api.install(app, settings)
    admin.install(app, settings)
    for command in COMMANDS:
        app.cli.add_command(ready(command))
    if settings.is_production:
        set_apart()
    return app


def set_apart() -> None:
    """Let the garbage collector look no more at what the program is made of, which stays as long as the process.

    Else one request in some hundreds waits until a quarter of a million objects have been looked through.
    """
    gc.collect()
    gc.freeze()


def _connect_per_request(app: Flask) -> None:
    """Only the connection that this request opened is closed with it; tests bring their own."""

    @app.before_request
    def connect() -> None:
        # The endpoint asks for the stamps at once, and a question may be put again; a page would lose what was typed.
        with looked_at() if request.blueprint == "graphql" else nullcontext():
            g.opened_connection = db.connect(reuse_if_open=True)

    @app.teardown_request
    def disconnect(_error: BaseException | None) -> None:
        if g.pop("opened_connection", False) and not db.is_closed():
            db.close()


def _trace_requests(app: Flask) -> None:
    """Every request has an id, taken from the caller's X-Request-Id where it looks like one."""
    log = structlog.get_logger("request")

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if given.isalnum() and len(given) <= 64 else uuid.uuid4().hex
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        milliseconds = round((time.perf_counter() - g.began) * 1000, 1)
        log.info("answered", method=request.method, path=request.path, status=response.status_code, ms=milliseconds)
        return response


def _tell_health(app: Flask) -> None:
    """Answered before anything else is asked, so that no fault elsewhere keeps the answer back."""
    views = {view.__name__: view for view in (healthz, readyz)}
    for name, view in views.items():
        app.get(f"/{name}")(view)

    @app.before_request
    def answer() -> tuple[Response, int] | None:
        view = views.get(request.endpoint or "")
        return view() if view else None


def healthz() -> tuple[Response, int]:
    """The process answers; this says nothing of the database."""
    return jsonify(status="ok"), 200


def readyz() -> tuple[Response, int]:
    """The database answers and has the shape of the models, and orders can be put into the queue."""
    try:
        waiting = _pending()
    except Exception as broken:
        return _not_ready("database unreachable", broken)
    try:
        background.check()
    except Exception as broken:
        return _not_ready("queue unreachable", broken)
    return (jsonify(status="migrations pending", pending=waiting), 503) if waiting else (jsonify(status="ok"), 200)


def _pending() -> list[str]:
    """The migrations that wait, asked in a connection of its own; after a failure none is kept that may be dead."""
    opened = db.connect(reuse_if_open=True)
    try:
        return migrating.pending()
    except Exception:
        if opened:
            let_go()
        raise
    finally:
        if opened and not db.is_closed():
            db.close()


def _not_ready(status: str, broken: Exception) -> tuple[Response, int]:
    structlog.get_logger("ready").warning(status, error=str(broken))
    return jsonify(status=status), 503
