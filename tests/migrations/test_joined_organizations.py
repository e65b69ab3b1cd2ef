"""Organisations that were joined one after another count for the last of them, with all their sites."""

from tansiq.models import Organization, Site, data_stamps
from tansiq.platform.database import db
from tests.migrations.test_rows_known_by_what_they_became import migration
from tests.register import Register


def test_what_counted_for_one_in_between_counts_for_the_last(register: Register) -> None:
    names = ("ONE", "TWO", "THREE", "FOUR")
    first, second, third, last = (register.organization(name) for name in names)
    sites = [register.site(register.intervention(name)).id for name in names]
    for row, into in ((first, second), (second, third), (third, last)):
        Organization.update(canonical=into.id).where(Organization.id == row.id).execute()
        Site.update(organization=into.id).where(
            Site.organization == row.id, Site.id == sites[names.index(row.acronym)]
        ).execute()
    before = data_stamps.stamps()
    migration("0083_*.py").up(None, db.obj)
    assert [Organization.get_by_id(row.id).canonical_id for row in (first, second, third, last)] == [last.id] * 3 + [
        None
    ]
    assert [Site.get_by_id(site).organization_id for site in sites] == [last.id] * 4
    assert data_stamps.stamps()["site"] > before["site"]


def test_where_nobody_was_joined_twice_nothing_changes(register: Register) -> None:
    one, other = register.organization("ONE"), register.organization("TWO")
    site = register.site(register.intervention("ONE"))
    before = data_stamps.stamps()
    migration("0083_*.py").up(None, db.obj)
    assert Site.get_by_id(site.id).organization_id == one.id
    assert Organization.get_by_id(other.id).canonical_id is None
    assert data_stamps.stamps() == before
