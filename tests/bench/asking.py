"""Questions put to the whole application, as a portal puts them, over one of the generated databases."""

from collections.abc import Callable
from typing import Any

import orjson
from flask import Flask

from app import create_app
from tansiq.platform.settings import Settings

PAGE = """
query Page { interventions(within: "YE", first: 100, status: [ONGOING]) { edges { node { id title status startsOn endsOn
  organization { id name kind } sector { code name }
  sites { area { pcode name parent { pcode name } } peopleTargeted peopleReached } } } } }
"""
COVERAGE = """
query Coverage { coverage(within: "YE", level: DISTRICT, by: [SECTOR], period: {from: "2026-01-01", to: "2026-12-31"}) {
  totals { organizationCount peopleInNeed peopleTargeted peopleReached coverageRatio }
  cells { area { pcode name nameEn } sector { code name } state organizationCount plannedCount ongoingCount
    completedCount peopleInNeed peopleTargeted peopleReached coverageRatio reachedOfNeedRatio gap unmetNeed
    severity } } }
"""


def application(address: str) -> Flask:
    """The application over this database, as it runs in production but for its log."""
    return create_app(Settings(environment="test", database_url=address, log_level="ERROR"))


def asking(app: Flask, query: str) -> Callable[[], bytes]:
    """A call that puts the question and returns the body of the answer. Raises ValueError on errors in it."""
    client = app.test_client()
    body = orjson.dumps({"query": query})

    def ask() -> bytes:
        answered: bytes = client.post("/graphql", data=body, content_type="application/json").data
        return answered

    answer: dict[str, Any] = orjson.loads(ask())
    if "errors" in answer:
        raise ValueError(answer["errors"])
    return ask
