"""The whole application for tests: made once for each set of settings, and given to each test as if it were new."""

from functools import cache
from typing import Any

from flask import Flask

from app import create_app
from tansiq.platform.database import db, use
from tansiq.platform.settings import Settings, read_settings
from tansiq.starting import start


def application(**overrides: Any) -> Flask:
    """The application with these settings, as if nobody had asked it anything yet, on the database in use."""
    in_use = db.obj
    settings = read_settings(environment="test", database_url="sqlite:///:memory:", **overrides)
    app = _made(settings)
    start(settings)
    for limiter in app.extensions["limiter"]:
        limiter.reset()
    if in_use is not None:
        use(in_use)
    return app


@cache
def _made(settings: Settings) -> Flask:
    return create_app(settings)
