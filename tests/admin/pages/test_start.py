"""The start page: what needs attention leads to lists of just as many, figures with their words, first use."""

import re

import pytest

from admin.pages import start
from admin.pages.attention_list import MATTERS
from tansiq.attention import this_year
from tansiq.models import (
    ImportRun,
    Organization,
    OverlapCase,
    ReachedFigure,
    Visit,
)
from tansiq.models.reached_figure import this_month
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.admin.pages.busy_register import YESTERDAY, enter_busy
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


@pytest.fixture
def busy(register: Register) -> Register:
    """Something of everything that needs attention, published or not."""
    return enter_busy(register)


def _told(page: str) -> dict[str, tuple[int, str]]:
    """By title: the count and the address of each matter of the page."""
    found = re.findall(
        r'<a href="([^"]+)">\s*<span class="figure">([\d,]+)</span>\s*<strong>([^<]+)</strong>', page, re.S
    )
    return {title: (int(count), address.replace("&amp;", "&")) for address, count, title in found}


def _listed(page: str) -> int:
    if 'name="people-' in page:
        return page.count('name="people-')
    rows = re.findall(r"<tbody.*?</tbody>", page, re.S)
    return rows[0].count("<tr") if rows else len(re.findall('<li class="pair', page))


@pytest.mark.parametrize("person", ["salma", "visitor"])
def test_each_count_is_that_of_the_list_it_leads_to(reader: Readers, busy: Register, person: str) -> None:
    told = _told(reader(person).get("").text)
    acts = {"READ", "CHANGE"} if person == "salma" else {"READ"}
    # Those of reports: tests/admin/following/test_desk.py.
    told_to_all = [matter for matter in MATTERS if matter.concerns is None]
    seen = [matter for matter in told_to_all if matter.act in acts and not matter.by_organization]
    # Drafts and imports are not for everybody to see.
    hidden = {"Drafts to be completed", "Imports that failed"} if person == "visitor" else set()
    assert set(told) == {str(matter.title) for matter in seen} - hidden
    for title, (count, address) in told.items():
        assert _listed(reader(person).client.get(address).text) == count, title
    # The administrator sees the unpublished ones too.
    extra = 1 if person == "salma" else 0
    assert told["Ended, but still ongoing"][0] == 2 + extra
    assert told["Interventions without sites"][0] == 1 + extra
    assert told["New overlaps"][0] == (3 if person == "salma" else 1)


def test_what_is_in_order_is_told_quietly(salma: Reader, register: Register) -> None:
    year = this_year()
    for pcode in ("YE1210", "YE1211", "YE1927"):
        register.site(register.intervention("NRA", starts_on=year.begins, ends_on=None), pcode)
    page = salma.get("").text
    assert "Nothing needs attention now." in page
    assert _told(page) == {}


def test_an_empty_register_says_what_to_do_first(salma: Reader, visitor: Reader) -> None:
    page = salma.get("").text
    assert "What to do first" in page
    assert "tansiq reference load yemen" in page
    assert "Add an intervention, then its sites." in page
    assert "What needs attention" not in page
    assert "Add an intervention, then its sites." not in visitor.get("").text


def test_figures_stand_in_bars_words_and_tables(salma: Reader, register: Register) -> None:
    year = this_year()
    register.site(register.intervention("NRA", starts_on=year.begins, ends_on=None), reached=1_910)
    page = salma.get("").text
    for title in (
        "Organisations at work",
        "Interventions under way",
        "Interventions entered",
        "People reached this year",
    ):
        assert f'aria-label="{title}: ' in page
        assert f'<caption class="sr-only">{title}</caption>' in page
    assert "1,910" in page
    assert page.count("<rect") == 3 * 12 + 2
    assert "style=" not in page


def test_a_large_register_opens_at_once_and_counts_after(
    salma: Reader, busy: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "is_large", lambda: True)
    monkeypatch.setattr(start, "MANY", 0)
    page = salma.get("").text
    assert 'data-later="/admin/attention/"' in page
    assert 'data-later="/admin/figures/"' in page
    assert "start.js" in page
    piece = salma.get("attention/").text
    assert "<html" not in piece
    assert _told(piece)["Ended, but still ongoing"][0] == 3
    assert "Organisations at work" in salma.get("figures/").text
    # What was just found is not asked for again.
    assert 'data-later="/admin/figures/"' not in salma.get("").text
    whole = salma.get("?whole=yes").text
    assert "data-later" not in whole
    assert _told(whole) == _told(piece)


def test_a_visit_is_noted_once_for_each_person(reader: Readers, busy: Register) -> None:
    for person in ("salma", "visitor"):
        reader(person).get("")
        reader(person).get("")
    assert Visit.select().count() == 2


@pytest.mark.parametrize("address", ["", "attention/", "figures/"])
def test_nobody_sees_anything_without_signing_in(nobody: Reader, busy: Register, address: str) -> None:
    answer = nobody.get(address)
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


@pytest.mark.parametrize("chosen", ["no_sites", "ended_ongoing", "nonsense"])
def test_the_lists_take_the_choice_into_their_files(salma: Reader, busy: Register, chosen: str) -> None:
    lines = salma.get(f"intervention/export/csv/?attention={chosen}").text.strip().splitlines()
    assert len(lines) - 1 == {"no_sites": 2, "ended_ongoing": 3, "nonsense": 5}[chosen]
    # A 5W sheet cannot say this choice.
    offered = "/export/5w/" in salma.get(f"intervention/?attention={chosen}").text
    assert offered == (chosen == "nonsense")


