"""What needs attention: each count is that of its list, and holds just what the question means."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tansiq import attention
from tansiq.attention import Count
from tansiq.models import ActivityType, ImportRun, Intervention, Licence, Organization
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, slow_answers
from tests.people import EVERYBODY, NOBODY, SALMA, people_of
from tests.register import Register
from tests.statements import told


def _in(days: int) -> date:
    return clock.today() + timedelta(days=days)


YESTERDAY, TOMORROW = _in(-1), _in(1)


def test_only_what_stands_without_a_standing_site_and_is_not_cancelled_lacks_sites(register: Register) -> None:
    bare, placed = register.intervention("NRA"), register.intervention("ADR")
    site = register.site(placed)
    register.intervention("BKC", status="CANCELLED")
    gone = register.intervention("GON")
    changes.archive(SALMA, gone)
    assert [row.id for row in attention.interventions_without_sites(SALMA)] == [bare.id]
    changes.archive(SALMA, site)
    found = attention.interventions_without_sites(SALMA)
    assert {row.id for row in found} == {bare.id, placed.id}


def test_ended_means_that_the_last_day_is_past(register: Register) -> None:
    past = register.intervention("NRA", ends_on=YESTERDAY)
    register.intervention("ADR", ends_on=clock.today())
    register.intervention("BKC", ends_on=TOMORROW)
    register.intervention("OPN", ends_on=None)
    register.intervention("DNE", ends_on=YESTERDAY, status="COMPLETED")
    assert [row.id for row in attention.interventions_ended_but_ongoing(SALMA)] == [past.id]


def test_drafts_to_be_completed_lack_a_name_or_a_first_day(register: Register) -> None:
    draft: dict[str, Any] = {"is_published": False}
    nameless = register.intervention("NRA", title_en="", **draft)
    undated = register.intervention("ADR", starts_on=None, **draft)
    activity = ActivityType.get().id
    register.intervention("BKC", title_en="", activity_type=activity, **draft)
    register.intervention("OPN", ends_on=None, **draft)
    register.intervention("OLD", starts_on=None)
    gone = register.intervention("GON", starts_on=None, **draft)
    changes.archive(SALMA, gone)
    assert [row.id for row in attention.drafts_to_complete(SALMA)] == [undated.id, nameless.id]
    assert list(attention.drafts_to_complete(NOBODY)) == []


def test_a_district_with_work_this_year_has_presence(register: Register) -> None:
    year = attention.this_year()
    register.site(register.intervention("NRA", starts_on=year.begins, ends_on=year.begins), "YE121121")
    register.site(
        register.intervention("OLD", starts_on=year.begins - timedelta(2), ends_on=year.begins - timedelta(1))
    )
    register.site(register.intervention("ADR", starts_on=year.begins, ends_on=None, status="CANCELLED"), "YE1210")
    register.site(register.intervention("GOV", starts_on=year.begins, ends_on=None), "YE19")
    assert {area.pcode for area in attention.districts_without_presence(SALMA)} == {"YE1210", "YE1927"}


def test_a_district_that_is_no_more_needs_nobody(register: Register) -> None:
    area = register.areas["YE1927"]
    area.valid_until = YESTERDAY
    changes.save(SALMA, area)
    assert "YE1927" not in {row.pcode for row in attention.districts_without_presence(SALMA)}


def test_nobody_counts_what_is_not_published(register: Register) -> None:
    register.intervention("NRA", is_published=False, ends_on=YESTERDAY)
    assert attention.find(attention.interventions_without_sites(NOBODY)).total == Count(0)
    assert attention.find(attention.interventions_ended_but_ongoing(NOBODY)).total == Count(0)
    year = attention.this_year()
    register.site(register.intervention("HID", is_published=False, starts_on=year.begins), "YE1927")
    assert "YE1927" in {area.pcode for area in attention.districts_without_presence(NOBODY)}


@pytest.mark.parametrize("person", ["ministry admin", "anonymous"])
def test_the_count_is_the_number_of_rows_of_the_list(register: Register, person: str) -> None:
    for number in range(3):
        register.intervention(f"ORG{number}", ends_on=YESTERDAY, is_published=number > 0)
    viewer = EVERYBODY[person]
    lists: tuple[Callable[[Viewer], Any], ...] = (
        attention.interventions_without_sites,
        attention.interventions_ended_but_ongoing,
        attention.districts_without_presence,
    )
    for number, query in enumerate(lists):
        listed = list(query(viewer))
        assert attention.found(viewer, str(number), query).total == Count(len(listed))
        assert len(listed) >= 2


def test_counting_stops(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(3):
        register.intervention("NRA")
    monkeypatch.setattr(attention, "MOST", 2)
    assert attention.find(attention.interventions_without_sites(SALMA)).total == Count(2, is_more=True)
    monkeypatch.setattr(attention, "MOST", 3)
    assert attention.find(attention.interventions_without_sites(SALMA)).total == Count(3)


def test_a_count_follows_a_change(register: Register) -> None:
    bare = register.intervention("NRA")
    assert attention.found(SALMA, "x", attention.interventions_without_sites).total == Count(1)
    register.site(bare)
    # What took long would be given once more, whatever changed.
    slow_answers.clear_cache()
    assert attention.found(SALMA, "x", attention.interventions_without_sites).total == Count(0)


def test_a_table_is_empty_for_whom_it_shows_nothing(register: Register) -> None:
    assert attention.is_empty(SALMA, Intervention)
    register.intervention("NRA", is_published=False)
    assert not attention.is_empty(SALMA, Intervention)
    assert attention.is_empty(NOBODY, Intervention)


def test_an_import_that_failed_waits_for_administrators(register: Register) -> None:
    for state in ("FAILED", "APPLIED", "DISCARDED"):
        ImportRun.create(file_name=f"{state}.xlsx", digest="", size=1, state=state)
    assert [run.file_name for run in attention.imports_failed(SALMA)] == ["FAILED.xlsx"]
    assert attention.find(attention.imports_failed(NOBODY)).total == Count(0)


def test_licences_that_run_out_are_those_of_standing_organisations(register: Register) -> None:
    today = clock.today()
    for acronym, days in (("SOON", 10), ("FAR", 90), ("OVER", -1), ("GONE", 10)):
        facts: dict[str, Any] = {"number": acronym, "authority": "Office", "issued_on": date(2020, 1, 1)}
        owner = register.organization(acronym).id
        changes.save(SALMA, Licence(organization=owner, expires_on=today + timedelta(days), **facts))
    gone = Organization.get_by_id(register.organization("GONE").id)
    gone.dissolved_on, gone.standing_reason = today, "By its own decision"
    changes.save(SALMA, gone)
    assert [row.acronym for row in attention.licences_running_out(NOBODY)] == ["SOON"]


def test_what_is_over_is_told_apart_from_what_runs_out(register: Register) -> None:
    for acronym, days in (("SOON", 10), ("LATE", -213), ("LATER", -1)):
        facts: dict[str, Any] = {"number": acronym, "authority": "Office", "issued_on": date(2020, 1, 1)}
        changes.save(SALMA, Licence(organization=register.organization(acronym).id, expires_on=_in(days), **facts))
    assert [row.acronym for row in attention.licences_over(SALMA)] == ["LATE", "LATER"]


def test_an_officer_is_told_of_their_areas_and_a_partner_of_their_organisation(register: Register) -> None:
    """NRA worked in Khanfar in Abyan, ADR in Crater in Aden; both ended and are told as going on."""
    people = people_of(register)
    for acronym, pcode in (("NRA", "YE1211"), ("ADR", "YE1927")):
        register.site(register.intervention(acronym, ends_on=YESTERDAY), pcode)

    def told(person: str) -> list[str]:
        found = attention.interventions_ended_but_ongoing(people[person])
        return sorted(row.organization.acronym for row in found)

    assert told("ministry admin") == told("auditor") == told("anonymous") == ["ADR", "NRA"]
    assert told("officer") == ["NRA"]
    assert told("partner") == ["NRA"]
    assert told("another partner") == ["ADR"]


def test_a_licence_is_told_at_the_seat_and_to_the_organisation_itself(register: Register) -> None:
    people = people_of(register)
    for acronym, pcode in (("NRA", "YE1211"), ("ADR", "YE1927")):
        body = register.organization(acronym)
        body.home_area = register.areas[pcode]
        changes.save(SALMA, body)
        facts: dict[str, Any] = {"number": acronym, "authority": "Office", "issued_on": date(2020, 1, 1)}
        changes.save(SALMA, Licence(organization=body.id, expires_on=_in(-213), **facts))
    found = {person: [row.acronym for row in attention.licences_over(people[person])] for person in people}
    assert found["ministry admin"] == ["NRA", "ADR"]
    assert found["officer"] == found["partner"] == ["NRA"]
    assert found["another partner"] == ["ADR"]


def test_the_first_rows_are_the_most_urgent(register: Register) -> None:
    for days in (5, 1, 9, 3):
        register.intervention(f"ORG{days}", ends_on=_in(-days))
    found = attention.find(attention.interventions_ended_but_ongoing(SALMA))
    named = [Organization.get_by_id(Intervention.get_by_id(row_id).organization_id).acronym for row_id in found.first]
    assert named == ["ORG9", "ORG5", "ORG3"]
    assert found.total == Count(4)


def _kept(viewer: Viewer) -> list[int]:
    """The counts of the start page, as they are kept between changes."""
    asked: dict[str, Callable[[Viewer], Any]] = {
        "no_sites": attention.interventions_without_sites,
        "ended_ongoing": attention.interventions_ended_but_ongoing,
        "no_presence": attention.districts_without_presence,
    }
    return [attention.found(viewer, name, query).total.number for name, query in asked.items()]


def test_words_and_money_change_no_count_and_nothing_is_counted_anew(register: Register) -> None:
    work, body = register.intervention("NRA", ends_on=YESTERDAY), register.organization("NRA")
    counts = _kept(SALMA)
    work.title_en, work.budget, work.currency, work.remarks = "Wells for Ja'ar", Decimal(900), "USD", "By hand"
    changes.save(SALMA, work)
    body.name_en = "Another name"
    changes.save(SALMA, body)
    with told() as statements:
        assert _kept(SALMA) == counts
    assert not [one for one in statements if "data_version" not in one]


@pytest.mark.parametrize("viewer", [SALMA, NOBODY])
def test_whatever_changes_a_count_has_it_counted_anew(register: Register, viewer: Viewer) -> None:
    def now_is(expected: list[int]) -> None:
        assert _kept(viewer) == expected

    now_is([0, 0, 3])
    work = register.intervention("NRA", ends_on=None, status="ONGOING")
    now_is([1, 0, 3])
    site = register.site(work)
    now_is([0, 0, 2])
    work.ends_on = max(YESTERDAY, attention.this_year().begins)
    changes.save(SALMA, work)
    now_is([0, 1, 2])
    work.status = "CANCELLED"
    changes.save(SALMA, work)
    now_is([0, 0, 3])
    work.status = "ONGOING"
    changes.save(SALMA, work)
    now_is([0, 1, 2])
    changes.archive(SALMA, site)
    now_is([1, 1, 3])
    changes.archive(SALMA, work)
    now_is([0, 0, 3])
    changes.restore(SALMA, work)
    now_is([1, 1, 3])
    work.is_published = False
    changes.save(SALMA, work)
    now_is([1, 1, 3] if viewer is SALMA else [0, 0, 3])
