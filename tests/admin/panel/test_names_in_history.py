"""What rows are called in the history: by both sides, by what they belong to, by labels; never by what is hidden."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tansiq.duplication.decisions import decide
from tansiq.models import (
    Account,
    Area,
    Intervention,
    Licence,
    OverlapDecision,
)
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.bulk_actions import carry_out
from tansiq.records.undoing import begin_batch
from tests.admin.conftest import Reader
from tests.people import SALMA, officer
from tests.register import Register
from tests.statements import told


def _decided(register: Register) -> tuple[Intervention, Intervention]:
    works = register.intervention("NRA", title_en="Wells"), register.intervention("ADR", title_en="Pumps")
    for work in works:
        register.site(work)
    decide(SALMA, *works, "COMPLEMENTARY", "both are needed")
    decide(SALMA, *works, "DUPLICATE", "one has to move")
    return works


def _entries(page: str) -> list[str]:
    return [part for part in page.split("<li>") if 'class="about"' in part]


def test_a_decision_is_called_by_both_sides_in_every_entry_about_it(salma: Reader, register: Register) -> None:
    first, second = _decided(register)
    page = salma.get("history/?table=overlap_decision").text
    assert len(_entries(page)) == 2
    for entry in _entries(page):
        about = entry.split("</p>")[0]
        for work in (first, second):
            assert f'href="/admin/intervention/details/?id={work.id}"' in about
            assert str(work.title_en) in about
    newest, oldest = _entries(page)
    assert "Complementary" in newest
    assert "Duplicate" in newest
    assert "both are needed" in oldest
    assert "first" not in re.sub(r"<[^>]+>", "", oldest).split()


def test_a_side_that_one_may_not_see_is_not_named(nadia: Reader, register: Register) -> None:
    first, second = (
        register.intervention(name, title_en=title) for name, title in (("NRA", "Wells"), ("ADR", "Pumps"))
    )
    register.site(first)
    register.site(second, "YE1927")
    decide(_nadia(), first, second, "LATER")
    second.title_en, second.is_published = "Secret", False
    changes.save(SALMA, second)
    page = nadia.get("history/?table=overlap_decision").text
    assert "Wells" in page
    assert "Secret" not in page
    assert "not open to you" in page


def _nadia() -> Viewer:
    account = Account.get(Account.email == "nadia@example.org")
    return replace(officer(Area.get(Area.pcode == "YE12").id), account_id=account.id)


@pytest.mark.parametrize("table", ["site", "need", "licence"])
def test_what_has_no_name_of_its_own_is_told_with_what_it_belongs_to(
    table: str, salma: Reader, register: Register
) -> None:
    work = register.intervention("NRA", title_en="Wells")
    register.site(work)
    register.need("YE1211", "WSH", 100)
    facts = {"number": "17", "authority": "Office", "issued_on": date(2026, 1, 1)}
    changes.save(SALMA, Licence(organization=register.organization("NRA").id, **facts))
    expected = {"site": ["Site 1", "Wells"], "need": ["Khanfar", "Water and sanitation"], "licence": ["17", "NRA Aid"]}
    [entry] = _entries(salma.get(f"history/?table={table}").text)
    about = entry.split("</p>")[0]
    assert all(text in about for text in expected[table])


def test_names_cost_the_same_statements_however_many_decisions(salma: Reader, register: Register) -> None:
    counts = []
    for count in (2, 6):
        works = [register.intervention(f"ORG{count}{number}") for number in range(count)]
        for work in works:
            register.site(work)
        for work in works[1:]:
            decide(SALMA, works[0], work, "DUPLICATE")
        salma.get("history/?table=overlap_decision")
        with told() as statements:
            salma.get("history/?table=overlap_decision")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_deed_over_many_is_called_by_its_label(salma: Reader, register: Register) -> None:
    rows = [register.intervention(name, is_published=False) for name in ("NRA", "ADR")]
    for row in rows:
        register.site(row)
    carry_out(SALMA, "PUBLISH", rows)
    page = salma.get("history/?table=intervention&act=CHANGE").text
    assert "Publish" in page
    assert "PUBLISH" not in page


def test_a_decision_is_named_on_the_page_of_its_deed(salma: Reader, register: Register) -> None:
    first, _second = _decided(register)
    batch = begin_batch(SALMA, "CHANGE", "")
    changes.archive(SALMA.within(batch.id), OverlapDecision.get())
    page = salma.get(f"batches/details/?id={batch.id}").text
    assert f"?id={first.id}" in page
    assert "Pumps" in page
