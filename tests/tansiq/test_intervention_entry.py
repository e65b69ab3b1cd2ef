"""One intervention with its project, partners and sites: kept as a whole, or refused as a whole."""

from datetime import date

import pytest

from tansiq import intervention_entry
from tansiq.faults import Refused
from tansiq.intervention_entry import Entry
from tansiq.models import HistoryEntry, Intervention, Partnership, Project, Site
from tansiq.models.site import COUNTS
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.entries import latrines, refused, row_of, shown, site_in


def test_everything_is_entered_at_once(register: Register) -> None:
    funder = register.organization("DON")
    sites = [site_in(register, targeted=10), site_in(register, "YE121122", targeted=20)]
    partners = [{"organization": funder.id, "role": "FUNDING"}]
    intervention_entry.save(
        SALMA, Entry(row_of(register), partners, sites, project=Project(code="P-1", title_en="Abyan"))
    )
    [row] = Intervention.select()
    assert Project.get_by_id(row.project_id).code == "P-1"
    assert [part.organization_id for part in Partnership.select()] == [funder.id]
    assert [(site.intervention_id, site.number, site.targeted) for site in Site.select().order_by(Site.id)] == [
        (row.id, 1, 10),
        (row.id, 2, 20),
    ]
    assert [site.position for site in Site.select()] == [None, None]


def test_one_wrong_site_keeps_everything_out_and_every_fault_has_its_place(register: Register) -> None:
    sites = [site_in(register, targeted=5), site_in(register, targeted=1, targeted_women=2, reached=-1), Site()]
    row = row_of(register, budget=5, title_en="", starts_on=None, subsector=latrines(register, "FSC").id)
    before = HistoryEntry.select().count()
    partners = [{"organization": None, "role": "FUNDING"}]
    assert refused(Entry(row, partners, sites, project=Project())) == [
        ("CURRENCY_MISSING", "currency"),
        ("OTHER_SECTOR", "subsector"),
        ("MISSING", "title_ar"),
        ("MISSING", "starts_on"),
        ("NAME_MISSING", "project.title_ar"),
        ("NEGATIVE", "sites.1.reached"),
        ("PARTS_EXCEED_WHOLE", "sites.1.targeted"),
        ("MISSING", "sites.2.area"),
        ("MISSING", "sites.2.population_group"),
        ("MISSING", "partners.0.organization"),
        ("SITE_TWICE", "sites.1.area"),
    ]
    assert not Intervention.select().exists()
    assert HistoryEntry.select().count() == before


def test_what_the_database_refuses_takes_back_what_was_written_before_it(register: Register) -> None:
    changes.save(SALMA, Project(code="P-1", title_en="Other"))
    entry = Entry(row_of(register), sites=[site_in(register)], project=Project(code="P-1", title_en="Mine"))
    assert refused(entry) == [("CONFLICT", "project")]
    partners = [{"organization": 999_999, "role": "FUNDING"}]
    assert refused(Entry(row_of(register), partners, [site_in(register)])) == [("CONFLICT", "partners")]
    assert not Intervention.select().exists()
    assert not Site.select().exists()


def test_sites_are_changed_added_and_archived_together(register: Register) -> None:
    row = register.intervention("NRA")
    kept, gone = register.site(row, targeted=1), register.site(row, "YE121122")
    entry = intervention_entry.held(SALMA, row)
    assert [site.id for site in entry.sites] == [kept.id, gone.id]
    entry.sites, entry.removed = [entry.sites[0], site_in(register, "YE121001")], [entry.sites[1]]
    entry.sites[0].targeted = 9
    intervention_entry.save(SALMA, entry)
    assert Site.get_by_id(kept.id).targeted == 9
    assert Site.get_by_id(gone.id).archived_at is not None
    assert shown(row) == [1, 3]


def test_a_site_left_out_of_the_form_stays_as_it_is(register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row)
    intervention_entry.save(SALMA, Entry(row))
    assert shown(row) == [1]


def test_the_order_changes_and_the_numbers_stay(register: Register) -> None:
    row = register.intervention("NRA")
    for pcode in ("YE121121", "YE121122", "YE121001"):
        register.site(row, pcode)
    entry = intervention_entry.held(SALMA, row)
    first, second, third = entry.sites
    entry.sites = [third, first, site_in(register, "YE1927"), second]
    intervention_entry.save(SALMA, entry)
    assert shown(row) == [3, 1, 4, 2]
    register.site(row, "YE1210")
    assert shown(row) == [3, 1, 4, 2, 5]
    again = intervention_entry.held(SALMA, row)
    again.sites.sort(key=lambda site: site.number)
    intervention_entry.save(SALMA, again)
    assert [(site.number, site.position) for site in Site.select().order_by(Site.id)] == [
        (number, None) for number in (1, 2, 3, 4, 5)
    ]


