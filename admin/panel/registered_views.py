"""The views of the running panel, found by the table they show."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from peewee import Model


def all_views() -> Sequence[Any]:
    """All pages of the panel, in the order in which they were added."""
    views: Sequence[Any] = current_app.extensions["admin"][0]._views
    return views


def view_of_table(model: type[Model]) -> Any:
    """The view of a table; None where the table has no page."""
    return next((view for view in all_views() if getattr(view, "model", None) is model), None)
