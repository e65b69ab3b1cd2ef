"""A portal that asks the endpoint over HTTP, and counts what its questions cost the database."""

import json
import logging
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

STRICT = "application/graphql-response+json"


class _Listener(logging.Handler):
    """Collects every statement Peewee runs."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(str(record.msg[0]))


@dataclass
class Portal:
    """One portal. It reads English unless told otherwise; `statements` are those of its last question."""

    client: FlaskClient
    statements: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "en", "Accept": STRICT})

    def ask(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> TestResponse:
        """The response to a query sent as JSON by POST."""
        asked = json.dumps({"query": query, "variables": variables})
        return self.send("POST", data=asked, content_type="application/json", headers=headers)

    def send(self, method: str, headers: dict[str, str] | None = None, **options: Any) -> TestResponse:
        """The response to any request to /graphql."""
        self.statements.clear()
        listener, log = _Listener(self.statements), logging.getLogger("peewee")
        log.addHandler(listener)
        before = log.level
        log.setLevel(logging.DEBUG)
        try:
            return self.client.open("/graphql", method=method, headers={**self.headers, **(headers or {})}, **options)
        finally:
            log.setLevel(before)
            log.removeHandler(listener)

    def data(self, query: str, **variables: Any) -> Any:
        """The data of an answer that holds no error."""
        answer = body(self.ask(query, **variables))
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def codes(self, query: str, **variables: Any) -> list[str]:
        """The codes of the errors in the answer."""
        answer = body(self.ask(query, **variables))
        return [error["extensions"]["code"] for error in answer.get("errors", ())]


def body(response: TestResponse) -> Any:
    """The JSON of a response."""
    return orjson.loads(response.data)
