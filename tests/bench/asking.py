"""Questions put to the whole application, as a portal puts them, over one of the generated databases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
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


WITHOUT_LIMIT = 1_000_000_000
"""Questions a minute: counted as ever, and never too many."""


def application(address: str, kept_answers_mb: int = 0) -> Flask:
    """The application over this database, as it runs in production but for its log, for how much one may ask, and for
    the answers that it keeps: none, or the same question again would measure nothing."""
    settings = Settings(environment="test", database_url=address, log_level="ERROR", kept_answers_mb=kept_answers_mb)
    return create_app(replace(settings, anonymous_requests_a_minute=WITHOUT_LIMIT))


def asking(app: Flask, query: str, headers: Mapping[str, str] | None = None) -> Callable[[], bytes]:
    """A call that puts the question with these headers and returns the body of the answer.

    Raises ValueError on errors in it, and each time that it is refused: that is quick, and its time would say nothing.
    """
    client = app.test_client()
    body = orjson.dumps({"query": query})

    def ask() -> bytes:
        answered = client.post("/graphql", data=body, content_type="application/json", headers=headers)
        if answered.status_code != 200:
            raise ValueError(answered.data)
        return bytes(answered.data)

    answer: dict[str, Any] = orjson.loads(ask())
    if "errors" in answer:
        raise ValueError(answer["errors"])
    return ask
