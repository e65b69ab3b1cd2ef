"""The whole application for tests: made once for each set of settings, and given to each test as if it were new."""

from functools import cache
from typing import Any

from flask import Flask
from peewee import Database

from app import create_app
from tansiq.platform.database import use
from tansiq.platform.settings import Settings, read_settings
from tansiq.starting import start


def application(**overrides: Any) -> Flask:
    """The application with these settings; making it may have put a database of its own in use."""
    return _made(read_settings(environment="test", database_url="sqlite:///:memory:", **overrides))


def application_on(database: Database, **overrides: Any) -> Flask:
    """The application with these settings on the database of the test, as if nobody had asked it anything yet."""
    app = application(**overrides)
    start(app.config["TANSIQ"])
    use(database)
    for limiter in app.extensions["limiter"]:
        limiter.reset()
    return app


@cache
def _made(settings: Settings) -> Flask:
    return create_app(settings)
