"""What rows without a name of their own are called: by the rows they are about, as far as the reader may see them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import FunctionType
from typing import Any

import pytest
from flask import Flask

from admin.words.formatting import display_rows
from admin.words.linked_names import linked_names
from admin.words.naming import call_rows, full_names, name_of
from tansiq.language.words import speaking
from tansiq.models import Commitment, PlanInvitation, Proposal, Record
from tansiq.models.record_type import record_types
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.test_alike_demands import enter

FACTS: dict[str, Any] = {"offered_on": date(2026, 2, 1)}


def _commitment(register: Register, **values: Any) -> Commitment:
    organization = register.organization("NRA", name_ar="جمعية النهر").id
    if "demand" not in values and "item" not in values:
        plan = register.plan()
        values["item"] = register.item(plan, "Drains for the market", name_ar="مجاري السوق").id
    return changes.save(SALMA, Commitment(organization=organization, **(FACTS | values)))


@pytest.mark.parametrize(
    ("values", "english", "arabic"),
    [
        ({"quantity": Decimal("1040.500"), "unit": "metres"}, "1,040.5 metres", "1,040.5 أمتار"),
        ({"quantity": Decimal(40), "unit": "وصلات منزلية"}, "40 household connections", "40 وصلات منزلية"),
        ({"quantity": Decimal(3), "unit": "سجادة"}, "\u20683 \u2068سجادة\u2069\u2069", "3 سجادة"),
        ({"people": 1200}, "1,200 persons", "1,200 شخص"),
        ({"amount": Decimal(5000), "currency": "USD"}, "5,000 USD", "\u20685,000 USD\u2069"),
        ({}, "", ""),
    ],
)
def test_a_commitment_is_called_by_who_commits_what_to_what(
    register: Register, values: dict[str, Any], english: str, arabic: str
) -> None:
    row = _commitment(register, **values)
    call_rows([row], SALMA)
    with speaking("en"):
        assert name_of(row) == " · ".join(filter(None, ["NRA Aid", "Drains for the market", english]))
    with speaking("ar"):
        assert name_of(row) == " · ".join(filter(None, ["جمعية النهر", "مجاري السوق", arabic]))


def test_one_to_a_demand_is_called_by_the_demand(register: Register) -> None:
    row = _commitment(register, demand=enter(register, "A well").id, people=7)
    call_rows([row], SALMA)
    with speaking("en"):
        assert name_of(row) == "NRA Aid · A well · 7 persons"


def test_what_the_reader_may_not_see_is_not_named(register: Register) -> None:
    plan = register.plan(is_published=False)
    row = _commitment(register, item=register.item(plan, "Secret drains").id, quantity=Decimal(4), unit="metres")
    with speaking("en"):
        assert full_names([row], NOBODY)[row.id] == "NRA Aid · not open to you · 4 metres"


def _need(register: Register) -> Record:
    return register.need("YE1211", "WSH", 100)


def _guest(register: Register) -> Record:
    return changes.save(SALMA, PlanInvitation(plan=register.plan().id, organization=register.organization("NRA").id))


def _person(register: Register) -> Record:
    return changes.save(SALMA, PlanInvitation(plan=register.plan().id, email="someone@tests.example"))


@pytest.mark.parametrize(
    ("make", "name"),
    [(_need, "Khanfar · Water and sanitation"), (_guest, "NRA Aid"), (_person, "Invitation to a plan {id}")],
)
def test_other_rows_without_a_name_are_called_likewise(
    register: Register, make: Callable[[Register], Record], name: str
) -> None:
    row = make(register)
    assert name_of(row).endswith(f" {row.id}"), "what it is called by was not read"
    call_rows([row], SALMA)
    with speaking("en"):
        assert name_of(row) == name.format(id=row.id)


def test_no_kind_is_named_by_the_number_of_its_row() -> None:
    names = [kind.name for kind in record_types() if isinstance(kind.name, FunctionType)]
    assert len(names) > 3
    # An entry of a kind that the ministry described may lack a title.
    assert [name for name in names if "id" in name.__code__.co_names and "title" not in name.__code__.co_names] == []


def test_forty_are_named_in_no_more_statements_than_four(register: Register, application: Flask) -> None:
    plan, counts = register.plan(), []
    for number in (4, 36):
        rows = [
            _commitment(register, item=register.item(plan, f"Item {number}.{turn}").id, people=turn)
            for turn in range(number)
        ]
        for row in rows:
            row.__dict__.pop("called_by_rows", None)
        with application.test_request_context(), told() as said:
            names = display_rows(rows, ["name"], SALMA)
            assert all("Item" in names.text(row, "name") for row in rows)
            assert len(full_names(rows, SALMA)) == len(linked_names(rows, SALMA)) == number
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_lists_pages_history_and_proposals_call_it_so(register: Register, salma: Reader, khaled: Reader) -> None:
    row = _commitment(register, quantity=Decimal(40), unit="metres")
    name = "NRA Aid · Drains for the market · 40 metres"
    pages = ["commitment/", f"commitment/details/?id={row.id}", f"commitment/edit/?id={row.id}",
             f"commitment/archive/?id={row.id}", f"planitem/details/?id={row.item_id}", "history/?table=commitment",
             "commitment/export/csv/"]  # fmt: skip
    assert [page for page in pages if name not in salma.get(page).text] == []
    form = {"item": row.item_id, "organization": row.organization_id, "offered_on": "2026-02-01", "people": "70"}
    khaled.post("commitment/new/", "commitment/new/", **form)
    proposal = Proposal.get()
    told = [proposal.title_en, proposal.title_ar]
    assert told == ["NRA Aid · Drains for the market · 70 persons", "إغاثة NRA · مجاري السوق · 70 شخصًا"]
    for page in ("proposal/", f"proposal/details/?id={proposal.id}"):
        assert proposal.title_en in khaled.get(page).text


def test_the_title_of_a_proposal_names_nothing_that_is_not_published(register: Register, khaled: Reader) -> None:
    plan = register.plan(is_published=False, organization=register.organization("NRA").id)
    item = register.item(plan, "Secret drains")
    form = {"item": item.id, "organization": register.organization("NRA").id, "offered_on": "2026-02-01"}
    khaled.post("commitment/new/", "commitment/new/", **form)
    assert Proposal.get().title_en == "NRA Aid"
