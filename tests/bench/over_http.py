"""A page of interventions over HTTP, served by gunicorn as in production, by processes and threads.

Three callers, as many as one network may have at questions as heavy as these at a time.

page    read anew each time (nothing is kept)
kept    the whole answer, kept under its ETag
empty   a route that does nothing
"""

import http.client
import os
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, closing
from statistics import median

import orjson

from tests.bench.asking import PAGE, WITHOUT_LIMIT
from tests.bench.beside_import import served
from tests.bench.pages import KEPT_OF_AN_EMPTY_ROUTE, OF_AN_EMPTY_ROUTE
from tests.bench.report import AT_LEAST, Finding

CALLERS, SECONDS, ROUNDS = 3, 1.0, 5
CHOSEN = (2, 4)
"""Processes and threads of each as the documents advise, which the targets are about."""
SERVED = ((1, 4), (2, 1), CHOSEN, (3, 4), (4, 2))
QUESTIONS = {"page": ("POST", "/graphql"), "kept": ("POST", "/graphql"), "empty": ("GET", "/empty")}


def over_http(kind: str, address: str, rows: int) -> list[Finding]:
    """Requests a second of each way of serving; of the chosen one also as shares of those of an empty route."""
    findings = []
    for workers, threads in SERVED:
        speed = _speeds(address, workers, threads)
        name = f"over HTTP, {workers} x {threads}"
        findings += [
            Finding(f"{name}, {one}", kind, rows, "/s", speed[one], None, None, AT_LEAST, None) for one in speed
        ]
        if (workers, threads) == CHOSEN:
            findings += [
                _share("page", kind, rows, speed, OF_AN_EMPTY_ROUTE),
                _share("kept", kind, rows, speed, KEPT_OF_AN_EMPTY_ROUTE),
            ]
    return findings


def _share(name: str, kind: str, rows: int, speed: dict[str, float], target: float) -> Finding:
    ours, empty = speed[name], speed["empty"]
    return Finding(f"over HTTP, {name} to empty", kind, rows, "/s", ours, empty, ours / empty, AT_LEAST, target)


def _speeds(address: str, workers: int, threads: int) -> dict[str, float]:
    """Requests a second, the median of rounds that ask each in turn; one server keeps answers, one does not."""
    found: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    with (
        _serving(address, workers, threads, 0) as plain,
        _serving(address, workers, threads, 32) as keeping,
        ProcessPoolExecutor(CALLERS) as callers,
    ):
        ports = {"page": plain, "kept": keeping, "empty": plain}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                counts = list(callers.map(_ask, [port] * CALLERS, [name] * CALLERS, [SECONDS] * CALLERS))
                found[name].append(sum(counts) / SECONDS)
    return {name: median(speeds) for name, speeds in found.items()}


def _ask(port: int, name: str, seconds: float) -> int:
    """How many answers one caller gets in so many seconds. Raises ValueError for any but a good one."""
    method, path = QUESTIONS[name]
    body = orjson.dumps({"query": PAGE}) if method == "POST" else None
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    count, end = 0, time.monotonic() + seconds
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        while time.monotonic() < end:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200 or b'"errors"' in text[:200]:
                raise ValueError(f"{name}: {answer.status} {text[:200]!r}")
            count += 1
    return count


def _serving(address: str, workers: int, threads: int, kept_mb: int) -> AbstractContextManager[int]:
    words = ("--workers", str(workers), "--threads", str(threads), "tests.bench.served_app:create_app()")
    settings = {
        "TANSIQ_ANONYMOUS_REQUESTS_A_MINUTE": str(WITHOUT_LIMIT),
        "TANSIQ_KEPT_ANSWERS_MB": str(kept_mb),
        "TANSIQ_COLUMNS_FOLDER": "",
    }
    return served(address, words, _wait_for, **settings)


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            _ask(port, "empty", 0.01)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server of {os.getpid()} does not answer")
