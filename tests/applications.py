"""The whole application for tests: made once for each set of settings, and given to each test as if it were new."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import Flask

from app import create_app
from tansiq.platform.database import db, use
from tansiq.platform.settings import Settings, read_settings
from tansiq.starting import start


def application(**overrides: Any) -> Flask:
    """The application with these settings, as if nobody had asked it anything yet, on the database in use."""
    settings = _settings(**overrides)
    with _database_kept():
        app = _made(settings)
        start(settings)
    for limiter in app.extensions["limiter"]:
        limiter.reset()
    return app


def own_application(**overrides: Any) -> Flask:
    """An application made anew, for who adds to it or describes more kinds of records, on the database in use."""
    with _database_kept():
        return create_app(_settings(**overrides))


def _settings(**overrides: Any) -> Settings:
    return read_settings(environment="test", database_url="sqlite:///:memory:", **overrides)


@contextmanager
def _database_kept() -> Iterator[None]:
    """An application puts its own database in use as it is made, and a test may ask for one when it has begun."""
    in_use = db.obj
    yield
    if in_use is not None:
        use(in_use)


@cache
def _made(settings: Settings) -> Flask:
    return create_app(settings)