def test_saving_what_has_not_changed_tells_nothing(register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row)
    before = HistoryEntry.select().count()
    intervention_entry.save(SALMA, intervention_entry.held(SALMA, row))
    assert HistoryEntry.select().count() == before


def test_what_somebody_changed_meanwhile_is_not_overwritten(register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row, targeted=1)
    late = intervention_entry.held(SALMA, Intervention.get_by_id(row.id))
    later = intervention_entry.held(SALMA, Intervention.get_by_id(row.id))
    site.targeted = 2
    changes.save(SALMA, site)
    for entry in (late, later):
        entry.intervention.title_en, entry.sites[0].targeted = "Late", 3
    assert refused(late) == [("CHANGED_MEANWHILE", "sites.0")]
    row.title_en = "First"
    changes.save(SALMA, row)
    assert refused(later) == [("CHANGED_MEANWHILE", ""), ("CHANGED_MEANWHILE", "sites.0")]
    assert Intervention.get_by_id(row.id).title_en == "First"
    assert Site.get_by_id(site.id).targeted == 2


def test_sites_of_other_interventions_are_refused(register: Register) -> None:
    row, other = register.intervention("NRA"), register.intervention("ADR")
    theirs, archived = register.site(other, targeted=7), register.site(row)
    register.site(row, "YE121122")
    changes.archive(SALMA, archived)
    for site in (theirs, archived):
        assert refused(Entry(row, sites=[site])) == [("NOT_FOUND", "sites.0")]
        assert refused(Entry(row, removed=[site])) == [("NOT_FOUND", "removed.0")]
        assert refused(Entry(row_of(register), sites=[site])) == [("NOT_FOUND", "sites.0")]
    assert Site.get_by_id(theirs.id).intervention_id == other.id


def test_who_may_not_change_enters_nothing(register: Register) -> None:
    row = register.intervention("NRA")
    for entry in (Entry(row_of(register)), Entry(row)):
        with pytest.raises(Refused, match="FORBIDDEN"):
            intervention_entry.save(NOBODY, entry)


def test_a_copy_has_reached_nobody_and_shares_no_unique_value(register: Register) -> None:
    row = register.intervention("NRA", title_ar="آبار")
    changes.replace_parts(
        SALMA, row, Partnership, [{"organization": register.organization("DON").id, "role": "FUNDING"}]
    )
    register.site(row, targeted=10, reached=4, reached_women=4, households_reached=1, households_targeted=2)
    copy = intervention_entry.copied(SALMA, row)
    assert copy.intervention.__data__.get("id") is None
    assert copy.intervention.title_ar == "آبار"
    assert copy.intervention.record_id != row.record_id
    assert [part["role"] for part in copy.partners] == ["FUNDING"]
    [site] = copy.sites
    assert site.__data__.get("id") is None
    assert (site.targeted, site.households_targeted) == (10, 2)
    assert [name for name in COUNTS if "reached" in name and getattr(site, name) is not None] == []
    intervention_entry.save(SALMA, copy)
    assert Intervention.select().count() == 2


@pytest.mark.parametrize(
    ("before", "given", "total"),
    [
        ({}, {"targeted_women": 3, "targeted_boys": 4}, 7),
        ({}, {"targeted": 9, "targeted_women": 3}, 9),
        ({}, {}, None),
        ({"targeted": 5, "targeted_men": 5}, {"targeted": 5, "targeted_men": 8}, 8),
        ({"targeted": 5, "targeted_men": 5}, {"targeted": 6, "targeted_men": 8}, 6),
        ({"targeted": 9, "targeted_men": 5}, {"targeted": 9, "targeted_men": 8}, 9),
        ({"targeted": 5, "targeted_men": 5}, {"targeted": 5}, 5),
    ],
)
def test_a_total_is_the_sum_of_its_parts_unless_somebody_says_otherwise(
    before: dict[str, int], given: dict[str, int], total: int | None
) -> None:
    site = Site(**given)
    intervention_entry.complete_totals(site, before)
    assert site.targeted == total


def test_overlaps_are_told_before_anything_is_saved(register: Register) -> None:
    other = register.intervention("ADR")
    register.site(other)
    row = row_of(register, starts_on=other.starts_on, ends_on=other.ends_on)
    entry = Entry(row, sites=[site_in(register)])
    assert [pair.second_id for pair in intervention_entry.overlaps(SALMA, entry)] == [other.id]
    entry.partners = [{"organization": other.organization_id, "role": "IMPLEMENTING"}]
    assert intervention_entry.overlaps(SALMA, entry) == []
    assert intervention_entry.overlaps(SALMA, Entry(Intervention())) == []
    row.ends_on = date(2000, 1, 1)
    assert intervention_entry.overlaps(SALMA, Entry(row, sites=[site_in(register)])) == []
