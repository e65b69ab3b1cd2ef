"""A question of the bench is answered each time, or its time is not told."""

import orjson
import pytest
from flask import Flask, Response

from tests.bench.asking import asking

DATA, REFUSED = {"data": {"ok": True}}, {"errors": [{"message": "Wait."}]}


def answering(*answers: tuple[int, object]) -> Flask:
    """An application that gives these answers, one after the other."""
    app, left = Flask(__name__), iter(answers)

    @app.post("/graphql")
    def answer() -> Response:
        status, told = next(left)
        return Response(orjson.dumps(told), status)

    return app


def test_a_question_with_errors_is_not_measured() -> None:
    with pytest.raises(ValueError, match="Wait"):
        asking(answering((200, REFUSED)), "{ ok }")


def test_a_question_that_is_refused_later_is_not_measured() -> None:
    ask = asking(answering((200, DATA), (200, DATA), (429, REFUSED)), "{ ok }")
    assert orjson.loads(ask()) == DATA
    with pytest.raises(ValueError, match="Wait"):
        ask()
