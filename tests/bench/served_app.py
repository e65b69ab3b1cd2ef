"""The application as gunicorn serves it, with a route beside it that does nothing: what serving alone takes."""

from flask import Flask, Response

import app


def create_app() -> Flask:
    """The application of the environment's settings, and /empty."""
    made = app.create_app()
    made.add_url_rule("/empty", endpoint="empty", view_func=lambda: Response(b"{}", content_type="application/json"))
    return made
