"""Long files as their owners order and fetch them, and as the worker writes them."""

import re

from werkzeug.test import TestResponse

from tansiq.exports import jobs
from tansiq.models import ExportRun
from tansiq.platform.background import Order
from tests.admin.conftest import Reader

LISTS = ("admin.panel.list_view", "admin.views.intervention", "admin.pages.history", "admin.coverage.page")
"""By module: where lists are, of which long ones take long."""


def order(reader: Reader, address: str) -> int:
    """Ask for a file that takes long; the number of its order."""
    answer = reader.get(address)
    assert answer.status_code == 302, answer.text[:300]
    found = re.search(r"/admin/exports/run/\?id=(\d+)$", answer.location)
    assert found is not None, answer.location
    return int(found[1])


def fetch(reader: Reader, number: int) -> TestResponse:
    """The file, read to its end and closed."""
    answer = reader.get(f"exports/file/?id={number}")
    assert answer.data is not None
    answer.close()
    return answer


def work(number: int, ended: str = "") -> None:
    """Do what the worker does with an order."""
    jobs.ALL["export"](Order("export", number, ended=ended), lambda stage, count: None)


def state(number: int) -> str:
    """How far an order is."""
    return str(ExportRun.get_by_id(number).state)
