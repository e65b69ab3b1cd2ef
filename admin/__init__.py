"""The back office: ministry and district admins edit records here."""

from flask import Flask

from tansiq.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Add the panel at /admin/ and its sign-in to the application."""
