"""What links to a row: found from the models, bounded, and no more than the viewer may see."""

import pytest

from tansiq import models
from tansiq.models import (
    Area,
    Call,
    Entry,
    Intervention,
    Organization,
    OrganizationArea,
    OrganizationMembership,
    Partnership,
    Project,
    ProjectDonor,
    Record,
    Sector,
)
from tansiq.records import backlinks, changes
from tansiq.records.backlinks import count_links, link_named, links_to
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told


def named(model: type[Record]) -> set[str]:
    return {link.name for link in links_to(model)}


def test_every_key_that_a_person_fills_in_is_a_link() -> None:
    assert named(Organization) == {
        "organization.canonical",
        "organization.parent",
        "organization_membership.network",
        "licence.organization",
        "organization_contact.organization",
        "organization_document.organization",
        "project.organization",
        "project_donor.organization",
        "intervention.organization",
        "partnership.organization",
        "plan.organization",
        "plan_item.organization",
        "plan_item_supporter.organization",
        "plan_comment.organization",
        "plan_invitation.organization",
        "commitment.organization",
        "call_invitation.organization",
        "call_answer.organization",
        "indicator_value.organization",
        "entry.organization",
        "account_organization.organization",
        "portal_organization.organization",
        "case_message.organization",
        "case_document.organization",
        "arrangement.organization",
        "arrangement_answer.organization",
        "round_organization.organization",
        "round_report.organization",
        "meeting_attendee.organization",
        "meeting_decision.organization",
        "twin_decision.first",
        "twin_decision.second",
    }
    for table in models.ALL:
        if issubclass(table, Record):
            keys = [key for key in table._meta.refs if issubclass(key.rel_model, Record)]
            entered = [key for key in keys if key.name not in table.derived]
            assert all(f"{table._meta.table_name}.{key.name}" in named(key.rel_model) for key in entered)


def test_parts_lead_to_the_rows_they_belong_to_and_copies_are_left_out() -> None:
    assert {link.name: link.model for link in links_to(Project)} == {
        "intervention.project": Intervention,
        "entry.project": Entry,
        "call.project": Call,
    }
    donor = link_named(Organization, "project_donor.organization")
    assert donor is not None
    assert donor.model is Project
    assert "area_closure.ancestor" not in named(Area)
    assert "site.organization" not in named(Organization)
    assert link_named(Sector, "site.sector") is None


def test_links_are_counted_by_one_statement(register: Register) -> None:
    relief, other = register.organization("REL"), register.organization("OTH")
    rows = [register.intervention("REL") for _ in range(3)]
    changes.replace_parts(
        SALMA, register.intervention("OTH"), Partnership, [{"organization": relief.id, "role": "FUNDING"}]
    )
    changes.replace_parts(SALMA, relief, OrganizationArea, [{"area": register.areas["YE12"].id}])
    changes.replace_parts(SALMA, other, OrganizationMembership, [{"network": relief.id}])
    project = changes.save(SALMA, Project(title_en="Wells", organization=other.id))
    changes.replace_parts(SALMA, project, ProjectDonor, [{"organization": relief.id}])
    changes.archive(SALMA, rows[0])
    with told() as statements:
        counts = count_links(SALMA, relief, links_to(Organization))
    assert len(statements) == 1
    assert set(counts) == named(Organization)
    assert {name: count for name, count in counts.items() if count} == {
        "organization_membership.network": 1,
        "project_donor.organization": 1,
        "intervention.organization": 2,
        "partnership.organization": 1,
    }
    assert count_links(SALMA, relief, []) == {}


def test_counting_stops_beyond_the_most(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlinks, "MOST", 2)
    for _ in range(5):
        row = register.intervention("NRA")
    organization = Organization.get_by_id(row.organization_id)
    assert count_links(SALMA, organization, links_to(Organization))["intervention.organization"] == 3


def test_hidden_rows_neither_show_nor_count(register: Register) -> None:
    shown = register.intervention("NRA")
    register.intervention("NRA", is_published=False)
    nra = register.organization("NRA")
    link = link_named(Organization, "intervention.organization")
    assert link is not None
    assert [row.id for row in link.rows(NOBODY, nra)] == [shown.id]
    assert count_links(NOBODY, nra, [link]) == {link.name: 1}
    assert count_links(SALMA, nra, [link]) == {link.name: 2}


def test_an_area_is_linked_to_by_what_lies_within_it(register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row, "YE121121")
    register.site(row, "YE121122")
    hidden = register.intervention("NRA", is_published=False)
    register.site(hidden, "YE121121")
    for pcode, sites in (("YE", 3), ("YE12", 3), ("YE1211", 3), ("YE121121", 2), ("YE1210", 0)):
        counts = count_links(SALMA, register.areas[pcode], links_to(Area))
        assert (counts["site.area"], counts["site.area.intervention"]) == (sites, min(sites, 2)), pcode
    counts = count_links(NOBODY, register.areas["YE1211"], links_to(Area))
    assert (counts["site.area"], counts["site.area.intervention"]) == (2, 1)
