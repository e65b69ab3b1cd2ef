"""The application: settings, database, panel, endpoint and command line, put together."""

import logging
import time
import uuid
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, request
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

import admin
import api
from tansiq.commands import ALL as COMMANDS
from tansiq.commands import ready
from tansiq.imports import jobs, uploads
from tansiq.language.words import speak_unasked
from tansiq.platform import background, mailing
from tansiq.platform.database import db, open_database, use
from tansiq.platform.settings import Settings, read_settings
from tansiq.policy.visibility import check_every_table_has_a_rule
from tansiq.records import migrating

ROOT = Path(__file__).resolve().parent
TEXTS = ("text/html", "text/css", "text/javascript", "text/plain")


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """The whole application. Settings come from the environment unless given; raises Misconfigured."""
    settings = settings or read_settings(**overrides)
    check_every_table_has_a_rule()
    app = Flask("tansiq", root_path=str(ROOT), static_folder=None, instance_path=str(ROOT / "instance"))
    app.config.update(SECRET_KEY=settings.secret_key, TANSIQ=settings, TESTING=settings.environment == "test")
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=500)
    app.config["COMPRESS_MIMETYPES"] = [
        *TEXTS,
        "application/json",
        "application/graphql-response+json",
        "image/svg+xml",
    ]
    if settings.proxies:
        near = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    settle(settings)
    _trace_requests(app)
    _connect_per_request(app)
    _tell_health(app)
    Compress(app)
    api.install(app, settings)
    admin.install(app, settings)
    for command in COMMANDS:
        app.cli.add_command(ready(command))
    return app


def settle(settings: Settings) -> None:
    """What this process has one of, by these settings: its language, log, database, queue, uploads and mail."""
    speak_unasked(settings.language)
    _log(settings)
    use(open_database(settings.database_url, pooled=True))
    _prepare_imports(settings)
    mailing.use(_post(settings))


def _log(settings: Settings) -> None:
    """One event a line: readable in development, JSON in production."""
    renderer: Any = structlog.processors.JSONRenderer() if settings.log_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level)),
    )


def _prepare_imports(settings: Settings) -> None:
    """The queue of the worker with its jobs, and the folder of uploads; tests have orders carried out at once."""
    url = background.AT_ONCE if settings.environment == "test" else settings.queue_url
    background.use(background.open_queue(url, jobs.ALL))
    uploads.use(Path(settings.upload_folder), settings.upload_limit_mb)


def _post(settings: Settings) -> mailing.Post:
    """The mail server of the settings; without one, development prints mail and tests keep it."""
    if settings.environment == "test":
        return mailing.Kept()
    if settings.mail_url:
        return mailing.Smtp(settings.mail_url, settings.mail_from)
    return mailing.NoPost() if settings.is_production else mailing.Printed(structlog.get_logger("mail").info)


def _connect_per_request(app: Flask) -> None:
    """Only the connection that this request opened is closed with it; tests bring their own."""

    @app.before_request
    def connect() -> None:
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
    @app.get("/healthz")
    def healthz() -> Response:
        """The process answers."""
        return jsonify(status="ok")

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """The database answers and has the shape of the models."""
        try:
            waiting = migrating.pending()
        except Exception as broken:
            structlog.get_logger("ready").warning("database unreachable", error=str(broken))
            return jsonify(status="database unreachable"), 503
        return (jsonify(status="migrations pending", pending=waiting), 503) if waiting else (jsonify(status="ok"), 200)
