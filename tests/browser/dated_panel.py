"""The panel on the day that a story has come to: STORY_DAY names the file in which the day stands."""

import os
from datetime import date
from pathlib import Path

from flask import Flask

import app
from tansiq.platform import clock


def create_app() -> Flask:
    """The application, whose clock goes by the file."""
    file = Path(os.environ["STORY_DAY"])
    clock.today = lambda: date.fromisoformat(file.read_text())
    return app.create_app()
