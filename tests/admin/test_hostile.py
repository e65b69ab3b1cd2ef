"""Hostile addresses and forms at every list and form of the panel: an answer or a refusal, never an accident."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.admin.conftest import Reader
from tests.admin.typed import NAMES
from tests.admin.typed_forms import new_address, typed
from tests.register import Register

ASKED: list[dict[str, str]] = [
    {"page": "999999999999"},
    {"page": "9" * 5000},
    {"page": "-1"},
    {"search": "n" * 60_000},
    {"search": "ﷺ" * 20_000},
    {"search": " ".join(f"w{number}" for number in range(9_000))},
    {"search": "\x00\x1f\ufffe"},
    {"sort": "no_such_column", "desc": "2"},
    {"sort": "id; DROP TABLE area"},
    {"columns": "x " * 5_000},
    {"from": "0000-00-00", "to": "9999-12-31"},
    {"from": "0001-01-01", "to": "9999-12-31"},
    {"status": "x" * 9_000, "kind": "\x00", "published": "9" * 30, "archived": "?"},
    {"area": "9" * 30, "sector": str(2**63), "organization": "-1", "project": "\ud83d"},
    {"area-text": "ﷺ" * 9_000, "sector-text": "n" * 60_000},
]


def _address(page: str, asked: dict[str, str]) -> str:
    return f"{page}?{urlencode(asked, errors='replace')}"


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked)[:40])
def test_a_hostile_address_of_a_list_is_answered(salma: Reader, register: Register, asked: dict[str, str]) -> None:
    register.site(register.intervention("NRA"))
    for name in NAMES:
        for page in (f"{name}/", f"{name}/export/csv/", f"{name}/export/xlsx/"):
            answer = salma.client.get(f"/admin/{_address(page, asked)}", follow_redirects=True)
            assert answer.status_code in (200, 400, 404), (page, answer.status_code)


def _addresses(application: Flask, method: str) -> list[str]:
    """The addresses of the panel that answer to a method."""
    rules = [rule for rule in application.url_map.iter_rules() if method in (rule.methods or ())]
    plain = [rule.rule.replace("<kind>", "csv") for rule in rules if rule.rule.startswith("/admin")]
    return sorted({address for address in plain if "<" not in address} - ENDING)


NAMED = ("act", "address", "after", "agreed", "area", "at", "back", "batch", "code", "column", "comment", "country",
         "deed", "desc", "email", "face", "first", "id", "kind", "level", "name", "next", "note", "of", "order",
         "organization", "page", "password", "person", "query", "row", "run", "search", "second", "sector", "sheet",
         "show", "state", "tab", "table", "title", "to", "token", "type", "v", "version", "within")  # fmt: skip
"""What the addresses and forms of the panel that are made by hand ask for."""
ENDING = {"/admin/sign-out"}
GIVEN = ["\x00", "a\x00b@example.org", "ﷺ" * 100, "9" * 30, "0000-00-00"]
"""The ligature is one letter that folds into eighteen; a hundred times is as much as a server takes in an address."""


@pytest.mark.parametrize("given", GIVEN, ids=lambda given: ascii(given)[:20])
def test_every_address_of_the_panel_answers_a_hostile_question(
    salma: Reader, application: Flask, rows: dict[str, Any], given: str
) -> None:
    for address in _addresses(application, "GET"):
        for names in (NAMED, NAMED[::2], NAMED[1::2]):
            answer = salma.client.get(f"{address}?{urlencode(dict.fromkeys(names, given))}")
            assert answer.status_code < 500, (address, names)


@pytest.mark.parametrize("given", GIVEN, ids=lambda given: ascii(given)[:20])
def test_every_address_of_the_panel_answers_a_hostile_form(
    salma: Reader, application: Flask, rows: dict[str, Any], given: str
) -> None:
    token = salma.token("")
    for address in _addresses(application, "POST"):
        sent = dict.fromkeys(NAMED, given)
        for known in ({}, {"id": str(rows["organization"].id)}, {"deed": "return"}):
            answer = salma.client.post(address, data={"csrf_token": token, **sent, **known})
            assert answer.status_code < 500, (address, known)


@pytest.mark.parametrize("row_id", ["9" * 30, str(2**31), str(2**63), "-1", "0", "x", "\x00", "1e9", "٣"])
def test_a_row_that_cannot_be_is_not_there(salma: Reader, register: Register, row_id: str) -> None:
    for name in NAMES:
        for page in ("details", "edit", "history", "archive"):
            answer = salma.client.get(f"/admin/{_address(f'{name}/{page}/', {'id': row_id})}")
            assert answer.status_code in (302, 404), (name, page)


TYPED = ["9" * 30, "1e400", "Infinity", "NaN", "-1", "1e20", "0.001", "n" * 5_000, "ﷺ" * 250, "0001-01-01",
         "9999-12-31", "0000-00-00", "\x00", "\x1f", "😀", " "]  # fmt: skip


@pytest.mark.parametrize("value", TYPED, ids=lambda value: ascii(value)[:20])
@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_in_a_form_are_kept_or_told(
    salma: Reader, rows: dict[str, Any], register: Register, name: str, value: str
) -> None:
    address, calm = new_address(name, rows), typed(name, register)
    page = salma.get(address)
    fields = [field for field in calm if field != "file"]
    assert page.status_code == 200
    for field in [*fields, "budget", "reached_women", "latitude", "population", "remarks", "ends_on", "aliases"]:
        answer = salma.post(address, page=address, **{**typed(name, register), field: value})
        assert answer.status_code in (200, 302), (name, field, answer.status_code)
