"""What every page has: its language, its direction, its headers, the switch, and errors of the same look."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from peewee import Database

from admin.current_viewer import local
from tansiq.accounts.people import enter_person
from tansiq.language.words import language
from tansiq.models import Account, HistoryEntry
from tansiq.platform import database as database_module
from tansiq.platform.database import open_database, use
from tansiq.records import migrating
from tests.admin.conftest import Reader
from tests.applications import application
from tests.people import SALMA
from tests.register import Register


def test_arabic_runs_from_right_to_left_and_is_what_a_stranger_reads(application: Flask, nobody: Reader) -> None:
    page = application.test_client().get("/admin/sign-in").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<html lang="en" dir="ltr">' in nobody.get("sign-in").text


def test_the_switch_keeps_the_page_and_the_account_remembers(salma: Reader, register: Register) -> None:
    back = "/admin/area/?search=%D8%AE&archived=with"
    assert salma.post("language", page="", to="en", back=back).headers["Location"] == back
    assert Account.get(Account.email == "salma@example.org").language == "en"
    [entry] = HistoryEntry.select().where((HistoryEntry.record_type == "account") & (HistoryEntry.act == "CHANGE"))[-1:]
    assert '"language":["ar","en"]' in entry.changes
    with salma.client.session_transaction() as session:
        session.pop("language")
    assert 'lang="en"' in salma.get("").text


def test_a_language_that_is_not_spoken_changes_nothing(salma: Reader) -> None:
    salma.post("language", page="", to="xx", back="/admin/")
    assert '<html lang="en"' in salma.get("").text


def test_the_language_is_everybodys_own_to_change(visitor: Reader) -> None:
    visitor.post("language", page="", to="en", back="/admin/")
    assert '<html lang="en"' in visitor.get("").text
    assert Account.get(Account.email == "visitor@example.org").language == "en"


@pytest.mark.parametrize(
    "given", [None, "", "https://evil.example/admin/", "//evil.example/admin/", "/\\evil", "/other", "/admin/\n/x"]
)
def test_addresses_elsewhere_lead_to_the_start_page(given: str | None) -> None:
    assert local(given) == "/admin/"


def test_a_request_leaves_no_language_behind(nobody: Reader) -> None:
    with nobody.client.session_transaction() as session:
        session["language"] = "ar"
    nobody.get("sign-in")
    assert language() == "en"


def test_every_page_carries_the_headers(nobody: Reader, salma: Reader) -> None:
    for address in ("sign-in", "", "nothing", "own/panel.css"):
        with salma.get(address) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
    assert salma.get("").headers["Cache-Control"] == "no-store"


def test_no_page_holds_script_or_style_of_its_own(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    for address in ("", "intervention/", "intervention/new/", f"intervention/details/?id={row.id}", "area/new/"):
        page = salma.get(address).text
        assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|style=|javascript:", page), address
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page), address


def test_files_named_by_their_content_are_kept_for_a_year(salma: Reader) -> None:
    addresses = re.findall(r'(?:href|src)="(/admin/[^"]+\?v=\w+)"', salma.get("").text)
    assert len(addresses) >= 4
    for address in addresses:
        with salma.client.get(address) as answer:
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]
    with salma.client.get("/admin/own/panel.css") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]


def test_what_is_not_there_is_told_in_the_readers_language(salma: Reader) -> None:
    page = salma.get("nothing")
    assert page.status_code == 404
    assert "There is no such page or record." in page.text
    assert "Werkzeug" not in page.text


def test_the_front_door_leads_to_the_panel(nobody: Reader) -> None:
    assert nobody.client.get("/").headers["Location"] == "/admin/"


def test_demonstration_data_are_called_synthetic_on_every_page(database: Database, salma: Reader) -> None:
    shown = Reader(application(is_demo=True, log_level="ERROR").test_client())
    assert "synthetic" in shown.get("sign-in").text
    assert "synthetic" not in salma.get("").text


def test_first_steps_name_what_the_reader_finds_empty(salma: Reader, visitor: Reader, register: Register) -> None:
    register.organization("ADR", is_published=False)
    assert "No organisation yet." not in salma.get("").text
    assert "No organisation yet." in visitor.get("").text
    assert "No project yet." in salma.get("").text


@pytest.mark.parametrize(
    ("address", "code"), [("nothing", 404), ("intervention/delete/", 405), ("area/details/?id=999999", 404)]
)
def test_an_error_page_says_what_to_do_next(salma: Reader, address: str, code: int) -> None:
    answer = salma.client.get(f"/admin/{address}", headers={"Referer": "http://localhost/admin/intervention/?search=x"})
    assert answer.status_code == code
    assert f"Error {code}" in answer.text
    assert 'href="/admin/intervention/?search=x">Back<' in answer.text
    assert 'href="/admin/">To the start page<' in answer.text
    assert answer.headers.get("Allow") == ("OPTIONS, POST" if code == 405 else None)


def test_an_error_page_leads_back_to_no_other_site(salma: Reader) -> None:
    for came_from in ("http://evil.example/admin/", "http://localhost/elsewhere", "nonsense"):
        page = salma.client.get("/admin/nothing", headers={"Referer": came_from}).text
        assert ">Back<" not in page


def test_forbidden_pages_say_who_can_help(visitor: Reader, register: Register) -> None:
    answer = visitor.get(f"area/edit/?id={register.areas['YE'].id}")
    assert answer.status_code == 403
    assert "Whoever runs the register" in answer.text


def test_the_menu_tells_the_page_from_the_part_in_which_it_lies(salma: Reader, register: Register) -> None:
    entry = re.compile(r'href="/admin/area/" aria-current="(\w+)"')
    assert entry.findall(salma.get("area/").text) == ["page"]
    assert entry.findall(salma.get(f"area/details/?id={register.areas['YE'].id}").text) == ["true"]


def test_titles_name_the_record(salma: Reader, register: Register) -> None:
    row = register.areas["YE1211"]
    for page in ("details", "edit", "archive"):
        title = re.search(r"<title>([^<]+)</title>", salma.get(f"area/{page}/?id={row.id}").text)
        assert title is not None
        assert "Khanfar" in title[1]


def test_whoever_waits_too_long_for_an_import_is_told_that_the_register_is_busy(
    application: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database_module._SQLITE_PRAGMAS, "busy_timeout", 50)
    path = tmp_path / "busy.db"
    before = database_module.db.obj
    try:
        with use(open_database(f"sqlite:///{path}")).connection_context():
            migrating.up()
            person = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk", "ADMIN")
        reader = Reader(application.test_client()).become(person)
        token = reader.token("")
        with closing(sqlite3.connect(path)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            answer = reader.client.post("/admin/language", data={"csrf_token": token, "to": "en", "back": "/admin/"})
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
        assert "The register is busy" in answer.text
    finally:
        use(before)