def test_an_import_that_failed_is_told_to_those_who_may_import(salma: Reader, visitor: Reader, busy: Register) -> None:
    ImportRun.create(file_name="fine.xlsx", digest="", size=1, state="APPLIED")
    assert 'href="/admin/imports/?state=FAILED"' in salma.get("").text
    listed = salma.get("imports/?state=FAILED").text
    assert "broken.xlsx" in listed
    assert "fine.xlsx" not in listed
    assert "fine.xlsx" in salma.get("imports/?state=nonsense").text
    assert "Imports that failed" not in visitor.get("").text


@pytest.mark.parametrize("person", ["nadia", "khaled", "huda"])
def test_ones_own_counts_are_those_of_the_lists_they_lead_to(reader: Readers, busy: Register, person: str) -> None:
    """Khanfar is in Nadia's Abyan; Khaled speaks for NRA and Huda for ADR, which worked there both."""
    work = busy.intervention("NRA", ends_on=YESTERDAY)
    busy.site(work, "YE1927")
    for acronym in ("NRA", "ADR"):
        body = Organization.get_by_id(busy.organization(acronym).id)
        body.home_area = busy.areas["YE1210"]
        changes.save(SALMA, body)
    told = _told(reader(person).get("").text)
    for title, (count, address) in told.items():
        assert _listed(reader(person).client.get(address).text) == count, title
    ended = {"nadia": 3, "khaled": 2, "huda": 1}
    assert told["Ended, but still ongoing"][0] == ended[person]
    assert "mine=yes" in told["Ended, but still ongoing"][1]
    assert told.get("Licences that are over", (0,))[0] == {"nadia": 1, "khaled": 0, "huda": 1}[person]
    assert told.get("Licences that expire within 60 days", (0,))[0] == {"nadia": 1, "khaled": 1, "huda": 0}[person]
    assert ("Districts without any presence this year" in told) == (person == "nadia")
    # Partners look after open items of their own; demands and offers are decided on by officers.
    decided = [told.get(title, (0,))[0] for title in ("Demands not decided", "Commitments to confirm")]
    assert decided == ([1, 1] if person == "nadia" else [0, 0])
    assert told["Open items without commitment"][0] == told["Late items"][0] == 1


def test_the_desk_says_whose_it_is(reader: Readers, busy: Register) -> None:
    about = r'<p class="lead">(.*?)</p>'
    said = {
        person: re.sub("<[^>]+>", "", re.findall(about, reader(person).get("").text)[0])
        for person in ("salma", "nadia", "huda")
    }
    assert said["salma"] == "The whole register"
    assert said["nadia"].startswith("In my areas: Abyan")
    assert said["huda"].startswith("Of my organisation: ")


def test_the_first_thing_to_do_is_one_click_away(reader: Readers, busy: Register) -> None:
    """The licence of ADR is over since 214 days: what is past its day comes before all but what others wait for."""
    OverlapCase.update(case_state="SETTLED").execute()
    page = reader("huda").get("").text
    first = re.findall(r'<p class="first-thing over">.*?href="([^"]+)">Renew</a>', page, re.S)
    assert first == [f"/admin/organization/details/?id={busy.organization('ADR').id}"]
    assert "Expired 214 days ago" in page
    opened = reader("huda").client.get(first[0])
    assert opened.status_code == 200
    assert "Add a licence or a renewal" in opened.text


def test_whoever_changes_nothing_is_shown_the_first_thing_and_told_to_do_nothing(
    reader: Readers, busy: Register
) -> None:
    page = reader("amin").get("").text
    assert re.search(r'<p class="first-thing over">.*?<a class="btn btn-primary" href="[^"]+">Show</a>', page, re.S)
    assert ">Renew</a>" not in page


def test_the_menu_and_the_cards_tell_of_the_same_licences(salma: Reader, busy: Register) -> None:
    told = _told(salma.get("").text)
    listed = _listed(salma.client.get("/admin/renewals/", follow_redirects=True).text)
    assert told["Licences that are over"][0] + told["Licences that expire within 60 days"][0] == listed == 2


def test_a_partner_is_told_of_the_sites_not_reported_this_month(reader: Readers, busy: Register) -> None:
    work = busy.intervention("NRA", starts_on=YESTERDAY, ends_on=None)
    sites = [busy.site(work, pcode) for pcode in ("YE1210", "YE1927")]
    khaled = reader("khaled")
    count, address = _told(khaled.get("").text)["Sites not reported this month"]
    listed = khaled.client.get(address).text
    assert count == listed.count('name="people-')
    assert all(f'name="people-{site.id}"' in listed for site in sites)
    changes.save(SALMA, ReachedFigure(site=sites[0].id, month=this_month(), people=120))
    assert _told(khaled.get("").text)["Sites not reported this month"][0] == count - 1
    assert f'name="people-{sites[0].id}"' not in khaled.client.get(address).text
    assert "Sites not reported this month" not in reader("nadia").get("").text


def test_the_visit_before_and_what_is_new_since_are_asked_for_once(salma: Reader, busy: Register) -> None:
    salma.get("")
    with told() as statements:
        salma.get("")
    assert sum('FROM "visit"' in one for one in statements) == 2


def test_the_state_of_the_data_is_asked_for_by_the_page_and_not_for_each_figure(salma: Reader, busy: Register) -> None:
    salma.get("")
    busy.intervention("NRA", status="PLANNED")
    with told() as statements:
        salma.get("")
    # Once for all five counts and the overlaps with their decisions, and once for the figures of coverage.
    assert sum('FROM "data_version"' in one for one in statements) == 2


def test_a_draft_that_got_its_title_is_told_no_more(salma: Reader, register: Register) -> None:
    draft = register.intervention("NRA", is_published=False, title_ar="", title_en="")
    assert "Drafts to be completed" in _told(salma.get("").text)
    draft.title_en = "Wells"
    changes.save(SALMA, draft)
    assert "Drafts to be completed" not in _told(salma.get("").text)
