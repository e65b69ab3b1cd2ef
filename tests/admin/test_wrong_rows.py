"""Rows that hold what no column should: every page, export and answer shows them until they are corrected."""

from typing import Any

import pytest
from peewee import Database

from tansiq.exchange.export.exporting import Filters, rows
from tansiq.models import HistoryEntry, Project, Proposal
from tansiq.platform.database import is_postgres
from tests.admin.conftest import Reader
from tests.api.portal import Portal
from tests.applications import application as made
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.records.test_wrong_rows import WRONG, WRONG_ON_SQLITE, fill, spoil

SPOILT = [(table, column, value) for table, column, _, value in WRONG]
OWN = ("", "details/?id={}", "edit/?id={}", "archive/?id={}", "export/csv/", "export/xlsx/")
OTHER = ("", "attention/", "figures/", "history/", "coverage/?within=YE12", "overlaps/", "cases/", "area/details/?id=1")
QUESTIONS = (
    "{ organizations { edges { node { nameAr nameEn } } } }",
    "{ projects { edges { node { budget currency startsOn } } } }",
    "{ interventions { edges { node { budget remarks sites { number peopleTargeted peopleReached latitude } } } } }",
    "{ needs { edges { node { peopleInNeed startsOn } } } }",
    '{ coverage(within: "YE", level: DISTRICT, by: [SECTOR]) { totals { peopleReached } cells { gap } } }',
)


@pytest.mark.parametrize("wrong", [*SPOILT, *WRONG_ON_SQLITE], ids=lambda wrong: f"{wrong[1]} {wrong[2][:12]}")
def test_whatever_shows_a_wrong_row_answers(
    salma: Reader, register: Register, database: Database, wrong: tuple[str, str, str]
) -> None:
    if is_postgres() and wrong not in SPOILT:
        pytest.skip("PostgreSQL never took it")
    fill(register)
    spoil(database, *wrong)
    table, row_id = wrong[0], database.execute_sql(f'SELECT max("id") FROM "{wrong[0]}"').fetchone()[0]
    pages = [f"{table}/{page.format(row_id)}" for page in OWN] + list(OTHER)
    answers = {page: salma.client.get(f"/admin/{page}", follow_redirects=True).status_code for page in pages}
    assert {page: status for page, status in answers.items() if status >= 500} == {}
    assert len(list(rows(SALMA, Filters()))) == 1
    portal = Portal(made(anonymous_requests_a_minute=10_000).test_client())
    told: dict[str, Any] = {question: portal.codes(question) for question in QUESTIONS}
    assert {question: codes for question, codes in told.items() if codes} == {}


AMOUNTS = ("NaN", "sNaN", "Infinity", "-Infinity", "1" + "0" * 400, "1E+400")


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda amount: amount[:10])
def test_a_history_of_wrong_values_answers(salma: Reader, register: Register, amount: str) -> None:
    fill(register)
    row, entry = Project.get(), HistoryEntry.get(HistoryEntry.record_type == "project")
    HistoryEntry.update(changes=f'{{"title_en": ["", "Wells"], "budget": [null, "{amount}"]}}').where(
        HistoryEntry.id == entry.id
    ).execute()
    pages = (
        f"project/details/?id={row.id}",
        f"project/versions/?id={row.id}&version=1",
        "history/",
        "history/export/csv/",
    )
    answers = {page: salma.client.get(f"/admin/{page}").status_code for page in pages}
    assert {page: status for page, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda amount: amount[:10])
def test_a_proposal_of_wrong_values_answers_and_is_not_approved(salma: Reader, register: Register, amount: str) -> None:
    fields = f'{{"title_en": [null, "Wells"], "currency": ["", "USD"], "budget": [null, "{amount}"]}}'
    steps = f'[{{"act": "CREATE", "table": "project", "id": -1, "version": 0, "fields": {fields}, "carried": {{}}}}]'
    made_of = {"act": "CREATE", "record_type": "project", "title_en": "Wells", "steps": steps, "face": "GRAPHQL"}
    proposal = Proposal.create(**made_of)
    for page in ("proposal/", f"proposal/details/?id={proposal.id}"):
        assert salma.get(page).status_code == 200, page
    answer = salma.post("proposal/decide/", page="proposal/", id=proposal.id, version=proposal.version, deed="approve")
    assert answer.status_code == 200
    assert "budget" in answer.text.casefold()
    assert (Project.select().count(), Proposal.get().state) == (0, "WAITING")
