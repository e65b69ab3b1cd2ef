"""The GraphQL face: portals read here."""

from flask import Flask

from tansiq.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Add the endpoint /graphql to the application."""
