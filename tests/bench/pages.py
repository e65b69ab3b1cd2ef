"""A page of interventions through the whole Flask application, three ways, each paying the same for Flask.

/graphql    planned: the program itself
/walked     the same question walked by graphql-core over model instances
/database   one statement that builds the JSON in the database
/empty      nothing: what Flask alone takes

The same page is also asked of an application that keeps whole answers, as all do unless the bench says otherwise.
"""

from collections.abc import Callable

import orjson
from flask import Flask, Response

from tansiq.policy.viewer import Viewer
from tests.bench.asking import PAGE, application, asking
from tests.bench.measuring import side_by_side
from tests.bench.page import database_json, walked
from tests.bench.report import AT_LEAST, AT_MOST, Finding

READER = Viewer(face="GRAPHQL")
MORE_THAN_WALKED = 12
AGAINST_THE_DATABASE = {"sqlite": 1.5, "postgres": 1.0}
"""How many times as long as the database itself the program may take."""
OF_AN_EMPTY_ROUTE, KEPT_OF_AN_EMPTY_ROUTE = 0.26, 0.64
"""Shares of the requests a second that a route answers which does nothing: read anew, and while nothing changes."""


def pages(kind: str, address: str, rows: int) -> list[Finding]:
    """Requests a second of the program beside both other ways."""
    app, keeping = application(address), application(address, kept_answers_mb=32)
    app.add_url_rule("/empty", view_func=lambda: json_response(b"{}"), endpoint="empty")
    app.add_url_rule("/walked", view_func=lambda: json_response(walked(READER)), endpoint="walked")
    app.add_url_rule("/database", view_func=lambda: json_response(database_json(READER)), endpoint="database")
    ways: dict[str, Callable[[], bytes]] = {
        "planned": asking(app, PAGE),
        "walked": getting(app, "/walked"),
        "database": getting(app, "/database"),
    }
    check_equal(ways)
    ways |= {"kept": asking(keeping, PAGE), "empty": getting(app, "/empty")}
    speed = {name: 1 / seconds for name, seconds in side_by_side(ways).items()}
    ours = speed["planned"]
    walked_by, theirs = speed["walked"], speed["database"]
    beside = (kind, rows, "/s", ours)
    most = AGAINST_THE_DATABASE[kind]
    return [
        Finding("page, planned to walked", *beside, walked_by, ours / walked_by, AT_LEAST, MORE_THAN_WALKED),
        Finding("page, time to the database's own JSON", *beside, theirs, theirs / ours, AT_MOST, most),
        _to_an_empty_route("page", kind, rows, (ours, speed["empty"]), OF_AN_EMPTY_ROUTE),
        _to_an_empty_route("page, kept", kind, rows, (speed["kept"], speed["empty"]), KEPT_OF_AN_EMPTY_ROUTE),
    ]


def _to_an_empty_route(name: str, kind: str, rows: int, speed: tuple[float, float], target: float) -> Finding:
    """Requests a second to those of a route that does nothing."""
    ours, empty = speed
    return Finding(f"{name}, to an empty route", kind, rows, "/s", ours, empty, ours / empty, AT_LEAST, target)


def json_response(body: bytes) -> Response:
    """A response that is this JSON."""
    return Response(body, content_type="application/json; charset=utf-8")


def getting(app: Flask, path: str) -> Callable[[], bytes]:
    """A call that asks for the path and returns the body of the answer."""
    client = app.test_client()

    def get() -> bytes:
        answered: bytes = client.get(path).data
        return answered

    return get


def check_equal(ways: dict[str, Callable[[], bytes]]) -> None:
    """Raise ValueError where the ways do not give the same page: then a ratio would say nothing."""
    answers = {name: orjson.loads(way()) for name, way in ways.items()}
    ours = answers["planned"]["data"]
    for name in ("walked", "database"):
        if answers[name] != ours:
            raise ValueError(f"the page {name} differs from the page planned")
